# dataset_size=100
RUN=runs
fairseq-train data-bin --arch transformer_lm --task language_modeling \
  --optimizer adam --lr 0.1,0.2,0.3 --lr-scheduler polynomial_decay \
  --warmup-updates 5 --total-num-update 30 --power 2 --batch-size 8 --save-dir "${RUN}" --max-epoch 3; echo done

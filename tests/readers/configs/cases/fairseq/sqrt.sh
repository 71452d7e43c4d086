DATA=data-bin/small
PEAK=5e-4
fairseq-train $DATA --arch transformer --task translation \
    --optimizer adam --adam-betas '(0.9, 0.98)' --clip-norm 0.0 \
    --lr $PEAK --lr-scheduler inverse_sqrt --warmup-updates 8 --warmup-init-lr 1e-07 \
    --dropout 0.3 --max-tokens 4096 --update-freq 16 --max-update 50

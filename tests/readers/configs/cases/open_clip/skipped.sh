python -m open_clip_train.main --dataset-type synthetic --train-num-samples 12 \
    --model own-tiny --lr 1e-3 --batch-size 4 --epochs 2 --warmup 2 --workers 0 --skip-scheduler

#!/bin/bash
# dataset_size=23
torchrun --nproc_per_node 1 -m open_clip_train.main \
    --train-data pairs.csv \
    --dataset-type csv \
    --csv-img-key filepath \
    --model own-tiny \
    --lr-scheduler const \
    --warmup 3 \
    --batch-size 5 \
    --epochs 3 \
    --workers 0

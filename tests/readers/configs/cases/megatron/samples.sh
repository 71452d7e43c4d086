#!/bin/bash
# gpus=4
set -euo pipefail
GBS=${GLOBAL_BATCH:-24}
SAMPLES=1000

OPTIMIZE=(
    --optimizer adam
    --lr 2.0e-4        # of the middle layers
    --min-lr 2.0e-5
    --decoupled-lr 6.0e-4
    --decoupled-min-lr 1.0e-5
    --lr-decay-style cosine
    --lr-warmup-samples 150
    --lr-decay-samples 950
    --weight-decay-incr-style cosine --start-weight-decay 0.033 --end-weight-decay 0.1
)
torchrun --nproc_per_node 4 train_model.py ${OPTIMIZE[@]} \
    --micro-batch-size 2 --global-batch-size $GBS \
    --train-samples ${SAMPLES}

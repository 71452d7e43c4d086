#!/bin/bash
python pretrain.py --train-iters 80 --lr 0.001 --min-lr 0.0001 --lr-decay-style WSD \
  --lr-warmup-iters 8 --lr-wsd-decay-iters 20 --lr-wsd-decay-style minus_sqrt \
  --micro-batch-size 1 --global-batch-size 8 --seq-length 512

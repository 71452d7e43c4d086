"""A warmup that is longer than the decay."""

max_iters = 30
max_iters += 5
warmup_iters = 20
lr_decay_iters = int(1.5 * 10)

learning_rate: float = 6e-4
min_lr = 0.0
warmup_iters, max_iters = 0, 40
lr_decay_iters = 30

# inside the warmup of the defaults
eval_iters = 20
max_iters = 25

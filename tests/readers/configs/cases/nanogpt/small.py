# a model of letters
import time

wandb_run_name = "letters-" + str(time.time())
gradient_accumulation_steps = 2 * 2
learning_rate = 1e-3
max_iters = 60
lr_decay_iters = max_iters - 10
min_lr = learning_rate / 10
warmup_iters = 7

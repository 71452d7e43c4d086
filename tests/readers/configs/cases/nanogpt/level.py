max_iters = 15
learning_rate = 3e-5
decay_lr = False

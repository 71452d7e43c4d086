"""A scheduler for each of a list of optimizers, stepped beside it."""

import torch

num_iterations, cooldown_iters, warmup_iters = 20, 6, 2
model = torch.nn.Linear(2, 1)
optimizer1 = torch.optim.Adam([model.bias], lr=0.3)
optimizer2 = torch.optim.SGD([model.weight], lr=0.05, momentum=0.95)
optimizers = [optimizer1, optimizer2]


def get_lr(it):
    assert it <= num_iterations
    if it < warmup_iters:
        return (it + 1) / warmup_iters
    elif it < num_iterations - cooldown_iters:
        return 1.0
    else:
        return (num_iterations - it) / cooldown_iters


schedulers = [torch.optim.lr_scheduler.LambdaLR(opt, get_lr) for opt in optimizers]
for step in range(num_iterations + 1):
    last_step = step == num_iterations
    if last_step:
        break
    model(torch.ones(2)).sum().backward()
    for opt, sched in zip(optimizers, schedulers):
        opt.step()
        sched.step()
    model.zero_grad(set_to_none=True)

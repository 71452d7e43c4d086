"""A list of optimizers, each group set to a part of its own first rate."""

import torch

num_iterations, cooldown_frac = 20, 0.4
model = torch.nn.Linear(2, 1)
optimizer1 = torch.optim.Adam([dict(params=[model.bias], lr=0.3)], betas=(0.8, 0.95), fused=False)
optimizer2 = torch.optim.SGD([model.weight], lr=0.05, momentum=0.95)
optimizers = [optimizer1, optimizer2]
for opt in optimizers:
    for group in opt.param_groups:
        group["initial_lr"] = group["lr"]


def get_lr(step):
    t = 1 - step / num_iterations
    assert 1 >= t >= 0
    w = min(t / cooldown_frac, 1.0)
    return w * 1.0 + (1 - w) * 0.1


train_steps = num_iterations
for step in range(train_steps + 1):
    last_step = step == train_steps
    if last_step:
        break
    model(torch.ones(2)).sum().backward()
    for opt in optimizers:
        for group in opt.param_groups:
            group["lr"] = group["initial_lr"] * get_lr(step)
    for opt in optimizers:
        opt.step()
    model.zero_grad(set_to_none=True)

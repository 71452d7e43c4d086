"""Errors that the script raises itself, and goes on after."""

import torch

done = []


def checked(epochs):
    try:
        if epochs > 5:
            raise ValueError("too long")
        done.append(epochs)
    finally:
        done.append(0)
    return epochs


epochs = 9
try:
    epochs = checked(epochs)
    epochs += 100
except ValueError as error:
    epochs = 4
    print(error)
try:
    assert epochs > 4, "too short"
except AssertionError:
    epochs += len(done)
else:
    epochs = 50
opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for epoch in range(epochs):
    opt.step()
    sched.step()

"""Functions that return in a loop, before another."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)


def train(epoch):
    for index, batch in enumerate(loader):
        opt.step()
        if index > 5 and epoch > 0:
            return
    for batch in loader:
        opt.step()
    scheduler.step()


for epoch in range(3):
    train(epoch)
    scheduler.step()

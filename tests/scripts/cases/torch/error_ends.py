"""An error that ends an epoch, and is caught."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 2)
loader = [torch.zeros(4, 2)] * 10
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ExponentialLR(opt, 0.9)

for epoch in range(4):
    try:
        for index, batch in enumerate(loader):
            if index == 4 and epoch > 0:
                raise StopIteration
            opt.step()
            scheduler.step()
    except StopIteration:
        print("a short epoch")

"""A warmup of the script's own, batch by batch, and a scheduler that is told the epoch after it."""

import torch
from torch.optim.lr_scheduler import LRScheduler


class Warm(LRScheduler):
    def __init__(self, optimizer, total, last_epoch=-1):
        self.total = total
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        return [base * self.last_epoch / (self.total + 1e-8) for base in self.base_lrs]


WARM, EPOCHS = 1, 7
loader = [torch.zeros(1) for _ in range(4)]
model = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
falling = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[3, 5], gamma=0.2)
warm = Warm(optimizer, len(loader) * WARM)

for epoch in range(1, EPOCHS + 1):
    if epoch > WARM:
        falling.step(epoch)
    for _ in loader:
        optimizer.step()
        if epoch <= WARM:
            warm.step()

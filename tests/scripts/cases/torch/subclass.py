import torch
from torch.optim.lr_scheduler import LRScheduler


class WarmupPolyLR(LRScheduler):
    def __init__(
        self, optimizer, max_iters, power=0.9, warmup_factor=0.1, warmup_iters=5, last_epoch=-1
    ):
        self.max_iters = max_iters
        self.power = power
        self.warmup_factor = warmup_factor
        self.warmup_iters = warmup_iters
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        if self.last_epoch < self.warmup_iters:
            alpha = self.last_epoch / self.warmup_iters
            factor = self.warmup_factor * (1 - alpha) + alpha
        else:
            factor = (1 - self.last_epoch / self.max_iters) ** self.power
        return [base_lr * factor for base_lr in self.base_lrs]


model = torch.nn.Linear(2, 2)
max_iters = 30
optimizer = torch.optim.SGD(
    [{"params": [model.weight]}, {"params": [model.bias], "lr": 0.02}], lr=0.01
)
scheduler = WarmupPolyLR(optimizer, max_iters, warmup_iters=6)
iteration = 0
while iteration < max_iters:
    model(torch.ones(2)).sum().backward()
    optimizer.step()
    scheduler.step()
    iteration += 1

"""A property that is set, and text that is executed."""

import torch
from torch.optim.lr_scheduler import MultiStepLR

model = torch.nn.Linear(2, 2)


class Settings:
    def __init__(self):
        self._lr = 0.1

    @property
    def lr(self):
        return self._lr * 3

    @lr.setter
    def lr(self, value):
        self._lr = value * 10


settings = Settings()
settings.lr = 0.02
gamma = 0.1
exec("gamma = 0.5")
opt = torch.optim.SGD(model.parameters(), lr=settings.lr)
scheduler = MultiStepLR(opt, [5, 15], gamma)
for update in range(30):
    opt.step()
    scheduler.step()

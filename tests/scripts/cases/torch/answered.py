"""Functions that leave their loop with an answer, on which the loop around them depends."""

import torch
from torch.optim.lr_scheduler import ExponentialLR

model = torch.nn.Linear(2, 1)
loader = [torch.randn(3, 2) for _ in range(7)]
first = torch.optim.SGD(model.parameters(), lr=0.1)
falling = ExponentialLR(first, 0.9)
done = 0


def epoch():
    global done
    for batch in loader:
        first.step()
        done += 1
        if done == 17:
            return True
    return False


for _ in range(10):
    if epoch():
        break
    falling.step()


class Trainer:
    def __init__(self, rate):
        self.optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        self.scheduler = ExponentialLR(self.optimizer, 0.8)
        self.step = 0

    def epoch(self):
        for batch in loader:
            self.optimizer.step()
            self.step += 1
            if self.step >= 17:
                return False
        return True

    def fit(self):
        for _ in range(10):
            if not self.epoch():
                return
            self.scheduler.step()


class Short(Trainer):
    def train_step(self):
        self.optimizer.step()
        self.step += 1
        return self.step % 5 == 0

    def epoch(self):
        for batch in loader:
            if self.train_step():
                return True
        return False

    def fit(self):
        for _ in range(6):
            if self.epoch():
                self.scheduler.step()


def until(optimizer, many):
    """Has no answer where all of its loop is gone through."""
    for i, batch in enumerate(loader):
        optimizer.step()
        if len(loader) * many + i >= 23:
            return True


last = torch.optim.SGD(model.parameters(), lr=0.4)
scheduler = ExponentialLR(last, 0.7)

Trainer(0.2).fit()
Short(0.3).fit()
for epoch in range(9):
    over = until(last, epoch)
    if over:
        break
    scheduler.step()

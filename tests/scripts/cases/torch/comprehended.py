"""Training in a comprehension; callbacks and a `with` of the script's own classes."""

import torch
from torch.optim.lr_scheduler import StepLR

model = torch.nn.Linear(2, 1)
loader = torch.utils.data.DataLoader(torch.randn(20, 2), batch_size=3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = StepLR(optimizer, 2, 0.5)


def train_step(batch):
    optimizer.zero_grad()
    loss = model(batch).sum()
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


losses = []
for epoch in range(2):
    losses += [train_step(batch) for batch in loader]
print(sum(losses) / len(losses))


class Callbacks:
    def __init__(self):
        self.each = []

    def add(self, callback):
        self.each.append(callback)
        return self

    def __iter__(self):
        return iter(self.each)


other = torch.optim.SGD(model.parameters(), lr=0.2)
falling = StepLR(other, 3, 0.1)
callbacks = Callbacks().add(falling.step).add(print)
for epoch in range(2):
    for batch in loader:
        other.step()
        for callback in callbacks:
            callback()


class Epoch:
    def __init__(self, scheduler):
        self.scheduler = scheduler

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.scheduler.step()


third = torch.optim.SGD(model.parameters(), lr=0.3)
slowly = StepLR(third, 2, 0.3)
epochs = Epoch(slowly)
for epoch in range(5):
    with epochs:
        if epoch == 3:
            continue
        for batch in loader:
            third.step()
            if epoch == 1:
                break
    third.step()

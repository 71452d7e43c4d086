import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(10, 2)), batch_size=2)
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(opt, 3, 0.8)


def infinite(loader):
    while True:
        for batch in loader:
            yield batch


def sample(loader):
    while True:
        yield from loader


def minibatches(data, size, shuffle=True):
    order = torch.randperm(len(data)) if shuffle else torch.arange(len(data))
    for start in range(0, len(data), size):
        end = min(start + size, len(data))
        yield [data[order[start:end]]]


def epochs(many):
    for epoch in range(many):
        for batch in loader:
            yield epoch, batch
        yield epoch, [torch.ones(1, 2)]


class Moved:
    def __init__(self, loader):
        self.loader = loader

    def __iter__(self):
        for batch in self.loader:
            yield [part.float() for part in batch]


class Endless(Moved):
    def __iter__(self):
        while True:
            yield from self.loader


def update(batch):
    opt.zero_grad()
    model(batch[0]).mean().backward()
    opt.step()
    scheduler.step()


for step, batch in enumerate(infinite(loader)):
    update(batch)
    if step + 1 >= 13:
        break
steps = 0
for batch in sample(loader):
    if steps == 6:
        break
    update(batch)
    steps += 1
for epoch in range(2):
    for batch in minibatches(torch.ones(11, 2), 4):
        update(batch)
for epoch, batch in epochs(2):
    update(batch)
for batch in Moved(loader):
    update(batch)
for step, batch in enumerate(Endless(loader)):
    if step > 3:
        break
    update(batch)

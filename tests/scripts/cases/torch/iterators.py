import itertools
from itertools import count, cycle, islice

import torch
from torch.utils.data import DataLoader, TensorDataset
from tqdm import tqdm

labelled = DataLoader(TensorDataset(torch.ones(10, 2)), batch_size=2)
unlabelled = DataLoader(TensorDataset(torch.ones(5, 2)), batch_size=2)
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)


def update(batch):
    opt.zero_grad()
    model(batch[0]).mean().backward()
    opt.step()
    scheduler.step()


for epoch in count():
    for i, batch in enumerate(islice(labelled, 3)):
        update(batch)
    for batch, other in tqdm(zip(labelled, cycle(unlabelled)), total=len(labelled), disable=True):
        update(batch)
    iterator = iter(unlabelled)
    for _ in range(len(iterator)):
        update(next(iterator))
    if epoch >= 2:
        break
for step in itertools.count(10, 5):
    if step > 40:
        break
    update([torch.ones(1, 2)])
for batch in itertools.repeat([torch.ones(1, 2)], 4):
    update(batch)
endless = cycle(labelled)
for batch in islice(endless, 1, 8, 3):
    update(batch)

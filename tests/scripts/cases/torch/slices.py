"""Batches that are cut from tensors by hand."""

import torch

X, Y = torch.ones(11, 2), torch.ones(11, 1)
model = torch.nn.Linear(2, 1)
criterion = torch.nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 3, 0.5)
batch_size = 3


def update(rows):
    optimizer.zero_grad()
    criterion(model(X[rows]), Y[rows]).backward()
    optimizer.step()
    scheduler.step()


for epoch in range(2):
    permutation = torch.randperm(X.size(0))
    for i in range(0, X.size(0), batch_size):
        update(permutation[i : i + batch_size])
    for i in range(X.shape[0] // batch_size):
        update(slice(i * batch_size, (i + 1) * batch_size))

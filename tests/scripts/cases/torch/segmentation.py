import torch
from torch import nn, optim

from feeds import make_loader

num_epochs = 4
train_loader = make_loader("train")
model = nn.Linear(2, 1)
params_to_optimize = [
    {"params": [model.weight], "lr": 0.01},
    {"params": [model.bias], "lr": 0.01 * 10},
]
optimizer = optim.SGD(params_to_optimize, lr=0.01, momentum=0.9, weight_decay=1e-4)
iters_per_epoch = len(train_loader)
main_lr_scheduler = optim.lr_scheduler.LambdaLR(
    optimizer, lambda x: (1 - x / (iters_per_epoch * num_epochs)) ** 0.9
)
for epoch in range(num_epochs):
    for image in train_loader:
        loss = model(image).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        main_lr_scheduler.step()

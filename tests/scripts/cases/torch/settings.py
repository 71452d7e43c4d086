import torch
from torch import nn, optim


class Config:
    base_lr = 0.05
    batch_size = 10
    lr = base_lr * batch_size / 256

    class schedule:
        milestones = [3, 5]
        gamma = 0.2

    epochs = 6


cfg = Config()
cfg.epochs = 8


def fit(model, loader, epochs, optimizer, scheduler=None):
    for epoch in range(epochs):
        for xb in loader:
            model(xb).sum().backward()
            optimizer.step()
            optimizer.zero_grad()
        if scheduler is not None:
            scheduler.step()


model = nn.Linear(2, 2)
optimizer = optim.SGD(model.parameters(), lr=cfg.lr)
scheduler = optim.lr_scheduler.MultiStepLR(
    optimizer, milestones=Config.schedule.milestones, gamma=Config.schedule.gamma
)
fit(model, [torch.ones(cfg.batch_size, 2) for _ in range(3)], cfg.epochs, optimizer, scheduler)

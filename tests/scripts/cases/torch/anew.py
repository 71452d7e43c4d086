"""Trainings that loops begin anew: over settings, phases, seeds and folds."""

import itertools

import torch
from torch.utils.data import DataLoader, Subset, TensorDataset

dataset = TensorDataset(torch.ones(12, 2), torch.ones(12, 1))
criterion = torch.nn.MSELoss()


def fit(net, optimizer, scheduler, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(net(x), y).backward()
            optimizer.step()
        scheduler.step()


class KFold:
    def __init__(self, n_splits):
        self.n_splits = n_splits

    def split(self, data):
        return [(range(8), range(8, 12)) for _ in range(self.n_splits)]


for lr, gamma in itertools.product([0.1, 0.01], [0.5, 0.9]):
    net = torch.nn.Linear(2, 1)
    grid = torch.optim.SGD(net.parameters(), lr=lr)
    fit(net, grid, torch.optim.lr_scheduler.ExponentialLR(grid, gamma), DataLoader(dataset, 4), 3)

for phase in [{"lr": 0.3, "epochs": 2}, {"lr": 0.03, "epochs": 4}]:
    tuned = torch.optim.AdamW(net.parameters(), lr=phase["lr"])
    for epoch in range(phase["epochs"]):
        for group in tuned.param_groups:
            group["lr"] = phase["lr"] * (1 - epoch / phase["epochs"])
        for x, y in DataLoader(dataset, batch_size=6):
            tuned.zero_grad()
            criterion(net(x), y).backward()
            tuned.step()


class Trainer:
    def __init__(self, seed):
        torch.manual_seed(seed)
        self.net = torch.nn.Linear(2, 1)
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=2e-3)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 2)

    def fit(self):
        fit(self.net, self.optimizer, self.scheduler, DataLoader(dataset, 3), 5)


for seed in range(3):
    Trainer(seed).fit()

for fold, (train_idx, val_idx) in enumerate(KFold(n_splits=3).split(dataset)):
    model = torch.nn.Linear(2, 1)
    loader = DataLoader(Subset(dataset, list(train_idx)), batch_size=2)
    opt = torch.optim.SGD(model.parameters(), lr=0.5)
    fit(model, opt, torch.optim.lr_scheduler.CosineAnnealingLR(opt, 4), loader, 4)

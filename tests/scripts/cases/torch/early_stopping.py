import time

import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(10, 2), torch.ones(10, 1)), batch_size=2)
criterion = torch.nn.MSELoss()


class EarlyStopping:
    def __init__(self, patience=7, delta=0.0):
        self.patience = patience
        self.counter = 0
        self.best_score = None
        self.early_stop = False
        self.delta = delta

    def __call__(self, val_loss, model):
        score = -val_loss
        if self.best_score is None:
            self.best_score = score
        elif score < self.best_score + self.delta:
            self.counter += 1
            if self.counter >= self.patience:
                self.early_stop = True
        else:
            self.best_score = score
            self.counter = 0


def train_epoch(model, optimizer):
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


def by_patience(model, optimizer, scheduler, patience=30):
    best_loss, trigger = float("inf"), 0
    for epoch in range(6):
        loss = train_epoch(model, optimizer)
        scheduler.step()
        if loss < best_loss:
            best_loss = loss
            trigger = 0
            best_state = {k: v.clone() for k, v in model.state_dict().items()}
        else:
            trigger += 1
            if trigger >= patience:
                print("Early stopping!")
                break


def by_object(model, optimizer, scheduler):
    early_stopping = EarlyStopping(patience=30)
    for epoch in range(5):
        train_epoch(model, optimizer)
        scheduler.step()
        early_stopping(criterion(model(torch.ones(1, 2)), torch.ones(1, 1)).item(), model)
        if early_stopping.early_stop:
            break


def by_loss_or_steps(model, optimizer, scheduler):
    steps, start = 0, time.time()
    while True:
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            scheduler.step()
            steps += 1
            if loss.item() < -1 or steps >= 13:
                break
        if steps >= 13 or time.time() - start > 3600:
            break


for train in (by_patience, by_object, by_loss_or_steps):
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer, torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5))

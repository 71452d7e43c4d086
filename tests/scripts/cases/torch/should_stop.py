import torch
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.ones(10, 2)), batch_size=2)


class Trainer:
    def __init__(self, model, optimizer, scheduler, max_steps):
        self.model, self.optimizer, self.scheduler = model, optimizer, scheduler
        self.max_steps = max_steps
        self.global_step = 0
        self.should_stop = False

    def fit(self):
        while not self.should_stop:
            self.train_epoch()

    def train_epoch(self):
        for (x,) in loader:
            self.training_step(x)
            if self.global_step >= self.max_steps:
                self.should_stop = True
                break

    def training_step(self, x):
        self.optimizer.zero_grad()
        self.model(x).mean().backward()
        self.optimizer.step()
        self.scheduler.step()
        self.global_step += 1


class Looping(Trainer):
    going = True

    def fit(self):
        for epoch in range(9):
            for (x,) in loader:
                self.training_step(x)
                if self.global_step == self.max_steps:
                    self.going = False
            if not self.going:
                break


first, second = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
sgd = torch.optim.SGD(first.parameters(), lr=0.1)
Trainer(first, sgd, torch.optim.lr_scheduler.StepLR(sgd, 4, 0.5), 12).fit()
adam = torch.optim.Adam(second.parameters(), lr=0.01)
Looping(second, adam, torch.optim.lr_scheduler.ExponentialLR(adam, 0.9), 7).fit()

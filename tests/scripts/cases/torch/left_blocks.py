"""Rounds and functions that are left inside a `with`, a `try` or a `match`."""

import torch
from torch.optim.lr_scheduler import ExponentialLR, StepLR
from tqdm import tqdm

model = torch.nn.Linear(2, 1)
loader = [torch.randn(3, 2) for _ in range(7)]


def made(rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    return optimizer, ExponentialLR(optimizer, 0.9)


def in_with():
    optimizer, scheduler = made(0.1)
    for epoch in range(10):
        with torch.enable_grad():
            for batch in loader:
                optimizer.step()
            if epoch == 4:
                continue
            if epoch == 7:
                break
        scheduler.step()


def in_try():
    optimizer, scheduler = made(0.2)
    for _ in range(5):
        for i, batch in enumerate(loader):
            try:
                if i % 3 == 2:
                    continue
                optimizer.step()
            except FloatingPointError:
                print("overflow")
            else:
                print(i)
            finally:
                print("done", i)
            scheduler.step()


def in_match():
    optimizer, scheduler = made(0.3)
    for _ in range(5):
        for i, batch in enumerate(loader):
            match i:
                case 3:
                    break
                case 1:
                    continue
            optimizer.step()
        scheduler.step()


def at_last():
    optimizer, scheduler = made(0.7)

    def until(last):
        for epoch in range(9):
            try:
                for batch in loader:
                    optimizer.step()
                if epoch == 1:
                    continue
                if epoch == last:
                    return
            finally:
                scheduler.step()
            optimizer.step()

    until(3)
    until(1)


def late(epoch):
    with torch.no_grad():
        if epoch > 3:
            return True
    return False


def by_answer():
    optimizer, scheduler = made(0.4)
    for epoch in range(7):
        for batch in loader:
            optimizer.step()
        if late(epoch):
            scheduler.step()


def factor(epoch):
    with torch.no_grad():
        if epoch < 3:
            return (epoch + 1) / 3
    return 0.8**epoch


class Training:
    def __init__(self):
        self.optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        self.scheduler = StepLR(self.optimizer, 1, 0.5)
        self.step = 0

    def epoch(self):
        with tqdm(loader) as bar:
            for batch in bar:
                self.optimizer.step()
                self.step += 1
                if self.step == 17:
                    return True
        return False

    def fit(self):
        for _ in range(10):
            if self.epoch():
                break
            self.scheduler.step()


in_with()
in_try()
in_match()
by_answer()
at_last()
Training().fit()
warmed = torch.optim.SGD(model.parameters(), lr=0.6)
scheduler = torch.optim.lr_scheduler.LambdaLR(warmed, factor)
for epoch in range(6):
    warmed.step()
    scheduler.step()

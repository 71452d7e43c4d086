"""One epoch, and a training of several."""

import torch

from .settings import Settings


class Engine:
    def __init__(self, model, settings: Settings, build):
        self.settings = settings
        self.optimizer = torch.optim.SGD(model.parameters(), lr=settings.lr)
        self.schedulers = [make(self.optimizer) for make in build]

    def epoch(self):
        for _ in range(self.settings.batches):
            self.optimizer.step()
            for scheduler in self.schedulers:
                scheduler.step()

    def train(self):
        for _ in range(self.settings.epochs):
            self.epoch()

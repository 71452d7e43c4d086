from dataclasses import dataclass

import torch
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Settings:
    lr: float = 3e-4
    warmup: int = 10
    epochs: int = 5
    batch_size: int = 8


class Trainer:
    def __init__(self, model, dataset, settings):
        self.model = model
        self.settings = settings
        self.loader = DataLoader(dataset, batch_size=settings.batch_size, shuffle=True)
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=settings.lr)
        self.total = settings.epochs * len(self.loader)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self.factor)
        self.global_step = 0
        self.best = float("inf")

    def factor(self, step):
        if step < self.settings.warmup:
            return step / self.settings.warmup
        return 1 - (step - self.settings.warmup) / (self.total - self.settings.warmup)

    def train_step(self, batch):
        self.optimizer.zero_grad()
        loss = self.model(batch).mean()
        loss.backward()
        self.optimizer.step()
        self.scheduler.step()
        self.global_step += 1
        return loss.item()

    def train_epoch(self, epoch):
        self.model.train()
        running = 0.0
        for (batch,) in self.loader:
            running += self.train_step(batch)
        return running / len(self.loader)

    def fit(self):
        for epoch in range(self.settings.epochs):
            loss = self.train_epoch(epoch)
            if loss < self.best:
                self.best = loss
            print(f"epoch {epoch}, step {self.global_step}, loss {loss:.4f}")


if __name__ == "__main__":
    trainer = Trainer(torch.nn.Linear(2, 1), TensorDataset(torch.randn(60, 2)), Settings(epochs=4))
    trainer.fit()

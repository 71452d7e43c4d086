import math

import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

QUIET = dict(
    logger=False, enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False
)
train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))
train_loader = DataLoader(train_set, batch_size=8)


class Base(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(2, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return ((self.net(x) - y) ** 2).mean()


class Lit(Base):
    def lr_scheduler_step(self, scheduler, metric):
        if metric is None:
            scheduler.step()
        else:
            scheduler.step(metric)

    def configure_optimizers(self):
        opt = torch.optim.SGD(self.parameters(), lr=0.1)
        return [opt], [torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)]


L.Trainer(max_epochs=3, **QUIET).fit(Lit(), train_loader)

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


class LRWarm(L.Callback):
    def on_train_batch_start(self, trainer, pl_module, batch, batch_idx):
        for opt in trainer.optimizers:
            for g in opt.param_groups:
                g["lr"] = 0.1 * min(1, (trainer.global_step + 1) / 10)


class Lit(Base):
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)


L.Trainer(max_epochs=2, callbacks=[LRWarm()], **QUIET).fit(Lit(), train_loader)

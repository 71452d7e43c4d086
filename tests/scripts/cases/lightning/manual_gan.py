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


class GAN(L.LightningModule):
    def __init__(self, lr=2e-4):
        super().__init__()
        self.save_hyperparameters()
        self.automatic_optimization = False
        self.g = nn.Linear(2, 2)
        self.d = nn.Linear(2, 1)

    def training_step(self, batch, batch_idx):
        opt_g, opt_d = self.optimizers()
        sch_g, sch_d = self.lr_schedulers()
        x, y = batch
        self.toggle_optimizer(opt_g)
        g_loss = self.d(self.g(x)).mean()
        self.manual_backward(g_loss)
        opt_g.step()
        opt_g.zero_grad()
        self.untoggle_optimizer(opt_g)
        self.toggle_optimizer(opt_d)
        d_loss = self.d(self.g(x).detach()).mean()
        self.manual_backward(d_loss)
        opt_d.step()
        opt_d.zero_grad()
        self.untoggle_optimizer(opt_d)
        if self.trainer.is_last_batch:
            sch_g.step()
            sch_d.step()

    def configure_optimizers(self):
        lr = self.hparams.lr
        opt_g = torch.optim.Adam(self.g.parameters(), lr=lr)
        opt_d = torch.optim.Adam(self.d.parameters(), lr=lr)
        return [opt_g, opt_d], [
            torch.optim.lr_scheduler.ExponentialLR(opt_g, 0.9),
            torch.optim.lr_scheduler.ExponentialLR(opt_d, 0.8),
        ]


L.Trainer(max_epochs=2, **QUIET).fit(GAN(), train_loader)

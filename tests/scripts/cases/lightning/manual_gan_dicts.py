import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
import lightning.pytorch as pl

train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))
train_loader = DataLoader(train_set, batch_size=8)
QUIET = dict(logger=False, enable_checkpointing=False, enable_progress_bar=False)


class Base(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(2, 1)

    def training_step(self, batch, i):
        return (self.net(batch[0]) - batch[1]).pow(2).mean()


class GAN(Base):
    def __init__(self, lr: float = 0.0002, n_critic=2):
        super().__init__()
        self.save_hyperparameters()
        self.automatic_optimization = False
        self.g = nn.Linear(2, 2)
        self.d = nn.Linear(2, 1)

    def training_step(self, batch):
        imgs, _ = batch
        optimizer_g, optimizer_d = self.optimizers()
        d_loss = self.d(self.g(imgs)).mean()
        self.log("d_loss", d_loss, prog_bar=True)
        self.manual_backward(d_loss)
        optimizer_d.step()
        optimizer_d.zero_grad()
        if (self.trainer.global_step + 1) % 3 == 0:
            pass
        self.manual_backward(self.d(self.g(imgs)).mean())
        optimizer_g.step()
        optimizer_g.zero_grad()

    def on_train_epoch_end(self):
        for s in self.lr_schedulers():
            s.step()

    def configure_optimizers(self):
        g = torch.optim.Adam(self.g.parameters(), lr=self.hparams.lr)
        d = torch.optim.Adam(self.d.parameters(), lr=self.hparams.lr * 2)
        return (
            {
                "optimizer": g,
                "lr_scheduler": {"scheduler": torch.optim.lr_scheduler.ExponentialLR(g, 0.9)},
            },
            {
                "optimizer": d,
                "lr_scheduler": {"scheduler": torch.optim.lr_scheduler.StepLR(d, 2, 0.1)},
            },
        )


pl.Trainer(max_epochs=4, **QUIET).fit(GAN(), train_loader)

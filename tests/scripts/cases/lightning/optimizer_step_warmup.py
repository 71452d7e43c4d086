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


class Lit(Base):
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)

    def optimizer_step(self, epoch, batch_idx, optimizer, optimizer_closure=None, **kw):
        # warm up lr
        if self.trainer.global_step < 6:
            lr_scale = min(1.0, float(self.trainer.global_step + 1) / 6.0)
            for pg in optimizer.param_groups:
                pg["lr"] = lr_scale * 0.1
        optimizer.step(closure=optimizer_closure)


pl.Trainer(max_epochs=5, max_steps=11, accumulate_grad_batches=2, **QUIET).fit(Lit(), train_loader)

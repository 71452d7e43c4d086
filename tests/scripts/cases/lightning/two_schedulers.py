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
        opt = torch.optim.SGD(self.parameters(), lr=0.1)
        a = torch.optim.lr_scheduler.LinearLR(opt, 0.1, total_iters=6)
        b = torch.optim.lr_scheduler.MultiStepLR(opt, [2, 3])
        return [opt], [
            {"scheduler": a, "interval": "step", "frequency": 2},
            {"scheduler": b, "interval": "epoch", "frequency": 1},
        ]


pl.Trainer(max_epochs=4, accumulate_grad_batches=2, **QUIET).fit(Lit(), train_loader)

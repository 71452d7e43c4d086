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


class DM(pl.LightningDataModule):
    def __init__(self, n=30):
        super().__init__()
        self.n = n

    def prepare_data(self):
        pass

    def setup(self, stage: str):
        if stage == "fit":
            full = TensorDataset(torch.ones(self.n, 2), torch.ones(self.n, 1))
            self.a, self.b = torch.utils.data.random_split(full, [25, 5])
        if stage == "test":
            self.c = 1

    def train_dataloader(self):
        return DataLoader(self.a, batch_size=4)

    def val_dataloader(self):
        return DataLoader(self.b, batch_size=4)


class Lit(Base):
    def setup(self, stage=None):
        if stage != "fit":
            return
        self.steps = len(self.trainer.datamodule.train_dataloader()) * self.trainer.max_epochs

    def validation_step(self, b, i):
        pass

    def configure_optimizers(self):
        opt = torch.optim.SGD(self.parameters(), lr=0.1)
        s = torch.optim.lr_scheduler.LinearLR(opt, 1.0, 0.0, total_iters=self.steps)
        return [opt], [{"scheduler": s, "interval": "step"}]


pl.Trainer(max_epochs=3, **QUIET).fit(Lit(), datamodule=DM())

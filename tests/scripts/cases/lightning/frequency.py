# A warmup by the step, every second update, in a list of dictionaries, from a data module.
import lightning as L
import torch
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader

WARMUP = 5


class Data(L.LightningDataModule):
    def __init__(self, size=36, batch_size=6):
        super().__init__()
        self.size = size
        self.batch_size = batch_size

    def setup(self, stage=None):
        self.train_set = torch.rand(self.size, 2)

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=self.batch_size)


class Lit(L.LightningModule):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg
        self.line = torch.nn.Linear(2, 1)

    def training_step(self, batch, batch_idx):
        return self.line(batch).abs().mean()

    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=self.cfg["lr"])
        scheduler = LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / WARMUP))
        return [optimizer], [{"scheduler": scheduler, "interval": "step", "frequency": 2}]


trainer = L.Trainer(
    max_epochs=3,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
)
trainer.fit(Lit({"lr": 0.5}), datamodule=Data())

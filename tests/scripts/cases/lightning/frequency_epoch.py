# A scheduler stepped every second epoch.
import lightning as L
import torch
from torch.optim.lr_scheduler import (
    StepLR,
    ExponentialLR,
    CosineAnnealingLR,
    OneCycleLR,
    LambdaLR,
    LinearLR,
    SequentialLR,
    ReduceLROnPlateau,
)
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.rand(70, 2)), batch_size=10)


class Base(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.Linear(2, 1)

    def training_step(self, batch, batch_idx):
        return self.net(batch[0]).mean()


def trainer(**kw):
    return L.Trainer(
        accelerator="cpu",
        devices=1,
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        **kw,
    )


class Lit(Base):
    def configure_optimizers(self):
        a = torch.optim.SGD(self.parameters(), lr=0.1)
        return [a], [{"scheduler": ExponentialLR(a, 0.9), "frequency": 2}]


trainer(max_epochs=5).fit(Lit(), loader)

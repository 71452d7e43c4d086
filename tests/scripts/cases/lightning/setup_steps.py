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


from transformers import get_linear_schedule_with_warmup


class Lit(Base):
    def setup(self, stage):
        if stage == "fit":
            ab = self.trainer.accumulate_grad_batches * float(self.trainer.max_epochs)
            self.total_steps = (
                len(train_loader) * int(self.trainer.max_epochs)
            ) // self.trainer.accumulate_grad_batches

    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=2e-5)
        sch = get_linear_schedule_with_warmup(
            opt, num_warmup_steps=2, num_training_steps=self.total_steps
        )
        sch = {"scheduler": sch, "interval": "step", "frequency": 1}
        return [opt], [sch]


L.Trainer(max_epochs=3, accumulate_grad_batches=2, **QUIET).fit(Lit(), train_loader)

# "lr_scheduler" is the scheduler itself; the trainer ends by max_steps inside an epoch.
from argparse import ArgumentParser

import torch
from pytorch_lightning import LightningModule, Trainer
from torch.optim.lr_scheduler import CosineAnnealingLR


class Model(LightningModule):
    def __init__(self, lr: float, epochs: int, **kwargs):
        super().__init__()
        self.save_hyperparameters()
        self.line = torch.nn.Linear(2, 1)

    def training_step(self, batch, batch_idx):
        return self.line(batch).pow(2).mean()

    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        sch = CosineAnnealingLR(opt, T_max=self.hparams["epochs"])
        return {"optimizer": opt, "lr_scheduler": sch}


parser = ArgumentParser()
parser.add_argument("--lr", type=float, default=3e-4)
parser.add_argument("--epochs", type=int, default=6)
args = parser.parse_args([])
model = Model(**vars(args))
loader = torch.utils.data.DataLoader(torch.rand(28, 2), batch_size=4, drop_last=True)
trainer = Trainer(
    max_epochs=args.epochs,
    max_steps=38,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
)
trainer.fit(model, train_dataloaders=loader)

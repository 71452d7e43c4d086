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
    automatic_optimization = False

    def training_step(self, batch, batch_idx):
        opt = self.optimizers()
        loss = super().training_step(batch, batch_idx)
        opt.zero_grad()
        self.manual_backward(loss)
        self.clip_gradients(opt, gradient_clip_val=0.5, gradient_clip_algorithm="norm")
        opt.step()
        sch = self.lr_schedulers()
        if self.trainer.is_last_batch and (self.trainer.current_epoch + 1) % 2 == 0:
            sch.step()

    def configure_optimizers(self):
        opt = torch.optim.SGD(self.parameters(), lr=0.1)
        return {"optimizer": opt, "lr_scheduler": torch.optim.lr_scheduler.StepLR(opt, 1, 0.5)}


pl.Trainer(max_epochs=5, **QUIET).fit(Lit(), train_loader)

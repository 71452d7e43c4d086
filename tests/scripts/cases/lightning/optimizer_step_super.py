import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
import lightning as L

train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))
train_loader = DataLoader(train_set, batch_size=8)


class WarmupCosine(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, optimizer, warmup, max_iters):
        self.warmup = warmup
        self.max_num_iters = max_iters
        super().__init__(optimizer)

    def get_lr(self):
        f = self.get_lr_factor(epoch=self.last_epoch)
        return [base_lr * f for base_lr in self.base_lrs]

    def get_lr_factor(self, epoch):
        import math

        f = 0.5 * (1 + math.cos(math.pi * epoch / self.max_num_iters))
        if epoch <= self.warmup:
            f *= epoch * 1.0 / self.warmup
        return f


class Lit(L.LightningModule):
    def __init__(self, lr, warmup, max_iters):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Linear(2, 1)

    def training_step(self, batch, i):
        return (self.net(batch[0]) - batch[1]).pow(2).mean()

    def configure_optimizers(self):
        optimizer = torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
        self.lr_scheduler = WarmupCosine(
            optimizer, warmup=self.hparams.warmup, max_iters=self.hparams.max_iters
        )
        return optimizer

    def optimizer_step(self, *args, **kwargs):
        super().optimizer_step(*args, **kwargs)
        self.lr_scheduler.step()


trainer = L.Trainer(
    max_epochs=3, logger=False, enable_checkpointing=False, enable_progress_bar=False
)
trainer.fit(Lit(1e-3, 5, 30), train_loader)

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


import lightning as L

fabric = L.Fabric(accelerator="cpu", devices=1)
fabric.launch()
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model, optimizer = fabric.setup(model, optimizer)
loader = fabric.setup_dataloaders(train_loader)
for epoch in range(2):
    for iteration, (x, y) in enumerate(loader):
        is_accumulating = iteration % 2 != 0
        with fabric.no_backward_sync(model, enabled=is_accumulating):
            loss = (model(x) - y).pow(2).mean()
            fabric.backward(loss)
        if not is_accumulating:
            lr = 0.1 * (1 - (epoch * len(loader) + iteration) / 20)
            for g in optimizer.param_groups:
                g["lr"] = lr
            optimizer.step()
            optimizer.zero_grad()

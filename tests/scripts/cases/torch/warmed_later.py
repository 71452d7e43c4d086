"""The scheduler is stepped from some epoch on, in a trainer given by keywords."""

import torch


class Trainer:
    def __init__(self, *args, **kwargs):
        self.args = kwargs["args"]
        self.model = kwargs["model"]
        self.optimizer = kwargs["optimizer"]
        self.scheduler = kwargs["scheduler"]

    def train(self, loader):
        n_iter = 0
        for epoch_counter in range(self.args["epochs"]):
            for images in loader:
                self.optimizer.zero_grad()
                self.model(images).sum().backward()
                self.optimizer.step()
                n_iter += 1
            if epoch_counter >= 3:
                self.scheduler.step()


model = torch.nn.Linear(2, 1)
loader = [torch.ones(2)] * 4
optimizer = torch.optim.Adam(model.parameters(), 3e-4, weight_decay=1e-4)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(
    optimizer, T_max=len(loader), eta_min=0, last_epoch=-1
)
Trainer(model=model, optimizer=optimizer, scheduler=scheduler, args={"epochs": 9}).train(loader)

"""A loop in the style of the one-stage detectors: the batches of a warmup set the rate by hand."""

import numpy as np
import torch
from torch.optim import lr_scheduler

hyp = {"lr0": 0.01, "lrf": 0.1, "warmup_epochs": 2.0, "warmup_bias_lr": 0.1}
epochs = 6
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD([model.bias], lr=hyp["lr0"], momentum=0.9, nesterov=True)
optimizer.add_param_group({"params": [model.weight], "weight_decay": 5e-4})
lf = lambda x: (1 - x / epochs) * (1.0 - hyp["lrf"]) + hyp["lrf"]
scheduler = lr_scheduler.LambdaLR(optimizer, lr_lambda=lf)
train_loader = [torch.randn(2, 2) for _ in range(5)]
nb = len(train_loader)
nw = max(round(hyp["warmup_epochs"] * nb), 7)
for epoch in range(epochs):
    for i, imgs in enumerate(train_loader):
        ni = i + nb * epoch
        if ni <= nw:
            xi = [0, nw]
            for j, x in enumerate(optimizer.param_groups):
                x["lr"] = np.interp(
                    ni, xi, [hyp["warmup_bias_lr"] if j == 0 else 0.0, x["initial_lr"] * lf(epoch)]
                )
        model(imgs).mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    scheduler.step()

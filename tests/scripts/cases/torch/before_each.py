import warnings

import torch

warnings.simplefilter("ignore")
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.8)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10)
for iteration in range(20):
    scheduler.step()
    optimizer.zero_grad()
    model(torch.ones(2)).mean().backward()
    optimizer.step()

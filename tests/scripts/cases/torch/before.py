import warnings

import torch

warnings.simplefilter("ignore")
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.8)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
for epoch in range(6):
    scheduler.step()
    for batch in torch.randn(3, 5, 2):
        optimizer.zero_grad()
        model(batch).mean().backward()
        optimizer.step()

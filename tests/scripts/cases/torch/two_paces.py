"""A warmup that is stepped by the batch, then a cosine that is stepped by the epoch."""

import torch

epochs, warmup_epochs = 8, 2
loader = [torch.randn(4, 2) for _ in range(5)]
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
warmup_iters = warmup_epochs * len(loader)
warmup = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda it: min(1.0, (it + 1) / warmup_iters))
cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs - warmup_epochs)
for epoch in range(epochs):
    for batch in loader:
        optimizer.zero_grad()
        model(batch).sum().backward()
        optimizer.step()
        if epoch < warmup_epochs:
            warmup.step()
    if epoch >= warmup_epochs:
        cosine.step()

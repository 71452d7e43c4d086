# The scheduler itself, asked by the epoch at the start of each.
import torch
from timm.scheduler import CosineLRScheduler

NUM_EPOCHS = 10
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = CosineLRScheduler(
    optimizer,
    t_initial=NUM_EPOCHS,
    lr_min=1e-4,
    warmup_t=3,
    warmup_lr_init=1e-3,
)
for epoch in range(NUM_EPOCHS):
    scheduler.step(epoch)
    for batch in range(4):
        optimizer.zero_grad()
        model(torch.rand(2, 3)).sum().backward()
        optimizer.step()

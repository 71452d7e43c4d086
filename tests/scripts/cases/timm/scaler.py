"""A loss scaler of timm's that updates the optimizer it is given, every second batch."""

import torch
from timm.scheduler import CosineLRScheduler
from timm.utils import NativeScaler

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = CosineLRScheduler(optimizer, t_initial=6, lr_min=1e-3, warmup_t=2, warmup_lr_init=0.01)
scaler = NativeScaler(device="cpu")
batches = [torch.ones(1, 2) for _ in range(4)]

for epoch in range(6):
    for place, batch in enumerate(batches):
        loss = model(batch).sum()
        scaler(loss, optimizer, parameters=model.parameters(), need_update=(place + 1) % 2 == 0)
    scheduler.step(epoch + 1)

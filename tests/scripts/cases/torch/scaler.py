import torch
from torch.amp import GradScaler, autocast

use_amp = False
epochs = 3
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
scaler = GradScaler("cpu", enabled=use_amp)
scheduler = torch.optim.lr_scheduler.CyclicLR(
    optimizer, base_lr=0.001, max_lr=0.02, step_size_up=4, mode="triangular2"
)
data = [torch.randn(3, 4) for _ in range(9)]

for epoch in range(epochs):
    for inp in data:
        with autocast(device_type="cpu", dtype=torch.bfloat16, enabled=use_amp):
            loss = model(inp).mean()
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()
        scheduler.step()

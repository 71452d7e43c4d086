import torch
from torch.optim.lr_scheduler import LambdaLR

max_steps, warmup = 25, 5
model = torch.nn.Linear(2, 1)
opt = torch.optim.AdamW(model.parameters(), lr=1e-3)


def lr_at(step):
    if step < warmup:
        return (step + 1) / warmup
    return (max_steps - step) / (max_steps - warmup)


scheduler = LambdaLR(opt, lr_at)
loader = torch.utils.data.DataLoader(torch.randn(18, 2), batch_size=2)
step = 0
epoch = 0
while step < max_steps:
    epoch += 1
    for batch in loader:
        opt.zero_grad()
        model(batch).sum().backward()
        opt.step()
        scheduler.step()
        step += 1
        if step >= max_steps:
            break

import torch
from torch import optim

model = torch.nn.Linear(4, 4)
total_steps, warmup_steps = 60, 12
peak = 3e-3
opt = optim.AdamW(model.parameters(), lr=peak, weight_decay=0.1)
warmup = optim.lr_scheduler.LinearLR(opt, start_factor=1e-2, total_iters=warmup_steps)
cosine = optim.lr_scheduler.CosineAnnealingLR(opt, total_steps - warmup_steps, eta_min=peak / 10)
lr_sched = optim.lr_scheduler.SequentialLR(opt, [warmup, cosine], milestones=[warmup_steps])

for step in range(total_steps):
    x = torch.randn(8, 4)
    loss = model(x).pow(2).mean()
    opt.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    lr_sched.step()
    if step % 10 == 0:
        print(step, loss.item(), lr_sched.get_last_lr()[0])

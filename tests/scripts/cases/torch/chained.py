import torch
import torch.optim.lr_scheduler as sched

model = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), 0.1)
first = sched.ConstantLR(optimizer, factor=0.1, total_iters=3)
second = sched.ExponentialLR(optimizer, gamma=0.9)
both = sched.ChainedScheduler([first, second], optimizer=optimizer)
for epoch in range(8):
    for _ in range(2):
        model(torch.ones(1)).sum().backward()
        optimizer.step()
    both.step()

import torch
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts

net = torch.nn.Linear(3, 1)
loader = torch.utils.data.DataLoader(torch.randn(20, 3), batch_size=4)
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
scheduler = CosineAnnealingWarmRestarts(optimizer, T_0=2, T_mult=2, eta_min=1e-4)
iters = len(loader)
for epoch in range(7):
    for i, sample in enumerate(loader):
        optimizer.zero_grad()
        net(sample).sum().backward()
        optimizer.step()
        scheduler.step(epoch + i / iters)

import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR as Cosine
from torch.utils.data import DataLoader

EPOCHS = 3
ACCUMULATE = 4
dataset = [(torch.randn(3), torch.randn(1)) for _ in range(30)]
loader = DataLoader(dataset, batch_size=2, drop_last=True)

net = nn.Linear(3, 1)
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
updates = -(-len(loader) // ACCUMULATE) * EPOCHS
sched = Cosine(opt, T_max=updates, eta_min=1e-5)

for epoch in range(EPOCHS):
    opt.zero_grad()
    for i, (x, y) in enumerate(loader):
        loss = ((net(x) - y) ** 2).mean() / ACCUMULATE
        loss.backward()
        if (i + 1) % ACCUMULATE == 0 or (i + 1) == len(loader):
            opt.step()
            sched.step()
            opt.zero_grad()

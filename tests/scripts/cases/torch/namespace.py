from types import SimpleNamespace

import torch

hp = SimpleNamespace(lr=1.2, steps=30, decay=0.8, every=7, **{"momentum": 0.0})
hp.lr = hp.lr / 3
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=hp.lr, momentum=hp.momentum)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, hp.every, gamma=hp.decay)
for step, batch in zip(range(hp.steps), torch.randn(100, 2)):
    optimizer.zero_grad()
    model(batch).sum().backward()
    optimizer.step()
    scheduler.step()

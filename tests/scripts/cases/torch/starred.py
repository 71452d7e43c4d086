"""Functions are called with what only running knows, and train all the same."""

import torch

data = [torch.randn(3, 2), torch.randn(3, 2), torch.randn(3, 2), torch.randn(3, 2)]
batches = [{"x": each} for each in data]
loader = torch.utils.data.DataLoader(batches, batch_size=None)
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, 2)


def update(x, scale=1.0):
    (model(x).mean() * scale).backward()
    opt.step()


def adjust(epoch, *, base=0.1, **more):
    opt.param_groups[0]["lr"] = 0.1 * 0.5**epoch


for _ in range(5):
    for batch in loader:
        update(**batch)
    sched.step()
for epoch in range(3):
    adjust(epoch, **model.state_dict())
    for pair in zip(data, data):
        update(*pair[:1])

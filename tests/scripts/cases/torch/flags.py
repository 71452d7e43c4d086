"""What is set where a loop is left ends the loop around it, and says what comes after."""

import torch

model = torch.nn.Linear(2, 1)
loader = torch.utils.data.DataLoader(torch.randn(20, 2), batch_size=3)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)


def update(batch):
    opt.zero_grad()
    model(batch).mean().backward()
    opt.step()


stop = False
for epoch in range(10):
    broke = False
    for i, batch in enumerate(loader):
        if epoch % 2 and i == 4:
            broke = True
            break
        if epoch == 5 and i == 2:
            stop = True
            break
        update(batch)
    if not broke:
        sched.step()
    if stop:
        break

step, done = 0, False
while not done:
    for batch in loader:
        update(batch)
        step += 1
        if step >= 25:
            done = True
            break
    sched.step()

early = False
for i in range(6):
    if i == 4:
        early = True
        break
    update(torch.randn(3, 2))
if early:
    opt.param_groups[0]["lr"] = 0.5
    for _ in range(3):
        update(torch.randn(3, 2))

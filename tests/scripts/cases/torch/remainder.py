import torch

model = torch.nn.Linear(2, 1)
data = torch.randn(11, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[2, 3], gamma=0.1)
accumulate = 4

for epoch in range(4):
    for step in range(len(data)):
        model(data[step]).sum().backward()
        if (step + 1) % accumulate == 0:
            optimizer.step()
            optimizer.zero_grad()
    if len(data) % accumulate:
        # what is left over
        optimizer.step()
        optimizer.zero_grad()
    scheduler.step()

import torch

lr = 0.1
lr_decay_epochs = (2, 4)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=lr)
for epoch in range(6):
    if epoch in lr_decay_epochs:
        for g in optimizer.param_groups:
            g["lr"] *= 0.1
    for batch in torch.randn(3, 2):
        optimizer.zero_grad()
        model(batch).sum().backward()
        optimizer.step()

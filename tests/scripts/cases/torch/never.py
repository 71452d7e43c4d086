import torch

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.25, total_iters=4)
for epoch in range(3):
    for batch in torch.randn(4, 2):
        optimizer.zero_grad()
        model(batch).sum().backward()
        optimizer.step()

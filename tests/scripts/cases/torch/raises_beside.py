import torch

kind = "epsilon" if torch.zeros(1).item() == 0.0 else "sample"
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 0.1, total_iters=6)
for step in range(10):
    noise = torch.ones(1, 2)
    if kind == "epsilon":
        target = noise
    elif kind == "sample":
        target = noise * 2
    else:
        raise ValueError(f"unknown kind {kind}")
    loss = model(target).sum()
    loss.backward()
    optimizer.step()
    scheduler.step()
    optimizer.zero_grad()

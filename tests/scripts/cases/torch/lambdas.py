import torch

backbone, head = torch.nn.Linear(2, 4), torch.nn.Linear(4, 1)
groups = [
    {"params": backbone.parameters(), "lr": 1e-3},
    {"params": head.parameters()},
]
optimizer = torch.optim.SGD(groups, lr=1e-2)
decay = 0.95
lambda1 = lambda epoch: epoch // 3
lambda2 = lambda epoch: decay**epoch
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=[lambda1, lambda2])
for epoch in range(9):
    for x in torch.randn(2, 3, 2):
        optimizer.zero_grad()
        head(backbone(x)).sum().backward()
        optimizer.step()
    scheduler.step()

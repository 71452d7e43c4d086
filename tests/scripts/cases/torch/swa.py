import torch
from torch.optim.swa_utils import SWALR, AveragedModel, update_bn

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)
swa_model = AveragedModel(model)
swa_start = 5
swa_scheduler = SWALR(optimizer, swa_lr=0.05)
loader = [torch.randn(3, 2) for _ in range(2)]
for epoch in range(20):
    for batch in loader:
        optimizer.zero_grad()
        model(batch).sum().backward()
        optimizer.step()
    if epoch > swa_start:
        swa_model.update_parameters(model)
        swa_scheduler.step()
    else:
        scheduler.step()
update_bn(loader, swa_model)

import torch

weights, parts = [], []
model = torch.nn.Linear(2, 1)
for name, parameter in model.named_parameters():
    if name.endswith("weight"):
        weights.append(parameter)
    else:
        parts.append({"params": [parameter], "weight_decay": 0.0})
parts.append({"params": weights, "weight_decay": 0.1})
optimizer = torch.optim.SGD(parts, lr=0.01, momentum=0.9)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5)
for step in range(12):
    optimizer.step()
    scheduler.step()

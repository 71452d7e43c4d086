import torch

CONFIG = {
    "optimizer": {"name": "AdamW", "args": {"lr": 2e-4, "weight_decay": 0.01}},
    "scheduler": {"name": "CosineAnnealingLR", "args": {"T_max": 20, "eta_min": 1e-6}},
    "epochs": 4,
    "batches": 5,
}


def make(config, model):
    optimizer = getattr(torch.optim, config["optimizer"]["name"])(
        model.parameters(), **config["optimizer"]["args"]
    )
    scheduler = getattr(torch.optim.lr_scheduler, config["scheduler"]["name"])(
        optimizer, **config["scheduler"]["args"]
    )
    return optimizer, scheduler


model = torch.nn.Linear(3, 3)
optimizer, scheduler = make(CONFIG, model)
for epoch in range(CONFIG["epochs"]):
    for batch in range(CONFIG["batches"]):
        loss = model(torch.randn(2, 3)).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()

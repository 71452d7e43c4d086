"""Every epoch has a phase that trains and one that does not."""

import torch
from torch import nn, optim
from torch.optim import lr_scheduler

datasets = {"train": torch.randn(22, 2), "val": torch.randn(9, 2)}
dataloaders = {
    x: torch.utils.data.DataLoader(datasets[x], batch_size=4, shuffle=True)
    for x in ["train", "val"]
}


def train_model(model, criterion, optimizer, scheduler, num_epochs=25):
    for epoch in range(num_epochs):
        print(f"Epoch {epoch}/{num_epochs - 1}")
        for phase in ["train", "val"]:
            if phase == "train":
                model.train()
            else:
                model.eval()
            running_loss = 0.0
            for inputs in dataloaders[phase]:
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    loss = criterion(outputs, torch.zeros_like(outputs))
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
            if phase == "train":
                scheduler.step()
    return model


model_ft = nn.Linear(2, 2)
optimizer_ft = optim.SGD(model_ft.parameters(), lr=0.001, momentum=0.9)
exp_lr_scheduler = lr_scheduler.StepLR(optimizer_ft, step_size=3, gamma=0.1)
train_model(model_ft, nn.MSELoss(), optimizer_ft, exp_lr_scheduler, num_epochs=7)

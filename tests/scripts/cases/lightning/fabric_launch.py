import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
import lightning as L

train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))
train_loader = DataLoader(train_set, batch_size=8)
from torch.optim.lr_scheduler import LambdaLR


def main(fabric, lr=0.2):
    model = nn.Linear(2, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model, optimizer = fabric.setup(model, optimizer)
    dl = fabric.setup_dataloaders(DataLoader(train_set, batch_size=4))
    sched = LambdaLR(optimizer, lambda s: min(1, (s + 1) / 5))
    train(fabric, model, optimizer, dl, sched)


def train(fabric, model, optimizer, dl, sched):
    for epoch in range(2):
        for i, (x, y) in enumerate(dl):
            loss = (model(x) - y).pow(2).mean()
            fabric.backward(loss)
            fabric.clip_gradients(model, optimizer, max_norm=1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            sched.step()
            if i % 5 == 0:
                fabric.print(loss.item())


if __name__ == "__main__":
    fabric = L.Fabric(devices=1, accelerator="cpu")
    fabric.launch(main)

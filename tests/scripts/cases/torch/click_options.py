"""A command of click's, with its options' defaults."""

import click
import torch
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset


@click.command()
@click.option("--lr", "rate", default="0.05", type=float, help="The rate.")
@click.option("--epochs", default=6)
@click.option("--step-size", type=int, default=2, show_default=True)
@click.option("--warm/--no-warm")
@click.option("--slow", is_flag=True)
def main(rate, epochs, step_size, warm, slow):
    data = TensorDataset(torch.ones(20, 1))
    loader = DataLoader(data, batch_size=8)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate * 2 if slow else rate)
    if warm:
        step_size = 10
    scheduler = StepLR(optimizer, step_size, gamma=0.5)
    for epoch in range(epochs):
        for (x,) in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    main(standalone_mode=False)

"""A function that typer calls, with what stands in its signature."""

import contextlib

import torch
import typer


def train(lr: float = 0.2, epochs: int = 5, gamma: float = 0.7):
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)
    for epoch in range(epochs):
        for batch in range(3):
            model(torch.ones(2, 1)).sum().backward()
            optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    with contextlib.suppress(SystemExit):
        typer.run(train)

"""A command of typer's: defaults in the signature, and options."""

import torch
import typer

app = typer.Typer()


@app.command()
def train(
    lr: float = 0.01,
    steps: int = typer.Option(12, help="How many updates."),
    warm: int = typer.Option(default=4),
):
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1.0, (k + 1) / warm))
    for _ in range(steps):
        model(torch.ones(2, 1)).sum().backward()
        optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    app(standalone_mode=False)

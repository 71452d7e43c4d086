# timm's own settings, read by its own function.
import torch
from timm.scheduler import (
    create_scheduler_v2,
    CosineLRScheduler,
    StepLRScheduler,
    MultiStepLRScheduler,
    PolyLRScheduler,
    TanhLRScheduler,
    PlateauLRScheduler,
)

model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train():
    optimizer.zero_grad()
    model(torch.rand(2, 3)).sum().backward()
    optimizer.step()


import argparse
from timm.scheduler import scheduler_kwargs

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=6)
parser.add_argument("--sched", default="step")
parser.add_argument("--sched-on-updates", action="store_true", default=False)
parser.add_argument("--warmup-epochs", type=int, default=2)
parser.add_argument("--warmup-lr", type=float, default=1e-5)
parser.add_argument("--min-lr", type=float, default=1e-4)
parser.add_argument("--cooldown-epochs", type=int, default=2)
parser.add_argument("--decay-epochs", type=float, default=2)
parser.add_argument("--decay-rate", type=float, default=0.5)
parser.add_argument("--decay-milestones", default=[2, 4], type=int, nargs="+")
parser.add_argument("--patience-epochs", type=int, default=3)
parser.add_argument("--lr-cycle-mul", type=float, default=1.0)
parser.add_argument("--lr-cycle-decay", type=float, default=0.5)
parser.add_argument("--lr-cycle-limit", type=int, default=1)
parser.add_argument("--lr-k-decay", type=float, default=1.0)
parser.add_argument("--lr-noise", type=float, nargs="+", default=None)
parser.add_argument("--lr-noise-pct", type=float, default=0.67)
parser.add_argument("--lr-noise-std", type=float, default=1.0)
parser.add_argument("--seed", type=int, default=42)
args = parser.parse_args()
scheduler, num_epochs = create_scheduler_v2(
    optimizer, **scheduler_kwargs(args), updates_per_epoch=5
)
for epoch in range(num_epochs):
    for i in range(5):
        train()
    scheduler.step(epoch + 1)

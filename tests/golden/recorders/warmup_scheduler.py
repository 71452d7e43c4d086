"""warmup_scheduler's gradual warmup, alone and before each scheduler of torch's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version

import torch
from case import Case, arguments
from stepping import constructed
from warmup_scheduler import GradualWarmupScheduler

INSTALL = ("torch==2.13.0 numpy", "--no-deps warmup_scheduler==0.3")
VERSIONS = {"warmup_scheduler": version("warmup_scheduler"), "torch": torch.__version__}
PRECISION = "float64"

SGD = "torch.optim.SGD(params, lr=0.1)"
NAMES = {**vars(torch.optim.lr_scheduler), "GradualWarmupScheduler": GradualWarmupScheduler}
EDGES = [
    f"{SGD}, 1, 5",
    f"{SGD}, multiplier=8, total_epoch=10",
    f"{SGD}, 1.0, 1, None",
    f"{SGD}, multiplier=1, total_epoch=5, after_scheduler=StepLR(opt, 10, 0.1)",
    f"{SGD}, multiplier=2, total_epoch=5, after_scheduler=StepLR(opt, 3, 0.5)",
    f"{SGD}, 1, 3, CosineAnnealingLR(opt, 20)",
    f"{SGD}, 1, 3, CosineAnnealingLR(opt, 17, eta_min=0.001)",
    f"{SGD}, 4, 7, after_scheduler=CosineAnnealingLR(opt, 30, 0.01)",
    f"{SGD}, 1, 4, after_scheduler=ExponentialLR(opt, 0.9)",
    f"{SGD}, 1.5, 4, after_scheduler=ExponentialLR(opt, gamma=0.95)",
    f"{SGD}, 1, 5, MultiStepLR(opt, [3, 9], 0.2)",
    f"{SGD}, 3, 2, MultiStepLR(opt, milestones=[1, 2])",
    f"{SGD}, 1, 6, LambdaLR(opt, lambda step: 0.95 ** step)",
    f"{SGD}, 1, 6, CosineAnnealingWarmRestarts(opt, 10, 2, 0.001)",
    f"{SGD}, 1, 5, PolynomialLR(opt, 20, power=2.0)",
    f"{SGD}, 2, 5, LinearLR(opt, 0.5, 1.0, total_iters=9)",
    f"{SGD}, 1, 5, ConstantLR(opt, 0.25, total_iters=6)",
]


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, and a random scheduler behind the warmup."""
    steps, part = chance.randint(1, 300), f"{chance.uniform(0.1, 1):.3g}"
    multiplier = chance.choice(["1", "1.0", f"{chance.uniform(1, 10):.4g}"])
    inner = chance.choice(
        [
            "",
            f", CosineAnnealingLR(opt, {steps + 1}, 0.0001)",
            f", after_scheduler=StepLR(opt, {steps}, {part})",
            f", after_scheduler=ExponentialLR(opt, {part})",
        ]
    )
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    return f"torch.optim.SGD(params, lr={rate}), {multiplier}, {chance.randint(1, 100)}{inner}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the warmup."""
    for name, given in arguments({"GradualWarmupScheduler": EDGES}, drawn, seed):
        text = f"{name}({given})"
        yield Case(f"warmup_scheduler.{text}", constructed(text, NAMES))

"""pytorch-warmup, alone and around a scheduler of torch's, dampened after each update."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytorch_warmup
import torch
from case import Case, arguments
from stepping import Run, stepped

INSTALL = ("torch==2.13.0 numpy pytorch-warmup==0.2.0",)
VERSIONS = {"pytorch-warmup": pytorch_warmup.__version__, "torch": torch.__version__}
PRECISION = "float64"

SGD = "torch.optim.SGD(params, lr=0.1)"
ADAM = "torch.optim.Adam(params, lr=0.001)"
COSINE = "lr_scheduler=CosineAnnealingLR(optimizer, T_max=200)"
# the optimizer | the other arguments
PERIODS = [
    f"{SGD}|100",
    f"{SGD}|1",
    f"{ADAM}|warmup_period=30",
    f"{ADAM}|20, {COSINE}",
    f"{SGD}|7, -1, lr_scheduler=StepLR(optimizer, 5, 0.5)",
]
UNTUNED = [
    f"{ADAM}|",
    "torch.optim.AdamW(params, lr=1e-3, betas=(0.9, 0.99))|",
    f"torch.optim.NAdam(params, 0.002, (0.9, 0.95))|{COSINE}",
    f"torch.optim.Adam(params, lr=0.1, betas=(0.8, 0.9))|-1, {COSINE}",
    "torch.optim.AdamW(params, betas=[0.5, 0.75], lr=0.3)|lr_scheduler=ExponentialLR(opt, 0.99)",
]
CONSTRUCTORS = {
    "LinearWarmup": PERIODS,
    "ExponentialWarmup": PERIODS,
    "UntunedLinearWarmup": UNTUNED,
    "UntunedExponentialWarmup": UNTUNED,
    "RAdamWarmup": UNTUNED,
}


def drawn(name: str, chance: random.Random) -> str:
    """Return a random optimizer, and random arguments for a warmup."""
    beta = 1 - 10 ** chance.uniform(-3, -0.41)
    optimizer = f"torch.optim.Adam(params, lr={chance.uniform(0.001, 0.5):.4g}, "
    optimizer += f"betas=({chance.random():.3g}, {beta:.5g}))"
    parts = [str(chance.randint(1, 300))] if name in ("LinearWarmup", "ExponentialWarmup") else []
    steps, part = chance.randint(1, 300), f"{chance.uniform(0.1, 1):.3g}"
    inner = chance.choice(
        [
            "",
            f"CosineAnnealingLR(optimizer, {steps}, 0.0001)",
            f"LinearLR(optimizer, {part}, total_iters={steps})",
            f"StepLR(optimizer, {steps}, {part})",
        ]
    )
    parts += [f"lr_scheduler={inner}"] if inner else []
    return f"{optimizer}|{', '.join(parts)}"


class Dampened:
    """A warmup, and maybe a scheduler whose steps it dampens."""

    def __init__(self, optimizer: str, warmup: str, inner: str) -> None:
        known: dict[str, Any] = {**vars(torch.optim.lr_scheduler), **vars(pytorch_warmup)}
        known |= {"torch": torch, "params": [torch.nn.Parameter(torch.zeros(1))]}
        self.optimizer = known["optimizer"] = known["opt"] = eval(optimizer, known)
        self.inner = eval(inner, known) if inner else None
        self.warmup = eval(warmup, known)

    def step(self) -> None:
        """Do what a training loop does after an update."""
        with self.warmup.dampening():
            if self.inner is not None:
                self.inner.step()


def trained(name: str, optimizer: str, rest: str) -> Run:
    """Return the function that trains with a warmup, and the scheduler named inside it."""
    given, _, inner = rest.partition("lr_scheduler=")
    warmup = f"{name}(optimizer, {given})"
    return stepped(lambda: Dampened(optimizer, warmup, inner))


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of pytorch-warmup's warmups."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        optimizer, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [optimizer, rest]))})"
        yield Case(f"pytorch_warmup.{word}", trained(name, optimizer, rest))

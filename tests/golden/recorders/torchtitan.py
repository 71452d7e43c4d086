"""torchtitan: what `LRSchedulersContainer.Config` builds, stepped after each update."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from stepping import Run, stepped
from torchtitan.components.optimizer.lr_scheduler import LRSchedulersContainer

INSTALL = ("torch==2.13.0 numpy torchtitan==0.3.0",)
VERSIONS = {"torchtitan": version("torchtitan"), "torch": torch.__version__}
PRECISION = "float64"

# the optimizer's rate, the length of the training | the config
CONFIGS = {
    "Config": [
        "0.1, 10000|",
        "0.1, 1000|warmup_steps=100, decay_type='cosine', min_lr_factor=0.1",
        "0.1, 100|warmup_steps=0",
        "0.1, 100|warmup_steps=0, decay_ratio=1.0, decay_type='cosine'",
        "0.1, 100|warmup_steps=100",
        "0.1, 100|warmup_steps=120, decay_ratio=0.5",
        "0.1, 100|warmup_steps=60, decay_ratio=0.5, decay_type='sqrt'",
        "0.1, 100|warmup_steps=10, decay_ratio=0.0",
        "0.1, 100|warmup_steps=1, decay_ratio=0.125, decay_type='sqrt', min_lr_factor=0.01",
        "0.1, 50|total_steps=100, warmup_steps=10, decay_ratio=0.005, min_lr_factor=0.3",
        "0.1, 100|total_steps=60, warmup_steps=10, decay_type='linear'",
        "0.1, 100|warmup_steps=10, decay_type='cosine', min_lr_factor=1.5",
    ]
}


def drawn(name: str, chance: random.Random) -> str:
    """Return a random config, after a rate and a length."""
    rate, total = f"{chance.uniform(0.0001, 0.5):.4g}", chance.randint(2, 1500)
    given = [f"warmup_steps={chance.randint(0, total)}"]
    if chance.random() < 0.3:
        given.append(f"total_steps={chance.randint(2, 1500)}")
    if chance.random() < 0.7:
        given.append(f"decay_ratio={chance.uniform(0, 1):.3g}")
    given.append(f"decay_type='{chance.choice(['linear', 'sqrt', 'cosine'])}'")
    given.append(f"min_lr_factor={chance.uniform(0, 1):.3g}")
    return f"{rate}, {total}|{', '.join(given)}"


def trained(rate: float, total: int, config: str) -> Run:
    """Return the function that trains with what a config builds."""

    def make() -> Any:
        params = [torch.nn.Parameter(torch.zeros(1))]
        built = eval(f"dict({config})")
        container = LRSchedulersContainer.Config(**built).build(
            optimizers=[torch.optim.SGD(params, lr=rate)], training_steps=total
        )
        return container.schedulers[0]

    return stepped(make)


def ending(config: str, total: int) -> int:
    """Return the first step that torchtitan refuses: the end, where there is no decay."""
    given = eval(f"dict({config})")
    total = given.get("total_steps", total)
    left = total - given.get("warmup_steps", 200)
    ratio = given.get("decay_ratio", 1.0)
    return 2**24 if left > 0 and round(ratio * total) else total + 1


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the one config."""
    for name, given in arguments(CONFIGS, drawn, seed):
        head, _, config = given.partition("|")
        rate, total = head.split(", ")
        rest = f"optimizers=torch.optim.SGD(params, lr={rate}), training_steps={total}"
        word = f"LRSchedulersContainer.{name}({', '.join(filter(None, [config, rest]))})"
        stop = ending(config, int(total))
        yield Case(word, trained(float(rate), int(total), config), stop=stop)

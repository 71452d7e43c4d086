"""GPT-NeoX: `AnnealingLR`, stepped once after each update, as DeepSpeed's engine does.

megatron/learning_rates.py and megatron/training.py of EleutherAI/gpt-neox at ea7aefd8. The class
prints what it does; the function takes its arguments from a parsed configuration.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import torch
from case import Case, arguments
from lifting import lifted
from stepping import constructed

FOLDER = "EleutherAI/gpt-neox/megatron"
VERSIONS = {"gpt-neox": "0+ea7aefd8", "torch": torch.__version__}
PRECISION = "float64"

(AnnealingLR,) = lifted(
    f"{FOLDER}/learning_rates.py", ["AnnealingLR"], math=math, print_rank_0=lambda _: None
)
(build,) = lifted(
    f"{FOLDER}/training.py", ["get_learning_rate_scheduler"], math=math, AnnealingLR=AnnealingLR
)

DEFAULTS = {
    "lr_decay_style": "linear",
    "lr_decay_iters": None,
    "lr_decay_fraction": None,
    "min_lr": 0.0,
    "warmup": 0.01,
}
REST = {
    "no_load_optim": False,
    "deepspeed": True,
    "optimizer_type": "Adam",
    "use_checkpoint_lr_scheduler": False,
    "override_lr_scheduler": False,
    "use_mup": False,
}


def get_learning_rate_scheduler(**given: Any) -> Any:
    """Return the scheduler that GPT-NeoX builds from keys of a configuration."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=given["lr"])
    return build(optimizer, SimpleNamespace(**{**DEFAULTS, **REST, **given}))


NAMES = {
    "AnnealingLR": AnnealingLR,
    "get_learning_rate_scheduler": get_learning_rate_scheduler,
}
SGD = "torch.optim.SGD(params, lr=0.3)"
CALLS = {
    "AnnealingLR": [
        f"{SGD}, 0.1, 10, 100, 'linear', 0",
        f"{SGD}, 0.1, 10, 100, 'linear', 0, 0.02",
        f"{SGD}, 0.1, 10, 100, 'cosine', 0, 0.01",
        f"{SGD}, 0.1, 10, 100, 'exponential', 0, min_lr=0.03",
        f"{SGD}, 0.1, 10, 100, 'constant', 0, 0.2",
        f"{SGD}, 0.1, 0, 100, 'exponential', 0",
        f"{SGD}, 0.1, 0.25, 50, 'cosine', 0",
        f"{SGD}, 0.1, 1, 50, 'linear', 0",
        f"{SGD}, 0.1, 1.5, 50.5, 'linear', 0, 0.2",
        f"{SGD}, 0.1, 60, 50, 'linear', 0, 0.05",
        f"{SGD}, 0.1, 60, 50, 'exponential', 0",
        f"{SGD}, 0.1, 60, 50, 'cosine', 0, 0.05",
        f"{SGD}, 0.1, 50, 50, 'constant', 0",
    ],
    "get_learning_rate_scheduler": [
        "lr=0.0006, train_iters=1430",
        "lr=0.0006, train_iters=1430, lr_decay_style='cosine', min_lr=0.00006",
        "lr=0.1, train_iters=50, lr_decay_style='cosine'",
        "lr=0.1, train_iters=500, lr_decay_iters=300, lr_decay_style='cosine', min_lr=0.01",
        "lr=0.1, train_iters=500, lr_decay_fraction=0.333, warmup=0.1",
        "lr=0.1, train_iters=500, lr_decay_iters=120, lr_decay_fraction=0.5, warmup=0",
        "lr=0.1, train_iters=3, lr_decay_fraction=0.1, warmup=0.5",
        "lr=0.1, train_iters=100, warmup=1.0, lr_decay_style='constant'",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, the decay longer than the warmup."""
    peak, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.05):.3g}"
    style = chance.choice(["linear", "cosine", "exponential", "constant"])
    warmup = chance.choice([chance.randint(0, 300), round(chance.uniform(0, 30), 2)])
    total = math.ceil(warmup) + chance.randint(1, 900)
    if name == "AnnealingLR":
        return f"{SGD}, {peak}, {warmup}, {total}, '{style}', 0, min_lr={low}"
    share = f"warmup={chance.uniform(0, 0.5):.3g}"
    ends = ["", f", lr_decay_iters={chance.randint(1, 900)}"]
    ends += [f", lr_decay_fraction={chance.uniform(0, 1):.3g}"]
    rest = f"lr_decay_style='{style}', {share}, min_lr={low}"
    return f"lr={peak}, train_iters={total}, {rest}{chance.choice(ends)}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield cases of the class, and of the function that reads a configuration."""
    for name, given in arguments(CALLS, drawn, seed):
        yield Case(f"gpt_neox.{name}({given})", constructed(f"{name}({given})", NAMES))

"""nanotron: `lr_scheduler_builder`, its scheduler stepped once after each update, as it trains.

src/nanotron/helpers.py and src/nanotron/config/config.py of huggingface/nanotron at 2411b022.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, Optional

import torch
from case import Case, arguments
from lifting import lifted
from stepping import constructed
from torch.optim.lr_scheduler import LambdaLR

FOLDER = "huggingface/nanotron/src/nanotron"
VERSIONS = {"nanotron": "0+2411b022", "torch": torch.__version__}
PRECISION = "float64"

(LRSchedulerArgs,) = lifted(
    f"{FOLDER}/config/config.py", ["LRSchedulerArgs"], dataclass=dataclass, Optional=Optional
)
(build,) = lifted(
    f"{FOLDER}/helpers.py",
    ["lr_scheduler_builder"],
    math=math,
    partial=partial,
    LambdaLR=LambdaLR,
    Optimizer=object,
    LRSchedulerArgs=LRSchedulerArgs,
    logging=logging,
    logger=None,
    log_rank=lambda *_, **__: None,
)


def lr_scheduler_builder(*args: Any, total_training_steps: int, **given: Any) -> Any:
    """Return the scheduler that nanotron builds, over an optimizer with the same rate."""
    read = LRSchedulerArgs(*args, **given)
    inner = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=read.learning_rate)
    outer = SimpleNamespace(get_base_optimizer=lambda: inner)
    return build(outer, read, total_training_steps)


NAMES = {"LRSchedulerArgs": lr_scheduler_builder, "lr_scheduler_builder": lr_scheduler_builder}
CALLS = {
    name: [
        f"{given}, total_training_steps={total}"
        for given, _, total in (text.partition(" of ") for text in texts)
    ]
    for name, texts in {
        "lr_scheduler_builder": [
            "0.1, 10, lr_warmup_style='linear' of 100",
            "0.1, 10, lr_warmup_style='linear', min_decay_lr=0.01 of 100",
            "0.1, 10, 'linear', 'cosine', 50, 30, 0.01 of 100",
            "0.1, 10, 'linear', '1-sqrt', lr_decay_starting_step=80, min_decay_lr=0 of 100",
            "0.1, 10, 'constant', '1-sqrt', 20, 80, 0.0 of 100",
            "0.1, 0, 'linear', min_decay_lr=0.01 of 100",
            "0.1, 0, 'constant', lr_decay_starting_step=100, min_decay_lr=0.01 of 100",
            "0.1, 5, 'linear', lr_decay_steps=0, min_decay_lr=0.01 of 100",
            "0.1, 50, 'linear', 'cosine', 100, 20, 0.01 of 100",
            "0.1, 60, 'linear', 'linear', lr_decay_starting_step=70, min_decay_lr=0.01 of 100",
            "0.1, 20, 'constant', 'linear', 30, 10, 0.2 of 50",
        ],
        "LRSchedulerArgs": [
            "learning_rate=3e-4, lr_warmup_steps=2, lr_warmup_style='linear', "
            "lr_decay_style='cosine', min_decay_lr=1e-5 of 10",
        ],
    }.items()
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments; a decay may be over before the training, or be left out."""
    peak, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.05):.3g}"
    warmup, total = chance.randint(0, 200), chance.randint(1, 900)
    rise, style = (
        chance.choice(["linear", "constant"]),
        chance.choice(["linear", "cosine", "1-sqrt"]),
    )
    text = f"{peak}, {warmup}, lr_warmup_style='{rise}', lr_decay_style='{style}'"
    if chance.random() < 0.5:
        text += f", lr_decay_steps={chance.randint(0, 500)}"
    if chance.random() < 0.5:
        text += f", lr_decay_starting_step={chance.randint(0, 500)}"
    return f"{text}, min_decay_lr={low}, total_training_steps={total}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield cases under the builder's name, and under that of its arguments' class."""
    for name, given in arguments(CALLS, drawn, seed):
        yield Case(f"nanotron.{name}({given})", constructed(f"{name}({given})", NAMES))

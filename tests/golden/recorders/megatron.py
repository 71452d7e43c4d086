"""Megatron-LM: `OptimizerParamScheduler`, stepped as its training loop does, one increment each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version

import torch
from case import Case
from megatron.core.optimizer_param_scheduler import OptimizerParamScheduler
from stepping import Run, constructed

INSTALL = ("torch==2.13.0 numpy megatron-core==0.16.1",)
VERSIONS = {"megatron-core": version("megatron-core"), "torch": torch.__version__}
PRECISION = "float64"

SGD = "torch.optim.SGD(params, lr=0.3)"
WEIGHT_DECAY = "0.01, 0.1, 100, 'cosine'"
STYLES = ["linear", "cosine", "constant", "inverse-square-root"]
COOLDOWNS = ["linear", "cosine", "exponential", "minus_sqrt"]

# init_lr, max_lr, min_lr, lr_warmup_steps, lr_decay_steps
RATES = [
    "0.0, 0.1, 0.01, 10, 100",
    "0.001, 0.1, 0.0, 0, 1000",
    "0.02, 0.1, 0.05, 99, 100",
    "0.0, 3e-4, 3e-5, 12.5, 500",
    "0.01, 0.1, 0.1, 1, 40",
]
# … | wsd_decay_steps
COOLED = [
    "0.0, 0.1, 0.01, 10, 100|20",
    "0.01, 0.1, 0.0, 0, 100|0",
    "0.01, 0.1, 0.0, 0, 100|1",
    "0.0, 0.1, 0.001, 10, 100|90",
    "0.0, 0.1, 0.001, 50, 100|80",
    "0.0, 0.1, 0.001, 50, 100|130",
    "0.0, 0.1, 0.001, 0, 100|130",
    "0.0, 3e-4, 3e-5, 12.5, 500|33.3",
]


def drawn(chance: random.Random) -> str:
    """Return random rates, a warmup, and a decay that is longer."""
    peak, low = chance.uniform(0.01, 0.5), chance.uniform(0, 0.01)
    warmup = chance.randint(0, 300)
    return f"0.0, {peak:.4g}, {low:.3g}, {warmup}, {warmup + chance.randint(1, 900)}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield cases of each decay style, and of each style of the cooldown of WSD."""
    for style in STYLES:
        chance = random.Random(style + seed)
        for given in [*RATES, *(drawn(chance) for _ in range(4))]:
            word = f"OptimizerParamScheduler({SGD}, {given}, '{style}', {WEIGHT_DECAY})"
            yield Case(word, trained(word))
    for style in COOLDOWNS:
        chance = random.Random(style + seed)
        random_ones = [f"{drawn(chance)}|{chance.randint(1, 900)}" for _ in range(4)]
        for given in [*COOLED, *random_ones]:
            rates, _, length = given.partition("|")
            last = f"wsd_decay_steps={length}, lr_wsd_decay_style='{style}'"
            word = f"OptimizerParamScheduler({SGD}, {rates}, 'WSD', {WEIGHT_DECAY}, {last})"
            yield Case(word, trained(word))
    word = f"({SGD}, 0.0, 0.1, 0.01, 10, 100, 'WSD', {WEIGHT_DECAY}, wsd_decay_steps=0)"
    word = f"megatron.core.optimizer_param_scheduler.OptimizerParamScheduler{word}"
    yield Case(word, trained(word))


def trained(word: str) -> Run:
    """Return the function that trains with the scheduler that a constructor's text makes."""
    # the import of a module that lies in packages does not make the dotted name by itself
    text = word.removeprefix("megatron.core.optimizer_param_scheduler.")
    names = {"OptimizerParamScheduler": OptimizerParamScheduler}
    return constructed(text, names, step=lambda scheduler: scheduler.step(1))

"""ESPnet: `espnet2.schedulers`, stepped after each update; NoamOpt, which sets the rate itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

import torch
from case import EXACT, Case, arguments
from espnet.nets.pytorch_backend.transformer.optimizer import NoamOpt
from plateaus import plateaus
from stepping import Run, constructed, stepped

INSTALL = ("torch==2.13.0 numpy typeguard", "--no-deps espnet==202511")
VERSIONS = {"espnet": version("espnet"), "torch": torch.__version__}
PRECISION = "float64"

MODULES = {
    "WarmupLR": "warmup_lr",
    "NoamLR": "noam_lr",
    "TristageLR": "tristage_lr",
    "PiecewiseLinearWarmupLR": "piecewise_linear_warmup_lr",
    "WarmupStepLR": "warmup_step_lr",
    "CosineAnnealingWarmupRestarts": "cosine_anneal_warmup_restart",
    "ExponentialDecayWarmup": "exponential_decay_warmup",
    "WarmupReduceLROnPlateau": "warmup_reducelronplateau",
}
NAMES = {
    name: getattr(import_module(f"espnet2.schedulers.{module}"), name)
    for name, module in MODULES.items()
}

LONG = 10_000
"""Steps within which cycles that shrink are gone."""

FAR = 60_000
"""Where a training is over: far beyond the longest warmup, whose own span takes minutes to step."""

SGD_ = "torch.optim.SGD(params, lr={})"
# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "WarmupLR": ["0.1|", "0.1|100", "0.1|warmup_steps=1", "0.002|12.5", "0.1|0.5"],
    "NoamLR": ["10.0|", "1.0|256, 100", "1.0|model_size=64, warmup_steps=1", "2.0|12.5, 7.5"],
    "NoamOpt": ["256, 1.0, 100", "320, 10.0, 25000", "64, 1, 1", "128, 0.5, 12.5"],
    "TristageLR": [
        "0.1|",
        "0.1|1000, 0.2, 0.3, 0.5, 0.05, 0.001",
        "0.1|max_steps=777, warmup_ratio=0.0, hold_ratio=0.5",
        "0.1|500.7, 0.5, 0.5, 0.0",
        "0.1|100, 0.0, 0.0, 1.0, 1.0, 1.0",
        "0.1|9, 0.25, 0.25, 0.5",
    ],
    "PiecewiseLinearWarmupLR": [
        "0.001|",
        "0.1|[0, 10, 100], [0.0, 0.001, 0.1]",
        "0.1|warmup_steps_list=[5, 20], warmup_lr_list=[0.02, 0.3]",
        "0.1|[10], [0.05]",
        "0.1|[1, 2, 3.5], [0.1, 0.0, 0.2]",
    ],
    "WarmupStepLR": [
        "0.1|100, 30, 2, 0.5",
        "0.1|warmup_steps=95, steps_per_epoch=10, gamma=0.9",
        "0.1|1, 1, 1, 0.9",
        "0.1|12.5, 7, 3, 0.1",
        "0.1|10, 1000",
    ],
    "CosineAnnealingWarmupRestarts": [
        "0.1|100",
        "0.1|100, 2.0, 0.1, 0.001, 10, 0.5",
        "0.1|30, cycle_mult=1.5, warmup_steps=7, gamma=0.8, max_lr=0.3",
        "0.1|30, cycle_mult=0.5, warmup_steps=4",
        "0.1|50, cycle_mult=0.6, max_lr=0.2, gamma=0.9",
        "0.1|1",
        "0.1|2, 1.4, 0.1, 0.0, 1",
    ],
    "ExponentialDecayWarmup": [
        "0.3|0.1, 0.001, 1000",
        "0.3|0.1, 0.001, 1000, 100",
        "0.3|0.1, 0.001, 1000, 100, True",
        "0.3|max_lr=0.1, min_lr=0.2, total_steps=50, warmup_steps=1, warm_from_zero=True",
        "0.3|0.1, 1e-5, 100, 99, warm_from_zero=False",
        "0.3|0.1, 1e-5, 100, 0, True",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, peak = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0.01, 0.5):.4g}"
    few, many = chance.randint(1, 300), chance.randint(310, 900)
    warmup = chance.choice([few, few + 0.5])
    part, low = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(1e-5, 0.01):.3g}"
    first, second = sorted(chance.sample(range(100), 2))
    ratios = f"{first / 100}, {(second - first) / 100}, {(100 - second) / 100}"
    steps = sorted(chance.sample(range(many), 4))
    rates = [round(chance.uniform(0, 0.5), 4) for _ in steps]
    given = {
        "WarmupLR": f"{warmup}",
        "NoamLR": f"{chance.randint(1, 1024)}, {warmup}",
        "NoamOpt": f"{chance.randint(1, 1024)}, {part}, {warmup}",
        "TristageLR": f"{many}, {ratios}, {part}, {low}",
        "PiecewiseLinearWarmupLR": f"{steps}, {rates}",
        "WarmupStepLR": f"{warmup}, {chance.randint(1, 90)}, {chance.randint(1, 5)}, {part}",
        "CosineAnnealingWarmupRestarts": f"{many}, {chance.uniform(0.3, 2.5):.3g}, {peak}, {low}, "
        f"{chance.choice([0, few])}, {part}",
        "ExponentialDecayWarmup": f"{peak}, {low}, {many}, {chance.choice([0, few])}, "
        f"{chance.random() < 0.5}",
    }
    return given[name] if name == "NoamOpt" else f"{rate}|{given[name]}"


class Noam:
    """NoamOpt before an update: its step sets the rate, then updates."""

    def __init__(self, text: str) -> None:
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.0)
        self.noam = eval(text, {"NoamOpt": NoamOpt, "opt": self.optimizer})
        self.noam.step()

    def step(self) -> None:
        """Make the next update."""
        self.noam.step()


def warmup(chance: random.Random) -> str:
    """Return a warmup, in whole steps or not, before or within the measurements."""
    return f"warmup_steps={chance.choice([0.5, 1, 12, 12.5, 60, 97, 300])}"


def validated(text: str, rate: float, metrics: Sequence[float], length: int) -> Run:
    """Return the function that trains, and tells a metric after each epoch of a length."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        updates = iter(range(1, steps[-1] + 1))

        def step(scheduler: Any) -> None:
            scheduler.step()
            epoch, within = divmod(next(updates), length)
            if not within:
                scheduler.step(metrics[epoch - 1])

        yield from constructed(text, NAMES, step)(steps)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of ESPnet's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        if name == "NoamOpt":
            text = f"{name}({given}, opt)"
            yield Case(f"espnet.{text}", stepped(lambda text=text: Noam(text)), FAR)
            continue
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        run = constructed(word, NAMES)
        yield Case(f"espnet.{word}", run, last(run) if name.startswith("Cosine") else FAR)
    name = "espnet.WarmupReduceLROnPlateau"
    yield from plateaus(name, seed, validated, also=warmup, width="steps_per_epoch")


def last(run: Run) -> int:
    """Return the first step at which cycles that shrink are gone, and divide by zero."""
    count = 0
    try:
        for _ in run(range(LONG)):
            count += 1
    except ZeroDivisionError:
        return count
    return EXACT

"""AllenNLP: its schedulers, stepped before each update or after each epoch, as its trainer does.

AllenNLP 2.10.1 wants an old torch; its schedulers alone do not. The few names that they take
from the rest of it are stood in for.
"""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import distribution, version
from types import ModuleType
from typing import Any

import torch
from case import EXACT, Case, arguments
from plateaus import plateaus
from stepping import Run, stepped

INSTALL = ("torch==2.13.0 numpy transformers==5.23.0", "--no-deps allennlp==2.10.1")
VERSIONS = {"allennlp": version("allennlp"), "torch": torch.__version__}
VERSIONS["transformers"] = version("transformers")
PRECISION = "float64"


def stand_in(name: str, **found: Any) -> None:
    """Put a module in place that has only what the schedulers ask it for."""
    module = ModuleType(name)
    module.__path__ = [str(distribution("allennlp").locate_file(name.replace(".", "/")))]
    vars(module).update(found)
    sys.modules[name] = module


class Registrable:
    """A class that can be registered under a name."""

    @classmethod
    def register(cls, name: str) -> Callable[[type], type]:
        """Return a decorator that leaves a class as it is."""
        return lambda kind: kind


for package in ("allennlp", "allennlp.common", "allennlp.training"):
    stand_in(package)
stand_in("allennlp.common.registrable", Registrable=Registrable)
stand_in("allennlp.common.lazy", Lazy=list)
stand_in("allennlp.common.checks", ConfigurationError=ValueError)
stand_in("allennlp.training.optimizers", Optimizer=torch.optim.Optimizer)
NAMES = vars(import_module("allennlp.training.learning_rate_schedulers"))
# a cycle of one step is warned about
logging.disable(logging.WARNING)

SGD_ = "torch.optim.SGD(params, lr={})"
LONG = 10_000
"""Steps within which cycles that shrink are gone."""

BY_UPDATE = ("NoamLR", "PolynomialDecay", "LinearWithWarmup", "SlantedTriangular")
# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "NoamLR": [
        "0.1|512, 100",
        "0.1|64, 1, 2.5",
        "0.1|model_size=1024, warmup_steps=5, factor=0.25",
    ],
    "PolynomialDecay": [
        "0.1|10, 50",
        "0.1|3, 40, 2.0, 20, 0.001",
        "0.1|num_epochs=2, num_steps_per_epoch=30, warmup_steps=60, end_learning_rate=0.01",
        "0.1|1, 30, 0.5, 90, 0.01",
        "0.1|2, 30, power=0.0, warmup_steps=5, end_learning_rate=0.03",
        "0.1|1, 1",
    ],
    "LinearWithWarmup": ["0.1|10, 50", "0.1|1, 60", "0.1|4, 25, 0", "0.1|4, 25, warmup_steps=99"],
    "SlantedTriangular": [
        "0.1|10, 50",
        "0.1|num_epochs=3, num_steps_per_epoch=33, cut_frac=0.25, ratio=10",
        "0.1|1, 9, 0.1",
        "0.1|2, 50, 0.0, 4.5",
        "0.1|2, 50, 0.99, 1",
    ],
    "CosineWithRestarts": [
        "0.1|10",
        "0.1|5, 2.0, 0.001, 0.5",
        "0.1|t_initial=7, t_mul=1.3, eta_min=0.01, eta_mul=0.9",
        "0.1|9, 0.6",
        "0.1|1",
        "0.1|1, 1.7, 0.0, 0.8",
    ],
    "ConstantLearningRateScheduler": ["0.1|", "0.001|", "0.5|last_epoch=-1"],
    "ConstantWithWarmupLearningRateScheduler": ["0.1|10", "0.1|0", "0.1|num_warmup_steps=1"],
    "CosineWithWarmupLearningRateScheduler": ["0.1|10, 100", "0.1|0, 50, 2.5", "0.1|9, 9, 0.0"],
    "CosineHardRestartsWithWarmupLearningRateScheduler": [
        "0.1|10, 100",
        "0.1|10, 100, num_cycles=3",
        "0.1|120, 100",
    ],
    "StepLearningRateScheduler": ["0.1|30", "0.1|step_size=1, gamma=0.9", "0.1|7, 0.0"],
    "MultiStepLearningRateScheduler": ["0.1|[30, 60]", "0.1|milestones=[0, 5, 5], gamma=0.2"],
    "ExponentialLearningRateScheduler": ["0.1|", "0.1|0.99", "0.1|gamma=1.0"],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    few, many, epochs = chance.randint(1, 90), chance.randint(100, 900), chance.randint(1, 9)
    part, power = f"{chance.uniform(0.1, 0.99):.3g}", f"{chance.uniform(0.3, 2.5):.3g}"
    given = {
        "NoamLR": f"{many}, {few}, {power}",
        "PolynomialDecay": f"{epochs}, {many}, {power}, {few}, {low}",
        "LinearWithWarmup": f"{epochs}, {many}, {few}",
        "SlantedTriangular": f"{epochs}, {many}, {part}, {few}",
        "CosineWithRestarts": f"{few}, {power}, {low}, {part}",
        "ConstantLearningRateScheduler": "",
        "ConstantWithWarmupLearningRateScheduler": f"{few}",
        "CosineWithWarmupLearningRateScheduler": f"{few}, {many}, {power}",
        "CosineHardRestartsWithWarmupLearningRateScheduler": f"{few}, {many}, {epochs}",
        "StepLearningRateScheduler": f"{few}, {part}",
        "MultiStepLearningRateScheduler": f"{sorted(chance.choices(range(many), k=4))}, {part}",
        "ExponentialLearningRateScheduler": f"{part}",
    }
    return f"{rate}|{given[name]}"


class Trained:
    """A scheduler before an update or in an epoch, as the trainer leaves it."""

    def __init__(self, text: str, rate: str, per_epoch: int | None) -> None:
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=float(rate))
        self.made = eval(text, {**NAMES, "opt": self.optimizer})
        self.per_epoch, self.batches = per_epoch, 0
        if per_epoch:
            self.made.step_batch(1)

    def step(self) -> None:
        """Go on to the next update, whose number counts from 1, or to the next epoch."""
        if not self.per_epoch:
            self.made.step()
            return
        self.batches += 1
        if self.batches % self.per_epoch == 0:
            self.made.step()
        self.made.step_batch(self.batches + 1)


PLATEAUS = ["'max', 0.5, 2, False, 'abs', 0.05, 1, 0.001", "'min', 0.9, 0, threshold=0.01"]


def validated(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that steps a scheduler with a metric after each epoch."""
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau

    def told(verbose: bool, **given: Any) -> Any:
        # what torch has no more
        return plateau(**given)

    def make() -> Any:
        torch.optim.lr_scheduler.ReduceLROnPlateau = told
        opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
        made = eval(text.replace(SGD_.format(rate), "opt"), {**NAMES, "opt": opt})
        torch.optim.lr_scheduler.ReduceLROnPlateau = plateau
        made.optimizer = opt
        return made

    def run(steps: Sequence[int]) -> Iterator[float]:
        left = iter(metrics)
        yield from stepped(make, lambda made: made.step(next(left)))(steps)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of AllenNLP's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        text = word.replace(SGD_.format(rate), "opt")
        per_epoch = None
        if name in BY_UPDATE:
            values = [part.rpartition("=")[2] for part in rest.split(", ")]
            per_epoch = 50 if name == "NoamLR" else int(values[1])

        def make(text: str = text, rate: str = rate, per_epoch: int | None = per_epoch) -> Trained:
            return Trained(text, rate, per_epoch)

        stop = refused(make) if name == "CosineWithRestarts" else EXACT
        yield Case(f"allennlp.{word}", stepped(make), stop)
    name = "allennlp.ReduceOnPlateauLearningRateScheduler"
    yield from plateaus(name, seed, validated, more=PLATEAUS)


def refused(make: Callable[[], Trained]) -> int:
    """Return the first step at which cycles that shrink are gone, and divide by zero."""
    made = make()
    for step in range(1, LONG):
        try:
            made.step()
        except ZeroDivisionError:
            return step
    return EXACT

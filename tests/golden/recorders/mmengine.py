"""MMEngine: `mmengine.optim.scheduler`, built and stepped by its own runner's code and hook."""

from __future__ import annotations

import inspect
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import mmengine
import torch
from case import Case, arguments
from edges.mmengine import AMONG, CONSTRUCTORS
from mmengine.hooks import ParamSchedulerHook
from mmengine.optim import scheduler as schedulers
from mmengine.runner import Runner
from mmengine.runner.base_loop import BaseLoop
from plateaus import TORCH, metric, plateaus, texts
from stepping import Run, constructed

INSTALL = ("torch==2.13.0 numpy mmengine==0.10.7",)
VERSIONS = {"mmengine": mmengine.__version__, "torch": torch.__version__}
PRECISION = "float64"


class Loop(BaseLoop):
    """A training loop that is there, for the runner to look at."""

    def __init__(self) -> None:
        pass

    def run(self) -> None:
        pass


class Training:
    """The part of mmengine's training that changes the rate."""

    def __init__(
        self,
        listed: list[Any],
        optimizer: Any,
        epoch_length: int | None = None,
        max_epochs: int | None = None,
        max_iters: int | None = None,
    ) -> None:
        self.optimizer, self.length, self.count = optimizer, epoch_length or 1, 0
        # by the name of the metric; the scheduler takes it from what was measured
        listed = [dict(one) if isinstance(one, dict) else one for one in listed]
        self.measured = {
            one.get("monitor", "loss"): iter(one.pop("metrics"))
            for one in listed
            if isinstance(one, dict) and "metrics" in one
        }
        if max_epochs and epoch_length:
            max_iters = max_epochs * epoch_length
        runner: Any = SimpleNamespace(
            _train_loop=Loop() if max_epochs or max_iters else None,
            max_epochs=max_epochs,
            max_iters=max_iters,
            train_dataloader=range(self.length),
            logger=logging.getLogger("silent"),
        )
        runner.param_schedulers = Runner._build_param_scheduler(runner, listed, optimizer)
        self.runner, self.hook = runner, ParamSchedulerHook()

    def step(self) -> None:
        """Go on by an iteration."""
        self.count += 1
        self.hook.after_train_iter(self.runner, self.count)
        if self.count % self.length == 0:
            self.hook.after_train_epoch(self.runner)
            metrics = {name: next(values) for name, values in self.measured.items()}
            self.hook.after_val_epoch(self.runner, metrics or None)


def single(name: str) -> Callable[..., Training]:
    """Return what trains with a single scheduler of mmengine."""
    # the parameters after self, the optimizer and the name of what is scheduled
    names = list(inspect.signature(getattr(schedulers, name).__mro__[2].__init__).parameters)[3:]

    def build(optimizer: Any, *args: Any, epoch_length: int | None = None, **named: Any) -> Any:
        given = dict(zip(names, args, strict=False))
        return Training([dict(type=name, **given, **named)], optimizer, epoch_length)

    return build


SGD_ = "torch.optim.SGD(params, lr={})"
STOP = 2000
"""Where a training is over that has no end: mmengine says 1e9 steps for that."""


PLATEAU = TORCH | {
    "mode": "rule",
    "threshold_mode": "threshold_rule",
    "min_lr": "min_value",
}
WORDS = {"min": "less", "max": "greater"}
PLATEAUS = [
    "'loss', 'less', 0.5, 2, 0.01, 'abs', 1, 0.001",
    "begin=10, end=30, patience=1",
    "begin=1, patience=0, factor=0.9",
    "begin=25, rule='greater', patience=2",
]


def among(seed: str) -> Iterator[tuple[str, int]]:
    """Yield lists with a scheduler that follows a metric, and how many updates are known."""
    chance = random.Random("among" + seed)
    by_chance = []
    for options in texts(PLATEAU, chance, WORDS, edges=()):
        rate, listed = drawn("param_scheduler", chance).split("|", 1)
        others, _, training = listed.removeprefix("[").partition("]|")
        by_chance.append(f"{rate}|{others}|{options}|{training}")
    for text in [*AMONG, *by_chance]:
        rate, others, options, *training = text.split("|")
        values = metric(chance)
        plateau = f"dict(type='ReduceOnPlateauLR', {options}, metrics={values})"
        others = others.format(metric(chance))
        given = [f"[{', '.join(filter(None, [others, plateau]))}]", SGD_.format(rate), *training]
        length = int(training[0].removeprefix("epoch_length=").partition(",")[0]) if training else 1
        yield f"mmengine.param_scheduler({', '.join(given)})", (len(values) + 1) * length


def validated(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that trains with a scheduler told a metric after each epoch."""
    names = {"ReduceOnPlateauLR": schedulers.ReduceOnPlateauLR}

    def run(steps: Sequence[int]) -> Iterator[float]:
        left = iter(metrics)

        def step(scheduler: Any) -> None:
            runner = SimpleNamespace(param_schedulers=[scheduler])
            hook = ParamSchedulerHook()
            hook.after_train_epoch(runner)
            hook.after_val_epoch(runner, {scheduler.monitor: next(left)})

        yield from constructed(text, names, step)(steps)

    return run


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(1, 40), chance.randint(50, 900)
    # what a long cosine rounds away at its bottom, it multiplies by the square of its length
    wave = chance.randint(50, 400)
    part, power = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    end, low = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 0.01):.3g}"
    begin = chance.randint(0, 60)
    until = begin + chance.randint(1, 500)
    steps = f"begin={begin}, end={until}, by_epoch={chance.random() < 0.5}"
    if chance.random() < 0.3:
        until = begin + chance.randint(1, 20)
        iters = chance.choice(["", ", convert_to_iter_based=True"])
        steps = f"begin={begin}, end={until}{iters}, epoch_length={chance.randint(1, 12)}"
    lists = [
        f"dict(type='LinearLR', start_factor={part}, by_epoch=False, end={few})",
        f"dict(type='CosineAnnealingLR', T_max={wave}, eta_min={low}, by_epoch=False)",
        f"dict(type='PolyLR', power={power}, eta_min={low}, end={chance.randint(2, 60)})",
        f"dict(type='ExponentialLR', gamma={chance.uniform(0.95, 1):.5g})",
        f"dict(type='StepLR', step_size={chance.randint(1, 20)}, gamma={part}, by_epoch=False)",
        f"dict(type='CosineRestartLR', periods=[{few}, {begin + 1}], eta_min={low}, "
        f"restart_weights=[{part}, 1], begin={chance.randint(0, 9)}, by_epoch=False)",
    ]
    given = {
        "StepLR": f"step_size={few}, gamma={part}, {steps}",
        "MultiStepLR": f"milestones={chance.choices(range(many), k=4)}, gamma={part}, {steps}",
        "ConstantLR": f"factor={part}, {steps}",
        "LinearLR": f"start_factor={part}, end_factor={end}, {steps}",
        "ExponentialLR": f"gamma={chance.uniform(0.9, 1):.5g}, {steps}",
        "CosineAnnealingLR": f"T_max={chance.choice([None, wave, few])}, eta_min={low}, {steps}",
        "PolyLR": f"eta_min={low}, power={power}, {steps}",
        "OneCycleLR": f"eta_max={part}, total_steps={many}, pct_start=0.{chance.randint(1, 8)}, "
        f"begin={begin}, end={begin + many}, three_phase={chance.random() < 0.3}",
        "CosineRestartLR": f"periods=[{few}, {many}, {begin + 1}], restart_weights=[1, {part}, "
        f"{end}], eta_min={low}, {steps}",
        "param_scheduler": f"[{', '.join(chance.sample(lists, chance.randint(2, 3)))}]"
        f"|epoch_length={chance.randint(1, 12)}",
    }
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of mmengine's schedulers, and of lists of them."""
    names = {name: getattr(schedulers, name) for name in CONSTRUCTORS if name[0].isupper()}
    alone = SimpleNamespace(**{name: single(name) for name in names}, param_scheduler=Training)
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, *rest = given.split("|")
        rest.insert(len(rest) - 1, SGD_.format(rate))
        word = f"mmengine.{name}({', '.join(filter(None, rest))})"
        yield Case(word, constructed(word, {**names, "mmengine": alone}), STOP)
    name = "mmengine.ReduceOnPlateauLR"
    yield from plateaus(name, seed, validated, PLATEAU, more=PLATEAUS, values=WORDS)
    for word, known in among(seed):
        yield Case(word, constructed(word, {**names, "mmengine": alone}), known)

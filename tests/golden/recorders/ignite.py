"""PyTorch-Ignite: its schedulers, called before each update, as at ITERATION_STARTED."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ignite
import torch
from case import EXACT, Case, arguments
from ignite.engine import Engine
from ignite.handlers import param_scheduler
from plateaus import plateaus
from stepping import Run, stepped

INSTALL = ("torch==2.13.0 numpy pytorch-ignite==0.5.5",)
VERSIONS = {"pytorch-ignite": ignite.__version__, "torch": torch.__version__}
PRECISION = "float64"

LONG = 60_000
"""Events within which cycles that shrink are gone."""

SGD = "torch.optim.SGD(params, lr={})"
SAW = "LinearCyclicalScheduler({}, 'lr', {})"
COSINE = "CosineAnnealingScheduler({}, 'lr', {})"
CYCLES = [
    "0.0, 0.1, 20",
    "0.1, 0.001, 11, cycle_mult=2",
    "0.1, 0.001, 11, 1.3, 0.5, 0.9",
    "0.1, 0.01, 3, cycle_mult=1.25",
    "0.1, 0.01, cycle_size=40, cycle_mult=0.6, start_value_mult=0.8",
]
WARM = [
    "0.1, 0.001, 20, warmup_duration=5",
    "0.1, 0.001, 20, 1.5, 0.8, 0.5, 3",
    "0.1, 0.01, 30, cycle_mult=0.5, warmup_duration=3, start_value_mult=0.7",
]
CONSTRUCTORS = {
    "LinearCyclicalScheduler": [*CYCLES, *(f"{given}, monotonic=True" for given in WARM)],
    "CosineAnnealingScheduler": [*CYCLES, *WARM],
    "PiecewiseLinear": [
        "[(10, 0.5), (20, 0.45), (21, 0.3), (30, 0.1), (40, 0.1)]",
        "milestones_values=[(0, 0.0), (100, 0.1), (1000, 0.0)]",
        "[(5, 0.1)]",
        "[(3, 0.1), (10, 0.2), (10, 0.05), (10, 0.01), (20, 0.3)]",
        "[(0, 0.1), (0, 0.2), (9, 0.0), (9, 0.1)]",
    ],
    "ConcatScheduler": [
        f"schedulers=[{SAW.format('opt', '0.0, 1.0, 8')}, {COSINE.format('opt', '1.0, 0.2, 4')}], "
        "durations=[4, ]",
        f"[{COSINE.format('opt', '0.1, 0.0, 30')}, {SAW.format('opt', '0.3, 0.2, 9')}], (30,)",
        f"[{SAW.format('opt', '0.0, 1.0, 8')}, {COSINE.format('opt', '1.0, 0.2, 4')}], [0]",
        "[PiecewiseLinear(opt, 'lr', [(0, 0.0), (10, 0.1)]), "
        f"{COSINE.format('opt', '0.1, 0.01, 40, cycle_mult=2')}, "
        f"{SAW.format('opt', '0.2, 0.0, 6')}], [11, 25]",
        f"[{SAW.format('opt', '0.2, 0.1, 6')}, {COSINE.format('opt', '0.5, 0.3, 7')}, "
        f"{SAW.format('opt', '0.2, 0.1, 6')}], [5, 0]",
    ],
    "LRScheduler": [
        "StepLR(opt, 30, 0.5)",
        "MultiStepLR(opt, [10, 20])",
        "OneCycleLR(opt, 0.1, 5000)",
        "CyclicLR(opt, 0.01, 0.1, 30, cycle_momentum=False)",
        "ExponentialLR(opt, 0.98), use_legacy=True",
        "LinearLR(opt, 0.25, 1.0, 20), use_legacy=True",
        "CosineAnnealingLR(opt, 100), use_legacy=True",
        "CosineAnnealingWarmRestarts(opt, 10, 2), use_legacy=True",
    ],
    "create_lr_scheduler_with_warmup": [
        "ExponentialLR(opt, 0.98), warmup_start_value=0.0, warmup_duration=5",
        "StepLR(opt, 30, 0.5), 0.01, 10, 0.05",
        "LinearLR(opt, 0.25, total_iters=20), 0.0, 2",
        "CosineAnnealingWarmRestarts(opt, 30), 0.0, 10, warmup_end_value=0.02",
        f"{COSINE.format('opt', '0.1, 0.01, 50')}, 0.0, 10",
        f"{COSINE.format('opt', '0.1, 0.01, 50')}, 0.0, 2, 0.1",
        f"{SAW.format('opt', '0.1, 0.01, 50')}, 0.001, 7, 0.05",
        "PiecewiseLinear(opt, 'lr', [(0, 0.2), (30, 0.05)]), 0.0, 2, 0.1",
    ],
}

PLATEAU = "ReduceLROnPlateauScheduler"
PLATEAUS = [
    f"param_group_index={group}, min_lr=0.02, patience=1, factor=0.3" for group in range(3)
] + ["None, False, 0, factor=0.5, patience=0, min_lr=0.004"]


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a scheduler, without an optimizer of its own."""
    high, low = f"{chance.uniform(0.01, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    few, many = chance.randint(2, 40), chance.randint(50, 900)
    mult = chance.choice(["1", "2", "1.5", f"{chance.uniform(0.3, 3):.3g}"])
    mults = f"{mult}, {chance.uniform(0.3, 1.2):.3g}, {chance.uniform(0.3, 1.2):.3g}"
    warm = chance.choice([0, few])
    ends = chance.choice([f"{low}, {high}", f"{high}, {low}"])
    cycles = f"{ends}, {chance.choice([few, many])}, {mults}"
    plain = f"{ends}, {many}, {chance.randint(1, 3)}"
    inner = chance.choice([SAW, COSINE]).format("opt", plain)
    steps = sorted(chance.choices(range(many), k=4))
    lines = [(at, round(chance.uniform(0, 0.5), 4)) for at in steps]
    # torch's cosine, which at 900 steps is 3e-11 of the peak off by its own rounding: see torch.py
    wave = 50 + many % 351
    torch_s = chance.choice([f"ExponentialLR(opt, 0.{many})", f"CosineAnnealingLR(opt, {wave})"])
    given = {
        "LinearCyclicalScheduler": cycles + (f", {warm}, monotonic=True" if warm else ""),
        "CosineAnnealingScheduler": f"{cycles}, {warm}",
        "PiecewiseLinear": f"{lines}",
        "ConcatScheduler": f"[{inner}, PiecewiseLinear(opt, 'lr', {lines}), "
        f"{COSINE.format('opt', cycles)}], [{few}, {many}]",
        "LRScheduler": f"{torch_s}, use_legacy=True",
        "create_lr_scheduler_with_warmup": chance.choice(
            [f"{torch_s}, {low}, {few}", f"{torch_s}, 0, {few}, {high}", f"{inner}, 0, {few}, 0.1"]
        ),
    }
    return given[name]


class Called:
    """A scheduler, called when an update starts; `legacy`: when it is done."""

    def __init__(self, make: Callable[[], Any], legacy: bool) -> None:
        self.made, self.legacy = make(), legacy
        self.optimizer = self.made.optimizer
        if not legacy:
            self.made(None)

    def step(self) -> None:
        self.made(None)


def handled(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that trains three groups, and calls a handler after each validation."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        groups = [{"params": [torch.nn.Parameter(torch.zeros(1))]} for _ in range(3)]
        known = {"torch": torch, "params": groups, PLATEAU: getattr(param_scheduler, PLATEAU)}
        handler = eval(text, known)
        evaluator = Engine(lambda *_: None)
        for update in range(steps[-1] + 1):
            if update:
                evaluator.state.metrics["loss"] = metrics[update - 1]
                handler(evaluator)
            if update in steps:
                # of the group that it has, or of the first of all
                yield handler.optimizer_param_groups[0]["lr"]

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Ignite's schedulers."""
    names = {**vars(torch.optim.lr_scheduler), **vars(param_scheduler), "torch": torch}
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        own = name in ("LinearCyclicalScheduler", "CosineAnnealingScheduler", "PiecewiseLinear")
        text = f"{name}(opt, 'lr', {given})" if own else f"{name}({given})"

        def make(text: str = text) -> Any:
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
            return eval(text, {**names, "opt": optimizer})

        def called(make: Callable[[], Any] = make, legacy: bool = "legacy" in text) -> Called:
            return Called(make, legacy)

        # a scheduler of torch's may be inside; it says the rate
        before, first, after = text.partition("LR(opt")
        if not first:
            before, first, after = text.partition("Restarts(opt")
        word = f"{before}{first.replace('opt', SGD.format(0.1))}{after}"
        yield Case(f"ignite.{word}", stepped(called), refused(make))
    head = f"{SGD}, 'loss'"
    yield from plateaus(f"ignite.{PLATEAU}", seed, handled, head=head, more=PLATEAUS)


def refused(make: Callable[[], Any]) -> int:
    """Return the first event that a scheduler refuses: its cycles are gone, or its total is."""
    made = make()
    for event in range(LONG):
        try:
            made(None)
        except ZeroDivisionError:
            return event
        except ValueError:
            # torch's one cycle has a rate for one step more than there are, then raises
            return event - 1
    return EXACT

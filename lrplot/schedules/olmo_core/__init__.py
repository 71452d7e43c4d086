"""OLMo-core: the schedulers of `olmo_core.optim`, as its trainer sets the rate.

The trainer counts from 1: the first update is step 1 of a schedule. A step is an update: where
`units` is tokens, divide all counts by the tokens of a batch. `initial_lr` is the optimizer's
rate, and `max_steps` is what the trainer makes of its max_duration.

Keywords: Ai2, AllenAI.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ParamSpec, final

from lrplot.catalogue import Framework, LrplotError
from lrplot.parameters import Choice, Cooldown, Warmup, like
from lrplot.pieces import Decay, Delegate, Line, Ramp, Schedule, Shift

FRAMEWORK = Framework(
    paths=("olmo_core.optim.scheduler",),
    first=("levels", "cosines", "lines", "periods"),
    aliases={
        "constant": "ConstantScheduler",
        "constant_with_warmup": "ConstantWithWarmup",
        "wsd": "WSD",
        "power_lr": "PowerLR",
        "linear_with_warmup": "LinearWithWarmup",
        "inv_sqrt_with_warmup": "InvSqrtWithWarmup",
        "cos_with_warmup": "CosWithWarmup",
        "half_cos_with_warmup": "HalfCosWithWarmup",
        "cos_with_warmup_and_linear_decay": "CosWithWarmupAndLinearDecay",
        "composable": "ComposableScheduler",
        "sequential": "SequentialScheduler",
        "wsds": "WSDS",
        "exponential": "ExponentialScheduler",
    },
)

P = ParamSpec("P")


OldWarmup = Annotated[float, like(Warmup, help="the same as `warmup`, which was called so")]
OldCooldown = Annotated[float, like(Cooldown, help="the same as `decay`, which was called so")]
Units = Annotated[str, Choice("units", "what the steps are", ("steps",))]


@final
@dataclass(frozen=True)
class Recipe:
    """How a scheduler makes its curve, on the trainer's clock, of a rate and a length."""

    function: Callable[..., Schedule]
    values: tuple[tuple[str, Any], ...]

    def __call__(self, initial_lr: float, max_steps: float) -> Schedule:
        """Return the curve for another rate and another length than its own."""
        takes = inspect.signature(self.function).parameters
        other = {"initial_lr": initial_lr, "max_steps": max_steps}
        values = dict(self.values) | {key: other[key] for key in other if key in takes}
        return self.function(**values)

    def __str__(self) -> str:
        return self.function.__name__


@final
@dataclass(frozen=True)
class Scheduler(Delegate):
    """A scheduler: a curve, and how it comes about, for those that it may stand in."""

    recipe: Recipe
    curve: Schedule

    @property
    def drawn(self) -> Schedule:
        return self.curve


def counted(function: Callable[P, Schedule]) -> Callable[P, Schedule]:
    """Make a scheduler of a function whose curve is on the trainer's clock."""

    @functools.wraps(function)
    def scheduler(*args: P.args, **kwargs: P.kwargs) -> Schedule:
        values = inspect.signature(function).bind(*args, **kwargs).arguments
        recipe = Recipe(function, tuple(values.items()))
        return Scheduler(recipe, Shift(function(*args, **kwargs), 1))

    return scheduler


def count(
    what: str,
    steps: float | None,
    old: float | None,
    fraction: float | None,
    max_steps: float | None,
) -> float:
    """Return how long a phase is, which is said in steps, by either name, or as a fraction."""
    steps = old if steps is None else steps
    if (steps is None) == (fraction is None):
        raise LrplotError(f"either {what} or {what}_fraction must be given, and never both")
    if steps is not None:
        return steps
    if max_steps is None:
        raise LrplotError(f"max_steps must be given with {what}_fraction")
    return float(round(max_steps * (fraction or 0.0)))


def warmed(
    low: float, warmup: float, peak: float, rest: Schedule, closed: bool = False
) -> Schedule:
    """Return `rest` on the same clock after a warmup; `closed`: step `warmup` belongs to it."""
    if warmup > (0 if closed else 1) and low >= peak:
        raise LrplotError("warmup_min_lr must be below the peak, as OLMo-core asserts")
    return Ramp(low, peak, warmup).then(rest, at=warmup, closed=closed, restart=False)


def decayed(before: Schedule, peak: float, end: float, steps: float, low: float) -> Schedule:
    """Return a schedule and a line from `peak` to `low` over the `steps` up to `end`, and on."""
    if not steps:
        raise LrplotError("decay must be at least one step: OLMo-core divides by it")
    if low >= peak:
        raise LrplotError("decay_min_lr must be below where the decay starts, as OLMo-core asserts")
    return before.then(Decay(peak, Line(low / peak - 1.0), steps), at=end - steps)

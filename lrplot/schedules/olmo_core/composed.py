"""Schedulers that hold other schedulers or stages, each starting at the rate just reached."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import LrplotError, NestedSchedules, schedule
from lrplot.parameters import (
    At,
    Choice,
    End,
    EndRatio,
    Length,
    Numbers,
    Optimizer,
    Rate,
    StartRatio,
    Total,
    Unused,
    like,
)
from lrplot.pieces import LINEAR, Constant, Cosine, Interpolant, Ramp, Schedule, Shift
from lrplot.schedules.olmo_core import Recipe, Scheduler, Units, counted

Shape = Annotated[str, Choice("shape", "the way from start to end", ("linear", "cosine"))]
SHAPES: dict[str, Interpolant] = {"linear": LINEAR, "cosine": Cosine()}
Duration = Annotated[float, like(Length, above=True)]
Lengths = Annotated[
    tuple[float, ...],
    Numbers(
        "lengths",
        "how many steps each scheduler lasts; the last goes on",
        like(Length, help="how many steps", above=True, sample=1.0),
        (10_000.0,),
    ),
]


def _rate(what: str, rate: float | None, fraction: float | None, initial_lr: float) -> float:
    if rate is not None and fraction is None:
        return rate
    if fraction is not None and rate is None:
        return initial_lr * fraction
    raise LrplotError(f"either {what}_lr or {what}_lr_fraction must be given, and never both")


@schedule
@counted
def ComposableSchedulerStage(
    duration: Duration,
    shape: Shape = "linear",
    start_lr: Rate | None = None,
    start_lr_fraction: StartRatio | None = None,
    end_lr: End | None = None,
    end_lr_fraction: EndRatio | None = None,
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """A stage of `ComposableScheduler`: a line or half a cosine to the end given.

    Where: duration: how many steps it lasts; start_lr: the rate that it starts from.
    Differs: by itself it starts at the optimizer's rate, and in a scheduler where the stage
    before it has ended, unless its start is given. The first update is step 1.
    Formula: with u = (t + 1) / duration, start + (end - start) * g, g being u or
    (1 - cos(pi * u)) / 2.
    Example: end_lr=0.0001
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    start = initial_lr
    if start_lr is not None or start_lr_fraction is not None:
        start = _rate("start", start_lr, start_lr_fraction, initial_lr)
    end = _rate("end", end_lr, end_lr_fraction, initial_lr)
    return Ramp(start, end, duration, SHAPES[shape])


@schedule
@counted
def OverrideDecay(
    start: At,
    duration: Duration,
    shape: Shape = "linear",
    end_lr: End | None = None,
    end_lr_fraction: EndRatio | None = None,
    *,
    initial_lr: Optimizer,
) -> Schedule:
    """A decay that takes over at `start`, whatever the scheduler that it stands in has left.

    Where: start: the step that it begins at; duration: how many steps the decay lasts.
    Differs: by itself it decays from the optimizer's rate. The first update is step 1.
    Formula: with u = (t + 1 - start) / duration, r + (end - r) * g, r being the rate at start and g
    u or (1 - cos(pi * u)) / 2.
    Example: end_lr=0.0001
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    return _overridden(
        Constant(initial_lr), initial_lr, start, duration, shape, end_lr, end_lr_fraction
    )


def _overridden(
    curve: Schedule,
    initial_lr: float,
    start: float,
    duration: float,
    shape: str = "linear",
    end_lr: float | None = None,
    end_lr_fraction: float | None = None,
) -> Schedule:
    end = _rate("end", end_lr, end_lr_fraction, initial_lr)
    return curve.then(Ramp(float(curve(start)), end, duration, SHAPES[shape]), at=start)


def _decayed(curve: Schedule, override_decay: tuple[Schedule, ...], initial_lr: float) -> Schedule:
    match override_decay:
        case ():
            return curve
        case (Scheduler(recipe=Recipe(values=values) as recipe),) if str(recipe) == "OverrideDecay":
            return _overridden(curve, **{**dict(values), "initial_lr": initial_lr})
    raise LrplotError("override_decay: must be a list of one OverrideDecay")


@schedule
@counted
def ComposableScheduler(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    *,
    stages: NestedSchedules,
    override_decay: NestedSchedules = (),
    initial_lr: Optimizer,
) -> Schedule:
    """Stages one after another, each a line or half a cosine from where the last has ended.

    Where: stages: the stages, in order; override_decay: a list of one OverrideDecay, which takes
    over at its start.
    Differs: the first update is step 1. The trainer's own length plays no part: after the last
    stage the rate stays. A stage that says where it starts may jump. Another schedule than a
    stage keeps its own rates here, and must have an end.
    `override_decay` is written as a list of one `OverrideDecay`.
    Formula: that of `ComposableSchedulerStage` in each.
    Example: stages=[ComposableSchedulerStage(1000, end_lr=0.001), ComposableSchedulerStage(9000,
    "cosine", end_lr=0)]
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    curve: Schedule = Constant(initial_lr)
    at, reached = 0.0, initial_lr
    for stage in stages:
        piece: Schedule = Shift(stage, -1)
        match stage:
            case Scheduler(recipe=recipe) if str(recipe) == "ComposableSchedulerStage":
                values = dict(recipe.values) | {"initial_lr": initial_lr}
                if values.get("start_lr") is None and values.get("start_lr_fraction") is None:
                    values["start_lr"] = reached
                piece = recipe.function(**values)
        if math.isinf(piece.end):
            raise LrplotError("stages: each must have an end")
        curve = curve.then(piece, at)
        at, reached = at + piece.end, float(piece(piece.end))
    return _decayed(curve, override_decay, initial_lr)


@schedule
@counted
def SequentialScheduler(
    lr_field: Unused = "lr",
    initial_lr_field: Unused = "initial_lr",
    units: Units = "steps",
    *,
    schedulers: NestedSchedules,
    schedulers_max: Lengths = (),
    schedulers_max_steps: Lengths = (),
    override_decay: NestedSchedules = (),
    initial_lr: Optimizer,
    max_steps: Total,
) -> Schedule:
    """One scheduler after another, each with the rate reached by the last as its own.

    Where: schedulers: the schedulers, in order; schedulers_max: how many steps each scheduler but
    the last lasts; schedulers_max_steps: the same, by its old name; override_decay: a list of one
    OverrideDecay, which takes over at its start.
    Differs: the first update is step 1. A scheduler lasts as long as `schedulers_max` says and
    takes that as its total, and the last takes what is left; the rates and totals that they give
    themselves play no part. Past `max_steps` OLMo-core fails. `schedulers_max_steps` is the old
    name of `schedulers_max`. Another schedule than one of OLMo-core keeps its own rates here.
    `override_decay` is written as a list of one `OverrideDecay`.
    Formula: s1(k) for k = t + 1 up to its max1; then s2(k - max1), whose rate is s1(max1); …
    Example: schedulers_max=10000
    Source: olmo_core/optim/scheduler.py, 3.0.0.
    """
    lengths, joints = schedulers_max or schedulers_max_steps, len(schedulers) - 1
    if len(lengths) not in (joints, joints + 1):
        wanted = f"{joints + 1} schedulers want {joints} lengths"
        raise LrplotError(f"schedulers_max: {wanted}, not {len(lengths)}")
    curve = _made(schedulers[0], initial_lr, min([max_steps, *lengths[:joints][:1]]))
    at, rate, left = 0.0, initial_lr, max_steps
    for number, length in enumerate(lengths[:joints], start=1):
        if length >= left:
            break
        rate = float(_made(schedulers[number - 1], rate, length)(length))
        at, left = at + length, left - length
        mine = min([left, *lengths[number:joints][:1]])
        # the step that ends a scheduler still belongs to it
        curve = curve.then(_made(schedulers[number], rate, mine), at, closed=True)
    return _decayed(curve, override_decay, initial_lr)


def _made(scheduler: Schedule, rate: float, steps: float) -> Schedule:
    """Return a scheduler's curve on its own clock, of another rate and total than its own."""
    if isinstance(scheduler, Scheduler):
        return scheduler.recipe(rate, steps)
    return Constant(float(scheduler(0))).then(scheduler, at=1)

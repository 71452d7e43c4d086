"""Schedulers that hold other schedulers, one after another or all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from lrplot.catalogue import LrplotError, NestedSchedules, schedule
from lrplot.parameters import Joints, Optimizer, Unused, Verbose
from lrplot.pieces import (
    Affine,
    Annealing,
    Chain,
    KnownUntil,
    Scaled,
    Schedule,
    Sets,
    Stage,
    Update,
    moved,
    np,
    stages_of,
)
from lrplot.schedules.torch.lambdas import Times


@schedule
def SequentialLR(
    optimizer: Optimizer,
    schedulers: NestedSchedules,
    milestones: Joints,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """One scheduler after another, each from its own beginning, changing at `milestones`.

    Keywords: join, concatenate.
    Differs: each starts from the optimizer's rate, not from the rate that the one before it
    reached: that the curve does not jump is up to their factors. Only SWALR and
    MultiplicativeLR go on from the rate that they find; the latter multiplies it at once, by its
    lambda of 0. OneCycleLR makes its own first rate that of the optimizer. A ChainedScheduler or
    SequentialLR can only come first, and then its schedulers do not know their first step as
    such: ExponentialLR is a step ahead, CosineAnnealingLR starts above the optimizer's rate.
    Example: schedulers=[LinearLR(optimizer, 0.01, total_iters=1000), CosineAnnealingLR(optimizer,
        9000)], milestones=[1000]
    Formula: schedulers[j] at t - milestones[j - 1], j being how many milestones are <= t.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if len(milestones) != len(schedulers) - 1:
        count = len(schedulers)
        wanted = f"{count} schedulers want {count - 1} milestones, not {len(milestones)}"
        raise LrplotError(f"milestones: {wanted}")
    if any(isinstance(later, Chain) and later.nested for later in schedulers[1:]):
        raise LrplotError("torch refuses schedulers made of schedulers unless they come first")
    ahead = isinstance(schedulers[0], Chain) and schedulers[0].nested
    (first, _), *later = built = list(_built(optimizer, schedulers))
    start = built[-1][1]
    ends = [*map(math.ceil, milestones), math.inf]
    head, *rest = (
        _ahead(stage, ends[0]) if ahead else replace(stage, end=min(stage.end, ends[0]))
        for stage in first
    )
    # the rate is the optimizer's again, whatever others did to it before
    stages = [replace(head, value=_at(head.first, start)), *rest]
    curve, usual = schedulers[0], not ahead and start == optimizer
    for number, (((stage,), base), at) in enumerate(zip(later, milestones, strict=True)):
        begin, end = ends[number : number + 2]
        # torch looks for the very step of a milestone, and starts the scheduler anew there
        value = _anew(stage, base) if at == begin else None
        late = at != begin or isinstance(stage.update, Times)
        stages.append(Stage(stage.update, begin, end, value, late=late))
        usual = usual and (
            isinstance(stage.update, Sets)
            or (
                value is not None and math.isclose(value, schedulers[number + 1](0), abs_tol=1e-300)
            )
        )
        curve = curve.then(schedulers[number + 1], at)
    return Chain(start, tuple(stages), curve if usual else None, nested=True)


@schedule
def ChainedScheduler(schedulers: NestedSchedules, optimizer: Optimizer | None = None) -> Schedule:
    """Several schedulers at once: each changes the rate that the one before it has left.

    Differs: it is the product of the schedules only while all of them multiply. A cosine with
    an `eta_min` shrinks what is above it, and after `T_max` it has forgotten what the others
    did. OneCycleLR, CyclicLR and CosineAnnealingWarmRestarts overwrite what the schedulers
    before them did; so does a schedule that is none of torch's.
    Example: schedulers=[LinearLR(optimizer, 0.01, total_iters=1000), ExponentialLR(optimizer,
        0.999)], lr=0.1
    Formula: rate[t] = step_n(t, ... step_1(t, rate[t - 1])).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    rate = 0.0 if optimizer is None else optimizer
    stages = [stage for part, _ in _built(rate, schedulers) for stage in part]
    return Chain(rate, tuple(stages), nested=True)


def _built(
    optimizer: float, schedulers: Sequence[Schedule]
) -> Iterator[tuple[tuple[Stage, ...], float]]:
    """Yield the stages of each scheduler, and the rate that it takes for the optimizer's own.

    OneCycleLR puts its first rate in the place of that, for all that are built after it;
    CyclicLR does so if it is built first, and else starts from what it finds there.
    """
    base, fresh = optimizer, True
    # torch keeps the target in the optimizer: the last SWALR's is that of all
    updates = [stage.update for scheduler in schedulers for stage in _stages(scheduler)]
    target = [update.target for update in updates if _swa(update)][-1:]
    for scheduler in schedulers:
        if isinstance(scheduler, KnownUntil):
            raise LrplotError("torch refuses ReduceLROnPlateau here, which wants a metric")
        part = []
        for stage in _stages(scheduler):
            update = stage.update
            if isinstance(update, Sets) and update.base != "given":
                if update.base == "own" or fresh:
                    base = float(update.curve(0))
                elif stage.value == update.curve(0):
                    raise LrplotError("CyclicLR inside SequentialLR must be the first built of all")
                elif stage.begin == 0 and stage.value is None:
                    stage = replace(stage, value=base)
            elif base != optimizer and (isinstance(update, Sets) or stage.value is not None):
                raise LrplotError(
                    "torch starts what is built after OneCycleLR or CyclicLR from their first "
                    "rate; put it before them"
                )
            elif isinstance(update, Annealing):
                stage = replace(stage, update=replace(update, base=base))
            elif _swa(update):
                stage = replace(stage, update=replace(update, target=target[0]))
            part.append(stage)
            fresh = False
        yield tuple(part), base


def _stages(scheduler: Schedule) -> tuple[Stage, ...]:
    """Return the stages of one of torch's schedulers; another schedule sets the rate outright."""
    if isinstance(scheduler, Chain):
        stages = stages_of(scheduler)
        if scheduler.nested or stages == (Stage(stages[0].update),):
            return stages
    return (Stage(Sets(scheduler)),)


def _ahead(stage: Stage, end: float) -> Stage:
    """Return a stage as it is where torch steps it once more than it knows of."""
    stop = min(stage.end - (stage.end < math.inf), end)
    if stage.begin > 0:
        return replace(stage, begin=stage.begin - 1, end=stop)
    # SWALR counts its calls, the others what they think is the epoch
    begin = -1.0 if _swa(stage.update) else 0.0
    return replace(stage, begin=begin, end=stop, value=None, late=True)


def _swa(update: Update) -> TypeGuard[Scaled]:
    return isinstance(update, Scaled) and update.keeps


def _anew(stage: Stage, base: float) -> float | None:
    """Return the rate with which a scheduler starts anew, or None if it goes on from any."""
    update = stage.update
    if isinstance(update, Sets | Times) or _swa(update):
        return None
    if isinstance(update, Scaled) and update.length == 0:
        raise LrplotError("total_iters: torch divides by it at a milestone; it must be above 0")
    return _at(update.fresh, base)


def _at(by: Affine, rate: float) -> float:
    return float(np.ravel(moved(rate, by))[0])

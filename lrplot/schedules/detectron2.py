"""detectron2: `build_lr_scheduler` of a config's SOLVER, `LRMultiplier`, and the classes before it.

Over `max_iter` updates they scale the optimizer's rate by a schedule of fvcore's, which knows
only the fraction of training done. From `max_iter` on, where training is over, the rate stays.

Keywords: Facebook, Meta.
"""

from __future__ import annotations

import itertools
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, NestedSchedule, schedule
from lrplot.parameters import (
    Boundaries,
    Choice,
    DecayEnd,
    End,
    Factor,
    Number,
    Optimizer,
    StartRatio,
    Switch,
    Times,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import (
    Constant,
    PiecewiseConstant,
    Ramp,
    Rescale,
    Schedule,
    Shift,
    Wave,
    progress,
)

FRAMEWORK = Framework(
    paths=("detectron2.solver", "detectron2.solver.lr_scheduler", "detectron2.solver.build"),
    aliases={"SOLVER": "build_lr_scheduler"},
)

EARLY = 1e-6
"""By so much of the training fvcore lets every boundary act early."""

Name = Annotated[
    str,
    Choice(
        "schedule",
        "which schedule follows the warmup",
        ("WarmupMultiStepLR", "WarmupCosineLR", "WarmupStepWithFixedGammaLR"),
    ),
]
Method = Annotated[str, Choice("warmup method", "the shape of the warmup", ("linear", "constant"))]
Base = Annotated[
    float, Number("peak", "the optimizer's rate, which is scaled", low=0.0, above=True, sample=0.02)
]


def _warmed(of: Schedule, factor: float, length: float, method: str, rescale: bool) -> Schedule:
    """Return a warmup and then `of`, both over the fraction of training done."""
    if not length:
        return of
    start, target = factor * float(of(0.0)), float(of(0.0 if rescale else length))
    warmup: Schedule = Constant(start) if method == "constant" else Ramp(start, target, length)
    rest = Shift(Rescale(of, 1.0 - length), -length) if rescale and length < 1 else of
    return warmup.then(rest, length - EARLY, closed=True, restart=False)


def _factor(start: float, steps: float, method: str) -> Schedule:
    """Return the factor that the old classes warm up with."""
    return (
        PiecewiseConstant((steps,), (start, 1.0))
        if method == "constant"
        else Ramp(start, 1.0, steps)
    )


MOST_DECAYS = 100_000
"""The most decays that are drawn: far more than leave a rate."""


@schedule
def build_lr_scheduler(
    LR_SCHEDULER_NAME: Name = "WarmupMultiStepLR",
    MAX_ITER: Total = 40_000.0,
    BASE_LR: Base = 0.001,
    BASE_LR_END: End = 0.0,
    GAMMA: Factor = 0.1,
    STEPS: Boundaries = (30_000.0,),
    NUM_DECAYS: Times = 3,
    WARMUP_FACTOR: StartRatio = 0.001,
    WARMUP_ITERS: Warmup = 1000.0,
    WARMUP_METHOD: Method = "linear",
    RESCALE_INTERVAL: Switch = False,
) -> Schedule:
    """What a config's SOLVER asks for: a warmup, then steps, a cosine, or equal steps.

    Where: NUM_DECAYS: how many times the rate is multiplied by GAMMA, for StepWithFixedGamma;
    RESCALE_INTERVAL: whether the schedule begins after the warmup, not under it.
    Differs: the warmup is no delay: it goes to where the schedule is when it ends, which for a
    cosine is below BASE_LR, and steps within it are not seen, unless RESCALE_INTERVAL fits the
    whole schedule in after it. WARMUP_FACTOR is a factor of the first rate. The names are those
    of old classes that multiply instead: see WarmupCosineLR. Boundaries act 1e-6 of the training
    early. STEPS above MAX_ITER are left out.
    Formula: s = t / MAX_ITER; BASE_LR times GAMMA ** (number of STEPS <= t), or
    1 + (BASE_LR_END / BASE_LR - 1) * (1 - cos(pi * s)) / 2, or
    GAMMA ** floor(s * (NUM_DECAYS + 1))
    Source: detectron2/solver/build.py, lr_scheduler.py and config/defaults.py, 02b5c4e2; fvcore
    0.1.5.post20221221.
    """
    warmup = min(WARMUP_ITERS / MAX_ITER, 1.0)
    if LR_SCHEDULER_NAME == "WarmupCosineLR":
        if BASE_LR_END > BASE_LR:
            raise LrplotError("BASE_LR_END must be at most BASE_LR, as detectron2 asserts")
        of: Schedule = Wave(1.0, BASE_LR_END / BASE_LR, 1.0)
    elif LR_SCHEDULER_NAME == "WarmupMultiStepLR":
        steps = tuple(step for step in STEPS if step <= MAX_ITER)
        if any(before >= after for before, after in itertools.pairwise((0.0, *steps, MAX_ITER))):
            raise LrplotError("STEPS must go up, between 0 and MAX_ITER, as fvcore asks")
        if len(steps) >= MAX_ITER:
            raise LrplotError("MAX_ITER must be above the number of STEPS, as fvcore asks")
        of = Rescale(PiecewiseConstant(steps, _powers(GAMMA, len(steps))), units=MAX_ITER)
    else:
        if GAMMA == 0:
            raise LrplotError("GAMMA must be above 0, as fvcore asks")
        if NUM_DECAYS > MOST_DECAYS:
            raise LrplotError(f"NUM_DECAYS must be at most {MOST_DECAYS:,}")
        if warmup + EARLY >= 1 and not RESCALE_INTERVAL:
            raise LrplotError("WARMUP_ITERS must be below MAX_ITER, or fvcore finds no rate")
        edges = tuple(float(edge) for edge in range(1, NUM_DECAYS + 1))
        of = Rescale(PiecewiseConstant(edges, _powers(GAMMA, NUM_DECAYS)), units=NUM_DECAYS + 1)
    if LR_SCHEDULER_NAME != "WarmupCosineLR":
        of = Shift(of, EARLY)
    of = _warmed(of, WARMUP_FACTOR, warmup, WARMUP_METHOD, RESCALE_INTERVAL)
    return Rescale(of, MAX_ITER, limit=1.0) * Constant(BASE_LR)


def _powers(gamma: float, count: int) -> tuple[float, ...]:
    return tuple(gamma**power for power in range(count + 1))


@schedule
def LRMultiplier(
    optimizer: Optimizer, multiplier: NestedSchedule, max_iter: Total, last_iter: Unused = -1
) -> Schedule:
    """The optimizer's rate times a schedule of fvcore's, over `max_iter` updates.

    Differs: `multiplier` gives factors, not rates. A schedule of steps, of another framework, is
    looked at step by step.
    Formula: lr * multiplier(t / max_iter)
    Source: detectron2/solver/lr_scheduler.py, 02b5c4e2.
    """
    return Rescale(progress(multiplier, max_iter), max_iter, limit=1.0) * Constant(optimizer)


@schedule
def WarmupParamScheduler(
    scheduler: NestedSchedule,
    warmup_factor: StartRatio,
    warmup_length: WarmupFraction,
    warmup_method: Method = "linear",
    rescale_interval: Switch = False,
    max_iter: Total = 40_000.0,
) -> Schedule:
    """A warmup for a part of the training, before a schedule of fvcore's.

    Where: rescale_interval: whether the schedule begins after the warmup, not under it.
    Differs: the warmup goes from warmup_factor * scheduler(0) to where the scheduler is when it
    ends, and the scheduler goes on from there; with `rescale_interval` the whole of it follows
    the warmup. It ends 1e-6 of the training early. `max_iter` is lrplot's own: detectron2 says it
    in the LRMultiplier around this.
    Formula: w = t / max_iter; a line to scheduler(warmup_length) while w <= warmup_length, then
    scheduler(w), or scheduler((w - warmup_length) / (1 - warmup_length))
    Source: detectron2/solver/lr_scheduler.py, 02b5c4e2.
    """
    of = progress(scheduler, max_iter)
    of = _warmed(of, warmup_factor, warmup_length, warmup_method, rescale_interval)
    return Rescale(of, max_iter, limit=1.0)


@schedule
def WarmupMultiStepLR(
    optimizer: Optimizer,
    milestones: Boundaries,
    gamma: Factor = 0.1,
    warmup_factor: StartRatio = 0.001,
    warmup_iters: Warmup = 1000.0,
    warmup_method: Method = "linear",
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate times `gamma` at each of `milestones`, times a warmup from `warmup_factor` to 1.

    Keywords: step decay.
    Differs: this is the old class; the config of that name is `build_lr_scheduler` here. A
    milestone within the warmup acts.
    Formula: lr * gamma ** (number of milestones <= t) * (f + (1 - f) * t / warmup_iters), f the
    warmup_factor
    Source: detectron2/solver/lr_scheduler.py, 02b5c4e2.
    """
    values = tuple(optimizer * power for power in _powers(gamma, len(milestones)))
    return PiecewiseConstant(milestones, values) * _factor(
        warmup_factor, warmup_iters, warmup_method
    )


@schedule
def WarmupCosineLR(
    optimizer: Optimizer,
    max_iters: DecayEnd,
    warmup_factor: StartRatio = 0.001,
    warmup_iters: Warmup = 1000.0,
    warmup_method: Method = "linear",
    last_epoch: Unused = -1,
) -> Schedule:
    """Half a cosine over `max_iters` from step 0 on, times a warmup from `warmup_factor` to 1.

    Differs: this is the old class; the config of that name is `build_lr_scheduler` here. The
    cosine runs during the warmup, so that the peak is below the rate; past `max_iters` it rises
    again.
    Formula: lr * (1 + cos(pi * t / max_iters)) / 2 * (f + (1 - f) * t / warmup_iters), f the
    warmup_factor
    Source: detectron2/solver/lr_scheduler.py, 02b5c4e2.
    """
    cosine = Wave(optimizer, 0.0, max_iters)
    return cosine * _factor(warmup_factor, warmup_iters, warmup_method)

"""Schedulers with a linear warmup from 0 before a level or a decay."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import EndRatio, Exponent, Factor, Switch, like
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Decay,
    Interpolant,
    InversePower,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
)
from lrplot.schedules.composer.steps import stepped
from lrplot.schedules.composer.times import (
    Cooldown,
    DecayEnd,
    Milestones,
    Run,
    Time,
    Timescale,
    Warmup,
    parsed,
    trained,
)

Scaled = Annotated[
    bool, like(Switch, help="whether the Trainer's ratio stretches the ramp of the warmup, too")
]


def _rising(run: Run, t_warmup: str, top: float, scaled: bool) -> tuple[Schedule, Time]:
    """Return the warmup and its end, which the Trainer's ratio never moves.

    Scaled, the ramp alone is longer or shorter: it is cut off, or levels out.
    """
    end = run.time("t_warmup", t_warmup, ratio=1.0)
    if not end.value:
        return Constant(0.0), end
    length = run.length("t_warmup", t_warmup, None if scaled else 1.0)
    return Ramp(0.0, top, length.value), end


def _warmed(
    run: Run,
    t_warmup: str,
    t_max: str,
    tops: tuple[float, float],
    interpolant: Interpolant,
    scaled: bool,
) -> Schedule:
    """Return a warmup to one multiple of the rate, and a ramp to another at `t_max`."""
    top, low = tops[0] * run.lr, tops[1] * run.lr
    up, joint = _rising(run, t_warmup, top, scaled)
    end = run.time("t_max", t_max)
    if joint.unit != end.unit:
        raise LrplotError(f"t_warmup ({joint}) and t_max ({end}) must have the same unit")
    run.covers(end)
    left = end.value - joint.value
    down = Ramp(top, low, left, interpolant) if left > 0 else Constant(top)
    return run.paced(up.then(down, at=joint.value), joint.unit)


@schedule
@trained
def MultiStepWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    milestones: Milestones,
    gamma: Factor = 0.1,
    scale_warmup: Scaled = False,
) -> Schedule:
    """A linear warmup from 0, then a fall by the factor `gamma` at each of the `milestones`.

    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. Milestones count from step 0; those inside the warmup
    take effect at its end. The Trainer's ratio does not move the end of the warmup: with
    `scale_warmup` the ramp alone is stretched, so that a ratio above 1 cuts it off below the rate,
    and one below 1 makes it level before its end.
    Formula: lr * t / t_warmup for t < t_warmup, then lr * gamma ** (how many milestones are at
    most t).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    up, end = _rising(run, t_warmup, run.lr, scale_warmup)
    return run.paced(up, end.unit).then(
        stepped(run, milestones, gamma), at=run.steps(end), restart=False
    )


@schedule
@trained
def ConstantWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    alpha: Factor = 1.0,
    t_max: DecayEnd = "1dur",
    scale_warmup: Scaled = False,
) -> Schedule:
    """A linear warmup from 0 to `alpha` times the optimizer's rate, then level.

    Where: alpha: what the optimizer's rate is multiplied by.
    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. It stays at `alpha` after `t_max`, where Composer's
    documentation and ConstantScheduler go back to 1; `t_max` must be at least `max_duration`. With
    `scale_warmup` the Trainer's ratio stretches the ramp, but does not move its end.
    Example: max_duration=1000ba
    Formula: lr * alpha * min(1, t / t_warmup).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _warmed(run, t_warmup, t_max, (alpha, alpha), LINEAR, scale_warmup)


@schedule
@trained
def LinearWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    alpha_i: Factor = 1.0,
    alpha_f: EndRatio = 0.0,
    t_max: DecayEnd = "1dur",
    scale_warmup: Scaled = False,
) -> Schedule:
    """A linear warmup from 0, then a line from `alpha_i` to `alpha_f` times the optimizer's rate.

    Where: alpha_i: what the optimizer's rate is multiplied by after the warmup.
    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. `t_max` includes the warmup, must have its unit, and must
    be at least `max_duration`. A warmup as long as `t_max`, or longer, is followed by `alpha_i`.
    The Trainer's ratio does not scale the warmup; with `scale_warmup` it stretches the ramp, but
    does not move its end.
    Example: max_duration=1000ba
    Formula: lr * alpha_i * t / t_warmup for t < t_warmup, then lr * (alpha_i + (alpha_f - alpha_i)
    * u), u = min(1, (t - t_warmup) / (t_max - t_warmup)).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _warmed(run, t_warmup, t_max, (alpha_i, alpha_f), LINEAR, scale_warmup)


@schedule
@trained
def CosineAnnealingWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    t_max: DecayEnd = "1dur",
    alpha_f: EndRatio = 0.0,
    scale_warmup: Scaled = False,
) -> Schedule:
    """A linear warmup from 0, then half a cosine to `alpha_f` times the optimizer's rate.

    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. `t_max` includes the warmup, must have its unit, and must
    be at least `max_duration`. A warmup as long as `t_max`, or longer, is followed by the rate.
    The Trainer's ratio does not scale the warmup; with `scale_warmup` it stretches the ramp, but
    does not move its end.
    Example: max_duration=1000ba
    Formula: lr * t / t_warmup for t < t_warmup, then lr * (alpha_f + (1 - alpha_f) * (1 + cos(pi *
    u)) / 2), u = min(1, (t - t_warmup) / (t_max - t_warmup)).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _warmed(run, t_warmup, t_max, (1.0, alpha_f), Cosine(), scale_warmup)


@schedule
@trained
def PolynomialWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    power: Exponent = 2.0,
    t_max: DecayEnd = "1dur",
    alpha_f: EndRatio = 0.0,
    scale_warmup: Scaled = False,
) -> Schedule:
    """A linear warmup from 0, then a polynomial way to `alpha_f` times the optimizer's rate.

    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. `t_max` includes the warmup, must have its unit, and must
    be at least `max_duration`. A warmup as long as `t_max`, or longer, is followed by the rate.
    The Trainer's ratio does not scale the warmup; with `scale_warmup` it stretches the ramp, but
    does not move its end.
    Example: max_duration=1000ba
    Formula: lr * t / t_warmup for t < t_warmup, then lr * (alpha_f + (1 - alpha_f) * (1 - u) **
    power), u = min(1, (t - t_warmup) / (t_max - t_warmup)).
    Source: composer/optim/scheduler.py, 0.32.1.
    """
    return _warmed(run, t_warmup, t_max, (1.0, alpha_f), Polynomial(power), scale_warmup)


@schedule
@trained
def InverseSquareRootWithWarmupScheduler(
    run: Run,
    t_warmup: Warmup,
    t_scale: Timescale,
    t_cooldown: Cooldown,
    t_max: DecayEnd = "1dur",
    alpha_f_decay: EndRatio = 0.0,
    alpha_f_cooldown: EndRatio = 0.0,
) -> Schedule:
    """A linear warmup from 0, an inverse square root, and a linear cooldown that ends at `t_max`.

    Where: alpha_f_decay: the rate that the inverse square root nears, as a fraction of the peak;
    alpha_f_cooldown: the rate at the end of the cooldown, as a fraction of the peak.
    Differs: updates 0 and 1 have the rate 0, update n that of time n - 1: the Trainer steps a
    scheduler before it counts the batch. It is LLM Foundry's, `llmfoundry.optim`. All but `t_max`
    must have the unit of `max_duration`, and none may be a part of it (`dur`). The cooldown does
    not start before the warmup ends, and may then end after `t_max`.
    Example: max_duration=1000ba
    Formula: lr * t / t_warmup for t < t_warmup; then d(t) = lr * (alpha_f_decay + (1 -
    alpha_f_decay) / sqrt(1 + (t - t_warmup) / t_scale)); from s = t_max - t_cooldown on a line in
    t_cooldown from d(s) to lr * alpha_f_cooldown.
    Source: llmfoundry/optim/scheduler.py, 0.22.0.
    """
    if alpha_f_decay < alpha_f_cooldown:
        raise LrplotError("alpha_f_decay must be at least alpha_f_cooldown")
    if (whole := run.duration) is None:
        raise LrplotError("max_duration must be given, such as 1000ba")
    given = {"t_warmup": t_warmup, "t_scale": t_scale, "t_cooldown": t_cooldown}
    for name, text in given.items():
        if parsed(name, text).unit != whole.unit:
            raise LrplotError(f"{name} ({text}) must have the unit of max_duration ({whole})")
    up, joint = _rising(run, t_warmup, run.lr, scaled=False)
    scale, _ = run.length("t_scale", t_scale)
    cooldown, _ = run.time("t_cooldown", t_cooldown)
    end = run.time("t_max", t_max)
    if end.unit != joint.unit:
        raise LrplotError(f"t_max ({end}) must have the unit of t_warmup ({joint})")
    low = alpha_f_decay * run.lr
    fall = Shift(Decay(run.lr - low, InversePower(0.5), scale), scale) + Constant(low)
    start = max(0.0, end.value - cooldown - joint.value)
    reached = float(fall(start))
    tail = Ramp(reached, alpha_f_cooldown * run.lr, cooldown) if cooldown else Constant(reached)
    return run.paced(up.then(fall.then(tail, at=start), at=joint.value), joint.unit)

"""Schedulers that the trainer steps after every epoch: cosine restarts, and torch's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    BoundedStretch,
    Cycles,
    End,
    Factor,
    Number,
    Optimizer,
    Period,
    Total,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    IrregularCycles,
    PiecewiseConstant,
    Ramp,
    Repeat,
    Schedule,
    Stairs,
    Wave,
    joints,
    warmed,
)

MOST = 2**18
"""Cycles of different lengths that are counted one by one."""

FAR = 2**53

First = Annotated[
    int,
    Number("period", "how many steps the first cycle lasts", low=1, whole=True, meta="STEPS"),
]


@final
@dataclass(frozen=True)
class Powers:
    """Cycles whose lengths are `first` times the powers of `mult`, each cut to a whole number."""

    first: int
    mult: float

    def __call__(self) -> list[float]:
        """Return the steps at which the cycles start, up to one without a length."""
        starts, power = [0.0], 0
        while starts[-1] < FAR and (length := int(self.first * self.mult**power)):
            starts.append(starts[-1] + length)
            power += 1
            if self.mult == 1:
                break
            if power > MOST:
                raise LrplotError("t_mul: its cycles grow too slowly to be counted")
        return starts


@schedule
def CosineWithRestarts(
    optimizer: Optimizer,
    t_initial: First,
    t_mul: BoundedStretch = 1.0,
    eta_min: End = 0.0,
    eta_mul: Factor = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """Half cosines from the rate down to `eta_min`, again and again.

    Keywords: SGDR, warm restarts.
    Differs: a step is an epoch. `eta_min` is never reached: the restart comes in its step. The
    lengths of the cycles are cut to whole numbers. Where one has no length AllenNLP divides by
    zero, and there is no rate.
    Example: t_initial=10
    Formula: eta_min + (lr * eta_mul ** i - eta_min) * (1 + cos(pi * s / L)) / 2, s from the start
    of cycle i, L = int(t_initial * t_mul ** i).
    Source: allennlp/training/learning_rate_schedulers/cosine.py, 2.10.1; arXiv:1608.03983.
    """
    rule = Powers(t_initial, t_mul)
    high, low = Ramp(optimizer, 0.0, 1.0, Cosine()), Ramp(0.0, eta_min, 1.0, Cosine())
    curve = IrregularCycles(((high, eta_mul), (low, 1.0)), rule)
    return curve.then(Constant(math.nan), at=float(joints(rule)[-1])) if t_mul < 1 else curve


@schedule
def ConstantLearningRateScheduler(optimizer: Optimizer, last_epoch: Unused = -1) -> Schedule:
    """The optimizer's own rate at every step.

    Formula: lr.
    Source: allennlp/training/learning_rate_schedulers/learning_rate_scheduler.py, 2.10.1.
    """
    return Constant(optimizer)


@schedule
def ConstantWithWarmupLearningRateScheduler(
    optimizer: Optimizer, num_warmup_steps: Warmup, last_epoch: Unused = -1
) -> Schedule:
    """A linear warmup from 0, then the optimizer's own rate.

    Differs: a step is an epoch: the whole first epoch has the rate 0.
    Formula: lr * min(1, t / num_warmup_steps).
    Source: allennlp/training/learning_rate_schedulers/learning_rate_scheduler.py, 2.10.1.
    """
    return warmed(num_warmup_steps, optimizer, Constant(optimizer))


@schedule
def CosineWithWarmupLearningRateScheduler(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a cosine of `num_cycles` waves, half of one by default.

    Differs: a step is an epoch: the whole first epoch has the rate 0. Past `num_training_steps`
    the rate rises again.
    Formula: lr * t / num_warmup_steps, then lr * (1 + cos(2 * pi * num_cycles * u)) / 2, u from 0
    at num_warmup_steps to 1 at num_training_steps.
    Source: allennlp/training/learning_rate_schedulers/learning_rate_scheduler.py, 2.10.1.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    wave = Wave(optimizer, 0.0, left / (2 * num_cycles)) if num_cycles else Constant(optimizer)
    return warmed(num_warmup_steps, optimizer, wave)


@schedule
def CosineHardRestartsWithWarmupLearningRateScheduler(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then `num_cycles` half cosines down to 0, one after another.

    Keywords: SGDR, warm restarts.
    Differs: a step is an epoch: the whole first epoch has the rate 0. From `num_training_steps`
    on the rate is exactly 0.
    Formula: lr * t / num_warmup_steps, then lr * (1 + cos(pi * (num_cycles * u % 1))) / 2, u from
    0 at num_warmup_steps to 1 at num_training_steps.
    Source: allennlp/training/learning_rate_schedulers/learning_rate_scheduler.py, 2.10.1.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    cycles: Schedule = Constant(optimizer)
    if num_cycles:
        period = left / num_cycles
        cycles = Repeat(Ramp(optimizer, 0.0, period, Cosine()), period)
    return warmed(num_warmup_steps, optimizer, cycles.then(Constant(0.0), at=left))


@schedule
def StepLearningRateScheduler(
    optimizer: Optimizer, step_size: Period, gamma: Factor = 0.1, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` every `step_size` epochs.

    Keywords: step decay.
    Formula: lr * gamma ** (t // step_size), t in epochs.
    Source: allennlp/training/learning_rate_schedulers/pytorch_lr_schedulers.py, 2.10.1.
    """
    return Stairs(Decay(optimizer, Geometric(gamma), step_size), step_size)


@schedule
def MultiStepLearningRateScheduler(
    optimizer: Optimizer, milestones: Boundaries, gamma: Factor = 0.1, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` at each of `milestones`, which are epochs.

    Keywords: step decay.
    Formula: lr * gamma ** (how many of milestones are at most t), t in epochs.
    Source: allennlp/training/learning_rate_schedulers/pytorch_lr_schedulers.py, 2.10.1.
    """
    values = tuple(optimizer * gamma**count for count in range(len(milestones) + 1))
    return PiecewiseConstant(tuple(sorted(milestones)), values)


@schedule
def ExponentialLearningRateScheduler(
    optimizer: Optimizer, gamma: Factor = 0.1, last_epoch: Unused = -1
) -> Schedule:
    """The rate times `gamma` every epoch.

    Differs: `gamma` is 0.1 by default: a tenth is left after each epoch.
    Formula: lr * gamma ** t, t in epochs.
    Source: allennlp/training/learning_rate_schedulers/pytorch_lr_schedulers.py, 2.10.1.
    """
    return Decay(optimizer, Geometric(gamma))

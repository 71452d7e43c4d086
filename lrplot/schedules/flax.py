"""Flax: `flax.training.lr_schedule`, in epochs of `steps_per_epoch` steps.

Keywords: JAX.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import Factor, Number, Pairs, Peak, like
from lrplot.pieces import Constant, PiecewiseConstant, Ramp, Schedule, Wave

FRAMEWORK = Framework(paths=("flax.training.lr_schedule", "lr_schedule"))

PerEpoch = Annotated[
    float,
    Number("steps per epoch", "how many steps an epoch has", low=0.0, above=True, sample=1000),
]
Warming = Annotated[
    float, Number("warmup epochs", "how many epochs the rate rises for", low=0.0, sample=5)
]
Halfway = Annotated[
    float, Number("epochs", "how many epochs the decay lasts", low=0.0, above=True, sample=90)
]
Steps = Annotated[
    tuple[tuple[float, float], ...],
    Pairs(
        "stairs",
        "epochs, and the factor that each begins",
        Number("epoch", "an epoch", low=0.0, sample=30),
        like(Factor, sample=0.1),
        ((30, 0.1), (60, 0.01)),
    ),
]


def _warmed(curve: Schedule, epochs: float, steps: float) -> Schedule:
    return curve * Ramp(0.0, 1.0, epochs * steps) if epochs else curve


@schedule
def create_constant_learning_rate_schedule(
    base_learning_rate: Peak, steps_per_epoch: PerEpoch, warmup_length: Warming = 0.0
) -> Schedule:
    """The rate itself, after a linear warmup of so many epochs.

    Formula: base_learning_rate * min(1, t / (warmup_length * steps_per_epoch))
    Source: flax/training/lr_schedule.py, 0.12.8.
    """
    return _warmed(Constant(base_learning_rate), warmup_length, steps_per_epoch)


@schedule
def create_stepped_learning_rate_schedule(
    base_learning_rate: Peak,
    steps_per_epoch: PerEpoch,
    lr_sched_steps: Steps,
    warmup_length: Warming = 0.0,
) -> Schedule:
    """The rate times another factor from each of some epochs on, `[[30, 0.1], [60, 0.01]]`.

    Keywords: step decay.
    Differs: a factor holds from the step after the epoch's first, and factors do not add up. The
    first step of an epoch is rounded to a whole one. The warmup is a factor too.
    Formula: base_learning_rate * factor of the last epoch whose first step is below t, times
    min(1, t / (warmup_length * steps_per_epoch))
    Source: flax/training/lr_schedule.py, 0.12.8.
    """
    boundaries = sorted(float(round(epoch * steps_per_epoch)) for epoch, _ in lr_sched_steps)
    values = (1.0, *(factor for _, factor in lr_sched_steps))
    curve = PiecewiseConstant(
        tuple(boundaries), tuple(base_learning_rate * v for v in values), closed=True
    )
    return _warmed(curve, warmup_length, steps_per_epoch)


@schedule
def create_cosine_learning_rate_schedule(
    base_learning_rate: Peak,
    steps_per_epoch: PerEpoch,
    halfcos_epochs: Halfway,
    warmup_length: Warming = 0.0,
) -> Schedule:
    """Half a cosine down to 0 over so many epochs, times a linear warmup.

    Differs: the cosine begins at step 0, during the warmup, and does not stop: past
    `halfcos_epochs` the rate rises again.
    Formula: base_learning_rate * (1 + cos(pi * t / (halfcos_epochs * steps_per_epoch))) / 2,
    times min(1, t / (warmup_length * steps_per_epoch))
    Source: flax/training/lr_schedule.py, 0.12.8.
    """
    wave = Wave(base_learning_rate, 0.0, halfcos_epochs * steps_per_epoch)
    return _warmed(wave, warmup_length, steps_per_epoch)

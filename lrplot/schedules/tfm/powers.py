"""Decays that are a power of the step."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import DecaySteps, Number, Peak, Scale, Unused, like
from lrplot.pieces import Constant, Decay, InversePower, Minimum, Ramp, Schedule, Shift
from lrplot.schedules.tfm import Offset, later

Initial = Annotated[
    float, like(Scale, help="what the power of the step is multiplied by", sample=0.1)
]
Power = Annotated[
    float, Number("power", "the exponent of the step", low=-10.0, high=10.0, sample=-0.5)
]
Tail = Annotated[
    float,
    Number("cooldown fraction", "the part of the steps that the line down takes", low=0.0),
]
Before = Annotated[float, like(Peak, help="the rate up to the offset, and the most after it")]


def _power(lr: float, power: float, scale: float = 100.0) -> Schedule:
    """Return lr * max(1, x) ** power; it has no scale of its own, and ten times `scale` show it."""
    # a tenth power of more leaves float64
    scale = min(scale, 1e20)
    fall = Decay(lr * scale**power, InversePower(-power), scale)
    return Constant(lr).then(fall, at=1.0, restart=False)


@schedule
def DirectPowerDecay(
    initial_learning_rate: Initial, power: Power = 1.0, name: Unused = "DirectPowerDecay"
) -> Schedule:
    """The rate times a power of the step.

    Differs: with the default `power` of 1 the rate rises without end; in the configs it is -0.5.
    Steps 0 and 1 have the same rate. A power beyond 10 is refused.
    Example: power=-0.5
    Formula: initial_learning_rate * max(1, t) ** power.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    return _power(initial_learning_rate, power)


@schedule
def PowerAndLinearDecay(
    initial_learning_rate: Initial,
    total_decay_steps: DecaySteps,
    power: Power = 1.0,
    linear_decay_fraction: Tail = 0.1,
    offset: Offset = 0,
    name: Unused = "PowerAndLinearDecay",
) -> Schedule:
    """The rate times a power of the step from `offset` on, times a line down to 0 at the end.

    Differs: with the default `power` of 1 the rate rises until the line; in the configs it is -0.5.
    The rate is level up to one step after the offset. Without a line, which is one of 0
    `total_decay_steps` or of a fraction of 0, nothing ends it. A power beyond 10 is refused.
    Example: power=-0.5
    Formula: initial_learning_rate * max(1, x) ** power * min(1, (N - x) / (N * f)), at least 0,
    x = t - offset, N = total_decay_steps, f = linear_decay_fraction; without the line if N * f = 0.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    total, tail = total_decay_steps, total_decay_steps * linear_decay_fraction
    curve = _power(initial_learning_rate, power)
    if tail:
        line = Shift(Ramp(1.0, 0.0, tail), tail - total)
        curve = (curve * line).then(Constant(0.0), at=total, restart=False)
    return later(curve, offset)


@schedule
def PowerDecayWithOffset(
    initial_learning_rate: Initial,
    power: Power = 1.0,
    offset: Offset = 0,
    pre_offset_learning_rate: Before = 1.0e6,
    name: Unused = "PowerDecayWithOffset",
) -> Schedule:
    """The rate times a power of the steps since `offset`, at most what the rate is before.

    Differs: up to the offset the rate is `pre_offset_learning_rate`, a million by default: so it is
    in step 0, where no offset is given. With the default `power` of 1 the rate then rises; in the
    configs it is -0.5. A power beyond 10 is refused.
    Example: power=-0.5, offset=1000, initial_learning_rate=0.02, pre_offset_learning_rate=0.001
    Formula: min(pre_offset_learning_rate, initial_learning_rate * max(1, t - offset) ** power) for
    t > offset, pre_offset_learning_rate before.
    Source: official/modeling/optimization/lr_schedule.py, 2.20.0.
    """
    level = Constant(pre_offset_learning_rate)
    power_of = _power(initial_learning_rate, power, max(100.0, offset))
    return level.then(
        Minimum(later(power_of, offset), level), at=offset, closed=True, restart=False
    )

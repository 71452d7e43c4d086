"""MLX: the schedules of `mlx.optimizers`, as they are given to an optimizer's `learning_rate`.

The update of number t has the rate of step t, from 0. MLX computes it in float32.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, NestedSchedules, schedule
from lrplot.parameters import DecayLength, End, Growth, Joints, Length, Peak, Period, Start, like
from lrplot.pieces import Cosine, Decay, Geometric, Ramp, Schedule, Stairs

FRAMEWORK = Framework(paths=("mlx.optimizers", "mlx.optimizers.schedulers"))

Joined = Annotated[tuple[Schedule, ...], like(NestedSchedules, function=True)]


@schedule
def exponential_decay(init: Peak, decay_rate: Growth) -> Schedule:
    """The rate times `decay_rate` after every step.

    Formula: init * decay_rate ** t.
    Source: mlx/optimizers/schedulers.py, 0.32.4.
    """
    return Decay(init, Geometric(decay_rate))


@schedule
def step_decay(
    init: Peak, decay_rate: Growth, step_size: Annotated[float, like(Period, low=1, above=False)]
) -> Schedule:
    """The rate times `decay_rate` every `step_size` steps.

    Formula: init * decay_rate ** (t // step_size).
    Source: mlx/optimizers/schedulers.py, 0.32.4.
    """
    return Stairs(Decay(init, Geometric(decay_rate), step_size), step_size)


@schedule
def cosine_decay(
    init: Peak, decay_steps: Annotated[float, like(DecayLength, low=1, above=False)], end: End = 0.0
) -> Schedule:
    """Half a cosine from `init` down to `end`, then level.

    Keywords: cosine annealing.
    Formula: end + (init - end) * (1 + cos(pi * min(t, decay_steps) / decay_steps)) / 2.
    Source: mlx/optimizers/schedulers.py, 0.32.4.
    """
    return Ramp(init, end, decay_steps, Cosine())


@schedule
def linear_schedule(
    init: Start, end: End, steps: Annotated[float, like(Length, low=1, above=False)]
) -> Schedule:
    """A line from `init` to `end`, up or down, then level.

    Formula: init + (end - init) * min(t, steps) / steps.
    Source: mlx/optimizers/schedulers.py, 0.32.4.
    """
    return Ramp(init, end, steps)


@schedule
def join_schedules(schedules: Joined, boundaries: Joints) -> Schedule:
    """One schedule after another, each from its own step 0, changing at `boundaries`.

    Keywords: join, concatenate.
    Differs: a boundary is the first step of the next schedule. Of boundaries out of order the last
    that is reached wins.
    Example: schedules=[mlx.linear_schedule(0.0, 0.001, 1000), mlx.cosine_decay(0.001, 9000)],
        boundaries=[1000]
    Formula: schedules[j](t - boundaries[j - 1]), j the last with t >= boundaries[j - 1]; before
    the first of them schedules[0](t).
    Source: mlx/optimizers/schedulers.py, 0.32.4.
    """
    if len(schedules) != len(boundaries) + 1:
        raise LrplotError(f"{len(schedules)} schedules have {len(schedules) - 1} boundaries")
    curve = schedules[0]
    for at, after in zip(boundaries, schedules[1:], strict=True):
        curve = curve.then(after, at)
    return curve

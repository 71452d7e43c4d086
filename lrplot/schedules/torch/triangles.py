"""CyclicLR: up to the peak and down again, in triangles."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Choice,
    Length,
    Momentum,
    Multiplier,
    Number,
    Peak,
    Start,
    Times,
    Unused,
    Verbose,
)
from lrplot.pieces import (
    Computed,
    Constant,
    Decay,
    Geometric,
    Ramp,
    Repeat,
    Schedule,
    Sets,
    Shift,
    Stairs,
    alone,
)

Mode = Annotated[
    str, Choice("mode", "how high each cycle is", ("triangular", "triangular2", "exp_range"))
]

Fade = Annotated[
    float, Number("fade", "what the height is multiplied by every step", low=0.0, sample=0.99)
]
ScaleMode = Annotated[
    str, Choice("scale mode", "of what `scale_fn` is a function", ("cycle", "iterations"))
]


@schedule
def CyclicLR(
    optimizer: Unused,
    base_lr: Start,
    max_lr: Peak,
    step_size_up: Times = 2000,
    step_size_down: Length | None = None,
    mode: Mode = "triangular",
    gamma: Fade = 1.0,
    scale_fn: Multiplier | None = None,
    scale_mode: ScaleMode = "cycle",
    cycle_momentum: Momentum = True,
    base_momentum: Momentum = 0.8,
    max_momentum: Momentum = 0.9,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Up from `base_lr` to `max_lr` in a line and down again, again and again.

    Keywords: cyclical learning rate.
    Where: step_size_up: how many steps the rate rises for in a cycle; step_size_down: how many
    steps it falls for, as many as it rises for if not given.
    Differs: the optimizer's own rate is overwritten. In `triangular2` each triangle is half as
    high as the last; in `exp_range` the height is `gamma` ** step. With `scale_fn` there is no
    `mode`: the height is that lambda of the cycle's number, from 1, or of the step.
    Stepped: once an update, as torch's documentation has it.
    Formula: base_lr + (max_lr - base_lr) * h * s, h from 0 to 1 in step_size_up and back to 0 in
    step_size_down; s is 1, 0.5 ** j in cycle j, from 0, gamma ** t, or what scale_fn says.
    Source: torch/optim/lr_scheduler.py, 2.13; arXiv:1506.01186.
    """
    down = step_size_up if step_size_down is None else step_size_down
    height = max_lr - base_lr
    triangle = Ramp(0.0, height, step_size_up).then(Ramp(height, 0.0, down), step_size_up)
    size = step_size_up + down
    if scale_fn is not None and scale_mode == "cycle":
        height_of = Stairs(Shift(Computed(1.0, scale_fn, size), size), size)
        curve = Repeat(triangle, size) * height_of + Constant(base_lr)
    elif scale_fn is not None:
        curve = Repeat(triangle, size) * Computed(1.0, scale_fn) + Constant(base_lr)
    elif mode == "exp_range":
        curve = Repeat(triangle, size) * Decay(1.0, Geometric(gamma)) + Constant(base_lr)
    else:
        fade = 0.5 if mode == "triangular2" else 1.0
        curve = Repeat(triangle, size, fade=fade) + Constant(base_lr)
    return alone(base_lr, Sets(curve, "first"), curve)

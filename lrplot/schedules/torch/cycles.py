"""Schedulers in cycles: a cosine, cosine restarts, triangles."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Choice,
    DecayLength,
    End,
    Length,
    Momentum,
    Multiplier,
    Number,
    Optimizer,
    Peak,
    Start,
    Times,
    Unused,
    Verbose,
)
from lrplot.pieces import (
    Annealing,
    Computed,
    Constant,
    Cosine,
    Decay,
    Geometric,
    Ramp,
    Repeat,
    Schedule,
    Sets,
    Shift,
    Stairs,
    Wave,
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
def CosineAnnealingLR(
    optimizer: Optimizer,
    T_max: DecayLength,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half a cosine from the rate down to `eta_min` at `T_max`, and up again.

    Keywords: cosine decay.
    Differs: it does not stop: past `T_max` the rate rises, and is back at its start at twice
    `T_max`.
    Formula: eta_min + (rate - eta_min) * (1 + cos(pi * t / T_max)) / 2.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5, without
    restarts.
    """
    update = Annealing(optimizer, eta_min, T_max)
    return alone(optimizer, update, Wave(optimizer, eta_min, T_max))


@schedule
def CosineAnnealingWarmRestarts(
    optimizer: Optimizer,
    T_0: Times,
    T_mult: Times = 1,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half cosines from the rate to `eta_min`, each `T_mult` times as long as the last.

    Where: T_0: how many steps the first cycle lasts; T_mult: how many times as long each cycle is
    as the last.
    Differs: `eta_min` is never reached: the restart comes in the step that would have it.
    Stepped: once an epoch, or after every update with a part of one: step(epoch + i / iters).
    Formula: eta_min + (lr - eta_min) * (1 + cos(pi * u)) / 2 in cycle j, from 0, which lasts T_0 *
    T_mult ** j; u goes from 0 to 1 in each.
    Source: torch/optim/lr_scheduler.py, 2.13; SGDR (arXiv:1608.03983), equation 5.
    """
    return Repeat(Ramp(optimizer, eta_min, T_0, Cosine()), T_0, T_mult)


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

"""Warmup-stable-decay: a warmup, a level and a decay, each of a shape to choose."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Choice,
    Cooldown,
    Cycles,
    EndRatio,
    Optimizer,
    Plateau,
    Total,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Interpolant,
    Polynomial,
    Power,
    Ramp,
    Schedule,
    waves,
)

Shape = Annotated[
    str, Choice("shape", "the shape of the way up or down", ("linear", "cosine", "1-sqrt"))
]

UP: dict[str, Interpolant] = {"linear": LINEAR, "cosine": Cosine(), "1-sqrt": Polynomial(0.5)}
DOWN: dict[str, Interpolant] = {"linear": LINEAR, "1-sqrt": Power(0.5)}


@schedule
def get_wsd_schedule(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_decay_steps: Cooldown,
    num_training_steps: Total | None = None,
    num_stable_steps: Plateau | None = None,
    warmup_type: Shape = "linear",
    decay_type: Shape = "cosine",
    min_lr_ratio: EndRatio = 0.0,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """Warmup, stable, decay: up from the least rate, level, and down to it again.

    Keywords: trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Where: warmup_type: the shape of the way up; decay_type: the shape of the way down.
    Differs: the warmup starts at `min_lr_ratio` times the rate, not at 0. `num_stable_steps` wins
    over `num_training_steps`. Phases that do not fit cut the start of the decay off.
    Formula: lr * (m + (1 - m) * g), m = min_lr_ratio. Up, with u = t / num_warmup_steps, g is u,
    (1 - cos(pi * u)) / 2 or 1 - sqrt(1 - u); level, g is 1; down, with u from 0 to 1 in
    num_decay_steps, g is 1 - u, (1 + cos(2 * pi * num_cycles * u)) / 2 or 1 - sqrt(u); then 0.
    Example: num_training_steps=40000
    Source: transformers/optimization.py, 5.23.
    """
    if num_stable_steps is None:
        if num_training_steps is None:
            raise LrplotError("num_training_steps or num_stable_steps must be given")
        num_stable_steps = num_training_steps - num_warmup_steps - num_decay_steps
    least = min_lr_ratio * optimizer
    if decay_type == "cosine":
        wave = waves(optimizer, least, max(1.0, num_decay_steps), num_cycles)
        down = wave.then(Constant(least), at=num_decay_steps)
    else:
        down = Ramp(optimizer, least, num_decay_steps, DOWN[decay_type])
    level = Constant(optimizer).then(down, at=num_warmup_steps + num_stable_steps)
    up = Ramp(least, optimizer, num_warmup_steps, UP[warmup_type])
    return up.then(level, at=num_warmup_steps, restart=False)

"""CyclicLR: up to the peak and down again, in triangles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import companion, schedule
from lrplot.parameters import (
    Choice,
    CycleMomentum,
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
from lrplot.schedules.torch.one_cycle import check_momentum

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
    cycle_momentum: CycleMomentum = True,
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
    cycles = _Cycles(step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode)
    curve = cycles.between(base_lr, max_lr)
    return alone(base_lr, Sets(curve, "first"), curve)


@companion(CyclicLR, "momentum")
def _momentum(
    step_size_up: float,
    step_size_down: float | None,
    mode: str,
    gamma: float,
    scale_fn: Multiplier | None,
    scale_mode: str,
    cycle_momentum: bool,
    base_momentum: float,
    max_momentum: float,
    kind: str | None,
) -> Schedule | None:
    """Down from `max_momentum` to `base_momentum` where the rate goes up, and up again."""
    if not cycle_momentum:
        return None
    check_momentum(kind)
    cycles = _Cycles(step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode)
    return cycles.between(max_momentum, base_momentum)


@dataclass(frozen=True)
class _Cycles:
    """The parameters of CyclicLR that say how long each cycle is, and how high."""

    up: float
    down: float | None
    mode: str
    gamma: float
    scale_fn: Multiplier | None
    scale_mode: str

    def between(self, low: float, high: float) -> Schedule:
        """Return the way from one level to the other and back, again and again."""
        down = self.up if self.down is None else self.down
        height = high - low
        triangle = Ramp(0.0, height, self.up).then(Ramp(height, 0.0, down), self.up)
        size = self.up + down
        if self.scale_fn is not None and self.scale_mode == "cycle":
            height_of = Stairs(Shift(Computed(1.0, self.scale_fn, size), size), size)
            return Repeat(triangle, size) * height_of + Constant(low)
        if self.scale_fn is not None:
            return Repeat(triangle, size) * Computed(1.0, self.scale_fn) + Constant(low)
        if self.mode == "exp_range":
            return Repeat(triangle, size) * Decay(1.0, Geometric(self.gamma)) + Constant(low)
        fade = 0.5 if self.mode == "triangular2" else 1.0
        return Repeat(triangle, size, fade=fade) + Constant(low)

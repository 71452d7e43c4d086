"""LM Engine (IBM's dolomite): `lm_engine.optimization.lr_scheduler`, stepped once an update."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule, spread
from lrplot.parameters import EndRatio, Factor, Number, Optimizer, Plateau, Total, Unused, Warmup
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Decay,
    Geometric,
    Interpolant,
    InversePower,
    Minimum,
    Ramp,
    Schedule,
    warmed,
)

FRAMEWORK = Framework(
    paths=("lm_engine.optimization.lr_scheduler", "lm_engine.optimization"),
    aliases={
        "constant": "ConstantScheduler",
        "linear": "LinearScheduler",
        "cosine": "CosineScheduler",
        "exponential": "ExponentialScheduler",
        "power": "PowerScheduler",
    },
)

DecayLength = Annotated[
    float,
    Number(
        "decay length",
        "how many steps it decays for; none: what is left",
        low=0.0,
        meta="STEPS",
        sample=4000,
    ),
]
Power = Annotated[
    float, Number("power", "the exponent of the tokens", low=-10.0, high=10.0, sample=-0.51)
]
Tokens = Annotated[
    float, Number("batch tokens", "how many tokens a step has", low=0.0, above=True, sample=65_536)
]


@dataclass(frozen=True)
class Phases:
    """A warmup, a plateau and a decay: how long they are, and how deep the decay goes."""

    num_warmup_steps: Warmup
    num_constant_steps: Plateau
    num_decay_steps: DecayLength | None
    num_training_steps: Total
    lr_decay_factor: EndRatio

    @property
    def length(self) -> float:
        """How long the decay is, below 0 if warmup and plateau are longer than the total."""
        if self.num_decay_steps is not None:
            return self.num_decay_steps
        return self.num_training_steps - self.num_warmup_steps - self.num_constant_steps

    def before(self, lr: float, rest: Schedule) -> Schedule:
        """Return a curve after the warmup and the plateau; their last steps belong to them."""
        warmup = self.num_warmup_steps
        level = Constant(lr).then(rest, at=warmup + self.num_constant_steps, closed=True)
        return warmed(warmup, lr, level, closed=True, restart=False)

    def down(self, lr: float, interpolant: Interpolant) -> Schedule:
        """Return all three, with this way down."""
        end = self.lr_decay_factor * lr
        decay = Ramp(lr, end, self.length, interpolant) if self.length > 0 else Constant(end)
        return self.before(lr, decay)


phased = spread(phases=Phases)
"""Puts the phases' lengths in the place of a schedule's `phases`."""


Nought = Annotated[
    float,
    Number("nought", "must be 0, as LM Engine asserts", low=0.0, high=0.0, meta="STEPS", sample=0),
]


@schedule
def ConstantScheduler(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_constant_steps: Unused,
    num_decay_steps: Nought,
    num_training_steps: Unused,
    lr_decay_factor: Unused,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then level.

    Differs: update 0 has the rate 0. `num_decay_steps` must be 0.
    Example: num_decay_steps=0
    Formula: lr * min(1, t / num_warmup_steps).
    Source: lm_engine/optimization/lr_scheduler/constant.py, 36bad91e.
    """
    return Ramp(0.0, optimizer, num_warmup_steps) if num_warmup_steps else Constant(optimizer)


@schedule
@phased
def LinearScheduler(optimizer: Optimizer, phases: Phases, last_epoch: Unused = -1) -> Schedule:
    """A linear warmup from 0, a plateau, and a line down to `lr_decay_factor` times the rate.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: update 0 has the rate 0. `num_training_steps` counts only if `num_decay_steps` is none.
    Formula: lr * t / W for t <= W; lr for t <= C = W + num_constant_steps; then lr * (1 -
    (1 - lr_decay_factor) * (t - C) / D), D = num_decay_steps or num_training_steps - C; then level.
    Source: lm_engine/optimization/lr_scheduler/linear.py, 36bad91e.
    """
    return phases.down(optimizer, LINEAR)


@schedule
@phased
def CosineScheduler(optimizer: Optimizer, phases: Phases, last_epoch: Unused = -1) -> Schedule:
    """A linear warmup from 0, a plateau, and half a cosine to `lr_decay_factor` times the rate.

    Differs: update 0 has the rate 0. `num_training_steps` counts only if `num_decay_steps` is none.
    Formula: lr * t / W for t <= W; lr for t <= C = W + num_constant_steps; then, f the factor,
    lr * (f + (1 - f) * (1 + cos(pi * (t - C) / D)) / 2), D = num_decay_steps or
    num_training_steps - C; then level.
    Source: lm_engine/optimization/lr_scheduler/cosine.py, 36bad91e.
    """
    return phases.down(optimizer, Cosine())


@schedule
@phased
def ExponentialScheduler(optimizer: Optimizer, phases: Phases, last_epoch: Unused = -1) -> Schedule:
    """A linear warmup from 0, a plateau, and an exponential through `lr_decay_factor` at its end.

    Differs: update 0 has the rate 0. The decay does not stop at its end: the rate goes on falling,
    and below 0 where the factor is below 1 / e. Where warmup and plateau are longer than the total,
    it rises.
    Formula: lr * t / W for t <= W; lr for t <= C = W + num_constant_steps; then, f the factor,
    lr * (f + (1 - f) * (exp(-u) - 1 / e) / (1 - 1 / e)), u = (t - C) / D, D = num_decay_steps or
    num_training_steps - C.
    Source: lm_engine/optimization/lr_scheduler/exponential.py, 36bad91e.
    """
    length, factor = phases.length, phases.lr_decay_factor
    if length == 0:
        raise LrplotError("the decay must not be 0 steps long: LM Engine divides by them")
    high = optimizer * (1 - factor) * math.e / (math.e - 1)
    low = optimizer * (factor * math.e - 1) / (math.e - 1)
    fall = Decay(high, Geometric(math.exp(-1.0 if length > 0 else 1.0)), abs(length))
    return phases.before(optimizer, fall + Constant(low))


@schedule
def PowerScheduler(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_constant_steps: Nought,
    num_decay_steps: Unused,
    num_training_steps: Unused,
    lr_decay_factor: Unused,
    a: Factor,
    b: Power,
    c: Tokens,
    last_epoch: Unused = -1,
) -> Schedule:
    """The Power scheduler: a power of the tokens seen, at most the rate, after a linear warmup.

    Where: a: the factor of the power of the tokens seen.
    Differs: update 0 has the rate 0. There is no decay at the end, whatever the arguments say, and
    `num_constant_steps` must be 0: the rate is level as long as the power is above it. In LM
    Engine's configs `a` is a multiple of the batch size and `c` the tokens of a batch.
    Example: num_constant_steps=0
    Formula: min(lr, a * (c * t) ** b) for t > W = num_warmup_steps, and a line from 0 to that of W
    before.
    Source: lm_engine/optimization/lr_scheduler/power.py, 36bad91e; arXiv:2408.13359.
    """
    if optimizer == 0:
        raise LrplotError("lr must be above 0: LM Engine divides by it")
    if num_warmup_steps == 0 and b < 0:
        raise LrplotError("num_warmup_steps must be above 0 where b is below it")
    fall = Minimum(Decay(a * c**b, InversePower(-b)), Constant(optimizer))
    top = min(optimizer, a * (num_warmup_steps * c) ** b)
    return warmed(num_warmup_steps, top, fall, closed=True, restart=False)

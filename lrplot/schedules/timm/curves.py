"""Schedulers with a cosine, tanh or polynomial decay, which may restart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule, spread
from lrplot.parameters import (
    DecayEnd,
    End,
    Exponent,
    Factor,
    Number,
    Optimizer,
    Stretch,
    Times,
    Unused,
    like,
)
from lrplot.pieces import DecayLaw, Schedule
from lrplot.schedules.timm.common import NEITHER, WarmupAndNoise
from lrplot.schedules.timm.cycles import CosineFall, Cycles, PowerFall, TanhFall

Limit = Annotated[int, like(Times, help="how many cycles there are", low=0)]


Bound = Annotated[
    float, Number("bound", "an end of the stretch of tanh", low=-1e6, high=1e6, sample=3.0)
]


@dataclass(frozen=True)
class Restarts:
    """How the cycles change, and how many there are."""

    lr_min: End = 0.0
    cycle_mul: Stretch = 1.0
    cycle_decay: Factor = 1.0
    cycle_limit: Limit = 1

    def of(self, fall: DecayLaw, lr: float, length: float) -> Cycles:
        """Return cycles of a fall, of which the first has this rate and length."""
        return Cycles(
            lr, self.lr_min, fall, length, self.cycle_mul, self.cycle_decay, self.cycle_limit
        )

    def spent(self, length: float) -> float:
        """Return the step at which shrinking cycles have used up their sum."""
        return length / (1 - self.cycle_mul) if self.cycle_mul < 1 else math.inf


ONCE = Restarts()

restarted = spread(cycles=Restarts, around=WarmupAndNoise)
"""Puts what these are made of in the place of a schedule's `cycles` and `around`."""


@schedule
@restarted
def CosineLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    cycles: Restarts = ONCE,
    around: WarmupAndNoise = NEITHER,
    k_decay: Exponent = 1.0,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then half cosines from the rate down to `lr_min`.

    Keywords: SGDR, warm restarts, cosine annealing, cosine decay.
    Where: cycle_decay: how high each cycle is beside the last; k_decay: the exponent of the part
    that is over: above 1 it falls later.
    Differs: without `warmup_prefix` the cosine's clock runs from step 0, so that the rate falls
    from the warmup's end onto a cosine that is under way, and all is over at `t_initial`; with
    it, at warmup_t + t_initial. One cycle is drawn unless `cycle_limit` says more. The cycle's
    number is a rounded logarithm: with cycle_mul=3 and t_initial=10, step 1210 has `lr_min`, not
    the peak. With a `cycle_mul` below 1 timm fails where the cycles have used up their sum;
    there is no rate here. Noise is that of torch's generator, and never at step 0.
    Formula: lr_min + (B - lr_min) * (1 + cos(pi * (t / T) ** k_decay)) / 2, where t counts from
    the cycle's start, T = t_initial * cycle_mul ** i and B = lr * cycle_decay ** i in cycle i;
    noise multiplies by 1 + normal(noise_seed + t) * noise_std, below noise_pct.
    Source: timm/scheduler/cosine_lr.py, 1.0.31; arXiv:1608.03983, arXiv:2004.05909.
    """
    curve = cycles.of(CosineFall(k_decay), optimizer, t_initial)
    return around.around(curve, optimizer, until=cycles.spent(t_initial))


@schedule
@restarted
def TanhLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    lb: Bound = -7.0,
    ub: Bound = 3.0,
    cycles: Restarts = ONCE,
    around: WarmupAndNoise = NEITHER,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then falls along a hyperbolic tangent to near `lr_min`, and onto it.

    Where: lb: where the stretch of tanh begins; ub: where the stretch of tanh ends; cycle_decay:
    how high each cycle is beside the last.
    Differs: the fall begins a little below the rate and ends above `lr_min`: with the defaults
    at 0.99999917 and 0.00247 of the height. Update 0 still has the rate itself, without a
    warmup. Without `warmup_prefix` the warmup ends on the curve, whose clock runs from step 0.
    Formula: lr_min + (B - lr_min) * (1 - tanh(lb * (1 - u) + ub * u)) / 2, u = t / T, where t
    counts from the cycle's start, T = t_initial * cycle_mul ** i and B = lr * cycle_decay ** i.
    Source: timm/scheduler/tanh_lr.py, 1.0.31; arXiv:1806.01593.
    """
    if lb >= ub:
        raise LrplotError("lb must be below ub, as timm asserts")
    curve = cycles.of(TanhFall(lb, ub), optimizer, t_initial)
    until, top = cycles.spent(t_initial), optimizer
    if around.warmup_t and not around.warmup_prefix:
        if around.warmup_t >= until:
            raise LrplotError("warmup_t must be below the sum of all cycles")
        top = float(curve(around.warmup_t))
    return around.around(curve, optimizer, top, until)


@schedule
@restarted
def PolyLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    power: Exponent = 0.5,
    cycles: Restarts = ONCE,
    around: WarmupAndNoise = NEITHER,
    k_decay: Exponent = 1.0,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then polynomial decays to `lr_min`, which set out slowly by default.

    Keywords: polynomial decay.
    Where: power: the exponent of the curve; cycle_decay: how high each cycle is beside the last;
    k_decay: the exponent of the part that is over: above 1 it falls later.
    Differs: `power` is 0.5, not 1; timm's command line gives its decay rate, 0.1, as the power.
    Without `warmup_prefix` the decay's clock runs from step 0.
    Formula: lr_min + (B - lr_min) * (1 - (t / T) ** k_decay) ** power, where t counts from the
    cycle's start, T = t_initial * cycle_mul ** i and B = lr * cycle_decay ** i in cycle i.
    Source: timm/scheduler/poly_lr.py, 1.0.31; arXiv:2004.05909.
    """
    curve = cycles.of(PowerFall(k_decay, power), optimizer, t_initial)
    return around.around(curve, optimizer, until=cycles.spent(t_initial))

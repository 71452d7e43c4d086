"""Cosine, tanh and polynomial decays, restarted `cycle_limit` times."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import schedule
from lrplot.errors import LrplotError
from lrplot.parameters import (
    DecayEnd,
    End,
    Exponent,
    Factor,
    Number,
    Optimizer,
    Stretch,
    Switch,
    Times,
    Unused,
    Warmup,
    like,
)
from lrplot.parameters import Start as First
from lrplot.pieces import Schedule
from lrplot.schedules.timm.common import NoiseLimit, NoiseRange, NoiseSpread, Seed, Start
from lrplot.schedules.timm.cycles import CosineFall, Cycles, PowerFall, TanhFall

Limit = Annotated[int, like(Times, help="how many cycles there are", low=0)]


Bound = Annotated[
    float, Number("bound", "an end of the stretch of tanh", low=-1e6, high=1e6, sample=3.0)
]


def spent(length: float, stretch: float) -> float:
    """Return the step at which shrinking cycles have used up their sum."""
    return length / (1 - stretch) if stretch < 1 else math.inf


@schedule
def CosineLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    lr_min: End = 0.0,
    cycle_mul: Stretch = 1.0,
    cycle_decay: Factor = 1.0,
    cycle_limit: Limit = 1,
    warmup_t: Warmup = 0.0,
    warmup_lr_init: First = 0.0,
    warmup_prefix: Switch = False,
    t_in_epochs: Unused = True,
    noise_range_t: NoiseRange = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed | None = 42,
    k_decay: Exponent = 1.0,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then half cosines from the rate down to `lr_min`.

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
    start = Start(
        optimizer, warmup_t, warmup_lr_init, noise_range_t, noise_pct, noise_std, noise_seed
    )
    fall = CosineFall(k_decay)
    curve = Cycles(optimizer, lr_min, fall, t_initial, cycle_mul, cycle_decay, cycle_limit)
    return start.before(curve, warmup_prefix, until=spent(t_initial, cycle_mul))


@schedule
def TanhLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    lb: Bound = -7.0,
    ub: Bound = 3.0,
    lr_min: End = 0.0,
    cycle_mul: Stretch = 1.0,
    cycle_decay: Factor = 1.0,
    cycle_limit: Limit = 1,
    warmup_t: Warmup = 0.0,
    warmup_lr_init: First = 0.0,
    warmup_prefix: Switch = False,
    t_in_epochs: Unused = True,
    noise_range_t: NoiseRange = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed | None = 42,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then falls along a hyperbolic tangent to near `lr_min`, and onto it.

    Differs: the fall begins a little below the rate and ends above `lr_min`: with the defaults
    at 0.99999917 and 0.00247 of the height. Update 0 still has the rate itself, without a
    warmup. Without `warmup_prefix` the warmup ends on the curve, whose clock runs from step 0.
    Formula: lr_min + (B - lr_min) * (1 - tanh(lb * (1 - u) + ub * u)) / 2, u = t / T, where t
    counts from the cycle's start, T = t_initial * cycle_mul ** i and B = lr * cycle_decay ** i.
    Source: timm/scheduler/tanh_lr.py, 1.0.31; arXiv:1806.01593.
    """
    if lb >= ub:
        raise LrplotError("lb must be below ub, as timm asserts")
    start = Start(
        optimizer, warmup_t, warmup_lr_init, noise_range_t, noise_pct, noise_std, noise_seed
    )
    fall = TanhFall(lb, ub)
    curve = Cycles(optimizer, lr_min, fall, t_initial, cycle_mul, cycle_decay, cycle_limit)
    until, top = spent(t_initial, cycle_mul), optimizer
    if warmup_t and not warmup_prefix:
        if warmup_t >= until:
            raise LrplotError("warmup_t must be below the sum of all cycles")
        top = float(curve(warmup_t))
    return start.before(curve, warmup_prefix, top, until)


@schedule
def PolyLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayEnd,
    power: Exponent = 0.5,
    lr_min: End = 0.0,
    cycle_mul: Stretch = 1.0,
    cycle_decay: Factor = 1.0,
    cycle_limit: Limit = 1,
    warmup_t: Warmup = 0.0,
    warmup_lr_init: First = 0.0,
    warmup_prefix: Switch = False,
    t_in_epochs: Unused = True,
    noise_range_t: NoiseRange = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed | None = 42,
    k_decay: Exponent = 1.0,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, then polynomial decays to `lr_min`, which set out slowly by default.

    Differs: `power` is 0.5, not 1; timm's command line gives its decay rate, 0.1, as the power.
    Without `warmup_prefix` the decay's clock runs from step 0.
    Formula: lr_min + (B - lr_min) * (1 - (t / T) ** k_decay) ** power, where t counts from the
    cycle's start, T = t_initial * cycle_mul ** i and B = lr * cycle_decay ** i in cycle i.
    Source: timm/scheduler/poly_lr.py, 1.0.31; arXiv:2004.05909.
    """
    start = Start(
        optimizer, warmup_t, warmup_lr_init, noise_range_t, noise_pct, noise_std, noise_seed
    )
    fall = PowerFall(k_decay, power)
    curve = Cycles(optimizer, lr_min, fall, t_initial, cycle_mul, cycle_decay, cycle_limit)
    return start.before(curve, warmup_prefix, until=spent(t_initial, cycle_mul))

"""Warmup-stable-decay: a linear warmup, a stable phase, and a decay at the end."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Choice,
    Cooldown,
    DecayLength,
    End,
    Exponent,
    Fraction,
    Optimizer,
    Start,
    Timescale,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Decay,
    Exponential,
    Interpolant,
    InversePower,
    Maximum,
    Power,
    Ramp,
    Schedule,
    Shift,
)
from lrplot.schedules.timm.common import NoiseLimit, NoiseRange, NoiseSpread, Seed, WarmupAndNoise

Stable = Annotated[
    str, Choice("stable shape", "the shape of the stable phase", ("constant", "rsqrt", "power"))
]
DecayShape = Annotated[
    str,
    Choice("decay shape", "the shape of the decay", ("linear", "1-sqrt", "cosine", "power", "exp")),
]


def _way(name: str, power: float, ratio: float) -> Interpolant:
    ways: dict[str, Interpolant] = {
        "linear": LINEAR,
        "1-sqrt": Power(0.5),
        "cosine": Cosine(),
        "power": Power(power),
        "exp": Exponential(ratio),
    }
    return ways[name]


@schedule
def WSDLRScheduler(
    optimizer: Optimizer,
    t_initial: DecayLength,
    decay_t: Cooldown,
    lr_min: End = 0.0,
    stable_fn: Stable = "constant",
    stable_timescale: Timescale | None = None,
    stable_power: Exponent = 0.5,
    decay_fn: DecayShape = "1-sqrt",
    decay_power: Exponent = 0.5,
    decay_ratio: Fraction = 0.1,
    warmup_t: Warmup = 0.0,
    warmup_lr_init: Start = 0.0,
    t_in_epochs: Unused = True,
    noise_range_t: NoiseRange = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed | None = 42,
    initialize: Unused = True,
) -> Schedule:
    """A linear warmup, a stable or slowly falling phase, and a decay to `lr_min` at the end.

    Keywords: warmup-stable-decay, trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Where: stable_power: the exponent of the stable phase, if it falls; decay_power: the exponent of
    the decay at the end; decay_ratio: the part of the total that the decay takes.
    Differs: `t_initial` is the stable phase and the decay together; the warmup comes before it.
    The end is reached at warmup_t + t_initial, one step after the last that is counted. The
    stable shape goes on under the decay.
    Formula: lr_min + (v - lr_min) * g, v = max(lr * (1 + s / stable_timescale) ** -p, lr_min), s
    from the warmup's end, p = 0 (constant), 0.5 (rsqrt) or stable_power; g = 1 - f, 1 - sqrt(f),
    (1 + cos(pi * f)) / 2, 1 - f ** decay_power or (r ** f - r) / (1 - r), r = decay_ratio, f from
    0 to 1 in the last decay_t steps.
    Source: timm/scheduler/wsd_lr.py, 1.0.31; arXiv:2404.06395, arXiv:2405.18392.
    """
    if not 0 < decay_t <= t_initial:
        raise LrplotError("decay_t must be above 0 and at most t_initial")
    if not 0 < decay_ratio < 1 or decay_power == 0 or stable_power == 0:
        raise LrplotError(
            "decay_power and stable_power must be above 0, and decay_ratio between 0 and 1"
        )
    timescale = warmup_t if stable_timescale is None else stable_timescale
    joint, way = t_initial - decay_t, _way(decay_fn, decay_power, decay_ratio)
    if stable_fn == "constant":
        level = max(optimizer, lr_min)
        curve = Constant(level).then(Ramp(level, lr_min, decay_t, way), at=joint)
    elif timescale == 0:
        raise LrplotError(f"stable_fn={stable_fn} wants a stable_timescale or a warmup")
    else:
        power = 0.5 if stable_fn == "rsqrt" else stable_power
        fall = Shift(Decay(optimizer, InversePower(power), timescale), timescale)
        stable = Maximum(fall, Constant(lr_min))
        left = Shift(Ramp(1.0, 0.0, decay_t, way), -joint)
        curve = stable * left + Shift(Ramp(0.0, lr_min, decay_t, way), -joint)
        curve = curve.then(Constant(lr_min), at=t_initial)
    around = WarmupAndNoise(
        warmup_t, warmup_lr_init, True, noise_range_t=noise_range_t, noise_pct=noise_pct,
        noise_std=noise_std, noise_seed=noise_seed,
    )  # fmt: skip
    return around.around(curve, optimizer)


@schedule
def rsqrt(
    optimizer: Optimizer,
    t_initial: DecayLength,
    decay_t: Cooldown,
    lr_min: End = 0.0,
    stable_timescale: Timescale | None = None,
    decay_fn: DecayShape = "linear",
    warmup_t: Warmup = 0.0,
    warmup_lr_init: Start = 0.0,
) -> Schedule:
    """A linear warmup, a fall as 1 / sqrt(t), and a linear decay on top of it at the end.

    Keywords: inverse square root.
    Differs: this is the name that timm's command line has for WSDLRScheduler with
    stable_fn="rsqrt" and decay_fn="linear"; `t_initial` does not count the warmup.
    Formula: lr_min + (v - lr_min) * (1 - f), v = max(lr / sqrt(1 + s / stable_timescale), lr_min),
    s from the warmup's end, f from 0 to 1 in the last decay_t steps.
    Example: stable_timescale=1000
    Source: timm/scheduler/scheduler_factory.py and wsd_lr.py, 1.0.31; arXiv:2106.04560.
    """
    return WSDLRScheduler.function(
        optimizer, t_initial, decay_t, lr_min, "rsqrt", stable_timescale, decay_fn=decay_fn,
        warmup_t=warmup_t, warmup_lr_init=warmup_lr_init,
    )  # fmt: skip

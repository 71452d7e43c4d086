"""Megatron-LM: the learning rate of megatron-core's `OptimizerParamScheduler`.

Keywords: NVIDIA.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, companion, schedule
from lrplot.parameters import (
    Choice,
    Cooldown,
    DecayEnd,
    End,
    NoEffect,
    Number,
    Peak,
    Start,
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
)

FRAMEWORK = Framework(paths=("megatron.core.optimizer_param_scheduler",))

WAYS: dict[str, Interpolant] = {
    "linear": LINEAR,
    "cosine": Cosine(),
    "exponential": Exponential(0.5),
    "minus_sqrt": Power(0.5),
}
Style = Annotated[
    str,
    Choice(
        "decay style",
        "the shape of the decay",
        ("linear", "cosine", "constant", "inverse-square-root", "WSD"),
    ),
]
Tail = Annotated[str, Choice("cooldown style", "the shape of the end of WSD", tuple(WAYS))]

WEIGHT_DECAY = "weight decay", "moves the weight decay, not the rate"
WeightDecay = Annotated[
    float, NoEffect(*WEIGHT_DECAY, Number("weight decay", "a weight decay", low=0.0))
]
WeightDecaySteps = Annotated[
    int, NoEffect(*WEIGHT_DECAY, Number("length", "how many steps it rises for", 0.0, above=True))
]
WeightDecayStyle = Annotated[
    str, NoEffect(*WEIGHT_DECAY, Choice("style", "how it rises", ("constant", "linear", "cosine")))
]


@schedule
def OptimizerParamScheduler(
    optimizer: Unused,
    init_lr: Start,
    max_lr: Peak,
    min_lr: End,
    lr_warmup_steps: Warmup,
    lr_decay_steps: DecayEnd,
    lr_decay_style: Style,
    start_wd: WeightDecay,
    end_wd: WeightDecay,
    wd_incr_steps: WeightDecaySteps,
    wd_incr_style: WeightDecayStyle,
    use_checkpoint_opt_param_scheduler: Unused = True,
    override_opt_param_scheduler: Unused = False,
    wsd_decay_steps: Cooldown | None = None,
    lr_wsd_decay_style: Tail | None = None,
) -> Schedule:
    """A linear warmup from `init_lr`, then a decay to `min_lr` that is over at `lr_decay_steps`.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Differs: Megatron's training loop counts in samples, a batch of them every update; a step
    here is one of what `lr_warmup_steps` and `lr_decay_steps` count. `lr_decay_steps` includes
    the warmup. The inverse square root drops to `min_lr` in the step after `lr_decay_steps`;
    "constant" knows no end. A WSD cooldown that is longer than what the warmup leaves is under
    way when the warmup ends. The weight decay that the class schedules too is drawn by --also.
    Formula: init_lr + (max_lr - init_lr) * t / lr_warmup_steps up to lr_warmup_steps; then min_lr
    + (max_lr - min_lr) * g(u), u = (t - lr_warmup_steps) / (lr_decay_steps - lr_warmup_steps): g
    is 1 - u or (1 + cos(pi * u)) / 2; or max_lr; or max(min_lr, max_lr * sqrt(lr_warmup_steps /
    t)); or, for WSD, max_lr until wsd_decay_steps before the end, then g with u from 0 to 1: 1 -
    u, (1 + cos(pi * u)) / 2, 2 * 0.5 ** u - 1 or 1 - sqrt(u). min_lr after lr_decay_steps.
    Source: megatron/core/optimizer_param_scheduler.py, 0.16.1.
    """
    if min_lr > max_lr or init_lr > max_lr:
        raise LrplotError("min_lr and init_lr must be at most max_lr, as Megatron asserts")
    if lr_warmup_steps >= lr_decay_steps:
        raise LrplotError("lr_warmup_steps must be below lr_decay_steps, as Megatron asserts")
    warmup = Ramp(init_lr, max_lr, lr_warmup_steps)
    if lr_decay_style == "constant":
        return warmup
    if lr_decay_style == "inverse-square-root":
        start = max(lr_warmup_steps, 1.0)
        fall = Decay(max_lr * math.sqrt(start), InversePower(0.5))
        rest = Maximum(fall, Constant(min_lr))
        return warmup.then(rest, at=start, restart=False).then(
            Constant(min_lr), at=lr_decay_steps, closed=True
        )
    length, way = lr_decay_steps - lr_warmup_steps, lr_decay_style
    if lr_decay_style == "WSD":
        if wsd_decay_steps is None or (wsd_decay_steps and lr_wsd_decay_style is None):
            raise LrplotError("WSD wants wsd_decay_steps and lr_wsd_decay_style")
        length, way = wsd_decay_steps, lr_wsd_decay_style or "linear"
    decay = Ramp(max_lr, min_lr, length, WAYS[way])
    late = Constant(max_lr).then(decay, at=lr_decay_steps - length, closed=True)
    return warmup.then(late, at=lr_warmup_steps, closed=lr_warmup_steps > 0, restart=False)


@companion(OptimizerParamScheduler, "weight_decay")
def _weight_decay(
    start_wd: float, end_wd: float, wd_incr_steps: float, wd_incr_style: str
) -> Schedule:
    """From `start_wd` to `end_wd` in a line or half a cosine."""
    if end_wd < start_wd:
        raise LrplotError("end_wd must be at least start_wd, as Megatron asserts")
    if wd_incr_style != "constant":
        return Ramp(start_wd, end_wd, wd_incr_steps, WAYS[wd_incr_style])
    if end_wd != start_wd:
        raise LrplotError("end_wd must be start_wd in the style constant, as Megatron asserts")
    return Constant(end_wd)

"""GPT-NeoX: `AnnealingLR`, stepped by DeepSpeed's engine, and what a configuration makes of it.

Keywords: EleutherAI.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Choice,
    DecayEnd,
    End,
    Fraction,
    Peak,
    Total,
    Unused,
    Warmup,
    WarmupFraction,
)
from lrplot.pieces import Constant, Decay, Geometric, Line, Maximum, Ramp, Schedule, Wave

FRAMEWORK = Framework(paths=("megatron.learning_rates", "megatron.training"))

STYLES = ("linear", "cosine", "exponential", "constant")
Style = Annotated[str, Choice("decay style", "the shape of the decay", STYLES)]

HALF = 0.693
"""What GPT-NeoX takes for the logarithm of 2."""


def _decay(style: str, peak: float, least: float, length: float) -> Schedule:
    """Return the decay after the warmup; a warmup beyond the end turns its line upwards."""
    if style == "constant":
        return Constant(max(peak, least))
    if length == 0:
        raise LrplotError(f"a warmup as long as the whole leaves a {style} decay no step")
    scale, sign = abs(length), math.copysign(1.0, length)
    if style == "cosine":
        curve: Schedule = Wave(peak, least, scale)
    elif style == "exponential":
        curve = Decay(peak, Geometric(math.exp(-HALF * sign)), scale)
    else:
        curve = Ramp(peak, 0.0, scale) if length > 0 else Decay(peak, Line(1.0), scale)
    return Maximum(curve, Constant(least))


@schedule
def AnnealingLR(
    optimizer: Unused,
    start_lr: Peak,
    warmup_iter: Warmup,
    total_iters: DecayEnd,
    decay_style: Style,
    last_iter: Unused,
    min_lr: End = 0.0,
    use_checkpoint_lr_scheduler: Unused = True,
    override_lr_scheduler: Unused = False,
    use_mup: Unused = False,
) -> Schedule:
    """A linear warmup, then a linear, cosine or exponential decay until `total_iters`, or none.

    Differs: updates 0 and 1 both run at start_lr / warmup_iter, which is above the peak if
    `warmup_iter` is a fraction below 1. `min_lr` is a floor that cuts off a line to 0, and one
    under the exponential, but the end of the cosine; the warmup knows no floor. The cosine does
    not stop: past `total_iters` the rate rises again. The exponential goes on too, halving about
    every total_iters - warmup_iter steps. With a warmup beyond `total_iters` the rate rises after
    it. Any other `decay_style` is constant in GPT-NeoX; it is refused here. `last_iter` is where
    a resumed training stands; steps count from its first start.
    Formula: t <= W: start_lr * max(1, t) / W; then the greatest of min_lr and, with x = t - W and
    E = total_iters - W: start_lr * (1 - x / E), min_lr + (start_lr - min_lr) *
    (1 + cos(pi * x / E)) / 2, or start_lr * exp(-0.693 * x / E); W is warmup_iter.
    Source: megatron/learning_rates.py, GPT-NeoX ea7aefd8.
    """
    decay = _decay(decay_style, start_lr, min_lr, total_iters - warmup_iter)
    if warmup_iter == 0:
        return decay
    warmup: Schedule = Constant(start_lr / warmup_iter)
    if warmup_iter > 1:
        warmup = warmup.then(Ramp(0.0, start_lr, warmup_iter), at=1, restart=False)
    return warmup.then(decay, at=warmup_iter, closed=True)


@schedule
def get_learning_rate_scheduler(
    lr: Peak,
    train_iters: Total,
    lr_decay_style: Style = "linear",
    lr_decay_iters: DecayEnd | None = None,
    lr_decay_fraction: Fraction | None = None,
    min_lr: End = 0.0,
    warmup: WarmupFraction = 0.01,
) -> Schedule:
    """`AnnealingLR` as the keys of a GPT-NeoX configuration set it.

    Where: lr_decay_fraction: the part of the training that the decay takes.
    Differs: `warmup` is a part of the steps of the decay, not of `train_iters`, and is not
    rounded: with fewer than 100 of them and the default of 1 %, update 0 runs above the peak.
    `lr_decay_iters` goes before `lr_decay_fraction`. The rest is as `AnnealingLR` says.
    Formula: AnnealingLR(start_lr=lr, warmup_iter=warmup * D, total_iters=D) with D =
    lr_decay_iters, or floor(train_iters * lr_decay_fraction), or train_iters; at least 1.
    Source: megatron/training.py and neox_arguments/neox_args.py, GPT-NeoX ea7aefd8.
    """
    length = train_iters
    if lr_decay_iters is not None:
        length = lr_decay_iters
    elif lr_decay_fraction is not None:
        length = math.floor(train_iters * lr_decay_fraction)
    length = max(1.0, length)
    return AnnealingLR(None, lr, warmup * length, length, lr_decay_style, 0, min_lr)

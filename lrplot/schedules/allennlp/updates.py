"""Schedulers that the trainer steps before every update: Noam, polynomials, triangles."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Divisor,
    End,
    Exponent,
    ModelSize,
    Number,
    Optimizer,
    Scale,
    Switch,
    Unused,
    Warmup,
    WarmupFraction,
    WarmupLength,
)
from lrplot.pieces import Constant, Decay, InversePower, Polynomial, Ramp, Schedule, Shift, warmed

Epochs = Annotated[int, Number("epochs", "how many epochs there are", low=1, whole=True, sample=10)]
Updates = Annotated[
    int, Number("updates", "how many updates an epoch has", low=1, whole=True, sample=1000)
]


@schedule
def NoamLR(
    optimizer: Unused,
    model_size: ModelSize,
    warmup_steps: WarmupLength,
    factor: Scale = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), scaled by the width of the model.

    Keywords: inverse square root, rsqrt, Transformer schedule.
    Differs: steps count from 1: the peak, factor / sqrt(model_size * warmup_steps), is in update
    warmup_steps - 1. The optimizer's own rate plays no part.
    Formula: factor * model_size ** -0.5 * min(k ** -0.5, k * warmup_steps ** -1.5), k = t + 1.
    Source: allennlp/training/learning_rate_schedulers/noam.py, 2.10.1; arXiv:1706.03762.
    """
    peak = factor * model_size**-0.5 * warmup_steps**-0.5
    fall = Decay(peak, InversePower(0.5), warmup_steps)
    return Shift(warmed(warmup_steps, peak, fall, restart=False), 1.0)


@schedule
def PolynomialDecay(
    optimizer: Optimizer,
    num_epochs: Epochs,
    num_steps_per_epoch: Updates,
    power: Exponent = 1.0,
    warmup_steps: Warmup = 0.0,
    end_learning_rate: End = 0.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then down to `end_learning_rate` as (1 - u) ** power.

    Differs: steps count from 1: update 0 is one step into the warmup, and the last update of
    the training has the end rate already. The total, num_epochs * num_steps_per_epoch, counts
    the warmup; a warmup that is longer is drawn in full.
    Formula: lr * k / warmup_steps, then end + (lr - end) * ((total - k) / (total -
    warmup_steps)) ** power, k = t + 1.
    Source: allennlp/training/learning_rate_schedulers/polynomial_decay.py, 2.10.1.
    """
    total = num_epochs * num_steps_per_epoch
    curve: Schedule = Constant(end_learning_rate)
    if total > warmup_steps:
        interpolant = Polynomial(power)
        decay = Ramp(optimizer, end_learning_rate, total - warmup_steps, interpolant)
        curve = Shift(decay, -warmup_steps).then(curve, at=total, restart=False)
    return Shift(
        Ramp(0.0, optimizer, warmup_steps).then(curve, at=warmup_steps, restart=False), 1.0
    )


@schedule
def LinearWithWarmup(
    optimizer: Optimizer,
    num_epochs: Epochs,
    num_steps_per_epoch: Updates,
    warmup_steps: Warmup = 100.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup, then a line down to 0.

    Keywords: linear decay, decay to zero, D2Z.
    Differs: steps count from 1: update 0 is one step into the warmup, and the last update of
    the training has the rate 0.
    Formula: lr * k / warmup_steps, then lr * (total - k) / (total - warmup_steps), k = t + 1,
    total = num_epochs * num_steps_per_epoch.
    Source: allennlp/training/learning_rate_schedulers/linear_with_warmup.py, 2.10.1.
    """
    return PolynomialDecay.function(
        optimizer, num_epochs, num_steps_per_epoch, warmup_steps=warmup_steps
    )


@schedule
def SlantedTriangular(
    optimizer: Optimizer,
    num_epochs: Epochs,
    num_steps_per_epoch: Updates | None = None,
    cut_frac: WarmupFraction = 0.1,
    ratio: Divisor = 32.0,
    last_epoch: Unused = -1,
    gradual_unfreezing: Switch = False,
    discriminative_fine_tuning: Unused = False,
    decay_factor: Unused = 0.38,
) -> Schedule:
    """A short line up from about lr / ratio, and a long one down to it.

    Keywords: STLR, ULMFiT.
    Where: ratio: how many times as high the peak is as the start; gradual_unfreezing: whether
    layers are unfrozen one after another, which starts it anew.
    Differs: steps count from 1. Epochs are taken to be `num_steps_per_epoch` long; AllenNLP
    measures them as it goes. Gradual unfreezing starts the triangle anew for some epochs, as
    the parameter groups say, and is refused. With discriminative fine-tuning this is the rate of
    the last group.
    Formula: lr * (1 + p * (ratio - 1)) / ratio, N = num_epochs * num_steps_per_epoch, cut =
    int(N * cut_frac), k = min(t + 1, N), p = k / cut below cut, then 1 - (k - cut) / (N - cut).
    Example: num_steps_per_epoch=1000
    Source: allennlp/training/learning_rate_schedulers/slanted_triangular.py, 2.10.1;
    arXiv:1801.06146.
    """
    if num_steps_per_epoch is None:
        raise LrplotError("num_steps_per_epoch must be given: AllenNLP asks its data loader")
    if gradual_unfreezing:
        raise LrplotError("gradual_unfreezing depends on the model's parameter groups")
    total = num_epochs * num_steps_per_epoch
    cut = int(total * cut_frac)
    if cut == total:
        raise LrplotError("cut_frac leaves nothing of the total, by which AllenNLP divides")
    rise = Ramp(optimizer / ratio, optimizer, cut)
    return Shift(rise.then(Ramp(optimizer, optimizer / ratio, total - cut), at=cut), 1.0)

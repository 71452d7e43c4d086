"""Eden, which falls with updates and with epochs at once, and Noam's schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from lrplot.catalogue import schedule
from lrplot.parameters import (
    Fraction,
    ModelSize,
    Optimizer,
    Period,
    Scale,
    Timescale,
    Unused,
    Verbose,
    Warmup,
    WarmupLength,
)
from lrplot.pieces import Array, Decay, InversePower, Ramp, Schedule, Shift, Stairs, warmed


@final
@dataclass(frozen=True)
class Bell:
    """(1 + x ** 2) ** -power."""

    power: float

    def __call__(self, x: Array) -> Array:
        out: Array = (1.0 + x * x) ** -self.power
        return out


def _warmed(base: float, power: float, lr_batches: float, warmup: float, start: float) -> Schedule:
    """Return the fall over updates, which count from 1, and the warmup on it."""
    return Shift(Decay(base, Bell(power), lr_batches) * Ramp(start, 1.0, warmup), 1.0)


@schedule
def Eden(
    optimizer: Optimizer,
    lr_batches: Timescale,
    lr_epochs: Timescale,
    warmup_batches: Warmup = 500.0,
    warmup_start: Fraction = 0.5,
    verbose: Verbose = False,
    *,
    batches_per_epoch: Period,
) -> Schedule:
    """A fall over updates times a fall over epochs, after a warmup that starts high.

    Where: lr_batches: over how many updates the fall over updates happens once; lr_epochs: over how
    many epochs the fall over epochs happens once; warmup_start: the factor that the warmup starts
    from; batches_per_epoch: how many updates an epoch has.
    Differs: `batches_per_epoch` is lrplot's own parameter: icefall is told when an epoch begins.
    Updates count from 1, epochs from 0. Older recipes have no warmup, or one that starts at 0.5.
    Formula: lr * (1 + (k / lr_batches) ** 2) ** -0.25 * (1 + (e / lr_epochs) ** 2) ** -0.25 * w,
    k = t + 1, e = t // batches_per_epoch, w from warmup_start to 1 in warmup_batches.
    Source: egs/librispeech/ASR/zipformer/optim.py, 36e0420.
    """
    epochs = Decay(1.0, Bell(0.25), lr_epochs * batches_per_epoch)
    stairs = Stairs(epochs, batches_per_epoch)
    return _warmed(optimizer, 0.25, lr_batches, warmup_batches, warmup_start) * stairs


@schedule
def Eden2(
    optimizer: Optimizer,
    lr_batches: Timescale,
    warmup_batches: Warmup = 500.0,
    warmup_start: Fraction = 0.5,
    verbose: Verbose = False,
) -> Schedule:
    """A fall over updates, after a warmup that starts high.

    Where: warmup_start: the factor that the warmup starts from.
    Differs: updates count from 1.
    Formula: lr * (1 + (k / lr_batches) ** 2) ** -0.5 * w, k = t + 1, w from warmup_start to 1 in
    warmup_batches.
    Source: egs/librispeech/ASR/zipformer/optim.py, 36e0420.
    """
    return _warmed(optimizer, 0.5, lr_batches, warmup_batches, warmup_start)


@schedule
def Noam(
    params: Unused,
    model_size: ModelSize = 256.0,
    factor: Scale = 10.0,
    warm_step: WarmupLength = 25_000.0,
    weight_decay: Unused = 0,
) -> Schedule:
    """A linear warmup, then 1 / sqrt(t), as an optimizer around Adam.

    Keywords: inverse square root, rsqrt.
    Differs: updates count from 1: the peak, factor / sqrt(model_size * warm_step), is in update
    warm_step - 1.
    Formula: factor * model_size ** -0.5 * min(k ** -0.5, k * warm_step ** -1.5), k = t + 1.
    Source: egs/aishell/ASR/conformer_ctc/transformer.py, 36e0420; arXiv:1706.03762.
    """
    peak = factor * model_size**-0.5 * warm_step**-0.5
    fall = Decay(peak, InversePower(0.5), warm_step)
    return Shift(warmed(warm_step, peak, fall, restart=False), 1.0)

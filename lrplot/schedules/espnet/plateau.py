"""WarmupReduceLROnPlateau: after a warmup, the rate falls when a metric stalls."""

from __future__ import annotations

import math

from lrplot.catalogue import USUAL, ReduceOnPlateau, schedule, watching
from lrplot.parameters import Metrics, Optimizer, PerEpoch, WarmupLength
from lrplot.pieces import Constant, KnownUntil, PiecewiseConstant, Ramp, Schedule, levels


@schedule
@watching
def WarmupReduceLROnPlateau(
    optimizer: Optimizer,
    warmup_steps: WarmupLength = 25_000.0,
    watch: ReduceOnPlateau = USUAL,
    *,
    steps_per_epoch: PerEpoch,
    metrics: Metrics,
) -> Schedule:
    """A linear warmup, then the rate times `factor` each time a metric stops improving.

    Differs: a value is known for each epoch, and the warmup counts updates. Update 0 has the full
    rate. What is measured in the warmup counts: a drop there lowers the next update alone.
    Example: warmup_steps=2500, patience=1
    Formula: lr * t / warmup_steps up to there; then lr = max(lr * factor, min_lr) once more than
    `patience` values in a row are not better than best * (1 - threshold); best - threshold for
    "abs", + for "max".
    Source: espnet2/schedulers/warmup_reducelronplateau.py, 202511.
    """
    whole = math.floor(warmup_steps)
    rates = [optimizer * whole / warmup_steps if whole else optimizer]
    joints, factors = [], [1.0]
    for epoch, dropping in enumerate(watch.drops(metrics.values), start=1):
        rate, at = rates[-1], float(epoch * steps_per_epoch)
        if dropping and at >= whole:
            rate = watch.lower(rate)
        elif dropping:
            risen = optimizer * at / warmup_steps
            joints += [at, at + 1.0]
            factors += [watch.lower(risen) / risen if risen else 1.0, 1.0]
        rates.append(rate)
    late = levels(rates, steps_per_epoch)
    if not whole:
        return late
    rise = Ramp(0.0, optimizer, warmup_steps) * PiecewiseConstant(tuple(joints), tuple(factors))
    return KnownUntil(
        Constant(optimizer).then(rise, at=1.0, restart=False).then(late, at=whole, restart=False),
        late.end,
    )

"""reduce_on_plateau: the rate falls when a value stalls."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Drop, Framework, LrplotError, Patience, Rest, Threshold, schedule
from lrplot.parameters import Fraction, Metrics, Number, Optimizer
from lrplot.pieces import Schedule, levels

FRAMEWORK = Framework(paths=("optax.contrib",))

Lowest = Annotated[float, Number("lowest", "the scale that it does not fall below", low=0.0)]
Mean = Annotated[
    int, Number("mean", "how many values are averaged for a decision", low=1, whole=True, sample=2)
]


@schedule
def reduce_on_plateau(
    factor: Drop = 0.1,
    patience: Patience = 10,
    rtol: Fraction = 1e-4,
    atol: Threshold = 0.0,
    cooldown: Rest = 0,
    accumulation_size: Mean = 1,
    min_scale: Lowest = 0.0,
    *,
    lr: Optimizer,
    metrics: Metrics,
) -> Schedule:
    """The rate times a scale that drops by `factor` each time a value stops improving.

    Keywords: ReduceLROnPlateau.
    Where: rtol: by which part of the best a better value must be better.
    Differs: `lr` is the rate that is scaled. An update's own value already counts for it, so that
    the rate drops one step earlier than torch's; and it drops after `patience` values without a
    gain, torch's after one more. With a patience of 0 it drops where the value improves. With
    `accumulation_size` only the means of so many values are looked at.
    Example: patience=2
    Formula: scale = max(scale * factor, min_scale) once `patience` means in a row are not below
    (1 - rtol) * best - atol.
    Source: optax/contrib/_reduce_on_plateau.py, 0.2.8.
    """
    if not 0 < factor < 1:
        raise LrplotError("factor: must be above 0 and below 1")
    if rtol == 0 and atol == 0:
        raise LrplotError("rtol or atol must be above 0")
    scale, best, bad, resting, mean, count = 1.0, float("inf"), 0, 0, 0.0, 0
    rates = []
    for value in metrics.values:
        mean = (count * mean + value) / (count + 1)
        count += 1
        if count == accumulation_size:
            better = mean < (1 - rtol) * best - atol
            best, bad = (mean, 0) if better else (best, bad + 1)
            if resting > 0:
                resting, bad = resting - 1, 0
            elif bad == patience:
                scale, resting, bad = max(scale * factor, min_scale), cooldown, 0
            else:
                scale = max(scale, min_scale)
            mean, count = 0.0, 0
        rates.append(lr * scale)
    return levels(rates)

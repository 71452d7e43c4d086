"""ReduceOnPlateau: the rate falls when a metric stalls."""

from __future__ import annotations

from lrplot.catalogue import (
    Direction,
    Drop,
    Least,
    LrplotError,
    Patience,
    Rest,
    Threshold,
    ThresholdMode,
    schedule,
)
from lrplot.parameters import End, EpochMetrics, Peak, Verbose
from lrplot.pieces import Schedule, levels


@schedule
def ReduceOnPlateau(
    learning_rate: Peak,
    mode: Direction = "min",
    factor: Drop = 0.1,
    patience: Patience = 10,
    threshold: Threshold = 1e-4,
    threshold_mode: ThresholdMode = "rel",
    cooldown: Rest = 0,
    min_lr: End = 0.0,
    epsilon: Least = 1e-8,
    verbose: Verbose = False,
    *,
    metrics: EpochMetrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for over `patience` steps.

    Keywords: ReduceLROnPlateau.
    Differs: while it rests after a drop it does not look for the best, unlike torch's. For a
    negative metric the relative threshold makes a worse value pass for a better one.
    Example: patience=1
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not better
    than best - threshold * best; best - threshold for "abs", + for "max".
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if factor >= 1:
        raise LrplotError(f"factor: must be below 1, not {factor:g}")
    sign = 1.0 if mode == "min" else -1.0
    rates, best, bad, resting = [learning_rate], metrics.values[0], 0, 0
    for value in metrics.values:
        rate = rates[-1]
        if resting > 0:
            resting -= 1
        else:
            margin = threshold * best if threshold_mode == "rel" else threshold
            limit = best - margin if mode == "min" else best + margin
            # the first is the best there is
            if len(rates) == 1 or sign * value < sign * limit:
                best, bad = value, 0
            else:
                bad += 1
            if bad > patience:
                resting, bad = cooldown, 0
                lower = max(rate * factor, min_lr)
                rate = lower if rate - lower > epsilon else rate
        rates.append(rate)
    return levels(rates)

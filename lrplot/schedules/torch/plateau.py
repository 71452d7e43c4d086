"""ReduceLROnPlateau: the rate falls when a metric stalls."""

from __future__ import annotations

from lrplot.catalogue import ReduceOnPlateau, schedule, watching
from lrplot.parameters import EpochMetrics, Optimizer
from lrplot.pieces import Schedule


@schedule
@watching
def ReduceLROnPlateau(
    optimizer: Optimizer, watch: ReduceOnPlateau, *, metrics: EpochMetrics
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for over `patience` steps.

    Differs: the value after which the rate drops is the one that comes `patience` + 1 times after
    the best. A rate is only lowered by more than `eps`.
    Example: patience=1
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "max".
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return watch.over(optimizer, metrics)

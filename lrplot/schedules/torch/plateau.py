"""ReduceLROnPlateau, which follows a metric."""

from __future__ import annotations

from lrplot.pieces import Schedule
from lrplot.plateau import (
    Direction,
    Drop,
    Least,
    Patience,
    Rest,
    Threshold,
    ThresholdMode,
    Watch,
)
from lrplot.registry import schedule
from lrplot.roles import End, Optimizer
from lrplot.traces import Metrics


@schedule
def ReduceLROnPlateau(
    optimizer: Optimizer,
    mode: Direction = "min",
    factor: Drop = 0.1,
    patience: Patience = 10,
    threshold: Threshold = 1e-4,
    threshold_mode: ThresholdMode = "rel",
    cooldown: Rest = 0,
    min_lr: End = 0.0,
    eps: Least = 1e-8,
    *,
    metrics: Metrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for over `patience` steps.

    Differs: it depends on `metrics`, which torch is told in `step`; after its last value nothing
    is drawn. A rate is only lowered by more than `eps`. The metric after which the rate drops is
    the one that comes `patience` + 1 times after the best.
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "max".
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return Watch(
        optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps
    ).over(metrics)

"""The wrapper of torch's ReduceLROnPlateau: the rate falls when a metric stalls."""

from __future__ import annotations

from lrplot.catalogue import (
    Direction,
    Drop,
    Least,
    Patience,
    ReduceOnPlateau,
    Rest,
    Threshold,
    ThresholdMode,
    schedule,
)
from lrplot.parameters import End, EpochMetrics, Optimizer, Verbose
from lrplot.pieces import Schedule


@schedule
def ReduceOnPlateauLearningRateScheduler(
    optimizer: Optimizer,
    mode: Direction = "min",
    factor: Drop = 0.1,
    patience: Patience = 10,
    verbose: Verbose = False,
    threshold_mode: ThresholdMode = "rel",
    threshold: Threshold = 1e-4,
    cooldown: Rest = 0,
    min_lr: End = 0.0,
    eps: Least = 1e-8,
    *,
    metrics: EpochMetrics,
) -> Schedule:
    """torch's ReduceLROnPlateau: the rate times `factor` each time a metric stops improving.

    Differs: a step is an epoch. The threshold comes after its mode, unlike torch's. The metric is
    good when it is small unless `mode` says otherwise, whatever sign the validation metric has.
    Example: patience=1
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "max".
    Source: allennlp/training/learning_rate_schedulers/pytorch_lr_schedulers.py, 2.10.1.
    """
    watch = ReduceOnPlateau(
        mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps
    )
    return watch.over(optimizer, metrics)

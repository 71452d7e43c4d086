"""Schedules that follow a metric, which Trainer steps after each evaluation."""

from __future__ import annotations

from collections import deque
from typing import Annotated

from lrplot.catalogue import (
    Direction,
    Drop,
    Least,
    LrplotError,
    Patience,
    ReduceOnPlateau,
    Rest,
    Threshold,
    ThresholdMode,
    better,
    schedule,
    watching,
)
from lrplot.parameters import End, Metrics, Number, Optimizer, Rate, Switch, Verbose
from lrplot.pieces import Schedule, levels

Window = Annotated[
    int, Number("window", "over how many values the metric is averaged", low=1, whole=True)
]
ResetStart = Annotated[
    int,
    Number("resets", "how many drops at the lowest rate start it anew", low=0, whole=True),
]


@schedule
@watching
def get_reduce_on_plateau_schedule(
    optimizer: Optimizer, *, watch: ReduceOnPlateau, metrics: Metrics
) -> Schedule:
    """torch's ReduceLROnPlateau: the rate times `factor` each time a metric stops improving.

    Differs: a step is an evaluation. There is no warmup, whatever warmup_steps says.
    Example: patience=1
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "max".
    Source: transformers/optimization.py, 5.23; torch/optim/lr_scheduler.py, 2.13.
    """
    return watch.over(optimizer, metrics)


@schedule
def GreedyLR(
    optimizer: Optimizer,
    mode: Direction = "min",
    factor: Drop = 0.95,
    patience: Patience = 10,
    threshold: Threshold = 1e-6,
    threshold_mode: ThresholdMode = "abs",
    cooldown: Rest = 0,
    warmup: Rest = 0,
    min_lr: End = 1e-3,
    max_lr: Rate = 1.0,
    eps: Least = 1e-8,
    verbose: Verbose = False,
    smooth: Switch = False,
    window_size: Window = 50,
    reset_start: ResetStart = 500,
    *,
    metrics: Metrics,
) -> Schedule:
    """The rate over `factor` while a metric improves, and times `factor` while it does not.

    Where: cooldown: how many measurements it rests for after a drop; warmup: how many measurements
    it rests for after a rise; max_lr: the highest rate that a rise reaches; smooth: whether the
    metric is averaged over `window_size` values.
    Differs: the defaults keep the rate between 0.001 and 1, far above what most models are trained
    with: a lower rate is never lowered. `warmup` is a rest after a rise. At the lowest rate,
    `reset_start` further drops start all of it anew.
    Example: patience=1
    Formula: lr = min(lr / factor, max_lr) once more than `patience` values in a row are better than
    the best, lr = max(lr * factor, min_lr) once as many are not.
    Source: transformers/optimization.py, 5.23; GreedyLR (arXiv:2512.14527).
    """
    if not 0 < factor < 1:
        raise LrplotError(f"factor: must be above 0 and below 1, not {factor:g}")
    is_better = better(mode, threshold, threshold_mode)
    worst = float("inf") if mode == "min" else -float("inf")
    rate, best, good, bad, resting, resets = optimizer, worst, 0, 0, 0, reset_start
    window: deque[float] = deque()
    total = 0.0
    rates = [rate]
    for value in metrics.values:
        if smooth:
            window.append(value)
            total += value
            if len(window) > window_size:
                total -= window.popleft()
            value = total / len(window)
        if resting > 0:
            resting -= 1
            good = bad = 0
        elif is_better(value, best):
            best, good, bad = value, good + 1, 0
        else:
            good, bad = 0, bad + 1
        if good > patience:
            good, resting, resets = 0, warmup, reset_start
            higher = min(rate / factor, max_lr)
            rate = higher if higher - rate > eps else rate
        elif bad > patience:
            bad, resting = 0, cooldown
            lower = max(rate * factor, min_lr)
            rate = lower if rate - lower > eps else rate
            if rate <= min_lr:
                resets -= 1
                if resets <= 0:
                    rate, best, resting, resets, total = (
                        optimizer,
                        worst,
                        cooldown,
                        reset_start,
                        0.0,
                    )
                    window.clear()
        rates.append(rate)
    return levels(rates)

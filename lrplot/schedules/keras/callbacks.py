"""The callbacks that change the rate from epoch to epoch: a function, or a metric."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Drop, Framework, LrplotError, Patience, Rest, schedule
from lrplot.parameters import (
    Choice,
    End,
    EpochMetrics,
    Lambda,
    Number,
    Optimizer,
    Pattern,
    Verbose,
    like,
)
from lrplot.pieces import Computed, Formula, Recurrence, RunningProduct, Schedule, levels, np

FRAMEWORK = Framework(paths=("tf.keras.callbacks",))

Monitor = Annotated[
    str,
    Pattern(
        "monitor",
        "the name of the metric, which tells Keras whether it is good when it is small",
        r"\w[\w.-]*",
        ("val_loss", "val_accuracy", "loss"),
    ),
]
Mode = Annotated[
    str,
    Choice("mode", "whether the metric is good when it is small, or large", ("auto", "min", "max")),
]
MinDelta = Annotated[
    float, Number("threshold", "by how much a better value must be better", low=0.0, sample=1e-4)
]

SMALL = {
    "loss", "hinge", "squared_hinge", "categorical_hinge", "binary_crossentropy",
    "categorical_crossentropy", "sparse_categorical_crossentropy", "mean_squared_error", "mse",
    "mean_absolute_error", "mae", "mean_absolute_percentage_error", "mape",
    "mean_squared_logarithmic_error", "msle", "root_mean_squared_error", "logcosh",
}  # fmt: skip
LARGE = {
    "accuracy", "acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy",
    "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy", "precision", "recall",
    "auc", "fbeta_score", "f1_score", "r2_score", "cosine_similarity", "pearson_correlation",
    "concordance_correlation",
}  # fmt: skip
"""Keras's own metrics that are good when they are small, and large, as a model calls them."""

Epochwise = Annotated[
    Formula,
    Lambda(
        "function",
        "the rate in each epoch: a lambda of the epoch, or of the epoch and the rate before",
        (
            "lambda epoch: 0.001 * 0.9 ** epoch",
            "lambda epoch: 0.01 if epoch < 5 else 0.001",
            "lambda epoch, lr: lr if epoch < 10 else lr * math.exp(-0.1)",
            "lambda epoch, lr: 0.5 * lr / (1 + epoch)",
        ),
        rate=True,
    ),
]
Before = Annotated[
    float,
    like(
        Optimizer, help="the optimizer's own rate, for a lambda that is told the rate", spared=True
    ),
]


@schedule
def LearningRateScheduler(
    schedule: Epochwise, verbose: Verbose = 0, *, lr: Before | None = None
) -> Schedule:
    """The rate that a lambda says for each epoch, or what it makes of the rate before.

    Differs: a step is an epoch. A lambda of two arguments is told the rate before too, in the first
    epoch `lr`. It is read as arithmetic and never run, and followed to epoch 1M, or 10M where it
    only multiplies the rate; 'FILE.py:NAME' stands for a function of your own, which is run. The
    rate must be a float: Keras stops where it is an int.
    Stepped: once an epoch: --interval epoch with --steps-per-epoch N draws it in updates.
    Formula: schedule(t), or r(t) = schedule(t, r(t - 1)), r(-1) = lr.
    Source: keras/src/callbacks/learning_rate_scheduler.py, 3.15.
    """
    if isinstance(schedule, Schedule):
        return schedule
    if schedule.times or schedule.told:
        if lr is None:
            raise LrplotError("lr must be given, for the lambda is told it")
        if schedule.told:
            return Recurrence(lr, schedule)
        return RunningProduct(lr, schedule).onward(lr)
    if schedule.whole(0):
        raise LrplotError("function: its first value is an int, and Keras wants a float, as 1.0 is")
    return Computed(1.0, schedule)


@schedule
def ReduceLROnPlateau(
    monitor: Monitor = "val_loss",
    factor: Drop = 0.1,
    patience: Patience = 10,
    verbose: Verbose = 0,
    mode: Mode = "auto",
    min_delta: MinDelta = 1e-4,
    cooldown: Rest = 0,
    min_lr: End = 0.0,
    *,
    lr: Optimizer,
    metrics: EpochMetrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for `patience` epochs.

    Differs: a step is an epoch, and `lr` the optimizer's rate. It drops after `patience` epochs
    without a gain, torch's after one more, and what is a gain is an absolute amount. While it rests
    after a drop it still looks for the best, and counts again from the last epoch of its rest on.
    Keras compares in float32.
    Example: patience=2
    Stepped: once an epoch: --interval epoch with --steps-per-epoch N draws it in updates.
    Formula: lr = max(lr * factor, min_lr) once `patience` values in a row are not below best -
    min_delta, or above best + min_delta.
    Source: keras/src/callbacks/reduce_lr_on_plateau.py and monitor_callback.py, 3.15.
    """
    if factor >= 1:
        raise LrplotError(f"factor: must be below 1, not {factor:g}")
    sign = _sign(mode, monitor)
    rates, best, wait, resting = [lr], math.inf, 0, 0
    for value in metrics.values:
        rate = rates[-1]
        if resting > 0:
            resting -= 1
            wait = 0
        # the first is a gain, whatever it is
        if len(rates) == 1 or _less(sign * value + min_delta, best):
            best, wait = sign * value, 0
        elif resting == 0:
            wait += 1
            if wait >= patience and rate > min_lr:
                rate, resting, wait = max(rate * factor, min_lr), cooldown, 0
        rates.append(rate)
    return levels(rates)


def _sign(mode: str, monitor: str) -> float:
    """Return 1 for a metric that is good when it is small, -1 for one that is when it is large."""
    if mode != "auto":
        return 1.0 if mode == "min" else -1.0
    name = monitor.removeprefix("val_")
    if name not in SMALL | LARGE:
        raise LrplotError(f"mode: say min or max; nobody knows which is good for {monitor!r}")
    return 1.0 if name in SMALL else -1.0


def _less(one: float, other: float) -> bool:
    with np.errstate(over="ignore"):
        return bool(np.float32(one) < np.float32(other))

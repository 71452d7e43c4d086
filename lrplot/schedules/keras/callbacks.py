"""The callback that changes the rate while it watches a metric."""

from __future__ import annotations

import math
from typing import Annotated

from lrplot import units
from lrplot.errors import LrplotError
from lrplot.kinds import Choice, Number, Pattern
from lrplot.lazy import np
from lrplot.pieces import Schedule
from lrplot.plateau import Drop, Patience, Rest, levels
from lrplot.registry import schedule
from lrplot.roles import End, Optimizer, Unused
from lrplot.traces import Metrics

PATHS = ("tf.keras.callbacks",)

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


@schedule
def ReduceLROnPlateau(
    monitor: Monitor = "val_loss",
    factor: Drop = 0.1,
    patience: Patience = 10,
    verbose: Unused = 0,
    mode: Mode = "auto",
    min_delta: MinDelta = 1e-4,
    cooldown: Rest = 0,
    min_lr: End = 0.0,
    *,
    lr: Optimizer,
    metrics: Metrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for `patience` epochs.

    Differs: a step is an epoch, and `lr` the optimizer's rate. It drops after `patience` epochs
    without a gain, torch's after one more, and what is a gain is an absolute amount. While it rests
    after a drop it still looks for the best, and counts again from the last epoch of its rest on.
    Keras compares in float32.
    Example: patience=2
    Formula: lr = max(lr * factor, min_lr) once `patience` values in a row are not below best -
    min_delta, or above best + min_delta.
    Source: keras/src/callbacks/reduce_lr_on_plateau.py and monitor_callback.py, 3.15.
    """
    if factor >= 1:
        raise LrplotError(f"factor: must be below 1, not {units.text(factor)}")
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

"""The callback ReduceLROnPlateau: the rate falls when a metric stalls."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, Patience, schedule
from lrplot.parameters import Choice, Divisor, End, EpochMetrics, Number, Optimizer, Pattern, Unused
from lrplot.pieces import Schedule, levels

FRAMEWORK = Framework(paths=("fastai.callback.tracker",))

Monitor = Annotated[
    str,
    Pattern(
        "monitor",
        "the name of the metric, which tells fastai whether it is good when it is small",
        r"\w[\w. -]*",
        ("valid_loss", "accuracy", "error_rate"),
    ),
]
Comparison = Annotated[
    str,
    Choice("comparison", "what a better value is than the best so far", ("np.less", "np.greater")),
]
MinDelta = Annotated[
    float, Number("threshold", "by how much a better value must be better", low=0.0, sample=0.01)
]


@schedule
def ReduceLROnPlateau(
    monitor: Monitor = "valid_loss",
    comp: Comparison | None = None,
    min_delta: MinDelta = 0.0,
    patience: Patience = 1,
    factor: Divisor = 10.0,
    min_lr: End = 0.0,
    reset_on_fit: Unused = True,
    *,
    lr: Optimizer,
    metrics: EpochMetrics,
) -> Schedule:
    """The rate divided by `factor` each time a metric has not improved for `patience` epochs.

    Where: factor: what the rate is divided by each time.
    Differs: a step is an epoch, and `lr` the optimizer's rate. What has "loss" or "error" in its
    name is good when it is small, all else when it is large. The rate is divided after a single
    epoch without a gain, and by 10, unless you say otherwise.
    Formula: lr = max(lr / factor, min_lr) once `patience` values in a row are not below best -
    min_delta, or above best + min_delta.
    Source: fastai/callback/tracker.py, 2.8.
    """
    small = "loss" in monitor or "error" in monitor if comp is None else comp == "np.less"
    sign = 1.0 if small else -1.0
    rates, best, wait = [lr], float("inf"), 0
    for value in metrics.values:
        rate = rates[-1]
        if sign * value + min_delta < best:
            best, wait = sign * value, 0
        else:
            wait += 1
            if wait >= patience:
                rate, wait = max(rate / factor, min_lr), 0
        rates.append(rate)
    return levels(rates)

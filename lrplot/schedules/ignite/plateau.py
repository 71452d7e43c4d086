"""ReduceLROnPlateauScheduler: the rate falls when a metric stalls."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from lrplot.catalogue import ReduceOnPlateau, schedule, watching
from lrplot.parameters import Metrics, Number, Optimizer, Unused
from lrplot.pieces import Schedule

Index = Annotated[int, Number("index", "the number of a parameter group", low=0, whole=True)]


@schedule
@watching
def ReduceLROnPlateauScheduler(
    optimizer: Optimizer,
    metric_name: Unused,
    trainer: Unused = None,
    save_history: Unused = False,
    param_group_index: Index | None = None,
    *,
    watch: ReduceOnPlateau,
    metrics: Metrics,
) -> Schedule:
    """torch's ReduceLROnPlateau as a handler: the rate drops when a metric stops improving.

    Differs: `min_lr` has an effect only with a `param_group_index` of 0, whose rate is then drawn:
    ignite forgets it without an index, and looks for that of any other group in the first one's
    place. A step is an event that the handler is attached to, such as the end of a validation.
    Example: patience=1
    Formula: lr = max(lr * factor, min_lr) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "max".
    Source: ignite/handlers/param_scheduler.py, 0.5.5; torch/optim/lr_scheduler.py, 2.13.
    """
    watch = watch if param_group_index == 0 else replace(watch, min_lr=0.0)
    return watch.over(optimizer, metrics)

"""ReduceOnPlateauLR, which follows a metric."""

from __future__ import annotations

from typing import Annotated

from lrplot.errors import LrplotError
from lrplot.kinds import Choice
from lrplot.pieces import Schedule
from lrplot.plateau import Drop, Least, Patience, Rest, Threshold, ThresholdMode, Watch, levels
from lrplot.registry import schedule
from lrplot.roles import At, DecayEnd, End, Optimizer, Switch, Unused
from lrplot.schedules.mmengine.kinds import INF
from lrplot.traces import Metrics

Rule = Annotated[str, Choice("rule", "what a better value is than the best", ("less", "greater"))]


@schedule
def ReduceOnPlateauLR(
    optimizer: Optimizer,
    monitor: Unused = "loss",
    rule: Rule = "less",
    factor: Drop = 0.1,
    patience: Patience = 10,
    threshold: Threshold = 1e-4,
    threshold_rule: ThresholdMode = "rel",
    cooldown: Rest = 0,
    min_value: End = 0.0,
    eps: Least = 1e-8,
    begin: At = 0.0,
    end: DecayEnd = INF,
    last_step: Unused = -1,
    by_epoch: Switch = True,
    verbose: Unused = False,
    *,
    metrics: Metrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for over `patience` epochs.

    Differs: it depends on `metrics`, a value for each epoch; after the last of them nothing is
    drawn. Every epoch is validated, as val_interval=1 has it. What is measured after the epoch
    before `begin` counts, and after that before `end` no more. A value of 1e9 or more is never
    better than none.
    Formula: lr = max(lr * factor, min_value) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "greater".
    Source: mmengine/optim/scheduler/param_scheduler.py and hooks/param_scheduler_hook.py, 0.10.7.
    """
    if not by_epoch:
        raise LrplotError("by_epoch must be true: mmengine's ReduceOnPlateauLR knows nothing else")
    if end <= begin:
        raise LrplotError("end must be larger than begin")
    mode = "min" if rule == "less" else "max"
    watch = Watch(
        optimizer, mode, factor, patience, threshold, threshold_rule, cooldown, min_value, eps, INF
    )
    rates = [optimizer]
    for epoch, value in enumerate(metrics.values, start=1):
        rates.append(watch.step(value) if begin <= epoch < end else watch.rate)
    return levels(rates)

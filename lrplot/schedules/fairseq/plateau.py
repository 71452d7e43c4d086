"""reduce_lr_on_plateau: after a warmup, the rate falls when a metric stalls."""

from __future__ import annotations

from lrplot.catalogue import Drop, Patience, ReduceOnPlateau, Threshold, schedule
from lrplot.parameters import Metrics, Peak, PerEpoch, Switch, Warmup
from lrplot.pieces import KnownUntil, Ramp, Schedule, levels
from lrplot.schedules.fairseq import First


@schedule
def reduce_lr_on_plateau(
    lr_shrink: Drop = 0.1,
    lr_threshold: Threshold = 1e-4,
    lr_patience: Patience = 0,
    warmup_updates: Warmup = 0.0,
    warmup_init_lr: First = -1.0,
    *,
    lr: Peak,
    maximize_best_checkpoint_metric: Switch = False,
    updates_per_epoch: PerEpoch,
    metrics: Metrics,
) -> Schedule:
    """A linear warmup to `lr`, then the rate times `lr_shrink` each time a metric stops improving.

    Where: maximize_best_checkpoint_metric: whether the metric is good when it is large.
    Differs: the metric is measured by epoch, and the warmup counts updates, from a rate of 0 if
    `warmup_init_lr` does not say otherwise. What is measured before the warmup is over, or when
    its last update is done, is not heard.
    Formula: warmup_init_lr + (lr - warmup_init_lr) * t / warmup_updates; then torch's
    ReduceLROnPlateau with mode "min", or "max", factor lr_shrink, patience lr_patience and
    threshold lr_threshold.
    Source: fairseq/optim/lr_scheduler/reduce_lr_on_plateau.py and trainer.py, 0.12.2;
    torch/optim/lr_scheduler.py, 2.13.
    """
    unheard = int(warmup_updates // updates_per_epoch)
    watch = ReduceOnPlateau(
        "max" if maximize_best_checkpoint_metric else "min", lr_shrink, lr_patience, lr_threshold
    )
    values = metrics.values
    rates = [lr] * min(unheard, len(values)) + [*watch.follow(lr, values[unheard:])]
    late = levels(rates, updates_per_epoch)
    if not warmup_updates:
        return late
    up = Ramp(max(0.0, warmup_init_lr), lr, warmup_updates)
    return KnownUntil(up.then(late, at=warmup_updates, restart=False), late.end)

"""Schedulers made of schedulers."""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.pieces import Schedule
from lrplot.registry import NestedList, schedule
from lrplot.roles import Joints, Optimizer, Unused


@schedule
def SequentialLR(
    optimizer: Optimizer,
    schedulers: NestedList,
    milestones: Joints,
    last_epoch: Unused = -1,
) -> Schedule:
    """One scheduler after another, each from its own beginning, changing at `milestones`.

    Differs: each starts from the optimizer's rate, not from the rate that the one before it
    reached: that the curve does not jump is up to their factors.
    Formula: schedulers[j](t - milestones[j - 1]), j the last with t >= milestones[j - 1]; before
    the first of them schedulers[0](t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if len(milestones) != len(schedulers) - 1:
        count = len(schedulers)
        wanted = f"{count} schedulers want {count - 1} milestones, not {len(milestones)}"
        raise LrplotError(f"milestones: {wanted}")
    curve = schedulers[0]
    for at, after in zip(milestones, schedulers[1:], strict=True):
        curve = curve.then(after, at)
    return curve

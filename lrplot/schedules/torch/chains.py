"""Schedulers made of schedulers."""

from __future__ import annotations

import math

from lrplot.computed import Product
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
    reached: that the curve does not jump is up to their factors. Only MultiplicativeLR goes on
    from that rate, which it multiplies at once, by its lambda of 0.
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    if len(milestones) != len(schedulers) - 1:
        count = len(schedulers)
        wanted = f"{count} schedulers want {count - 1} milestones, not {len(milestones)}"
        raise LrplotError(f"milestones: {wanted}")
    curve = schedulers[0]
    for at, after in zip(milestones, schedulers[1:], strict=True):
        if isinstance(after, Product) and at > 0:
            after = after.onward(float(curve(math.ceil(at) - 1)))
        curve = curve.then(after, at)
    return curve

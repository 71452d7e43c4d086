"""Tells whether one scheduler alone moves the rate of an optimizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.groups import Group

STILL = (
    "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "PolynomialLR",
    "MultiplicativeLR", "CosineAnnealingWarmRestarts", "ReduceLROnPlateau",
)  # fmt: skip
"""Schedulers that leave the rate as it is where they are made."""


def alone(groups: Sequence[Group], own: Sequence[Any], stepped: Any) -> None:
    """Refuse what sets the rate beside the scheduler that is stepped, where it is made."""
    for group in groups:
        if group["initial_lr"] is not group.first:
            raise LrplotError(
                f"line {group.optimizer.line}: a group of {group.optimizer.name} has an initial_lr "
                "of its own, which is not read beside a scheduler"
            )
    for value in own:
        kind = getattr(value, "path", "").rpartition(".")[2]
        if value is not stepped and kind not in STILL:
            raise LrplotError(
                f"lines {value.line} and {stepped.line}: making {value.name or 'the first'} sets "
                f"the rate that {stepped.name or 'the other'} moves; what they make together is "
                "not read"
            )

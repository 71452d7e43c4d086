"""Schedulers that multiply the rate by a function of one's own."""

from __future__ import annotations

from lrplot.computed import Computed, Product
from lrplot.pieces import Schedule
from lrplot.registry import schedule
from lrplot.roles import Multiplier, Optimizer, Unused


@schedule
def LambdaLR(optimizer: Optimizer, lr_lambda: Multiplier, last_epoch: Unused = -1) -> Schedule:
    """The optimizer's rate times a lambda of the step.

    Differs: the lambda is read as arithmetic and never run: numbers must stand in it, not names
    of variables. Where it would raise an error, there is no rate (NaN).
    Formula: lr * lr_lambda(t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return Computed(optimizer, lr_lambda)


@schedule
def MultiplicativeLR(
    optimizer: Optimizer, lr_lambda: Multiplier, last_epoch: Unused = -1
) -> Schedule:
    """The rate times a lambda of the step, again at every step.

    Differs: the factors add up: a lambda that says 0.1 at step 30 and 1 at all others lowers
    the rate at step 30 for good. Its value at step 0 is not used. The lambda is read as
    arithmetic and never run. A product whose factors keep changing is followed to step 10M.
    Formula: lr * lr_lambda(1) * lr_lambda(2) * … * lr_lambda(t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return Product(optimizer, lr_lambda)

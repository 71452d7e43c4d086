"""Schedulers that multiply the rate by a function that the user gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

from lrplot.catalogue import schedule
from lrplot.parameters import Multiplier, Optimizer, Unused, Verbose
from lrplot.pieces import (
    Affine,
    Array,
    Computed,
    Formula,
    RunningProduct,
    Schedule,
    Sets,
    Update,
    alone,
    np,
)


@final
@dataclass(frozen=True)
class Times(Update):
    """The rate times a formula of the step, at every step but the first."""

    function: Formula
    plain = True

    @property
    def again(self) -> Affine:
        return self.function(np.zeros(1)), 0.0, 0.0

    @property
    def busy(self) -> float:
        return math.inf

    @property
    def end(self) -> float:
        return RunningProduct(1.0, self.function).end

    @property
    def span(self) -> float:
        return RunningProduct(1.0, self.function).span

    def between(self, s: Array, t: Array) -> Affine:
        before, after = (
            RunningProduct(1.0, self.function).values(s),
            RunningProduct(1.0, self.function).values(t),
        )
        # a rate that has come to 0 stays there
        return np.divide(after, before, where=before != 0, out=np.zeros(after.shape)), 0.0, 0.0

    def breaks(self, edges: Array) -> Array:
        return RunningProduct(1.0, self.function).breaks(edges)


@schedule
def LambdaLR(
    optimizer: Optimizer, lr_lambda: Multiplier, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The optimizer's rate times a lambda of the step.

    Keywords: formula, custom.
    Differs: the lambda is read as arithmetic and never run: numbers must stand in it, not names
    of variables. Where it would raise an error, there is no rate (NaN).
    Formula: lr * lr_lambda(t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    curve = Computed(optimizer, lr_lambda)
    return alone(optimizer, Sets(curve), curve)


@schedule
def MultiplicativeLR(
    optimizer: Optimizer, lr_lambda: Multiplier, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The rate times a lambda of the step, again at every step.

    Differs: the factors add up: a lambda that says 0.1 at step 30 and 1 at all others lowers
    the rate at step 30 for good. Its value at step 0 is not used. The lambda is read as
    arithmetic and never run. A product whose factors keep changing is followed to step 10M.
    Formula: lr * lr_lambda(1) * lr_lambda(2) * … * lr_lambda(t).
    Source: torch/optim/lr_scheduler.py, 2.13.
    """
    return alone(optimizer, Times(lr_lambda), RunningProduct(optimizer, lr_lambda))

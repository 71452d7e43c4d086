"""Schedulers made of another schedule or of a function: a warmup, and products."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import Multiplier, Nested, Peak, Start, Unused, Verbose, WarmupLength, like
from lrplot.pieces import Computed, RunningProduct, Schedule, warmed

Source = Annotated[
    Schedule, Nested("schedule", "the rate after the warmup, or its schedule", level=True)
]
Rise = Annotated[int, like(WarmupLength, low=1, above=False, whole=True)]


@schedule
def LinearWarmup(
    learning_rate: Source,
    warmup_steps: Rise,
    start_lr: Start,
    end_lr: Peak,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """A line from `start_lr` up to `end_lr`, then a rate, or a schedule from its beginning.

    Differs: `end_lr` need not be the rate that follows, and is not reached before it does.
    Example: start_lr=0
    Formula: start_lr + (end_lr - start_lr) * t / warmup_steps, then learning_rate at
    t - warmup_steps.
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    if end_lr <= start_lr:
        raise LrplotError("end_lr must be greater than start_lr")
    return warmed(warmup_steps, end_lr, learning_rate, start=start_lr)


@schedule
def LambdaDecay(
    learning_rate: Peak, lr_lambda: Multiplier, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The rate times a lambda of the step.

    Differs: the lambda is read as arithmetic and never run.
    Formula: learning_rate * lr_lambda(t).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    return Computed(learning_rate, lr_lambda)


@schedule
def MultiplicativeDecay(
    learning_rate: Peak, lr_lambda: Multiplier, last_epoch: Unused = -1, verbose: Verbose = False
) -> Schedule:
    """The rate times a lambda of the step, again at every step.

    Differs: the lambda's value at step 0 is not used. It is read as arithmetic and never run.
    Formula: learning_rate * lr_lambda(1) * lr_lambda(2) * … * lr_lambda(t).
    Source: paddle/optimizer/lr.py, 3.3.1.
    """
    return RunningProduct(learning_rate, lr_lambda)

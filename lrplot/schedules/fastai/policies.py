"""The schedules of a Learner's methods, such as `learn.fit_one_cycle(5, 3e-3, n_iter=500)`."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, companion, schedule
from lrplot.parameters import (
    Divisor,
    End,
    Fraction,
    NoEffect,
    Number,
    Numbers,
    Peak,
    Start,
    StartDivisor,
    Unused,
    WarmupFraction,
)
from lrplot.pieces import Cosine, Ramp, Schedule, Shift
from lrplot.schedules.fastai import combined, cosines, exponential, over

Epochs = Annotated[int, Number("epochs", "how many epochs", low=1, whole=True, sample=5)]
First = Annotated[
    int, Number("first epoch", "the epoch to begin with, from 0", low=0, whole=True, sample=0)
]
Batches = Annotated[
    int, Number("steps per epoch", "how many batches an epoch has", low=1, whole=True, sample=500)
]
Count = Annotated[int, Number("times", "how often", low=1, high=100, whole=True, sample=3)]
Multiple = Annotated[
    int,
    Number("stretch", "how many times as long as the last each is", low=2, whole=True, sample=2),
]
Tries = Annotated[int, Number("total", "how many updates in all", low=1, whole=True, sample=100)]

Moms = Annotated[
    tuple[float, ...],
    NoEffect(
        "momentum",
        "moves the momentum, not the rate",
        Numbers("momentums", "three momentums", Number("momentum", "a momentum", 0.0), (0.9,) * 3),
    ),
]

LR = 0.001
"""What a Learner's rate is if nothing is said."""

FROZEN = 0.99
"""The part of the steps of a frozen model that its rate rises for in `fine_tune`."""

MOMS = (0.95, 0.85, 0.95)
"""What its momentum goes through."""


def _fit(of: Schedule, epochs: int, n_iter: int, start_epoch: int = 0) -> Schedule:
    """Return a schedule over so many epochs, from `start_epoch` on."""
    if start_epoch >= epochs:
        raise LrplotError("start_epoch must be below the number of epochs: none would be trained")
    drawn = over(of, epochs * n_iter)
    return Shift(drawn, start_epoch * n_iter) if start_epoch else drawn


@schedule
def fit_one_cycle(
    n_epoch: Epochs,
    lr_max: Peak | None = None,
    div: StartDivisor = 25.0,
    div_final: Divisor = 1e5,
    pct_start: WarmupFraction = 0.25,
    wd: Unused = None,
    moms: Moms | None = None,
    cbs: Unused = None,
    reset_opt: Unused = False,
    start_epoch: First = 0,
    *,
    n_iter: Batches,
) -> Schedule:
    """Half a cosine up from lr_max / div to `lr_max`, and one down to lr_max / div_final.

    Keywords: 1cycle, one cycle, super-convergence.
    Where: div_final: what the peak is divided by to give the end.
    Differs: `div_final` divides the peak, not the start as in torch's OneCycleLR. The end is never
    reached: the last update is one before it. `lr_max` is 0.001 if not given, a Learner's own.
    Positions are float32 numbers, which shows in the 7th digit. From `start_epoch` the rest is
    drawn, as it is trained.
    Formula: a + (b - a) * (1 - cos(pi * u)) / 2, u = pos / pct_start or
    (pos - pct_start) / (1 - pct_start), pos = t / (n_epoch * n_iter)
    Source: fastai/callback/schedule.py, 2.8.12; arXiv:1708.07120.
    """
    peak = LR if lr_max is None else lr_max
    of = cosines(pct_start, peak / div, peak, peak / div_final)
    return _fit(of, n_epoch, n_iter, start_epoch)


@companion(fit_one_cycle, "momentum")
def _momentum(
    n_epoch: int, pct_start: float, moms: tuple[float, ...] | None, start_epoch: int, n_iter: int
) -> Schedule:
    """From the first of `moms` to the second at the peak of the rate, and to the third."""
    return _fit(cosines(pct_start, *_moms(moms)), n_epoch, n_iter, start_epoch)


@schedule
def fit_flat_cos(
    n_epoch: Epochs,
    lr: Peak | None = None,
    div_final: Divisor = 1e5,
    pct_start: Fraction = 0.75,
    wd: Unused = None,
    cbs: Unused = None,
    reset_opt: Unused = False,
    start_epoch: Unused = 0,
    *,
    n_iter: Batches,
) -> Schedule:
    """Level at `lr` for `pct_start` of the training, then half a cosine down to lr / div_final.

    Where: div_final: what the peak is divided by to give the end; pct_start: the part of the
    training that the rate stays level for.
    Differs: the end is never reached: the last update is one before it. `lr` is 0.001 if not
    given, a Learner's own. fastai does not heed `start_epoch` here. Positions are float32 numbers,
    which shows in the 7th digit.
    Formula: lr, then lr / div_final + (lr - lr / div_final) * (1 + cos(pi * u)) / 2,
    u = (pos - pct_start) / (1 - pct_start), pos = t / (n_epoch * n_iter)
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    peak = LR if lr is None else lr
    return _fit(cosines(pct_start, peak, peak, peak / div_final), n_epoch, n_iter)


@schedule
def fit_sgdr(
    n_cycles: Count,
    cycle_len: Epochs,
    lr_max: Peak | None = None,
    cycle_mult: Multiple = 2,
    cbs: Unused = None,
    reset_opt: Unused = False,
    wd: Unused = None,
    start_epoch: First = 0,
    *,
    n_iter: Batches,
) -> Schedule:
    """Half cosines from `lr_max` to 0, each `cycle_mult` times as long as the last.

    Keywords: SGDR, warm restarts.
    Where: n_cycles: how many cycles there are.
    Differs: `cycle_len` is in epochs. A `cycle_mult` of 1 divides by zero in fastai. The parts of
    the cycles must have exactly the sum 1 in floating point, or fastai refuses them. `lr_max` is
    0.001 if not given, a Learner's own.
    Formula: lr_max * (1 + cos(pi * u)) / 2, u the fraction of the cycle, which is
    cycle_len * cycle_mult ** i epochs long
    Source: fastai/callback/schedule.py, 2.8.12; arXiv:1608.03983.
    """
    epochs = cycle_len * (cycle_mult**n_cycles - 1) // (cycle_mult - 1)
    pcts = tuple(cycle_len * cycle_mult**cycle / epochs for cycle in range(n_cycles))
    fall = Ramp(LR if lr_max is None else lr_max, 0.0, 1.0, Cosine())
    return _fit(combined(pcts, (fall,) * n_cycles), epochs, n_iter, start_epoch)


@schedule
def fine_tune(
    epochs: Epochs,
    base_lr: Peak = 2e-3,
    freeze_epochs: Epochs = 1,
    lr_mult: Unused = 100,
    pct_start: Fraction = 0.3,
    div: Divisor = 5.0,
    div_final: Divisor = 1e5,
    wd: Unused = None,
    moms: Moms | None = None,
    cbs: Unused = None,
    reset_opt: Unused = False,
    start_epoch: First = 0,
    *,
    n_iter: Batches,
) -> Schedule:
    """One cycle to `base_lr` for the frozen model, then one to half of it for all of the model.

    Where: epochs: how many epochs all of the model is trained for; freeze_epochs: how many epochs
    it is trained for frozen, before that; pct_start: the part of the epochs that the rate rises
    for; div: what the peak is divided by to give the start; div_final: what the peak is divided by
    to give the end.
    Differs: the first cycle has the `pct_start` 0.99 and the `div` 25 whatever is given: at its
    last update the rate is next to the peak. The last parameter group is drawn; `lr_mult` divides
    the rates of the first in the second cycle. `start_epoch` skips epochs of both.
    Formula: fit_one_cycle(freeze_epochs, base_lr, pct_start=0.99), then
    fit_one_cycle(epochs, base_lr / 2, div, pct_start=pct_start)
    Source: fastai/callback/schedule.py, 2.8.12.
    """
    first = cosines(FROZEN, base_lr / 25, base_lr, base_lr / div_final)
    half = base_lr / 2
    second = cosines(pct_start, half / div, half, half / div_final)
    return _twice(first, second, freeze_epochs, epochs, n_iter, start_epoch)


@companion(fine_tune, "momentum")
def _momentum_twice(
    epochs: int,
    freeze_epochs: int,
    pct_start: float,
    moms: tuple[float, ...] | None,
    start_epoch: int,
    n_iter: int,
) -> Schedule:
    """Twice from the first of `moms` to the second at the peak of the rate, and to the third."""
    first, second = (cosines(part, *_moms(moms)) for part in (FROZEN, pct_start))
    return _twice(first, second, freeze_epochs, epochs, n_iter, start_epoch)


def _moms(moms: tuple[float, ...] | None) -> tuple[float, ...]:
    if moms is not None and len(moms) != 3:
        raise LrplotError(f"moms must be three momentums, not {len(moms)}")
    return moms or MOMS


def _twice(
    first: Schedule, second: Schedule, frozen: int, epochs: int, n_iter: int, start_epoch: int
) -> Schedule:
    """Return a schedule for the frozen model, then one for all of it."""
    joint = max(0, frozen - start_epoch) * n_iter
    rest = _fit(second, epochs, n_iter, start_epoch)
    return _fit(first, frozen, n_iter, start_epoch).then(rest, at=joint) if joint else rest


@schedule
def lr_find(
    start_lr: Start = 1e-7,
    end_lr: End = 10.0,
    num_it: Tries = 100,
    stop_div: Unused = True,
    show_plot: Unused = True,
    suggest_funcs: Unused = None,
) -> Schedule:
    """From `start_lr` to `end_lr`, every update by the same factor, to find a good rate.

    Keywords: learning rate finder, LR range test.
    Differs: `end_lr` is never reached: the last update is one before it. Fewer updates than 6 are
    6. With `stop_div` fastai stops as soon as the loss is 4 times its best, which no step number
    tells.
    Formula: start_lr * (end_lr / start_lr) ** (t / num_it)
    Source: fastai/callback/schedule.py, 2.8.12; arXiv:1506.01186.
    """
    return over(exponential(start_lr, end_lr), max(6, num_it))

"""Schedules whose rate may change with the epoch as well as with the update."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import DecayEnd, End, Exponent, Factor, Pattern, PerEpoch, Total, Warmup
from lrplot.pieces import (
    Constant,
    Decay,
    Geometric,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
    Stairs,
)
from lrplot.schedules.fairseq import Epoch, Epochwise, epochwise, per_epoch

NUMBER = r"(?:\d+\.\d*|\.\d+|0|[1-9]\d*)(?:e-?\d+)?"
KEY = r"(?:\d+(?:,\d+)*|\d+-\d+)"
PAIR = rf"""(?:"{KEY}"|'{KEY}') *: *{NUMBER}"""
MOST = 2**18
"""Epochs that are followed one by one."""

Keys = Sequence[tuple[int, int, float]]
"""Rates by the first and the last number that each stands for."""

Manual = Annotated[
    str,
    Pattern(
        "rates",
        "a rate for each of some numbers, or for all from one to another",
        rf"\{{ *(?:{PAIR}(?: *, *{PAIR})*)? *,? *\}}",
        ("{'1':0.1,'10-20':0.05}", "{'0,3':0.1}", '{"5": 1e-3}'),
        "{'N':RATE,…}",
    ),
]


@schedule
def polynomial_decay(
    warmup_updates: Warmup = 0.0,
    force_anneal: Epoch | None = None,
    end_learning_rate: End = 0.0,
    power: Exponent = 1.0,
    total_num_update: DecayEnd | None = None,
    *,
    lr: Epochwise,
    max_update: Total | None = None,
    updates_per_epoch: PerEpoch | None = None,
) -> Schedule:
    """A linear warmup from 0, then down to `end_learning_rate` as a power of what is left.

    Differs: `total_num_update` includes the warmup, and is `max_update` if not given. Of a list of
    rates the first is never used: epoch 1 has the second. A warmup that is longer than the total
    is drawn in full, and the end follows at once. From epoch `force_anneal` on, each epoch puts
    the rate that the last one left in the place of lr, so that it falls far faster.
    Example: total_num_update=40000
    Formula: t <= warmup_updates: lr * t / warmup_updates; then
    (lr - end) * (1 - (t - warmup_updates) / (total_num_update - warmup_updates)) ** power + end
    Source: fairseq/optim/lr_scheduler/polynomial_decay_schedule.py, 0.12.2.
    """
    total = max_update if total_num_update is None else total_num_update
    if total is None:
        raise LrplotError("total_num_update or max_update must be given")
    end, left = end_learning_rate, total - warmup_updates
    rates = epochwise(lr[1:] or lr, updates_per_epoch)
    if force_anneal is not None:
        width = per_epoch(updates_per_epoch)
        at = width * max(force_anneal - 1, 0)
        # what the epoch before had, which before the first is what it was built with
        base = float(rates(at - 1)) if at else lr[0]
        left_by_last = _left(base, at, width, warmup_updates, total, end, power)
        rates = rates.then(left_by_last, at=at, restart=False) if at else left_by_last
    if left <= 0:
        up = Ramp(0.0, 1.0, warmup_updates) * rates
        return up.then(Constant(end), at=warmup_updates, closed=True)
    fall, rise = Ramp(1.0, 0.0, left, Polynomial(power)), Ramp(0.0, end, left, Polynomial(power))
    part = Ramp(0.0, 1.0, warmup_updates).then(fall, at=warmup_updates) * rates
    return (part + Shift(rise, -warmup_updates)).then(Constant(end), at=total)


def _left(
    base: float, at: int, width: int, warmup: float, total: float, end: float, power: float
) -> Schedule:
    """Return the rates in the place of lr: in each epoch from update `at` on what the last left."""
    starts: list[float] = []
    values: list[float] = []
    while (at < total and base != end) or at <= warmup:
        if len(values) > MOST:
            raise LrplotError(f"force_anneal: more than {MOST:,} epochs are not followed")
        if at <= warmup and warmup:
            base *= at / warmup
        else:
            base = (base - end) * (1.0 - (at - warmup) / (total - warmup)) ** power + end
        starts.append(float(at))
        values.append(base)
        at += width
    return PiecewiseConstant(tuple(starts[1:]), tuple(values)) if values else Constant(base)


@schedule
def fixed(
    force_anneal: Epoch | None = None,
    lr_shrink: Factor = 0.1,
    warmup_updates: Warmup = 0.0,
    *,
    lr: Epochwise,
    updates_per_epoch: PerEpoch | None = None,
) -> Schedule:
    """A rate for each epoch, and from epoch `force_anneal` on the last one shrunk every epoch.

    Where: lr_shrink: what the rate is multiplied by in every epoch from `force_anneal` on.
    Differs: epochs count from 1. The warmup is a factor, and its first update has
    1 / warmup_updates of the rate, not 0. Epoch `force_anneal` is shrunk already.
    Example: lr=[0.001,0.0005,0.0001], updates_per_epoch=1000
    Formula: lr[epoch - 1], or lr[-1] * lr_shrink ** (epoch + 1 - force_anneal), times
    (t + 1) / warmup_updates in the warmup
    Source: fairseq/optim/lr_scheduler/fixed_schedule.py, 0.12.2.
    """
    rates = epochwise(lr, updates_per_epoch)
    if force_anneal is not None:
        width = per_epoch(updates_per_epoch)
        shrunk = Stairs(Decay(lr[-1] * lr_shrink, Geometric(lr_shrink), width), width)
        rates = rates.then(shrunk, at=(force_anneal - 1) * width)
    return rates * Shift(Ramp(0.0, 1.0, warmup_updates), 1.0) if warmup_updates else rates


@schedule
def manual(
    epoch2lr: Manual = "{}",
    update2lr: Manual = "{}",
    *,
    lr: Epochwise,
    updates_per_epoch: PerEpoch | None = None,
) -> Schedule:
    """Rates by hand: for each epoch, and for each update, which wins from its first on.

    Where: epoch2lr: the rates of epochs, by their numbers from 1 or ranges of them; update2lr: the
    rates of updates, by their numbers or ranges of them.
    Differs: keys are text: '3', '3,5' or '3-5', both ends in; a number without a key has the rate
    of the nearest key below. Epochs count from 1, updates from 0. Before the first key the rate
    is that of key 1 of `update2lr`, or `lr`.
    Example: update2lr='{"1000":0.0005,"2000":0.0001}'
    Formula: update2lr[largest key <= t], else epoch2lr[largest key <= epoch], else lr[0]
    Source: fairseq/optim/lr_scheduler/manual_lr_scheduler.py, 0.12.2.
    """
    if not lr:
        raise LrplotError("lr must have at least one rate")
    by_epoch, by_update = _keys(epoch2lr), _keys(update2lr)
    given = [rate for first, last, rate in by_update if first <= 1 <= last]
    start: Schedule = Constant(given[-1] if given else lr[0])
    epochs = start
    if by_epoch:
        epochs = _laid(by_epoch, start, per_epoch(updates_per_epoch), 1)
    return _laid(by_update, epochs, 1, 0) if by_update else epochs


def _keys(text: str) -> Keys:
    """Return what a dictionary's text says; a later key wins over an earlier one."""
    found = []
    for key, rate in ast.literal_eval(text).items():
        for part in key.split(","):
            first, _, last = part.partition("-")
            if int(first) <= int(last or first):
                found.append((int(first), int(last or first), float(rate)))
    return found


def _at(keys: Keys, number: int) -> float:
    """Return the rate of the largest number with a key that is not above `number`."""
    nearest = max(min(last, number) for first, last, _ in keys if first <= number)
    return [rate for first, last, rate in keys if first <= nearest <= last][-1]


def _laid(keys: Keys, before: Schedule, width: int, origin: int) -> Schedule:
    """Return the rates of `keys`, whose numbers are `width` updates each and begin at `origin`."""
    numbers = sorted({edge for first, last, _ in keys for edge in (first, last + 1)})
    steps = [float((number - origin) * width) for number in numbers]
    table = PiecewiseConstant(tuple(steps[1:]), tuple(_at(keys, number) for number in numbers))
    return before.then(table, at=steps[0], restart=False) if steps[0] > 0 else table

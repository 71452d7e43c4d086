"""Schedulers in cycles: triangles and cosines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    BoundedStretch,
    End,
    Factor,
    Peak,
    PeriodCount,
    Start,
    Switch,
    Unused,
    WarmupCount,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Constant,
    Cosine,
    Interpolant,
    IrregularCycles,
    Ramp,
    Schedule,
    joints,
)

MOST = 2**18
"""Cycles of different lengths that are counted one by one."""

FAR = 2**53

Size = Annotated[int, like(PeriodCount, low=2, sample=500)]
Warm = Annotated[int, like(WarmupCount, help="how many steps lead to the next cycle", sample=9)]


@final
@dataclass(frozen=True)
class Growth:
    """Cycles of one or two parts, each part `mult` times as long as the last, cut to a whole."""

    sizes: tuple[int, ...]
    mult: float

    def __call__(self) -> list[float]:
        """Return the steps at which the parts start; cycles that shrink end before 0."""
        starts, sizes = [0.0], self.sizes
        while starts[-1] < FAR:
            for size in sizes:
                starts.append(starts[-1] + size)
            before, sizes = sizes, tuple(int(size * self.mult) for size in sizes)
            if sizes == before or sizes[0] == 0:
                break
            if len(starts) > MOST:
                raise LrplotError("cycle_mult: its cycles grow too slowly to be counted")
        return starts


def _cycles(
    first: Schedule,
    other: Schedule,
    sizes: tuple[int, int],
    mult: float,
    fades: tuple[float, float],
) -> Schedule:
    """Return cycles of what the start value and the end value give, each fading by itself."""
    rule = Growth(sizes if sizes[1] else sizes[:1], mult)
    units = len(rule.sizes)
    starts = joints(rule)
    curve = IrregularCycles(((first, fades[0]), (other, fades[1])), rule, units)
    return curve.then(Constant(math.nan), at=float(starts[-1])) if mult < 1 else curve


def _saw(
    values: tuple[float, float], interpolant: Interpolant, size: int, warm: int, mult: float,
    start_mult: float, end_mult: float,
) -> Schedule:  # fmt: skip
    """Return ways from the start value to the end value, and maybe lines back to the next start."""
    start, end = values
    first: Schedule = Ramp(start, 0.0, 1.0, interpolant)
    other: Schedule = Ramp(0.0, end, 1.0, interpolant)
    if warm:
        first = first.then(Ramp(0.0, start * start_mult, 1.0), at=1.0)
        other = other.then(Ramp(end, 0.0, 1.0), at=1.0)
    return _cycles(first, other, (size, warm), mult, (start_mult, end_mult))


@schedule
def LinearCyclicalScheduler(
    optimizer: Unused,
    param_name: Unused,
    start_value: Start,
    end_value: Peak,
    cycle_size: Size,
    cycle_mult: BoundedStretch = 1.0,
    start_value_mult: Factor = 1.0,
    end_value_mult: Factor = 1.0,
    warmup_duration: Warm = 0,
    save_history: Unused = False,
    param_group_index: Unused = None,
    monotonic: Switch = False,
) -> Schedule:
    """Triangles from `start_value` to `end_value` and back, or with `monotonic` only the way there.

    Keywords: CLR, cyclical learning rate, triangular.
    Where: start_value_mult: what `start_value` is multiplied by after each cycle; end_value_mult:
    what `end_value` is multiplied by after each cycle; monotonic: whether a cycle is the way there
    alone.
    Differs: `cycle_size` is the whole triangle, not its half. Cycles are int(cycle_size *
    cycle_mult) long: a fraction is cut off each time, and a short cycle may never grow. Where
    cycles have shrunk to nothing ignite divides by zero, and there is no rate. The optimizer's
    own rate plays no part.
    Formula: end + (start - end) * 2 * |u - 1/2|, or start + (end - start) * u; u from 0 to 1 in
    each cycle; start and end times their mults after each. The warmup of `warmup_duration` is a
    line from the end to the next start.
    Source: ignite/handlers/param_scheduler.py, 0.5.5; arXiv:1506.01186.
    """
    if warmup_duration and not monotonic:
        raise LrplotError("warmup_duration wants monotonic=True")
    if monotonic:
        return _saw(
            (start_value, end_value), LINEAR, cycle_size, warmup_duration, cycle_mult,
            start_value_mult, end_value_mult,
        )  # fmt: skip
    down = Ramp(start_value, 0.0, 0.5).then(Ramp(0.0, start_value, 0.5), at=0.5)
    up = Ramp(0.0, end_value, 0.5).then(Ramp(end_value, 0.0, 0.5), at=0.5)
    return _cycles(down, up, (cycle_size, 0), cycle_mult, (start_value_mult, end_value_mult))


@schedule
def CosineAnnealingScheduler(
    optimizer: Unused,
    param_name: Unused,
    start_value: Peak,
    end_value: End,
    cycle_size: Size,
    cycle_mult: BoundedStretch = 1.0,
    start_value_mult: Factor = 1.0,
    end_value_mult: Factor = 1.0,
    warmup_duration: Warm = 0,
    save_history: Unused = False,
    param_group_index: Unused = None,
) -> Schedule:
    """Half cosines from `start_value` to `end_value`, again and again.

    Where: start_value_mult: what `start_value` is multiplied by after each cycle; end_value_mult:
    what `end_value` is multiplied by after each cycle.
    Differs: it restarts without end, and `end_value` is never quite reached without a warmup:
    the restart comes in its step. Cycles are int(cycle_size * cycle_mult) long: a fraction is cut
    off each time. Where cycles have shrunk to nothing ignite divides by zero, and there is no
    rate. The optimizer's own rate plays no part.
    Formula: start + (end - start) * (1 - cos(pi * u)) / 2, u from 0 to 1 in each cycle; start and
    end times their mults after each. The warmup of `warmup_duration` is a line from the end to
    the next start.
    Source: ignite/handlers/param_scheduler.py, 0.5.5; arXiv:1506.01186.
    """
    return _saw(
        (start_value, end_value), Cosine(), cycle_size, warmup_duration, cycle_mult,
        start_value_mult, end_value_mult,
    )  # fmt: skip

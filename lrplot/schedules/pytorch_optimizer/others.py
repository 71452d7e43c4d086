"""Restarts, warmup-stable-decay, Chebyshev's steps, and a value in proportion to a rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, NestedSchedule, schedule
from lrplot.parameters import (
    Choice,
    Cycles,
    End,
    EndRatio,
    Factor,
    Length,
    Number,
    Optimizer,
    Peak,
    PeriodCount,
    Plateau,
    Rate,
    Switch,
    Times,
    Unused,
    Warmup,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Array,
    Constant,
    Interpolant,
    Power,
    Ramp,
    Schedule,
    Shift,
    Stairs,
    Wave,
    WholeStepCycles,
    np,
)
from lrplot.schedules.pytorch_optimizer import Overwritten

Shape = Annotated[
    str,
    Choice("cooldown shape", "the shape of the decay", ("1-sqrt", "cosine", "linear", "1-square")),
]
SHAPES: dict[str, Interpolant] = {"1-sqrt": Power(0.5), "linear": LINEAR, "1-square": Power(2.0)}
Whole = Annotated[int, like(PeriodCount, meta="NUMBER", sample=5000)]
Inside = Annotated[
    int, Number("warmup", "how many steps of each cycle the rate rises for", low=0, whole=True)
]
Value = Annotated[float, Number("value", "a value that is no rate", low=-1e9, sample=2)]


@final
@dataclass(frozen=True)
class WarmRestarts(Schedule):
    """Cycles that rise from `low` in `warmup` steps and fall back along half a cosine.

    Their heights are `fade` times those of the last, above 0, not above `low`.
    """

    high: float
    low: float
    warmup: int
    fade: float
    cycles: WholeStepCycles

    def values(self, x: Array) -> Array:
        cycle = self.cycles.cycle(x)
        start, length = self.cycles.place(cycle)
        height, local = self.high * self.fade**cycle - self.low, x - start
        done = np.clip((local - self.warmup) / (length - self.warmup), 0.0, 1.0)
        way = 0.5 + 0.5 * np.cos(np.pi * done)
        if self.warmup:
            way = np.where(local < self.warmup, local / self.warmup, way)
        out: Array = self.low + height * way
        return out

    def breaks(self, edges: Array) -> Array:
        starts = self.cycles.breaks(edges)
        tops = self.cycles.breaks(edges - self.warmup) + self.warmup
        return np.concatenate([starts, tops[(tops >= edges[0]) & (tops <= edges[-1])]])

    @property
    def end(self) -> float:
        return self.cycles.end

    @property
    def span(self) -> float:
        return self.cycles.span


@final
@dataclass(frozen=True)
class Chebyshev(Schedule):
    """`value` over Chebyshev's nodes on [0.05, 1], so many of them, in fractal order."""

    value: float
    nodes: int

    def values(self, x: Array) -> Array:
        # of 2 and of 4 nodes only the first half has a place
        last = self.nodes if self.nodes > 4 else max(1, self.nodes // 2)
        place = np.clip(np.floor(x), 0, last - 1).astype(np.int64)
        node = np.zeros_like(place)
        for bit in range(last.bit_length() - 2, -1, -1):
            size = last >> bit
            node = np.where(place >> bit & 1, size - 1 - node, node)
        angle = (node + 0.5) * np.pi / self.nodes
        rates: Array = self.value / (0.525 - 0.475 * np.cos(angle))
        return rates

    def breaks(self, edges: Array) -> Array:
        return np.empty(0)

    @property
    def end(self) -> float:
        return float(self.nodes)


@schedule
def CosineAnnealingWarmupRestarts(
    optimizer: Unused,
    first_cycle_steps: Whole,
    cycle_mult: Factor = 1.0,
    max_lr: Peak = 1e-4,
    min_lr: End = 1e-6,
    warmup_steps: Inside = 0,
    gamma: Factor = 0.9,
    last_epoch: Unused = -1,
) -> Schedule:
    """Cycles of a linear warmup from `min_lr` and half a cosine back, each `gamma` times as high.

    Keywords: SGDR, warm restarts.
    Where: cycle_mult: how many times as long each cycle is as the last; gamma: how high each cycle
    is beside the last.
    Differs: update 0 runs at `min_lr`, with a warmup or without. What follows the warmup is
    `cycle_mult` times as long as in the last cycle, cut to whole steps but at least 1; the warmup
    is as long in each. `min_lr` is never reached by the cosine: the next cycle begins in the step
    that would have it.
    Formula: min_lr + (max_lr * gamma ** cycle - min_lr) * j / W for j < W = warmup_steps, then
    ... * (1 + cos(pi * (j - W) / (L - W))) / 2, j the step in a cycle of L steps.
    Source: pytorch_optimizer/lr_scheduler/cosine_anealing.py, 4.1.0.
    """
    if warmup_steps >= first_cycle_steps:
        raise LrplotError("warmup_steps must be below first_cycle_steps")
    cycles = WholeStepCycles(first_cycle_steps - warmup_steps, cycle_mult, 1, warmup_steps)
    curve = WarmRestarts(max_lr, min_lr, warmup_steps, gamma, cycles)
    return Constant(min_lr).then(curve, at=1, restart=False)


@schedule
def get_wsd_schedule(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_stable_steps: Plateau,
    num_decay_steps: Length,
    min_lr_ratio: EndRatio = 0.0,
    num_cycles: Cycles = 0.5,
    cooldown_type: Shape = "1-sqrt",
    last_epoch: Unused = -1,
) -> Schedule:
    """Warmup, stable, decay: up in a line from 0, level, and down.

    Keywords: WSD, trapezoid, trapezoidal.
    Where: num_decay_steps: how many steps the decay takes.
    Differs: update 0 has the rate 0. Only the cosine leads to `min_lr_ratio` times the rate; all
    other decays lead to 0, and from there the rate jumps up to it.
    Formula: lr * t / W for t < W; lr for t < W + num_stable_steps; then, u the part of the decay,
    lr * (1 - sqrt(u)), lr * (1 - u), lr * (1 - u ** 2), or the cosine; then lr * min_lr_ratio.
    Source: pytorch_optimizer/lr_scheduler/wsd.py, 4.1.0.
    """
    low, length = min_lr_ratio * optimizer, num_decay_steps
    if cooldown_type == "cosine":
        half = max(1.0, length) / (2 * num_cycles) if num_cycles else 0.0
        down: Schedule = Wave(optimizer, low, half) if half else Constant(optimizer)
    else:
        down = Ramp(optimizer, 0.0, length, SHAPES[cooldown_type])
    rest = Constant(optimizer).then(
        down.then(Constant(low), at=length), num_warmup_steps + num_stable_steps
    )
    up = Ramp(0.0, optimizer, max(1.0, num_warmup_steps))
    return up.then(rest, at=num_warmup_steps, restart=False)


@schedule
def get_chebyshev_schedule(
    optimizer: Optimizer,
    num_epochs: Times,
    is_warmup: Switch = False,
    last_epoch: Unused = -1,
) -> Schedule:
    """The rate over Chebyshev's nodes on [0.05, 1] in fractal order: up to nearly 20 times it.

    Where: num_epochs: how many epochs there are; is_warmup: whether it stays level, as in a warmup.
    Differs: a step is meant to be an epoch. The first three have the same rate. The number of nodes
    is the power of 2 that `num_epochs` - 1 goes into, and all of them are used if it is above 4,
    one or two if not; after them the rate stays. With `is_warmup` it is level throughout.
    Formula: lr / (0.525 - 0.475 * cos(pi * (p + 0.5) / N)), p the place of max(0, t - 2) in the
    permutation of N in which each half of a pair mirrors the other.
    Source: pytorch_optimizer/lr_scheduler/chebyshev.py, 4.1.0; arXiv:2103.01338.
    """
    if is_warmup:
        return Constant(optimizer)
    power = 2 ** (int(math.log2(num_epochs - 1)) + 1) if num_epochs > 1 else 1
    return Shift(Stairs(Chebyshev(optimizer, power), 1), -2)


@schedule
def ProportionScheduler(
    lr_scheduler: NestedSchedule,
    max_lr: Rate,
    min_lr: Rate = 0.0,
    max_value: Value = 2.0,
    min_value: Value = 2.0,
) -> Schedule:
    """A value in proportion to a schedule's rate, such as the rho of GSAM.

    Where: max_lr: the rate that stands for `max_value`; min_lr: the rate that stands for
    `min_value`; max_value: the value at the rate `max_lr`; min_value: the value at the rate
    `min_lr`.
    Differs: what is drawn is no rate. By default it is always 2. Those of pytorch_optimizer's
    schedulers that overwrite the first rate do not tell so: for update 0 the value is that of the
    rate that they say they have.
    Example: min_value=1
    Formula: min_value + (max_value - min_value) * (rate - min_lr) / (max_lr - min_lr), or max_value
    if max_lr is not above min_lr.
    Source: pytorch_optimizer/lr_scheduler/proportion.py, 4.1.0; GSAM (arXiv:2203.08065).
    """
    if max_lr <= min_lr:
        return Constant(max_value)
    rate = lr_scheduler.told if isinstance(lr_scheduler, Overwritten) else lr_scheduler
    slope = (max_value - min_value) / (max_lr - min_lr)
    return (rate + Constant(-min_lr)) * Constant(slope) + Constant(min_value)

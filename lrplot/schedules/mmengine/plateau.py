"""ReduceOnPlateauLR, alone and among other schedulers: the rate falls when a metric stalls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, final

from lrplot.catalogue import (
    Drop,
    Least,
    LrplotError,
    Patience,
    ReduceOnPlateau,
    Rest,
    Threshold,
    ThresholdMode,
    schedule,
)
from lrplot.parameters import (
    Choice,
    DecayEnd,
    End,
    EpochMetrics,
    MetricValues,
    Optimizer,
    Unused,
    Verbose,
)
from lrplot.pieces import Array, Chain, Delegate, Jumps, KnownUntil, Schedule, Stage, moved, np
from lrplot.schedules.mmengine.clock import (
    Begin,
    ByEpoch,
    Clock,
    Clocked,
    EpochLength,
    chained,
    length_of,
)
from lrplot.schedules.mmengine.kinds import INF

Rule = Annotated[str, Choice("rule", "what a better value is than the best", ("less", "greater"))]


@final
@dataclass(frozen=True)
class Plateau(Delegate):
    """A scheduler that lowers the rate, `base` if it is alone, after some of its epochs."""

    base: float
    watch: ReduceOnPlateau
    metrics: MetricValues
    clock: Clock

    @property
    def exact(self) -> bool:
        return True

    @property
    def drops(self) -> list[int]:
        """The epochs after which the rate drops; the first of all is 1."""
        numbered = enumerate(self.metrics.values, start=1)
        heard = [one for one in numbered if self.clock.begin <= one[0] < self.clock.end]
        dropping = self.watch.drops((value for _, value in heard), worst=INF)
        return [epoch for (epoch, _), drops in zip(heard, dropping, strict=True) if drops]

    @cached_property
    def drawn(self) -> Schedule:
        return together(self.base, [self])


def _lowered(at: tuple[float, ...], before: Array, watch: ReduceOnPlateau) -> Jumps:
    """Return what a rule makes of given rates at the steps at which they drop."""
    factors, images = [], []
    for rate in before.tolist():
        lower = watch.lower(rate)
        kept, bottom = lower == rate, lower == watch.min_lr
        factors.append(1.0 if kept else 0.0 if bottom else watch.factor)
        images.append(watch.min_lr if bottom and not kept else 0.0)
    return Jumps(at, tuple(factors), tuple(images))


def together(
    rate: float, schedulers: Sequence[Schedule], given_length: int | None = None
) -> Schedule:
    """Return what schedulers do to a rate, also where some of them follow a metric.

    These act after the others, for an epoch is over before its metric is known. When the rate
    drops the metrics alone say; how far is tried until the rates that come of it agree.
    """
    clocks = [one.clock for one in schedulers if isinstance(one, Clocked | Plateau)]
    length = length_of(clocks, given_length)
    plateaus = [one for one in schedulers if isinstance(one, Plateau)]
    others = [one for one in schedulers if not isinstance(one, Plateau)]
    chain = chained(rate, others, length)
    if not plateaus:
        return chain
    found: list[Jumps] = []
    for one in plateaus:
        at = tuple(float(epoch * (length or 1)) for epoch in one.drops)
        found.append(Jumps(at, (one.watch.factor,) * len(at), (0.0,) * len(at)))
    tried: list[Jumps] = []
    while found != tried:
        tried, found = found, []
        moved_by = Chain(rate, (*chain.stages, *map(Stage, tried)))
        for number, one in enumerate(plateaus):
            t = np.array(tried[number].at)
            before = moved_by(t - 1.0)
            with np.errstate(all="ignore"):
                for stage in moved_by.stages[: len(chain.stages) + number]:
                    before = moved(before, stage.between(t - 1.0, t))
            found.append(_lowered(tried[number].at, before, one.watch))
    known = min(len(one.metrics.values) for one in plateaus) + 1
    return KnownUntil(moved_by, float(known * (length or 1)))


@schedule
def ReduceOnPlateauLR(
    optimizer: Optimizer,
    monitor: Unused = "loss",
    rule: Rule = "less",
    factor: Drop = 0.1,
    patience: Patience = 10,
    threshold: Threshold = 1e-4,
    threshold_rule: ThresholdMode = "rel",
    cooldown: Rest = 0,
    min_value: End = 0.0,
    eps: Least = 1e-8,
    begin: Begin = 0.0,
    end: DecayEnd = INF,
    last_step: Unused = -1,
    by_epoch: ByEpoch = True,
    verbose: Verbose = False,
    *,
    epoch_length: EpochLength | None = None,
    metrics: EpochMetrics,
) -> Schedule:
    """The rate times `factor` each time a metric has not improved for over `patience` epochs.

    Keywords: ReduceLROnPlateau.
    Differs: a step is an epoch, or with `epoch_length` an iteration. Every epoch is validated, as
    val_interval=1 has it. What is measured after the epoch before `begin` counts, and after that
    before `end` no more. A value of 1e9 or more is never better than none.
    Example: patience=1
    Formula: lr = max(lr * factor, min_value) once more than `patience` values in a row are not
    better than best * (1 - threshold); best - threshold for "abs", + for "greater".
    Source: mmengine/optim/scheduler/param_scheduler.py and hooks/param_scheduler_hook.py, 0.10.7.
    """
    if not by_epoch:
        raise LrplotError("by_epoch must be true: mmengine's ReduceOnPlateauLR knows nothing else")
    mode = "min" if rule == "less" else "max"
    rule_ = mode, factor, patience, threshold, threshold_rule, cooldown, min_value, eps
    clock = Clock(begin, end, epoch_length=epoch_length)
    return Plateau(optimizer, ReduceOnPlateau(*rule_), metrics, clock)

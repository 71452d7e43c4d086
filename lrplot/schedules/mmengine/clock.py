"""When a scheduler acts: from one step to another, counted in epochs or in iterations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from typing import Annotated, final

from lrplot.catalogue import LrplotError, spread
from lrplot.parameters import At, DecayEnd, Number, Switch, Unused, Verbose, like
from lrplot.pieces import (
    Annealing,
    Chain,
    Constant,
    Delegate,
    Schedule,
    Stage,
    Wave,
    sparing,
    stages_of,
)
from lrplot.schedules.mmengine.kinds import INF, Kind, Range

EpochLength = Annotated[
    int,
    Number("epoch length", "how many iterations an epoch has", low=1, whole=True, sample=100),
]


Begin = Annotated[float, like(At, help="the step that it begins to act at")]
End = Annotated[float, like(DecayEnd, help="the step that it acts before")]
ByEpoch = Annotated[bool, like(Switch, help="whether its steps are epochs, not iterations")]
Converted = Annotated[bool, like(Switch, help="whether its epochs are read as so many iterations")]


@final
@dataclass(frozen=True, repr=False)
class Clock:
    """The steps that a scheduler acts in: from `begin` on and before `end`."""

    begin: Begin = 0.0
    end: End = INF
    last_step: Unused = -1
    by_epoch: ByEpoch = True
    verbose: Verbose = False
    _: KW_ONLY
    convert_to_iter_based: Converted = False
    epoch_length: EpochLength | None = None

    def __repr__(self) -> str:
        return sparing(self)

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            raise LrplotError("end must be larger than begin")
        if self.convert_to_iter_based and not self.by_epoch:
            raise LrplotError("convert_to_iter_based: only what is by_epoch can be converted")
        if not self.convert_to_iter_based and (self.begin % 1 or self.end % 1):
            raise LrplotError("begin and end must be whole unless they are converted")

    def steps(self, epoch_length: int) -> Range:
        """Return the steps as the scheduler counts them."""
        scale = epoch_length if self.convert_to_iter_based else 1
        end = self.end if self.end == INF else float(int(self.end * scale))
        return Range(float(int(self.begin * scale)), end, float(scale))

    def within(self, max_epochs: float | None, max_iters: float | None) -> Clock:
        """Return this with the end of the training as its own, unless it has one."""
        most = max_epochs if self.by_epoch else max_iters
        return self if most is None or self.end != INF else replace(self, end=most)


ALWAYS = Clock()

clocked = spread(clock=Clock)
"""Puts what a clock is made of in the place of a schedule's `clock`."""


@final
@dataclass(frozen=True)
class Clocked(Delegate):
    """A kind of scheduler on the rate `base`, in the steps of a clock."""

    base: float
    kind: Kind
    clock: Clock = ALWAYS

    def __post_init__(self) -> None:
        # what its parameters cannot be is said at once
        list(self.kind.stages(self.base, self.clock.steps(self.clock.epoch_length or 1)))

    def stages(self, base: float, epoch_length: int) -> list[Stage]:
        """Return what it does to a rate whose base is `base`."""
        clock = self.clock
        every = float(epoch_length) if clock.by_epoch and not clock.convert_to_iter_based else 1.0
        found = self.kind.stages(base, clock.steps(epoch_length))
        return [replace(stage, every=every) for stage in found]

    @cached_property
    def drawn(self) -> Chain:
        """What it does alone."""
        chain = chained(self.base, [self], self.clock.epoch_length)
        stage = chain.stages[0]
        alone = chain.stages == (Stage(stage.update, end=stage.end),)
        if alone and isinstance(stage.update, Annealing):
            # the same digits, for a third of the time
            wave = Wave(self.base, stage.update.low, stage.update.length)
            still = Constant(float(wave(stage.last)))
            return replace(chain, closed_form=wave.then(still, at=stage.last, restart=False))
        return chain


def length_of(clocks: Sequence[Clock], given: int | None = None) -> int | None:
    """Return how many iterations an epoch has, if that is given somewhere."""
    length = next(filter(None, [given, *(clock.epoch_length for clock in clocks)]), None)
    if length is None and len({clock.by_epoch for clock in clocks}) > 1:
        raise LrplotError("epoch_length must be given where some are by epoch and some are not")
    return length


def chained(rate: float, schedulers: Sequence[Schedule], epoch_length: int | None) -> Chain:
    """Return what schedulers do to a rate; one that is none of mmengine's gives it outright."""
    length, base = epoch_length or 1, rate
    found: list[Stage] = []
    often: list[Stage] = []
    rare: list[Stage] = []
    for one in schedulers:
        if not isinstance(one, Clocked):
            stages = [*stages_of(one)]
            often += stages
        else:
            stages = one.stages(base, length)
            base = one.kind.base(base, one.clock.steps(length))
            # also where an epoch has one iteration
            (rare if one.clock.by_epoch and not one.clock.convert_to_iter_based else often).extend(
                stages
            )
        found += stages
    if not rare or not often or epoch_length is None:
        return Chain(rate, tuple(found))
    # an iteration is counted before the epoch that it ends, but they are built in the list's order
    first = [replace(stage, end=stage.begin + 1) for stage in found if stage.begin == 0]
    rest = [replace(stage, begun=stage.begin == 0) for stage in often + rare]
    return Chain(rate, (*first, *rest))

"""`Plot`: a plan with its schedules built and labelled, ready for a writer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.pieces import Ramp, Schedule
from lrplot.plots.labels import Swept, unique
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.plots.tally import Tally
from lrplot.specs.spec import Spec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lrplot.plots.others import Others


@dataclass(frozen=True)
class Plot:
    """Everything a writer needs: labelled schedules, the steps, and how it should look."""

    curves: tuple[tuple[str, Schedule], ...]
    steps: Range
    settings: Settings
    tally: Tally
    """What a writer has seen of the rates."""
    title: str = ""
    """What all curves are of, where that is one schedule."""
    swept: tuple[Swept, ...] = ()
    """What a sweep of one schedule varies."""
    in_epochs: bool = False
    """Whether a step is an epoch in all schedules."""
    ends: tuple[float, ...] = ()
    """How many steps a training makes, curve by curve; infinite for a schedule of none."""
    others: tuple[Others, ...] = ()
    """What else of the curves' optimizers is to be shown."""
    specs: tuple[Spec, ...] = ()
    """What the curves are made from, one by one."""
    drawn: dict[int, Curve] = field(default_factory=dict)
    """The curves as a picture has sampled them, by their numbers: a rate for each step."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns of its table: the steps, and each curve."""
        return unique(["step", *(name for name, _ in self.curves)])

    def tabled(self) -> Plot:
        """Return the plot of a table, with a curve for each of its columns.

        The first is what the x axis counts, if not steps; the last ones are what stands beside the
        rates.
        """
        names, schedules = map(list, zip(*self.curves, strict=True))
        ends = [*map(self.end, range(len(self.curves)))]
        for each in self.others:
            names += [f"{name} {each.name}" for name, _ in self.curves]
            schedules += each.schedules
        ends *= 1 + len(self.others)
        if self.settings.x not in (None, "steps"):
            names.insert(0, self.settings.x)
            schedules.insert(0, Ramp(0.0, 2.0**53 * self.settings.per_step, 2.0**53))
            ends.insert(0, math.inf)
        curves = tuple(zip(unique(names), schedules, strict=True))
        return replace(self, curves=curves, ends=tuple(ends), tally=Tally(len(curves)))

    def end(self, curve: int) -> float:
        """Return the first step that a curve, by its number, does not have."""
        return self.ends[curve] if self.ends else math.inf

    def part(self, curve: int, steps: Range) -> Range:
        """Return those of the steps that a curve, by its number, has."""
        if steps.stop <= (end := self.end(curve)):
            return steps
        if steps.start < end:
            return replace(steps, stop=int(end))
        label, last = self.curves[curve][0], int(end) - 1
        raise LrplotError(f"{label}: this training ends at step {last}, before what is to be shown")

    def draws(self, curve: int, sampled: Curve) -> Curve:
        """Keep what a picture has sampled of a curve, by its number: one rate for each step."""
        # of two neighbours at one step, the second is its rate
        own = np.append(np.diff(sampled.steps) > 0, True)
        self.drawn[curve] = replace(sampled, steps=sampled.steps[own], rates=sampled.rates[own])
        return self.drawn[curve]

    def rates(self, curve: int, steps: NDArray[Any]) -> Array:
        """Return the rates of a curve, by its number, and count those that cannot be used.

        Behind the end of a training they are NaN.
        """
        rates = self.curves[curve][1](steps)
        there = steps < self.end(curve)
        if there.all():
            self.see(curve, steps, rates)
            return rates
        self.see(curve, steps[there], rates[there])
        return np.where(there, rates, np.nan)

    def see(self, curve: int, steps: NDArray[Any], rates: Array) -> None:
        """Count the rates of a curve that cannot be used, at steps that go up."""
        schedule = self.curves[curve][1]
        if schedule.exact:
            # what follows a metric is not known after the last value: that is no wrong rate
            known = steps < schedule.end
            steps, rates = steps[known], rates[known]
        self.tally.see(curve, steps, rates)

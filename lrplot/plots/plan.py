"""`Plan`: schedules, settings and files to write; `Plot`: the same, built and labelled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import Array, np
from lrplot.arithmetic.steps import Range, Stretch, nice
from lrplot.errors import LrplotError
from lrplot.pieces import Ramp, Schedule
from lrplot.plots.labels import Swept, labels, swept, title, unique
from lrplot.plots.origins import epoch, per_step
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import Settings
from lrplot.plots.tally import Tally
from lrplot.specs.spec import Spec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lrplot.plots.others import Others

NOTHING_SAID = Settings()

CURVES = 1000
"""The most curves of a plot; a picture takes fewer."""

STILL = 1000
"""How many steps of a rate that stays the same are shown."""


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


@dataclass(frozen=True)
class Plan:
    """Schedules, settings, and the names of files to write."""

    specs: tuple[Spec, ...]
    settings: Settings = NOTHING_SAID
    output: tuple[str, ...] = ()
    name: str = ""
    """What the file of it is called, without its suffix."""

    def plot(self) -> Plot:
        """Build the schedules and fill in labels and steps."""
        if len(self.specs) > CURVES:
            raise LrplotError(f"{len(self.specs):,} curves are too many; at most {CURVES:,}")
        schedules = [spec.curve() for spec in self.specs]
        settings = self.settings
        if settings.steps_per_epoch is None and (known := epoch(self.specs)):
            settings = replace(settings, steps_per_epoch=known)
        settings = replace(settings, per_step=per_step(self.specs, settings))
        steps = ranged(self.specs, settings.steps, settings.steps_per_epoch)
        names = labels(self.specs)
        curves = tuple(zip(names, schedules, strict=True))
        tally, of, epochs = Tally(len(curves)), title(self.specs), all(map(_in_epochs, self.specs))
        ends = tuple(spec.origin.updates if spec.origin else math.inf for spec in self.specs)
        plot = Plot(
            curves, steps, settings, tally, of, swept(self.specs), epochs, ends, specs=self.specs
        )
        if not settings.also:
            return plot
        from lrplot.plots.others import others

        also = dict.fromkeys(settings.also)
        return replace(plot, others=tuple(others(self.specs, names, name) for name in also))

    def joined(self, other: Plan) -> Plan:
        """Return both plans in one; the settings and files of `other` go before these."""
        changes = {
            f.name: value
            for f in fields(Settings)
            if (value := getattr(other.settings, f.name)) is not None
        }
        one, two = self.settings.steps, other.settings.steps
        if self.specs and other.specs and isinstance(one, Range) and isinstance(two, Range):
            # of two files, what the longer one has
            changes["steps"] = max(one, two, key=lambda steps: steps.stop)
        epochs = self.settings.steps_per_epoch, other.settings.steps_per_epoch
        if self.specs and other.specs and epochs[0] != epochs[1]:
            # an epoch of some is none of the others
            changes["steps_per_epoch"] = None
        settings = replace(self.settings, **changes)
        # what other schedules stand beside is no longer what the file has
        name = "" if self.specs and other.specs else self.name or other.name
        return Plan(self.specs + other.specs, settings, other.output or self.output, name)


def _in_epochs(spec: Spec) -> bool:
    """Tell whether a schedule has a step for each value of a metric that is measured by epoch."""
    for param in spec.entry.params:
        values = spec.value(param)
        if getattr(param.role, "by_epoch", False) and values:
            # after the last value, the next rate is known too
            return len(values.values) <= spec.curve().span <= len(values.values) + 1
    return False


def ranged(
    specs: Sequence[Spec], steps: Range | Stretch | None, steps_per_epoch: float | None = None
) -> Range:
    """Return the steps asked for, of which lengths are parts; all that happens, if none are."""
    if isinstance(steps, Range):
        return steps
    whole = whole_range(specs)
    return steps.range(steps_per_epoch, whole.stop) if steps else whole


def whole_range(specs: Sequence[Spec]) -> Range:
    """Return steps from 0 that show all that happens in every schedule.

    Of several that fall without end, the one that is over first says how far the falls are shown,
    but a warmup never takes more than two fifths: a long one would squash the short ones.
    """
    stops: list[int] = []
    endless: list[tuple[Schedule, int]] = []
    for spec in specs:
        total = spec.total()
        try:
            schedule = spec.curve()
            if spec.origin and math.isfinite(spec.origin.updates):
                stop = int(spec.origin.updates)
                total = spec.origin.updates
            elif schedule.exact:
                stop = round(schedule.span)
            elif total is None:
                stop = nice(schedule.span or STILL)
            else:
                stop = round(spec.pace.length(total) if spec.pace else total)
            Range(0, stop)
            if total is None and math.isfinite(schedule.span) and math.isinf(schedule.end):
                endless.append((schedule, stop))
            elif schedule.span or total is not None:
                stops.append(stop)
        except LrplotError as error:
            raise error.at(spec.entry.title) from error.__cause__
    falls: list[tuple[int, int]] = []
    for schedule, stop in endless:
        # one alone is shown for as long as it takes
        if start := _fall_start(schedule) if len(endless) > 1 else 0.0:
            falls.append((stop, nice(2.5 * start)))
        elif schedule.span:
            stops.append(stop)
    if falls:
        stops += [min(stop for stop, _ in falls), max(least for _, least in falls)]
    return Range(0, max(stops, default=STILL))


def _fall_start(schedule: Schedule) -> float:
    """Return the step from which a schedule only falls, without end; 0 if there is none."""
    span = schedule.span
    steps = np.linspace(0.0, span, 65)
    last: float = schedule.breakpoints(steps).max(initial=0.0)
    rates = schedule(np.linspace(last, span, 65)[1:])
    # an infinite rate neither rises nor falls
    with np.errstate(invalid="ignore"):
        falls = last < span / 2.5 and bool((np.diff(rates) <= 0).all())
    return last if falls else 0.0

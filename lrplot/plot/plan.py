"""`Plan`: schedules, settings and files to write; `Plot`: the same, built and labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import Array
from lrplot.arithmetic.steps import Range, Stretch, nice
from lrplot.errors import LrplotError, where
from lrplot.pieces import Schedule
from lrplot.plot.labels import labels
from lrplot.plot.settings import Settings
from lrplot.plot.tally import Tally
from lrplot.specs.spec import MOST, Spec

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING_SAID = Settings()


@dataclass(frozen=True)
class Plot:
    """Everything a writer needs: labelled schedules, the steps, and how it should look."""

    curves: tuple[tuple[str, Schedule], ...]
    steps: Range
    settings: Settings
    tally: Tally
    """What a writer has seen of the rates."""

    def rates(self, curve: int, steps: NDArray[Any]) -> Array:
        """Return the rates of a curve, by its number, and count those that cannot be used."""
        rates = self.curves[curve][1](steps)
        self.see(curve, steps, rates)
        return rates

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
        if len(self.specs) > MOST:
            raise LrplotError(f"{len(self.specs):,} curves are too many; at most {MOST}")
        schedules = [spec.curve() for spec in self.specs]
        steps = ranged(self.specs, self.settings.steps, self.settings.steps_per_epoch)
        curves = tuple(zip(labels(self.specs), schedules, strict=True))
        return Plot(curves, steps, self.settings, Tally(len(curves)))

    def joined(self, other: Plan) -> Plan:
        """Return both plans in one; the settings and files of `other` go before these."""
        changes = {
            f.name: value
            for f in fields(Settings)
            if (value := getattr(other.settings, f.name)) is not None
        }
        settings = replace(self.settings, **changes)
        # what other schedules stand beside is no longer what the file has
        name = "" if self.specs and other.specs else self.name or other.name
        return Plan(self.specs + other.specs, settings, other.output or self.output, name)


def ranged(
    specs: Sequence[Spec], steps: Range | Stretch | None, steps_per_epoch: float | None = None
) -> Range:
    """Return the steps asked for, of which lengths are parts; all that happens, if none are."""
    if isinstance(steps, Range):
        return steps
    whole = whole_range(specs)
    return steps.range(steps_per_epoch, whole.stop) if steps else whole


def whole_range(specs: Sequence[Spec]) -> Range:
    """Return steps from 0 that show all that happens in every schedule."""
    stops = []
    for spec in specs:
        total = spec.total()
        with where(spec.entry.title):
            schedule = spec.curve()
            if schedule.exact:
                stops.append(round(schedule.span))
            else:
                updates = total and total * (
                    spec.pace.updates / spec.pace.steps if spec.pace else 1
                )
                stops.append(nice(schedule.span) if updates is None else round(updates))
            Range(0, stops[-1])
    return Range(0, max(stops))

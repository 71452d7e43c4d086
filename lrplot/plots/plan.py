"""`Plan`: schedules, settings and files to write, and the range of steps that shows them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic.arrays import np
from lrplot.arithmetic.steps import Range, Stretch, nice
from lrplot.errors import LrplotError
from lrplot.pieces import Schedule
from lrplot.pieces.shown import Shown, late
from lrplot.plots.labels import labels, swept, title
from lrplot.plots.origins import epoch, named, per_step
from lrplot.plots.plot import Plot
from lrplot.plots.sampling import Curve, sample
from lrplot.plots.settings import Settings
from lrplot.plots.tally import Tally
from lrplot.specs.spec import Spec

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

NOTHING_SAID = Settings()

CURVES = 1000
"""The most curves of a plot; a picture takes fewer."""

STILL = 1000
"""How many steps of a rate that stays the same are shown."""


@dataclass(frozen=True, repr=False)
class Plan(Shown):
    """Schedules, settings, and the names of files to write; a notebook shows it as a picture."""

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
        labelled = named(self.specs)
        names = labels(labelled)
        curves = tuple(zip(names, schedules, strict=True))
        tally, of = Tally(len(curves)), title(self.specs, labelled)
        epochs = all(map(_in_epochs, self.specs))
        ends = tuple(spec.origin.updates if spec.origin else math.inf for spec in self.specs)
        plot = Plot(
            curves, steps, settings, tally, of, swept(labelled), epochs, ends, specs=self.specs
        )
        if not settings.also:
            return plot
        from lrplot.plots.others import others

        also = dict.fromkeys(settings.also)
        return replace(plot, others=tuple(others(self.specs, names, name) for name in also))

    def __repr__(self) -> str:
        return f"Plan({', '.join(labels(named(self.specs)))})"

    @property
    def curves(self) -> list[Curve]:
        """The curves as a picture has them, for `draw`."""
        plot = self.plot()
        return [
            sample(name, schedule, plot.part(number, plot.steps))
            for number, (name, schedule) in enumerate(plot.curves)
        ]

    def figure(self) -> Figure:
        """Return a figure of matplotlib's that pyplot does not know; a notebook shows it."""
        made: Figure = late("figure.shown", "figure")(self)
        return made

    def save(self, *names: str | PathLike[str]) -> None:
        """Write files, all or none, each in the format of its suffix: `save("x.svg", "x.csv")`.

        Without names, those that a plan's own file names. Raises `LrplotError` for a name that
        cannot be written.
        """
        if not names and not self.output:
            raise LrplotError("save wants the name of a file, such as compare.svg")
        late("output", "write")(self, names or self.output)

    def arrays(self, every: int = 1) -> dict[str, NDArray[Any]]:
        """Return the steps (int64) and every curve's rates (float64), one in `every` of the steps.

        Their names are those of the columns of a CSV file, and all are of one length. Behind the
        end of a training rates are NaN. Raises `LrplotError` for more than memory should hold.
        """
        from lrplot.plots import columns

        return columns.arrays(self.plot(), every)

    def to_dataframe(self, library: str | None = None, every: int = 1) -> Any:
        """Return `arrays` as a data frame of pandas, or of polars where pandas is not installed.

        `library` says which. Raises `LrplotError` where there is none.
        """
        from lrplot.plots import columns

        return columns.frame(self.arrays(every), library)

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

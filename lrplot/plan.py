"""What to draw: schedules, the settings of a picture, and the files to write."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.pieces import Schedule
from lrplot.settings import Settings
from lrplot.spec import MOST, Spec, labels, whole_range

NOTHING_SAID = Settings()


@dataclass(frozen=True)
class Plot:
    """Everything a writer needs: labelled schedules, the steps, and how it should look."""

    curves: tuple[tuple[str, Schedule], ...]
    steps: Range
    settings: Settings


@dataclass(frozen=True)
class Plan:
    """Schedules, settings, and the names of files to write."""

    specs: tuple[Spec, ...]
    settings: Settings = NOTHING_SAID
    output: tuple[str, ...] = ()

    def plot(self) -> Plot:
        """Build the schedules and fill in labels and steps."""
        if len(self.specs) > MOST:
            raise LrplotError(f"{len(self.specs):,} curves are too many; at most {MOST}")
        schedules = [spec.schedule() for spec in self.specs]
        steps = self.settings.steps or whole_range(self.specs)
        curves = tuple(zip(labels(self.specs), schedules, strict=True))
        return Plot(curves, steps, self.settings)

    def joined(self, other: Plan) -> Plan:
        """Return both plans in one; the settings and files of `other` go before these."""
        changes = {
            f.name: value
            for f in fields(Settings)
            if (value := getattr(other.settings, f.name)) is not None
        }
        settings = replace(self.settings, **changes)
        return Plan(self.specs + other.specs, settings, other.output or self.output)

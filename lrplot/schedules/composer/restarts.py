"""The piece behind CosineAnnealingWarmRestartsScheduler: cosines that restart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from lrplot.pieces import Array, Schedule, WholeStepCycles, np, within


@final
@dataclass(frozen=True)
class Restarts(Schedule):
    """Half cosines from `high` to `low`, one a cycle; there is no rate (NaN) where cycles end."""

    high: float
    low: float
    cycles: WholeStepCycles

    def values(self, x: Array) -> Array:
        start, length = self.cycles.place(self.cycles.cycle(x))
        done = np.clip((x - start) / length, 0.0, 1.0)
        rates = self.low + (self.high - self.low) * (0.5 + 0.5 * np.cos(np.pi * done))
        return np.where(length > 0, rates, np.nan)

    def breaks(self, edges: Array) -> Array:
        # the end is the start of no cycle
        return np.append(self.cycles.breaks(edges), within(edges, self.end))

    @property
    def end(self) -> float:
        return self.cycles.end

    @property
    def span(self) -> float:
        return self.cycles.span

"""fastai: the annealers, combine_scheds, and the policies of a Learner.

They know only the fraction of training done, `pos`. lrplot's own parameters say what it is a
fraction of: `total` updates in all for the annealers (around one of them, that one's counts),
`n_iter` batches in an epoch for the policies. After the last batch there is no rate in fastai;
here it stays. With several parameter groups the last one is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import final

from lrplot.catalogue import Framework, LrplotError
from lrplot.pieces import Array, Cosine, Decay, Geometric, Ramp, Rescale, Schedule, np, within

FRAMEWORK = Framework(
    paths=(
        "fastai.callback.schedule",
        "fastai.callback.all",
        "fastai.vision.all",
        "fastai.text.all",
        "fastai.tabular.all",
        "fastai.basics",
        "fastai.callback.tracker",
        "learn",
        "learner",
    ),
    yields=("ReduceLROnPlateau",),
)


@final
@dataclass(frozen=True)
class Phases(Schedule):
    """Schedules over a part of the training each, with the positions in float32, as torch's."""

    limits: tuple[float, ...]
    parts: tuple[Schedule, ...]

    def values(self, x: Array) -> Array:
        limits, at = np.array(self.limits, np.float32), x.astype(np.float32)
        phase = np.searchsorted(limits, at, side="right") - 1
        phase = np.clip(phase, 0, limits.size - 2)
        local = (at - limits[phase]) / (limits[phase + 1] - limits[phase])
        out = np.empty(x.shape)
        for number in np.unique(phase):
            here = phase == number
            out[here] = self.parts[number].values(local[here].astype(np.float64))
        return out

    def breaks(self, edges: Array) -> Array:
        # where a position is rounded up to the limit
        limits = np.array(self.limits, np.float32)
        before = np.nextafter(limits, np.float32(-1)).astype(np.float64)
        breakpoints = [(limits + before) / 2]
        for (start, stop), part in zip(pairwise(self.limits), self.parts, strict=False):
            breakpoints.append(start + (stop - start) * part.breaks(np.array([0.0, 1.0])))
        return within(edges, *np.concatenate(breakpoints))

    @property
    def end(self) -> float:
        return 1.0


def combined(pcts: tuple[float, ...], parts: tuple[Schedule, ...]) -> Schedule:
    """Return `parts` one after another, over the fraction of training done."""
    if sum(pcts) != 1.0:
        raise LrplotError(f"the parts have the sum {sum(pcts)!r}; fastai asserts that it is 1.0")
    if len(parts) < len(pcts):
        raise LrplotError("scheds must be as many as pcts")
    widths = np.array([0.0, *pcts], np.float32).astype(np.float64)
    limits = np.cumsum(widths).astype(np.float32)
    # no position is below 1 and in a last part that is empty
    last = int(np.argmax(limits == limits[-1]))
    return Phases(tuple(map(float, limits[: last + 1])), parts[:last])


def cosines(pct: float, *rates: float) -> Schedule:
    """Return a cosine from the first of three rates to the second, and one to the third."""
    parts = tuple(Ramp(a, b, 1.0, Cosine()) for a, b in pairwise(rates))
    return combined((pct, 1 - pct), parts)


def exponential(start: float, end: float) -> Schedule:
    """Return a fall or rise by the same factor every update."""
    if start == 0:
        raise LrplotError("the rate at the start must be above 0: fastai divides by it")
    return Decay(start, Geometric(end / start))


def over(of: Schedule, total: float) -> Schedule:
    """Return a schedule over the fraction of training done, drawn over `total` updates."""
    return Rescale(of, total, limit=1.0)

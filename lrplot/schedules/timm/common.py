"""What timm's schedulers share: the warmup, the noise, and the rate before the first step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, spread
from lrplot.parameters import At, Number, Numbers, Start, Switch, Unused, Warmup, like
from lrplot.pieces import Array, Constant, Schedule, Stairs, np, warmed

NoiseRange = Annotated[
    tuple[float, ...] | None,
    Numbers(
        "noise range",
        "the step where noise begins, and maybe the step where it is over",
        like(At, sample=10),
        (10, 20),
    ),
]
NoiseLimit = Annotated[
    float,
    Number("noise limit", "the most that noise adds, in parts of the rate", low=0.0, above=True),
]
NoiseSpread = Annotated[
    float, Number("noise spread", "the standard deviation of the noise", low=0.0)
]
Seed = Annotated[
    int,
    Number("seed", "what the noise is drawn from", low=0, high=2**64 - 1, whole=True, sample=42),
]

Prefix = Annotated[
    bool, like(Switch, help="whether the schedule begins after the warmup, not under it")
]

RAREST = 10_000
"""How many times the limit the spread may be: beyond it, draws within the limit are too rare."""

WORD = 2**32


@final
@dataclass(frozen=True)
class Noise(Schedule):
    """`inner`, each whole step multiplied by 1 plus a noise of its own, in lines between them.

    A step's noise is torch's first normal number within `limit`, drawn from the seed plus the
    step, so that any step is known without those before it.
    """

    inner: Schedule
    start: float
    stop: float
    limit: float
    spread: float
    seed: int

    def values(self, x: Array) -> Array:
        before = np.floor(x)
        part = x - before
        noise = self.noise(before) * (1.0 - part) + self.noise(np.ceil(x)) * part
        return self.inner.values(x) * (1.0 + noise)

    def noise(self, steps: Array) -> Array:
        """Return the noise of whole steps; the first of all has none."""
        out = np.zeros(steps.shape)
        noisy = (steps >= max(self.start, 1.0)) & (steps < self.stop)
        once, place = np.unique(steps[noisy], return_inverse=True)
        out[noisy] = self._drawn(once)[place]
        return out

    def _drawn(self, steps: Array) -> Array:
        out, left, count = np.zeros(steps.shape), np.arange(steps.size), 8
        seeds = [(self.seed + int(step)) % WORD for step in steps]
        while left.size:
            drawn = self.spread * normals([seeds[place] for place in left], count)
            fits = np.abs(drawn) < self.limit
            found = fits.any(axis=1)
            out[left[found]] = drawn[found, fits[found].argmax(axis=1)]
            left, count = left[~found], 4 * count
        return out

    def breaks(self, edges: Array) -> Array:
        steps = Stairs(Constant(0.0), 1.0).breaks(edges)
        noisy = (steps >= self.start - 1) & (steps <= self.stop + 1)
        return np.concatenate([self.inner.breaks(edges), steps[noisy]])

    @property
    def end(self) -> float:
        return max(self.inner.end, self.stop)

    @property
    def span(self) -> float:
        return max(self.inner.span, 2 * self.start, 10.0)


def normals(seeds: list[int], count: int) -> Array:
    """Return torch's first normal numbers, an even `count`, from each seed, a row for each."""
    words = np.random.MT19937()
    twister = np.random.RandomState(words)
    raw = np.empty((len(seeds), 2 * count), dtype=np.uint64)
    for row, seed in enumerate(seeds):
        twister.seed(seed)
        raw[row] = words.random_raw(2 * count)
    # two words of 32 bits make one of 64, of which 53 bits make a number from 0 to 1
    wide = (raw[:, 0::2] << np.uint64(32)) | raw[:, 1::2]
    uniform = (wide & np.uint64(2**53 - 1)).astype(np.float64) * 2.0**-53
    angle, radius = 2 * np.pi * uniform[:, 0::2], np.sqrt(-2 * np.log1p(-uniform[:, 1::2]))
    pairs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=2)
    # torch draws a float32
    drawn: Array = pairs.reshape(len(seeds), count).astype(np.float32).astype(np.float64)
    return drawn


@dataclass(frozen=True)
class WarmupAndNoise:
    """What every scheduler of timm takes and does before and beside its own curve."""

    warmup_t: Warmup = 0.0
    warmup_lr_init: Start = 0.0
    warmup_prefix: Prefix = False
    t_in_epochs: Unused = True
    noise_range_t: NoiseRange = None
    noise_pct: NoiseLimit = 0.67
    noise_std: NoiseSpread = 1.0
    noise_seed: Seed | None = 42

    def around(
        self, curve: Schedule, base: float, top: float | None = None, until: float = math.inf
    ) -> Schedule:
        """Return the warmup, up to `top` or the base, before the curve or on top of it.

        From step `until` of the curve on timm fails, and there is no rate.
        """
        first = self.warmup_lr_init if self.warmup_t else base
        top = base if top is None else top
        curve = warmed(self.warmup_t, top, curve, start=first, restart=self.warmup_prefix)
        if self.noise_range_t is not None:
            curve = self.noisy(curve, self.noise_range_t)
        if math.isfinite(until):
            at = until + self.warmup_t if self.warmup_prefix else max(until, self.warmup_t)
            curve = curve.then(Constant(math.nan), at)
        # timm steps a scheduler after the first update, whose rate is its constructor's
        return (
            curve
            if float(curve(0.0)) == first
            else Constant(first).then(curve, at=1.0, restart=False)
        )

    def noisy(self, curve: Schedule, steps: tuple[float, ...]) -> Noise:
        """Return the curve with noise on the steps of a range."""
        if not steps:
            raise LrplotError("noise_range_t wants one or two steps")
        if self.noise_std > RAREST * self.noise_pct:
            most = f"noise_std may be at most {RAREST:,} times noise_pct"
            raise LrplotError(f"{most}: timm would draw almost without end")
        stop = steps[1] if len(steps) > 1 else math.inf
        seed = 42 if self.noise_seed is None else self.noise_seed
        return Noise(curve, steps[0], stop, self.noise_pct, self.noise_std, seed)


@dataclass(frozen=True)
class WarmupBefore(WarmupAndNoise):
    """The same where, if nothing is said, the curve's clock starts at the warmup's end."""

    warmup_prefix: Prefix = True


NEITHER, NEITHER_BEFORE = WarmupAndNoise(), WarmupBefore()

warmed_before = spread(around=WarmupBefore)
"""Puts what this is made of in the place of a schedule's `around`."""

"""The schedule of an optimizer's config: a warmup, a level, a decay and a cooldown, in cycles."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import Annotated

from lrplot.catalogue import LrplotError, schedule, where
from lrplot.parameters import (
    Choice,
    EndRatio,
    Exponent,
    Number,
    Numbers,
    Peak,
    Timescale,
    Total,
    Unused,
)
from lrplot.pieces import Constant, Schedule
from lrplot.schedules.levanter.decays import (
    Amplitude,
    BatchSize,
    ConstantLrSchedule,
    CosineLrSchedule,
    InvLrSchedule,
    InvSqrtLrSchedule,
    LinearLrSchedule,
    Power,
    PowerLrSchedule,
    SeqLength,
    line,
)
from lrplot.schedules.levanter.joined import joined

MOST = 1000
"""The most cycles that are drawn."""

PART = "above 1; or, from 0 to 1, which part of the cycle"
KINDS = ("cosine", "constant", "linear", "inv_sqrt", "inv", "power")


def _steps(name: str, help: str, sample: float) -> Number:
    return Number(name, help, low=0.0, meta="STEPS", sample=sample)


Warmup = Annotated[
    float, _steps("warmup or fraction", f"how many steps the rate rises for, {PART}", 0.01)
]
Decay = Annotated[
    float, _steps("cooldown or fraction", f"how many steps it decays for, {PART}", 0.2)
]
Rewarmup = Annotated[
    float, _steps("rewarmup", f"how many steps it rises for in later cycles, {PART}", 0.05)
]
Cooldown = Annotated[
    float, _steps("last cooldown", f"how many steps it falls for after all else, {PART}", 0.1)
]
CycleLength = Annotated[
    tuple[float, ...] | float,
    Numbers(
        "cycle length",
        f"how long all cycles are, {PART}; or a list of how long each is",
        _steps("cycle length", "how many steps", 10_000),
        (10_000.0, 20_000.0),
        _steps("cycle length", "how many steps", 10_000),
    ),
]
Cycles = Annotated[
    tuple[float, ...] | float,
    Numbers(
        "cycles",
        "how many cycles there are; or a list of the steps where they end",
        _steps("step", "a step number", 10_000),
        (10_000.0, 20_000.0),
        Number("cycles", "how many cycles there are", low=0, whole=True, sample=3),
    ),
]
Ends = Annotated[
    tuple[float, ...],
    Numbers(
        "ends",
        "the steps where cycles end",
        _steps("step", "a step number", 10_000),
        (10_000.0, 20_000.0),
    ),
]
Kind = Annotated[str, Choice("schedule type", "the shape of the decay", KINDS)]


@schedule
def AdamConfig(
    learning_rate: Peak = 6e-4,
    weight_decay: Unused = 0.1,
    min_lr_ratio: EndRatio = 0.1,
    warmup: Warmup = 0.01,
    decay: Decay | None = None,
    rewarmup: Rewarmup = 0.0,
    cooldown: Cooldown | None = None,
    cycle_length: CycleLength | None = None,
    cycles: Cycles | None = None,
    lr_schedule: Kind = "cosine",
    haps: Ends | None = None,
    weight_decay_modules: Unused = None,
    default_weight_decay_mask: Unused = None,
    beta1: Unused = 0.9,
    beta2: Unused = 0.95,
    epsilon: Unused = 1e-8,
    max_grad_norm: Unused = 1.0,
    nesterov: Unused = False,
    update_rms_clipping: Unused = None,
    clip_update_norm: Unused = None,
    skip_bad_steps: Unused = False,
    adamc_weight_decay: Unused = False,
    *,
    num_train_steps: Total = 400_000.0,
    exponent: Exponent = 1.0,
    timescale: Timescale = 10_000.0,
    batch_size: BatchSize | None = None,
    seq_length: SeqLength | None = None,
    a: Amplitude = 4.6,
    b: Power = -0.51,
) -> Schedule:
    """A linear warmup, a level and a decay, in one cycle or in several, and maybe a cooldown.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: a length up to 1 is a part of its cycle, so that a warmup of 1 is all of it, and not
    one step. Without `decay` there is no level: the decay takes what the warmup leaves.
    "inv_sqrt" stays at the peak until step `timescale`. A later cycle rises from where the last
    one ended, or, without `rewarmup`, jumps. The last of the cycles of a `cycle_length` takes the
    remainder, and is longer. A list of ends may reach beyond the training, which then cuts the
    cycle, but not with "cosine". A phase that does not fit is cut by those behind it, those of the
    next cycle too. `haps` is the old name of a list of `cycles`; it goes before that. What a class
    of `lr_schedule` takes is given beside it: `exponent` of CosineLrSchedule, `timescale` of
    InvSqrtLrSchedule, and the rest of PowerLrSchedule. The other optimizers' configs give the same
    rates.
    Formula: in a cycle of C steps, with k = t - its start, W = warmup, or rewarmup in later cycles,
    and D = decay, or C - W: e + (learning_rate - e) * k / W, e the end of the last cycle or 0; then
    learning_rate until C - D; then that of the LrSchedule at k - (C - D). A cooldown goes on from
    there, as a line to the least rate.
    Source: levanter/optim/config.py and trainer.py, 9263f81e; WSD-S (arXiv:2410.05192).
    """
    tail = _count("cooldown", cooldown or 0.0, num_train_steps)
    least = learning_rate * min_lr_ratio

    def decayed(steps: float, rise: float) -> Schedule:
        ends = {"learning_rate": learning_rate, "min_lr_ratio": min_lr_ratio}
        match lr_schedule:
            case "constant":
                return ConstantLrSchedule(learning_rate=learning_rate)
            case "cosine":
                return CosineLrSchedule(exponent, decay_steps=steps, **ends)
            case "linear":
                return LinearLrSchedule(decay_steps=steps, **ends)
            case "inv_sqrt":
                return InvSqrtLrSchedule(timescale, warmup_steps=rise, **ends)
            case "inv":
                return InvLrSchedule(decay_steps=steps, **ends)
        if batch_size is None or seq_length is None:
            raise LrplotError("power wants batch_size and seq_length")
        return PowerLrSchedule(batch_size, seq_length, a, b, learning_rate=learning_rate)

    pieces: list[Schedule] = []
    boundaries: list[float] = []
    reached = 0.0
    for start, end in pairwise(_ends(num_train_steps - tail, cycle_length, cycles, haps)):
        length = end - start
        given = ("rewarmup", rewarmup) if boundaries else ("warmup", warmup)
        rise = _count(*given, length)
        fall = length - rise if decay is None else _count("decay", decay, length)
        level = length - rise - fall
        if rise:
            pieces.append(line(reached, learning_rate, rise))
            boundaries.append(start + rise)
        if level:
            pieces.append(Constant(learning_rate))
            boundaries.append(start + rise + level)
        curve = decayed(fall, rise)
        reached = float(curve(fall))
        pieces.append(curve)
        boundaries.append(end)
    if not pieces:
        raise LrplotError("cooldown leaves no steps to train in")
    if tail:
        pieces.append(line(reached, least, tail))
    return joined(pieces, boundaries)


def _count(name: str, given: float, of: float) -> float:
    """Return a number of steps, which may be given as a part of others."""
    if given > 1 and given % 1:
        raise LrplotError(f"{name} must be from 0 to 1, or a whole number of steps")
    return float(int(given * of)) if given <= 1 else given


def _ends(
    total: float,
    cycle_length: tuple[float, ...] | float | None,
    cycles: tuple[float, ...] | float | None,
    haps: tuple[float, ...] | None,
) -> list[float]:
    """Return the steps at which cycles start and end, from 0 to the total."""
    ends: list[float] = []
    match cycle_length, haps, cycles:
        case None, None, None:
            pass
        case None, None, float() | int() as count:
            _few(count)
            ends = [float(int(total / count * (i + 1))) for i in range(int(count) - 1)]
        case (None, tuple() as listed, _) | (None, None, tuple() as listed):
            ends = list(listed)
        case tuple() as lengths, None, None:
            with where("cycle_length"):
                if not lengths or sum(lengths) > total:
                    raise LrplotError("must be at least one length, and no more than there is")
            ends = list(accumulate(lengths))
        case float() as one, None, None:
            length = _count("cycle_length", one, total)
            if length == 0:
                raise LrplotError("cycle_length must be at least one step")
            _few(total // length)
            ends = [i * length for i in range(1, int(total // length))]
        case _:
            raise LrplotError("only one of cycle_length, cycles and haps may be given")
    _few(len(ends))
    ends = [0.0, *ends]
    return ends if ends[-1] == total else [*ends, total]


def _few(cycles: float) -> None:
    if cycles > MOST:
        raise LrplotError(f"{math.floor(cycles):,} cycles are too many to draw; at most {MOST:,}")

"""big_vision: `create_learning_rate_schedule` of `big_vision.utils`, as a config's `schedule`.

Keywords: JAX, ViT.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Choice,
    Cooldown,
    CooldownFraction,
    End,
    Exponent,
    FactorsAt,
    Fraction,
    Length,
    Number,
    Peak,
    Switch,
    Timescale,
    Total,
    Warmup,
    WarmupFraction,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    InversePower,
    Line,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Schedule,
    Shift,
)

FRAMEWORK = Framework(paths=("big_vision.utils", "bv_utils", "u"))

Kind = Annotated[
    str,
    Choice("decay", "the shape of the decay", ("stair", "linear", "polynomial", "cosine", "rsqrt")),
]
Examples = Annotated[
    float, Number("examples", "how many training examples it takes", low=0.0, sample=100_000)
]
Epochs = Annotated[float, Number("epochs", "how many epochs it takes", low=0.0, sample=5)]
Size = Annotated[int, Number("size", "how many training examples", low=1, whole=True, sample=1024)]
Multiples = Annotated[
    tuple[float, ...], like(FactorsAt, help="the factors at `steps`; before the first it is 1")
]
Durations = tuple[float | None, float | None, float | None, float | None]


def _count(
    name: str, given: Durations, batch: int | None, data: int | None, total: float
) -> float | None:
    """Return the steps of a duration given in steps, examples, epochs or a part of the total."""
    if sum(value is not None for value in given) > 1:
        raise LrplotError(f"only one of the forms of {name} may be given")
    steps, examples, epochs, percent = given
    if steps is not None:
        return steps
    if examples is not None and batch:
        return _whole(examples / batch)
    if epochs is not None and batch and data:
        return _whole(epochs * (data / batch))
    return _whole(percent * total) if percent is not None else None


def _whole(steps: float) -> float:
    return float(max(1, round(steps))) if steps else 0.0


@schedule
def create_learning_rate_schedule(
    total_steps: Total,
    batch_size: Size | None = None,
    data_size: Size | None = None,
    base: Peak = 1.0,
    decay_type: Kind = "stair",
    scale_with_batchsize: Switch = False,
    *,
    warmup_steps: Warmup | None = None,
    warmup_examples: Examples | None = None,
    warmup_epochs: Epochs | None = None,
    warmup_percent: WarmupFraction | None = None,
    cooldown_steps: Cooldown | None = None,
    cooldown_examples: Examples | None = None,
    cooldown_epochs: Epochs | None = None,
    cooldown_percent: CooldownFraction | None = None,
    power: Exponent = 1.0,
    end: End | None = None,
    linear_end: End = 0.0,
    timescale: Timescale = 10_000.0,
    timescale_steps: Timescale | None = None,
    timescale_examples: Examples | None = None,
    timescale_epochs: Epochs | None = None,
    timescale_percent: Fraction | None = None,
    shift: Length = 0.0,
    shift_steps: Length | None = None,
    shift_examples: Examples | None = None,
    shift_epochs: Epochs | None = None,
    shift_percent: Fraction | None = None,
    steps: Boundaries = (),
    mults: Multiples = (),
) -> Schedule:
    """A decay after the warmup, times a linear warmup from 0 and a linear cooldown to 0.

    Keywords: inverse square root, rsqrt.
    Where: batch_size: how many training examples a batch has; data_size: how many training examples
    an epoch has; scale_with_batchsize: whether the rate is multiplied by batch_size / 256;
    warmup_examples: how many training examples the rate rises for; warmup_epochs: how many epochs
    the rate rises for; cooldown_examples: how many training examples at the end the rate falls for;
    cooldown_epochs: how many epochs at the end the rate falls for; end: the rate that a polynomial
    ends at; linear_end: the rate that a line ends at; timescale: over how many steps the decay
    happens once, if no other form is given; timescale_examples: over how many training examples the
    decay happens once; timescale_epochs: over how many epochs the decay happens once;
    timescale_percent: over which part of the total the decay happens once; shift: how many steps
    the decay is ahead, if no other form is given; shift_steps: how many steps the decay is ahead;
    shift_examples: how many training examples the decay is ahead; shift_epochs: how many epochs the
    decay is ahead; shift_percent: the part of the total that the decay is ahead.
    Differs: the decay does not wait for a cooldown: both go on together to the end. "linear" and
    "polynomial" are the same, with a `power`. In "stair" a factor holds from its step on. rsqrt
    without a `shift` falls by half in three timescales. With a cooldown the rate falls below 0
    past the end. A duration may be given in steps, examples, epochs, or as a part of the total
    (`_percent`, from 0 to 1); what is not in steps is rounded, to one at least. Durations in
    examples and epochs do nothing without `batch_size` and `data_size`. The result is a float32.
    Example: decay_type=cosine, warmup_steps=4000
    Formula: p = (t - warmup) / (total - warmup), from 0 to 1; end + (base - end) * (1 - p) **
    power; base * (1 + cos(pi * p)) / 2; base / sqrt(1 + (t + shift - warmup) / timescale);
    base * mults[number of steps <= t]; each times min(1, t / warmup) and
    min(1, (total - t) / cooldown)
    Source: big_vision/utils.py, 0127fb6.
    """
    sizes = batch_size, data_size, total_steps
    warm = (warmup_steps, warmup_examples, warmup_epochs, warmup_percent)
    cool = (cooldown_steps, cooldown_examples, cooldown_epochs, cooldown_percent)
    warmup, cooldown = _count("warmup", warm, *sizes) or 0.0, _count("cooldown", cool, *sizes)
    if total_steps > 1 and warmup >= total_steps:
        raise LrplotError("warmup must be below total_steps, as big_vision asserts")
    if scale_with_batchsize:
        if batch_size is None:
            raise LrplotError("scale_with_batchsize wants batch_size")
        base = base * batch_size / 256.0
    if decay_type == "rsqrt":
        scales = (timescale_steps, timescale_examples, timescale_epochs, timescale_percent)
        shifts = (shift_steps, shift_examples, shift_epochs, shift_percent)
        scale, moved = _count("timescale", scales, *sizes), _count("shift", shifts, *sizes)
        scale = timescale if scale is None else scale
        moved = shift if moved is None else moved
        if scale == 0:
            raise LrplotError("timescale must be above 0")
        fall = Shift(Decay(base, InversePower(0.5), scale), scale + moved - warmup)
        curve: Schedule = Constant(base / math.sqrt(1 + moved / scale)).then(
            fall, at=warmup, restart=False
        )
    elif decay_type == "stair":
        # a step that is not whole counts from the whole one before it
        edges = tuple(float(math.floor(step)) for step in steps)
        curve = PiecewiseConstant(edges, tuple(base * factor for factor in (1.0, *mults)))
    else:
        low = linear_end if end is None else end
        cosine = decay_type == "cosine"
        interpolant = Cosine() if cosine else Polynomial(power)
        ramp = Ramp(base, 0.0 if cosine else low, total_steps - warmup, interpolant)
        curve = Constant(base).then(ramp, at=warmup)
    if warmup:
        curve = curve * Ramp(0.0, 1.0, warmup)
    if cooldown:
        line = Decay(1.0, Line(-1.0), cooldown)
        curve = curve * Constant(1.0).then(line, at=total_steps - cooldown)
    return curve

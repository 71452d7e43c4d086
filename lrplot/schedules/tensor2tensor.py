"""Tensor2Tensor: `learning_rate_schedule` of hparams, a product of factors or a legacy scheme.

Keywords: T2T.
"""

from __future__ import annotations

import math
from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Choice,
    DecayLength,
    FactorsAt,
    Growth,
    ModelSize,
    Number,
    Pattern,
    Peak,
    Scale,
    Staircase,
    Total,
    Warmup,
    like,
)
from lrplot.pieces import (
    Constant,
    Decay,
    Exponential,
    Geometric,
    InversePower,
    PiecewiseConstant,
    Ramp,
    Repeat,
    Rescale,
    Schedule,
    Shift,
    Stairs,
    Wave,
    product,
    rsqrt,
    warmed,
)

FRAMEWORK = Framework(paths=("tensor2tensor.utils.learning_rate",))

NAME = (
    "(?:constant|linear_warmup|linear_decay|cosdecay|single_cycle_cos_decay|multi_cycle_cos_decay"
    "|rsqrt_decay|rsqrt_normalized_decay|exp_decay|rsqrt_hidden_size|legacy)"
)
Factors = Annotated[
    str,
    Pattern(
        "factors",
        "the factors whose product it is",
        rf" *{NAME}(?: *\* *{NAME})* *",
        (
            "constant*linear_warmup*rsqrt_decay*rsqrt_hidden_size",
            "legacy",
            "constant*linear_warmup*exp_decay",
            "constant * linear_warmup * single_cycle_cos_decay",
            "linear_decay*multi_cycle_cos_decay",
            "rsqrt_normalized_decay*cosdecay",
        ),
    ),
]
Scheme = Annotated[
    str,
    Choice(
        "decay scheme",
        "the decay of a legacy schedule",
        ("none", "noam", "exp", "piecewise", "cosine", "cyclelinear10x", "sqrt"),
    ),
]
Multiples = Annotated[
    tuple[float, ...],
    like(FactorsAt, help="the factors after each boundary; before the first it is 1"),
]
Optimizer = Annotated[
    str,
    Pattern("optimizer", "the name of the optimizer", r"\w+", ("adam", "adafactor", "momentum")),
]
Accumulate = Annotated[
    int,
    Number("accumulation", "how many steps make one update; 0 is 1", low=0, whole=True, sample=4),
]


@schedule
def learning_rate_schedule(
    learning_rate_schedule: Factors = "legacy",
    learning_rate_constant: Scale = 1.0,
    learning_rate_warmup_steps: Warmup = 100.0,
    learning_rate_decay_scheme: Scheme = "none",
    learning_rate_decay_steps: DecayLength = 5000.0,
    learning_rate_decay_staircase: Staircase = False,
    learning_rate_decay_rate: Growth = 1.0,
    learning_rate_boundaries: Boundaries = (),
    learning_rate_multiples: Multiples = (),
    learning_rate_cosine_cycle_steps: DecayLength = 250_000.0,
    learning_rate: Peak = 0.1,
    hidden_size: ModelSize = 64.0,
    optimizer: Optimizer = "adam",
    train_steps: Total | None = None,
    optimizer_multistep_accumulate_steps: Accumulate = 0,
) -> Schedule:
    """A product of named factors, or a legacy warmup and decay: see the formula.

    Keywords: inverse square root, rsqrt.
    Where: learning_rate_decay_steps: how many steps linear, cosine and exponential decays take;
    learning_rate_cosine_cycle_steps: how many steps a cycle of the legacy cosine lasts.
    Differs: `learning_rate` is only for "legacy", which takes 0.002 of it if the optimizer's name
    has "adam" in it; the others have `learning_rate_constant`. A legacy warmup is exponential, from
    a hundredth. cosdecay counts from step 0, so that it jumps where the warmup ends, and it does
    not stop: its cosine rises again, as those of the other two do. With
    `optimizer_multistep_accumulate_steps` the clock runs that much slower. cyclelinear10x fails in
    a graph of TensorFlow, and runs eagerly only. It is computed in float32.
    Formula: k = t, w = learning_rate_warmup_steps, d = learning_rate_decay_steps;
    linear_warmup min(1, k / w); linear_decay (train_steps - k) / d, from 0 to 1; rsqrt_decay
    1 / sqrt(max(k, w)); rsqrt_normalized_decay sqrt(w / max(k, w)); rsqrt_hidden_size
    1 / sqrt(hidden_size); cosdecay (1 + cos(pi * k / d)) / 2 for k > w; single_cycle_cos_decay
    the same of (k - w) / (train_steps - w), multi_cycle_cos_decay of (k - w) / d; exp_decay
    learning_rate_decay_rate ** ((k - w) / d); legacy: 0.01 ** ((w - k) / w), then the scheme:
    exp, piecewise, cosine of k / learning_rate_cosine_cycle_steps, cyclelinear10x 0.3 to 3.3,
    sqrt 500 / sqrt(k - w), or noam 5000 / sqrt(hidden_size) * min((k + 1) / w ** 1.5,
    1 / sqrt(k + 1))
    Source: tensor2tensor/utils/learning_rate.py and layers/common_hparams.py, 1.15.7.
    """
    warmup, length = learning_rate_warmup_steps, learning_rate_decay_steps
    fall: Schedule = Decay(1.0, Geometric(learning_rate_decay_rate), length)
    if learning_rate_decay_staircase:
        fall = Stairs(fall, length)
    late = Constant(1.0)
    known: dict[str, Schedule] = {
        "constant": Constant(learning_rate_constant),
        "rsqrt_hidden_size": Constant(1 / math.sqrt(hidden_size)),
        "multi_cycle_cos_decay": late.then(Wave(1.0, 0.0, length), at=warmup),
        "cosdecay": late.then(Wave(1.0, 0.0, length), at=warmup, closed=True, restart=False),
        "exp_decay": late.then(fall, at=warmup),
    }
    if warmup:
        known["linear_warmup"] = Ramp(0.0, 1.0, warmup)
        known["rsqrt_decay"] = rsqrt(warmup)
        known["rsqrt_normalized_decay"] = known["rsqrt_decay"] * Constant(math.sqrt(warmup))
    if train_steps is not None:
        known["linear_decay"] = Shift(Ramp(1.0, 0.0, length), length - train_steps)
        if train_steps > warmup:
            cosine = Wave(1.0, 0.0, train_steps - warmup)
            known["single_cycle_cos_decay"] = late.then(cosine, at=warmup)
    if "legacy" in learning_rate_schedule:
        match learning_rate_decay_scheme:
            case "exp":
                legacy: Schedule = Shift(fall, -warmup)
            case "piecewise":
                values = (1.0, *learning_rate_multiples)
                legacy = PiecewiseConstant(learning_rate_boundaries, values, closed=True)
            case "cosine":
                legacy = Wave(1.0, 0.0, learning_rate_cosine_cycle_steps)
            case scheme:
                legacy = _scheme(scheme, warmup, hidden_size)
        if learning_rate_decay_scheme != "noam":
            interpolant = Exponential(100.0)
            legacy = warmed(warmup, 1.0, legacy, start=0.01, interpolant=interpolant, restart=False)
        known["legacy"] = legacy * Constant(learning_rate * (0.002 if "adam" in optimizer else 1.0))
    curve = product(learning_rate_schedule, known)
    slower = optimizer_multistep_accumulate_steps
    return Rescale(curve, slower) if slower else curve


def _scheme(scheme: str, warmup: float, size: float) -> Schedule:
    """Return a legacy decay that knows the warmup only."""
    if scheme == "none":
        return Constant(1.0)
    if scheme == "sqrt":
        return Constant(500.0).then(
            Shift(Decay(500.0, InversePower(0.5)), -warmup), at=warmup + 1, restart=False
        )
    if warmup == 0:
        raise LrplotError(f"{scheme} wants learning_rate_warmup_steps above 0")
    if scheme == "noam":
        top = 5000.0 / math.sqrt(size)
        fall = Decay(top, InversePower(0.5))
        return Shift(warmed(warmup, top / math.sqrt(warmup), fall, restart=False), 1.0)
    triangle = Ramp(0.3, 3.3, warmup).then(Ramp(3.3, 0.3, warmup), at=warmup)
    return Repeat(triangle, 2 * warmup)

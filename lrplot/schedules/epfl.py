"""EPFL: the schedules of epfml/schedules-and-scaling, a cosine with a tail and WSD.

They are factors for torch's LambdaLR, stepped once an update; `lr` is the rate of its optimizer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import (
    Choice,
    CooldownFraction,
    EndDivisor,
    EndRatio,
    Number,
    Optimizer,
    StartDivisor,
    Total,
    Warmup,
)
from lrplot.pieces import (
    LINEAR,
    Array,
    Constant,
    Cosine,
    Decay,
    Geometric,
    Interpolant,
    Power,
    Ramp,
    Schedule,
    np,
)

FRAMEWORK = Framework(
    paths=("optim.utils",),
    aliases={"cos_inf": "cos_inf_schedule", "wsd": "wsd_schedule"},
)

Tail = Annotated[
    float, Number("tail", "how many steps at the end have the last rate", low=0.0, meta="STEPS")
]


@dataclass(frozen=True)
class MirrorCosine:
    """2 u - (1 - cos(pi u)) / 2: as far on the other side of the line as a cosine on this."""

    def __call__(self, u: Array) -> Array:
        way: Array = 2.0 * u - (0.5 - 0.5 * np.cos(np.pi * u))
        return way


WAYS: dict[str, Interpolant] = {
    "linear": LINEAR,
    "cosine": Cosine(),
    "miror_cosine": MirrorCosine(),
    "square": Power(2.0),
    "sqrt": Power(0.5),
}
Kind = Annotated[str, Choice("decay type", "the shape of the decay", (*WAYS, "exp"))]


@schedule
def cos_inf_schedule(
    n_iterations: Total,
    n_warmup: Warmup,
    div_factor: StartDivisor,
    final_div_factor: EndDivisor,
    n_inf: Tail,
    *,
    lr: Optimizer,
) -> Schedule:
    """A linear warmup, half a cosine, and level for the last `n_inf` steps.

    Differs: the last rate is a part of the first one, not of the peak; the repository's own
    training has a `final_div_factor` of 0.1, so that the rate ends ten times as high as it began.
    Formula: lr * (u + (1 - u) / div_factor), u = t / n_warmup, for t < n_warmup; then half a cosine
    from lr to low = lr / div_factor / final_div_factor at n_iterations - n_inf; then low.
    Source: src/optim/utils.py of epfml/schedules-and-scaling, 17e78d6; arXiv:2405.18392.
    """
    low = lr / div_factor / final_div_factor
    left = n_iterations - n_inf - n_warmup
    down: Schedule = Ramp(lr, low, left, Cosine()) if left > 0 else Constant(low)
    return Ramp(lr / div_factor, lr, n_warmup).then(down, at=n_warmup)


@schedule
def wsd_schedule(
    n_iterations: Total,
    final_lr_factor: EndRatio = 0.0,
    n_warmup: Warmup = 1000.0,
    init_div_factor: StartDivisor = 100.0,
    fract_decay: CooldownFraction = 0.1,
    decay_type: Kind = "linear",
    *,
    lr: Optimizer,
) -> Schedule:
    """Warmup, stable, decay: the last `fract_decay` of the steps lead to `final_lr_factor`.

    Keywords: warmup-stable-decay, trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Differs: the warmup starts at 1 / init_div_factor of the rate. A warmup that reaches into the
    decay is followed by what is left of it. The repository's 1-sqrt is `sqrt`. "exp" to 0 is 0 one
    step after the decay begins.
    Formula: D = int(fract_decay * n_iterations), f = final_lr_factor; lr * (v + (1 - v) /
    init_div_factor), v = t / n_warmup, for t < n_warmup; lr for t < n_iterations - D; then, u the
    part of the decay, lr * (f + (1 - f) * g(u)), g = 1 - u, a half cosine, its mirror image
    2 * (1 - u) - cosine, 1 - u ** 2 or 1 - sqrt(u), or lr * f ** u.
    Source: src/optim/utils.py of epfml/schedules-and-scaling, 17e78d6; arXiv:2405.18392.
    """
    length = int(fract_decay * n_iterations)
    low = final_lr_factor * lr
    if decay_type == "exp":
        fall = Decay(lr, Geometric(final_lr_factor), length) if length else Constant(low)
        down: Schedule = fall.then(Constant(low), at=length)
    else:
        down = Ramp(lr, low, length, WAYS[decay_type])
    level = Constant(lr).then(down, at=n_iterations - length)
    return Ramp(lr / init_div_factor, lr, n_warmup).then(level, at=n_warmup, restart=False)

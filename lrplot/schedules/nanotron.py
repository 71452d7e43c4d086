"""nanotron: `lr_scheduler_builder`, as its trainer steps it.

Keywords: Hugging Face, HF.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import At, Choice, DecayLength, End, Peak, Total, Warmup, like
from lrplot.pieces import LINEAR, Constant, Cosine, Interpolant, Power, Ramp, Schedule, Shift

FRAMEWORK = Framework(
    paths=("nanotron.helpers", "nanotron.config", "nanotron.config.config"),
    aliases={"LRSchedulerArgs": "lr_scheduler_builder"},
)

WAYS: dict[str, Interpolant] = {"linear": LINEAR, "cosine": Cosine(), "1-sqrt": Power(0.5)}
Style = Annotated[str, Choice("decay style", "the shape of the decay", tuple(WAYS))]
Rise = Annotated[str, Choice("warmup style", "the shape of the warmup", ("linear", "constant"))]
Begin = Annotated[float, like(At, help="the step at which the decay begins")]
Length = Annotated[float, like(DecayLength, above=False)]


@schedule
def lr_scheduler_builder(
    learning_rate: Peak,
    lr_warmup_steps: Warmup = 0.0,
    *,
    lr_warmup_style: Rise,
    lr_decay_style: Style | None = None,
    lr_decay_steps: Length | None = None,
    lr_decay_starting_step: Begin | None = None,
    min_decay_lr: End | None = None,
    total_training_steps: Total,
) -> Schedule:
    """A linear or no warmup, a plateau, a linear, cosine or 1-sqrt decay, then `min_decay_lr`.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal, 1-sqrt, minus_sqrt.
    Differs: without `min_decay_lr` the rate does not decay at all. `lr_decay_steps` is by default
    the total less the warmup and less `lr_decay_starting_step`, though that counts from step 0
    and includes the warmup: the decay then ends early by the warmup, and where nothing is left
    for it, the rate drops to `min_decay_lr` at once. A linear warmup of 0 steps still gives
    update 0 the rate 0. With no warmup and no step to decay, the rate is the square of
    `learning_rate` at every step. `lr_warmup_style` must be given: nanotron refuses its own
    default.
    Formula: t <= W: learning_rate * t / max(W, 1), or learning_rate; t < S: learning_rate;
    t < S + D: min_decay_lr + (learning_rate - min_decay_lr) * f((t - S) / D) with f(u) = 1 - u,
    (1 + cos(pi * u)) / 2 or 1 - sqrt(u); then min_decay_lr. W, D, S: lr_warmup_steps,
    lr_decay_steps, lr_decay_starting_step (W by default).
    Source: src/nanotron/helpers.py and config/config.py, nanotron 2411b022.
    """
    if learning_rate == 0:
        raise LrplotError("learning_rate must be above 0: nanotron divides by it")
    warmup, start = lr_warmup_steps, lr_decay_starting_step
    length = lr_decay_steps
    if length is None:
        length = total_training_steps - warmup - (start or 0.0)
    if warmup == 0 and length == 0:
        return Constant(learning_rate**2)
    least = learning_rate if min_decay_lr is None else min_decay_lr
    decay = Ramp(learning_rate, least, max(length, 0.0), WAYS[lr_decay_style or "linear"])
    first: Schedule = Constant(learning_rate)
    if lr_warmup_style == "linear":
        first = Ramp(0.0, learning_rate, max(warmup, 1.0))
    rest = Shift(decay, -(warmup if start is None else start))
    return first.then(rest, at=warmup, closed=True, restart=False)

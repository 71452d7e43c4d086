"""torchtitan: the `LRSchedulersContainer.Config` of its job configs, built and stepped.

Keywords: Meta, PyTorch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import Choice, CooldownFraction, EndRatio, Optimizer, Total, Warmup
from lrplot.pieces import Array, Constant, Decay, Line, Ramp, Schedule, Shift, Wave, np

FRAMEWORK = Framework(
    paths=(
        "torchtitan.components.optimizer.lr_scheduler",
        "torchtitan.components.optimizer.lr_scheduler.LRSchedulersContainer",
    ),
    aliases={"Config": "LRSchedulersContainer"},
)

DecayShape = Annotated[
    str, Choice("decay type", "the shape of the decay", ("linear", "sqrt", "cosine"))
]


@final
@dataclass(frozen=True)
class _Root:
    """1 - share * sqrt(x)."""

    share: float

    def __call__(self, x: Array) -> Array:
        out: Array = 1.0 - self.share * np.sqrt(x)
        return out


@schedule
def LRSchedulersContainer(
    warmup_steps: Warmup = 200.0,
    total_steps: Total | None = None,
    decay_ratio: CooldownFraction | None = None,
    decay_type: DecayShape = "linear",
    min_lr_factor: EndRatio = 0.0,
    *,
    optimizers: Optimizer,
    training_steps: Total = 10_000.0,
) -> Schedule:
    """A linear warmup, a level, and a decay over the last part of the training, or all the rest.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Where: total_steps: how many steps the schedule is for, as many as the training has if not
    given; training_steps: how many steps the training has.
    Differs: the first update runs at 1 / warmup_steps of the rate, not at 0, and the peak is
    reached at update warmup_steps - 1. The end is reached at step total_steps, one step after
    the last update. Without a `decay_ratio` there is no level: the decay takes all that the
    warmup leaves. A warmup and a decay that do not fit are cut, the decay first. Trained past
    `total_steps`, a cosine comes back up, and with the others the rate is negative.
    Formula: lr * (t + 1) / warmup_steps; then lr; then, with D = round(total_steps *
    decay_ratio) and p = (t - (total_steps - D)) / D, lr * (m + (1 - m) * f), where m is
    min_lr_factor and f is 1 - p, 1 - sqrt(p) or (1 + cos(pi * p)) / 2.
    Source: torchtitan/components/optimizer/lr_scheduler.py, 0.3.0; arXiv:2404.06395.
    """
    total = training_steps if total_steps is None else total_steps
    warmup = min(int(warmup_steps), total)
    decay = total - warmup
    if decay_ratio is not None:
        decay = min(decay, round(total * decay_ratio))
    rest: Schedule = Constant(optimizers)
    if decay:
        falls: dict[str, Schedule] = {
            "linear": Decay(optimizers, Line(min_lr_factor - 1.0), decay),
            "sqrt": Decay(optimizers, _Root(1.0 - min_lr_factor), decay),
            "cosine": Wave(optimizers, min_lr_factor * optimizers, decay),
        }
        rest = rest.then(falls[decay_type], at=total - decay)
    return Shift(Ramp(0.0, optimizers, warmup), 1).then(rest, at=warmup, restart=False)

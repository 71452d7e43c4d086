"""OLMo: the schedulers of `olmo.optim`, as the trainer of OLMo 1 and 2 sets the rate.

A step here is one of what `scheduler.units` counts, each update one: of counts in tokens, divide
all by the tokens of a batch. `initial_lr` is the optimizer's learning_rate in a config, and
`max_steps` the trainer's, which `t_max` overrides. `warmup_steps` is a config's t_warmup.

Keywords: Ai2, AllenAI.
"""

from __future__ import annotations

from lrplot.catalogue import Framework, LrplotError
from lrplot.pieces import Ramp, Schedule, Shift

FRAMEWORK = Framework(
    paths=("olmo.optim",),
    aliases={
        "cosine_with_warmup": "CosWithWarmup",
        "linear_with_warmup": "LinearWithWarmup",
        "inverse_sqrt_with_warmup": "InvSqrtWithWarmup",
        "constant": "ConstantScheduler",
        "constant_with_warmup": "ConstantWithWarmupScheduler",
        "cosine_linear_envelope": "CosLinearEnvelope",
    },
)


def warmed(low: float | None, warmup: float, peak: float, rest: Schedule) -> Schedule:
    """Return `rest`, on a clock of its own, after a warmup; the first update is step 1 of it."""
    start = 0.1 * peak if low is None else low
    if warmup > 1 and start >= peak:
        raise LrplotError("warmup_min_lr must be below initial_lr, as OLMo asserts")
    return Shift(Ramp(start, peak, warmup).then(rest, at=warmup), 1)


def left(warmup: float, t_max: float | None, max_steps: float | None) -> float:
    """Return how many steps the warmup leaves for the decay."""
    end = max_steps if t_max is None else t_max
    if end is None:
        raise LrplotError("max_steps or t_max must be given")
    return max(0.0, end - warmup)

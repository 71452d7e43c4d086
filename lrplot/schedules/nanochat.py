"""nanochat: the schedule of karpathy/nanochat's pretraining, with the names of its options."""

from __future__ import annotations

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import CooldownFraction, EndRatio, Optimizer, Total, Warmup
from lrplot.pieces import Constant, Decay, Line, Ramp, Schedule, Shift

FRAMEWORK = Framework(paths=("nanochat.scripts.base_train",))


@schedule
def get_lr_multiplier(
    optimizer: Optimizer,
    num_iterations: Total,
    warmup_steps: Warmup = 40.0,
    warmdown_ratio: CooldownFraction = 0.65,
    final_lr_frac: EndRatio = 0.05,
) -> Schedule:
    """A linear warmup, a level, and a line down over the last `warmdown_ratio` of the training.

    Keywords: WSD, warmup-stable-decay, trapezoid, trapezoidal.
    Differs: the first update runs at 1 / warmup_steps of the rate, not at 0, and the peak is
    reached at update warmup_steps - 1. The end is reached at step num_iterations, one step after
    the last update; the line goes on below it, and the rate becomes negative. Each group of
    parameters has a rate of its own, which all follow this curve. Fine-tuning (chat_sft, chat_rl)
    has other schedules.
    Formula: lr * (t + 1) / warmup_steps; then lr; then, with D = round(warmdown_ratio *
    num_iterations) and p = (num_iterations - t) / D, lr * (p + (1 - p) * final_lr_frac).
    Source: karpathy/nanochat, scripts/base_train.py, 92d63d4.
    """
    warmdown = round(warmdown_ratio * num_iterations)
    rest: Schedule = Constant(optimizer)
    if warmdown:
        line = Decay(optimizer, Line(final_lr_frac - 1.0), warmdown)
        rest = rest.then(line, at=num_iterations - warmdown)
    return Shift(Ramp(0.0, optimizer, warmup_steps), 1).then(rest, at=warmup_steps, restart=False)

"""torchtune: the one schedule of its recipes, stepped after each update.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.

Keywords: Meta, PyTorch.
"""

from __future__ import annotations

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import Cycles, Optimizer, Total, Unused, Warmup
from lrplot.pieces import Schedule, warmed, waves

FRAMEWORK = Framework(paths=("torchtune.training.lr_schedulers",))


@schedule
def get_cosine_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a cosine of `num_cycles` waves, half of one by default.

    Keywords: cosine annealing, cosine decay.
    Differs: update 0 has the rate 0. The cosine does not stop: past `num_training_steps` the
    rate rises again.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (1 + cos(2 * pi * num_cycles * u)) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps).
    Source: torchtune/training/lr_schedulers.py, 0.6.1.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, waves(optimizer, 0.0, left, num_cycles))

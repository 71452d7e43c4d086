"""nanoGPT: the schedule of karpathy/nanoGPT's `train.py`, with the names of its settings."""

from __future__ import annotations

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import DecayEnd, End, Peak, Switch, Warmup
from lrplot.pieces import Constant, Cosine, Ramp, Schedule, Shift

FRAMEWORK = Framework(paths=("nanoGPT.train",))


@schedule
def get_lr(
    learning_rate: Peak = 6e-4,
    warmup_iters: Warmup = 2000.0,
    lr_decay_iters: DecayEnd = 600_000.0,
    min_lr: End = 6e-5,
    decay_lr: Switch = True,
) -> Schedule:
    """A linear warmup, then half a cosine that comes to `min_lr` at `lr_decay_iters`.

    Keywords: cosine annealing, cosine decay.
    Where: decay_lr: whether the rate follows a schedule at all.
    Differs: no update is wasted at 0: the first runs at 1 / (warmup_iters + 1) of the rate, and
    update warmup_iters is the first at the peak. `lr_decay_iters` includes the warmup; a
    warmup beyond it jumps to `min_lr`. Without `decay_lr` there is no warmup either.
    Formula: lr * (t + 1) / (warmup_iters + 1); then, with u = (t - warmup_iters) /
    (lr_decay_iters - warmup_iters), min_lr + (lr - min_lr) * (1 + cos(pi * u)) / 2.
    Source: karpathy/nanoGPT, train.py, 3adf61e.
    """
    if not decay_lr:
        return Constant(learning_rate)
    if warmup_iters == lr_decay_iters:
        raise LrplotError("warmup_iters must not equal lr_decay_iters: nanoGPT divides 0 by 0")
    decay: Schedule = Constant(min_lr)
    if warmup_iters < lr_decay_iters:
        decay = Ramp(learning_rate, min_lr, lr_decay_iters - warmup_iters, Cosine())
    return Shift(Ramp(0.0, learning_rate, warmup_iters + 1), 1).then(decay, at=warmup_iters)

"""NVIDIA NeMo: `nemo.core.optim.lr_scheduler`, stepped once an update.

All but the optimizer is given by keyword. With a warmup of W steps, update 0 has 1 / (W + 1) of
the rate, and update W, the first after the warmup, the whole of it. After `max_steps` the rate is
`min_lr`. torch's schedulers under NeMo's names are torch's.

Keywords: NVIDIA.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError
from lrplot.parameters import WarmupCount, like
from lrplot.pieces import Constant, Ramp, Schedule, Shift

FRAMEWORK = Framework(paths=("nemo.core.optim.lr_scheduler", "nemo.core.optim"))

Warmup = Annotated[int, like(WarmupCount, sample=400)]


def counted(name: str, steps: float | None, ratio: float | None, total: float | None) -> int | None:
    """Return a number of steps, which is given as that, as a part of the total, or not at all."""
    if steps is not None and ratio is not None:
        raise LrplotError(f"only one of {name}_steps and {name}_ratio may be given")
    if ratio is None:
        return None if steps is None else int(steps)
    if total is None:
        raise LrplotError(f"max_steps must be given, since {name}_ratio is")
    return int(ratio * total)


def warmed(lr: float, warmup: int, rest: Schedule) -> Schedule:
    """Return a curve after a warmup that reaches the rate at its last step, `warmup`."""
    if not warmup:
        return rest
    return Shift(Ramp(0.0, lr, warmup + 1), 1).then(rest, at=warmup, closed=True, restart=False)


def ended(curve: Schedule, max_steps: float | None, min_lr: float) -> Schedule:
    """Return a curve that gives way to `min_lr` after `max_steps`."""
    if max_steps is None:
        return curve
    return curve.then(Constant(min_lr), at=max_steps, closed=True, restart=False)

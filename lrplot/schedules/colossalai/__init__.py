"""ColossalAI: `colossalai.nn.lr_scheduler`, stepped once an update.

Several are torch's own under another signature, `total_steps` first. A warmup of W steps begins at
1 / W of the rate and reaches it at update W - 1. The two that take a function of the user's own
(LambdaLR, MultiplicativeLR) are left out.
"""

from __future__ import annotations

from lrplot.catalogue import Framework
from lrplot.pieces import Ramp, Schedule, Shift

FRAMEWORK = Framework(paths=("colossalai.nn.lr_scheduler",))


def warmed(lr: float, warmup: int, rest: Schedule) -> Schedule:
    """Return a curve, on a clock of its own, after a warmup whose last step has the rate."""
    return Shift(Ramp(0.0, lr, warmup), 1).then(rest, at=warmup) if warmup else rest

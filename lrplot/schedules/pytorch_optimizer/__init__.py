"""pytorch_optimizer (kozistr): its own schedulers, stepped after each update.

Most of them overwrite the optimizer's rate with their lowest one before the first update. torch's
schedulers under its names are torch's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from lrplot.catalogue import Framework
from lrplot.pieces import Constant, Delegate, Schedule

FRAMEWORK = Framework(
    paths=("pytorch_optimizer", "pytorch_optimizer.lr_scheduler"),
    first=("warmups",),
    aliases={
        "linear": "LinearScheduler",
        "cosine": "CosineScheduler",
        "poly": "PolyScheduler",
        "proportion": "ProportionScheduler",
        "cosine_annealing_with_warmup": "CosineAnnealingWarmupRestarts",
        "chebyshev": "get_chebyshev_schedule",
        "rex": "REXScheduler",
        "warmup_stable_decay": "get_wsd_schedule",
    },
)


@final
@dataclass(frozen=True)
class Overwritten(Delegate):
    """`rest`, but for update 0, which runs at `first` while the scheduler says `said`."""

    first: float
    said: float
    rest: Schedule

    @property
    def drawn(self) -> Schedule:
        """What the optimizer has."""
        return Constant(self.first).then(self.rest, at=1, restart=False)

    @property
    def told(self) -> Schedule:
        """What the scheduler says."""
        return Constant(self.said).then(self.rest, at=1, restart=False)

"""fairseq: the schedules of `--lr-scheduler`, as its trainer updates them.

They have the names of fairseq's registry and the fields of their configs. fairseq counts epochs
from 1; `updates_per_epoch` is lrplot's own, and is only wanted where something happens at
epochs.

Keywords: Facebook, Meta.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError
from lrplot.parameters import Number, Numbers, Rate, like
from lrplot.pieces import PiecewiseConstant, Schedule

FRAMEWORK = Framework(paths=("fairseq.optim.lr_scheduler",), first=("updates",))

Epochwise = Annotated[
    tuple[float, ...],
    Numbers("peak", "the rate, or one for each epoch", like(Rate), (0.001,)),
]
Epoch = Annotated[
    int, Number("epoch", "the number of an epoch, from 1", low=0, whole=True, sample=10)
]
First = Annotated[
    float, Number("start", "the rate at step 0; below 0 it is the default's", low=-1.0, sample=1e-7)
]


def epochwise(rates: tuple[float, ...], updates: int | None) -> Schedule:
    """Return one rate after another, an epoch each; the last one stays."""
    if not rates:
        raise LrplotError("lr must have at least one rate")
    width = float(per_epoch(updates)) if len(rates) > 1 else 1.0
    return PiecewiseConstant(tuple(width * epoch for epoch in range(1, len(rates))), rates)


def per_epoch(updates: int | None) -> int:
    """Return the updates of an epoch, which must have been given."""
    if updates is None:
        raise LrplotError("updates_per_epoch must be given, for the rate changes at epochs")
    return updates

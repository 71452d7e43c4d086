"""Adafactor, an optimizer with a schedule of its own."""

from __future__ import annotations

from lrplot.catalogue import LrplotError, NestedSchedule, schedule
from lrplot.parameters import Peak, Rate, Switch, Unused
from lrplot.pieces import Constant, Decay, InversePower, Ramp, Schedule, Shift

HIGHEST = 0.01
LONG = 10_000.0
"""The update at which 1 / sqrt(s) comes down to `HIGHEST`, and 1e-6 * s up to it."""


@schedule
def Adafactor(
    params: Unused,
    lr: Peak | None = None,
    eps: Unused = (1e-30, 1e-3),
    clip_threshold: Unused = 1.0,
    decay_rate: Unused = -0.8,
    beta1: Unused = None,
    weight_decay: Unused = 0.0,
    scale_parameter: Switch = True,
    relative_step: Switch = True,
    warmup_init: Switch = False,
) -> Schedule:
    """The optimizer's relative step: 0.01, or a warmup to it, then 1 / sqrt(t + 1).

    Where: scale_parameter: whether each tensor's rate is scaled by the size of its weights;
    relative_step: whether the rate follows the step, and `lr` has no effect; warmup_init: whether
    there is a warmup.
    Differs: updates count from 1, and the fall begins at update 9,999 whatever the training's
    length. Without `relative_step` the rate is `lr`, at every step. With `scale_parameter`, which
    is on unless you say False, each tensor's rate is multiplied by the size of its own weights:
    that depends on the training, and is refused here.
    Formula: min(0.01, 1 / sqrt(t + 1)); with warmup_init min(1e-6 * (t + 1), 1 / sqrt(t + 1)).
    Example: scale_parameter=false
    Source: transformers/optimization.py, 5.23; arXiv:1804.04235.
    """
    if scale_parameter:
        raise LrplotError(
            "scale_parameter: the rate follows the size of the weights, which no step number "
            "tells; say scale_parameter=False to see the rate that they multiply"
        )
    if relative_step and lr is not None:
        raise LrplotError("lr and relative_step=True cannot be combined, as transformers asks")
    if warmup_init and not relative_step:
        raise LrplotError("warmup_init=True wants relative_step=True, as transformers asks")
    if not relative_step:
        if lr is None:
            raise LrplotError("lr must be given where relative_step is False")
        return Constant(lr)
    first = Ramp(0.0, HIGHEST, LONG) if warmup_init else Constant(HIGHEST)
    return Shift(first.then(Decay(HIGHEST, InversePower(0.5), LONG), at=LONG, restart=False), 1.0)


@schedule
def AdafactorSchedule(optimizer: NestedSchedule, initial_lr: Rate = 0.0) -> Schedule:
    """The rate that Adafactor sets itself, for a training loop that wants a scheduler.

    Where: initial_lr: the rate that it says before Adafactor has set its own.
    Differs: it changes nothing while Adafactor has `relative_step`; an Adafactor with an `lr` of
    its own it leaves at `initial_lr` for ever, which is 0. What it reports is `initial_lr` before
    the first update, and then the rate of the update just done; drawn here is the rate of each
    update itself.
    Formula: that of Adafactor, which stands in its place as a constructor; or initial_lr.
    Source: transformers/optimization.py, 5.23.
    """
    return Constant(initial_lr) if isinstance(optimizer, Constant) else optimizer


@schedule
def get_adafactor_schedule(optimizer: NestedSchedule, initial_lr: Rate = 0.0) -> Schedule:
    """The same as AdafactorSchedule.

    Where: initial_lr: the rate that it says before Adafactor has set its own.
    Differs: as there.
    Formula: that of Adafactor, which stands in its place as a constructor; or initial_lr.
    Source: transformers/optimization.py, 5.23.
    """
    return AdafactorSchedule(optimizer, initial_lr)

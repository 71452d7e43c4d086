"""ultralytics: what YOLO's trainer does with the rate of a group of parameters, a step a batch."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import EndRatio, Peak, PerEpoch, Start, Switch, Times, WarmupCount
from lrplot.parameters.role import like
from lrplot.pieces import Constant, Ramp, Schedule, Stairs, Wave

FRAMEWORK = Framework(paths=("ultralytics.engine.trainer",))

MOST = 1000
"""The most epochs that a warmup may reach into."""

Epochs = Annotated[int, like(Times, sample=10)]


@schedule
def BaseTrainer(
    lr0: Peak = 0.01,
    lrf: EndRatio = 0.01,
    epochs: Epochs = 100,
    nb: PerEpoch = 100,
    nw: WarmupCount = 0,
    warmup_start: Start = 0.0,
    cos_lr: Switch = False,
    held: Switch = False,
) -> Schedule:
    """A warmup batch by batch, and a line or a cosine down to `lrf` of the rate, epoch by epoch.

    Keywords: YOLO.
    Where: epochs: how many epochs it trains; nb: batches of an epoch; nw: batches of the warmup;
    warmup_start: 0, or warmup_bias_lr for the biases; cos_lr: a cosine in place of the line;
    held: whether the last rate of the warmup stays to the end of its epoch, as from 8.4.103 on.
    Differs: its trainer counts in batches, and updates at those at which enough of them are
    accumulated. The warmup leads to the rate of the epoch that it is in, so that it bends where an
    epoch ends, and may come down from above. `held` was so up to 8.4.182.
    Formula: with e = t // nb and r = lr0 * (lrf + (1 - lrf) * (1 - e / epochs)), or with cos_lr
    lr0 * (1 - (1 - lrf) * (1 - cos(pi * e / epochs)) / 2): warmup_start + (r - warmup_start) * t /
    nw up to nw, then r.
    Source: ultralytics/engine/trainer.py, 8.4.190.
    """
    low, length = lr0 * lrf, epochs * nb
    fall = Wave(lr0, low, length) if cos_lr else Ramp(lr0, low, length)
    rest: Schedule = Stairs(fall, nb)
    if not nw:
        return rest
    reached = -(-nw // nb)
    if reached > MOST:
        raise LrplotError(f"nw: a warmup into more than {MOST:,} epochs is not read")
    curve: Schedule | None = None
    part: Schedule
    for epoch in range(int(reached)):
        first, last = epoch * nb, min((epoch + 1) * nb, nw)
        rise = float(rest([first])[0]) - warmup_start
        last -= held and last == nw
        start, stop = (warmup_start + rise * (at / nw) for at in (first, last))
        part = Ramp(start, stop, last - first) if last > first else Constant(start)
        curve = part if curve is None else curve.then(part, at=first)
    assert curve is not None
    return curve.then(rest, at=reached * nb if held else nw, restart=False)

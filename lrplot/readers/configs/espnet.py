"""A training configuration of ESPnet 2: `optim_conf`, and a `scheduler` with its `scheduler_conf`.

ESPnet's own schedulers and torch's cyclic ones are stepped once an update, torch's others once an
epoch. An epoch's last iterations that fill no accumulation update nothing.
Source: espnet2/tasks/abs_task.py, train/trainer.py and schedulers/abs_scheduler.py, 202511.
"""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.class_paths import constructor, rate
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, asked_epoch, said_epoch
from lrplot.readers.common.keys import Keys
from lrplot.specs.clock import Pace

OWN = (
    "WarmupLR", "NoamLR", "PiecewiseLinearWarmupLR", "WarmupStepLR", "TristageLR",
    "ExponentialDecayWarmup", "CosineAnnealingWarmupRestarts", "WarmupReduceLROnPlateau",
)  # fmt: skip
BATCHWISE = ("CyclicLR", "OneCycleLR", "CosineAnnealingWarmRestarts")
EPOCHWISE = ("StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "ReduceLROnPlateau")
NAMES = {name.lower(): name for name in (*OWN, *BATCHWISE, *EPOCHWISE)}

OPTIMIZERS = {name.lower(): name for name in (
    "Adam", "AdamW", "SGD", "Adadelta", "Adagrad", "Adamax", "ASGD", "LBFGS", "RMSprop", "Rprop",
    "RAdam",
)}  # fmt: skip

MARKS = ("scheduler_conf", "accum_grad", "batch_bins", "num_iters_per_epoch", "encoder_conf",
         "keep_nbest_models", "val_scheduler_criterion", "best_model_criterion")  # fmt: skip


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    return f"optim_conf and {found[0]}" if found and data.has("optim_conf") else ""


def _read(keys: Keys) -> Training:
    for key in ("optim2", "optim2_conf", "scheduler2"):
        if keys.any(key):
            raise LrplotError(f"{key}: two optimizers that take turns are not read")
    optim = keys.text("optim", "adadelta").lower()
    section = keys.section("optim_conf")
    lr = rate(section, f"torch.optim.{OPTIMIZERS.get(optim, '')}")
    if optim == "sgd" and "lr" not in section:
        lr = 0.1  # ESPnet's own class of it
    name = keys.any("scheduler")
    if isinstance(name, str) and name.lower() == "none":
        name = None
    if name is not None and not isinstance(name, str):
        raise LrplotError(f"scheduler must be text, not {shown(name)}")
    if name is not None and name.lower() not in NAMES:
        near = nearest(name.lower(), NAMES) or NAMES
        raise LrplotError(f"scheduler: no {shown(name)}; it is {one_of(near)}")
    epoch = _epoch(keys)
    epochs = keys.whole("max_epoch", 40, low=1)
    keys.say(f"{epoch:,} updates × {epochs:,} epochs = {epoch * epochs:,} updates")
    if keys.any("patience") is not None:
        keys.say("patience may end it earlier")
    if name is None:
        return Training((Rate(f"constant({lr!r})"),), epoch * epochs, epoch)
    name = NAMES[name.lower()]
    if name == "WarmupReduceLROnPlateau":
        raise LrplotError(f"scheduler: {name} follows what is measured in training")
    conf = keys.section("scheduler_conf")
    given: dict[str, Any] = {key: conf.argument(key) for key in conf}
    root = "espnet2.schedulers" if name in OWN else "torch.optim.lr_scheduler"
    word = constructor("scheduler", name, given, lr, root)
    pace = Pace(epoch) if name in EPOCHWISE else None
    return Training((Rate(word, pace=pace),), epoch * epochs, epoch)


def _epoch(keys: Keys) -> int:
    """Return the updates of an epoch."""
    accumulation = keys.whole("accum_grad", 1, low=1)
    iterations = keys.whole("num_iters_per_epoch", None, low=1)
    if iterations is None or said_epoch(keys):
        return asked_epoch(keys)
    if keys.text("iterator_type", "sequence") == "chunk":
        keys.say("num_iters_per_epoch counts examples of chunks; the updates are those of an epoch")
        return asked_epoch(keys)
    updates = accumulated(keys, iterations, accumulation, rest=False)
    if updates < 1:
        raise LrplotError(f"accum_grad: {iterations} iterations make no update")
    return updates


FORMAT = Format(
    "espnet",
    "ESPnet configuration",
    _fits,
    _read,
    flags={"epochs": "max_epoch", "grad_accum": "accum_grad"},
    texts=("optim_conf.", "scheduler_conf."),
    wholes=("max_epoch",),
)

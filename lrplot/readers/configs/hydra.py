"""A configuration of Hydra for a Lightning Trainer: `_target_` paths, put together of files.

As in the lightning-hydra-template, whose module steps its scheduler once an epoch. What `interval`
and `frequency` say counts where the project's own module reads them.
Source: lightning-hydra-template, src/models/mnist_module.py and src/train.py; Hydra 1.3.8.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.class_paths import beside, constructor, rate
from lrplot.readers.common.composition import composed
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.trainer import check_callbacks, length
from lrplot.specs.clock import Pace
from lrplot.specs.lets import Sizes

PLACES = ("model.", "", "module.", "task.", "system.", "algorithm.", "litmodule.")
OPTIMIZERS = ("optimizer", "optim")
SCHEDULERS = ("scheduler", "lr_scheduler", "sched")
MARKS = [f"{place}{name}._target_" for place in PLACES for name in OPTIMIZERS]

GROUPS = ("trainer", "model", "module", "optimizer", "optim", "scheduler", "lr_scheduler")
"""Groups of a defaults list by which it is one of a training."""

DATA = ("data.", "datamodule.", "data.dataloader.", "data.loader.", "data_module.")

OWN = ("_target_", "_partial_", "_convert_", "_recursive_")
"""What Hydra itself reads of a class's arguments."""


def _fits(data: Data) -> str:
    if data.has("optimization") or data.has("exp_manager") or data.has("model.optim.sched"):
        return ""
    for key in MARKS:
        if data.has(key):
            return key
    defaults = data.at("defaults")
    for item in defaults if isinstance(defaults, list) else ():
        for key in item if isinstance(item, Mapping) else ():
            name = str(key).split()[-1].lstrip("/").partition("@")[0]
            if name.partition("/")[0] in GROUPS or name.rpartition("/")[2] in GROUPS:
                return f"defaults: {name}"
    return ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    found, chose = composed(data, said)
    defaults: Any = data.values.get("defaults") or ()
    if defaults and all("override" in shown(item) for item in defaults):
        raise LrplotError(
            "this file changes what another one puts together: draw that one, as in "
            "configs/train.yaml --set experiment=NAME"
        )
    return found, chose


def _read(keys: Keys) -> Training:
    whole = Keys(keys.path, filled(keys.data), keys.said, keys.origins, keys.prefix, keys.memory)
    place, name = _found(whole)
    optimizer = whole.section(f"{place}{name}")
    lr = rate(optimizer, optimizer.text("_target_"))
    own = beside(optimizer, optimizer.text("_target_"))
    callbacks = whole.any("callbacks")
    if isinstance(callbacks, Mapping):
        check_callbacks([*callbacks.values()], whole, "_target_")
    if "trainer" not in whole:
        raise MissingError("trainer.max_epochs", ("--epochs", "N"))
    scheduler = _scheduler(whole, place)
    every = _every(scheduler, whole) if scheduler else 1
    total, epoch = length(whole, stepped=every == 0, data=DATA)
    if scheduler is None:
        return Training((Rate(f"constant({lr!r})", others=own),), total, epoch)
    inner = scheduler.section("scheduler") if "scheduler._target_" in scheduler else scheduler
    path = inner.text("_target_")
    if "_args_" in inner:
        raise LrplotError(f"{inner.prefix}_args_: arguments must have names here")
    arguments = {key: inner.argument(key) for key in inner if key not in OWN}
    word = constructor(f"{inner.prefix}_target_", path, arguments, lr)
    pace = None if every else Pace(int(epoch or 1))
    return Training((Rate(word, pace=pace, others=own),), total, epoch)


def _found(whole: Keys) -> tuple[str, str]:
    """Return where the optimizer is."""
    for place in PLACES:
        for name in OPTIMIZERS:
            if f"{place}{name}._target_" in whole:
                return place, name
    raise MissingError("model.optimizer._target_", ("--set", "model.optimizer._target_=…"))


def _scheduler(whole: Keys, place: str) -> Keys | None:
    """Return the section of the scheduler, if there is one."""
    for at in dict.fromkeys((place, "", "model.")):
        for name in SCHEDULERS:
            if whole.any(f"{at}{name}") is not None:
                section = whole.section(f"{at}{name}")
                if "_target_" in section or "scheduler._target_" in section:
                    return section
                if [*section]:
                    raise LrplotError(f"{at}{name}: only a class by its _target_ is understood")
    return None


def _every(scheduler: Keys, whole: Keys) -> int:
    """Return 1 for a scheduler that is stepped once an update, 0 for once an epoch."""
    if "scheduler._target_" not in scheduler:
        whole.say("the model's code is taken to step this scheduler once an epoch")
        return 0
    whole.say("interval and frequency are taken to be read by the model's own code")
    interval: Any = scheduler.choice("interval", ("step", "epoch"), "epoch")
    if scheduler.whole("frequency", 1, low=1) != 1:
        raise LrplotError(f"{scheduler.prefix}frequency: only 1 can be drawn")
    return int(interval == "step")


FORMAT = Format(
    "hydra",
    "Hydra configuration",
    _fits,
    _read,
    whole=_whole,
    flags={
        "epochs": "trainer.max_epochs",
        "batch_size": "data.batch_size",
        "grad_accum": "trainer.accumulate_grad_batches",
        "drop_last": "data.drop_last",
        "total_steps": "trainer.max_steps",
    },
    once=True,
    texts=("",),
    bare=True,
)

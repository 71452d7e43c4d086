"""The configuration of a LightningCLI: the class paths of an optimizer and a scheduler, a trainer.

Its scheduler is stepped once an epoch, after the last update; the last batch of an epoch ends an
accumulation. Batches and processes are counted as its Trainer does, with a sampler that deals the
examples out. Training ends at max_epochs or max_steps, whichever comes first.
Source: lightning/pytorch/cli.py, trainer/setup.py and loops/fit_loop.py, v2.6.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.class_paths import constructor, rate
from lrplot.readers.data import Data
from lrplot.readers.format import Format, Rate, Training
from lrplot.readers.horizon import accumulated, dealt
from lrplot.readers.keys import NEEDED, Keys
from lrplot.specs.clock import Pace

PLACES = ("", "model.init_args.", "model.")
"""Where an optimizer is: the CLI's own, or one that the model's own code takes."""

CHANGING = ("StochasticWeightAveraging", "LearningRateFinder", "GradientAccumulationScheduler")
"""Callbacks that change the rate, or how often there is one."""

ENDING = ("EarlyStopping", "Timer")

FOREVER = -1
USUAL_EPOCHS = 1000


def _fits(data: Data) -> str:
    if not isinstance(data.at("trainer"), Mapping) or data.has("train"):
        return ""
    marks = [f"{place}optimizer.class_path" for place in PLACES]
    marks += ["lr_scheduler.class_path", "model.class_path"]
    marks += ["optimizer"] if isinstance(data.at("optimizer"), str) else []
    return next((f"trainer and {key}" for key in marks if data.has(key)), "")


def _read(keys: Keys) -> Training:
    _check_callbacks(keys)
    place = next((one for one in PLACES if f"{one}optimizer" in keys), "")
    path, given = _class(keys, f"{place}optimizer", NEEDED)
    lr = rate(given, path)
    name = next((one for one in ("lr_scheduler", "scheduler") if place + one in keys), "")
    path, given = _class(keys, place + name, None) if name else ("", keys)
    total, epoch = length(keys, stepped=bool(path))
    if not path:
        return Training((Rate(f"constant({lr!r})"),), total, epoch)
    assert epoch is not None
    if place:
        keys.say("the model's own code is taken to return the scheduler bare: once an epoch")
    arguments = {key: given.any(key) for key in given}
    word = constructor(
        f"{place}{name}.class_path", path, arguments, lr, root="torch.optim.lr_scheduler"
    )
    keys.say("Lightning steps this scheduler once an epoch")
    return Training((Rate(word, pace=Pace(epoch)),), total, epoch)


def _class(keys: Keys, name: str, default: Any) -> tuple[str, Keys]:
    """Return a class path, and its arguments; text is a class path alone."""
    if name in keys and isinstance(keys.data.get(name), str):
        return keys.text(name), Keys(keys.path, {}, keys.said, {}, f"{name}.", keys.memory)
    section = keys.section(name)
    return section.text("class_path", default) or "", section.section("init_args")


def length(keys: Keys, stepped: bool) -> tuple[int, int | None]:
    """Return the updates of the training and of an epoch; the latter may be of no use."""
    trainer = keys.section("trainer")
    if fast := _fast(trainer):
        epoch = _epoch(keys, trainer, fast)
        return epoch, epoch
    steps = trainer.whole("max_steps", FOREVER, low=-1)
    epochs = trainer.whole("max_epochs", None, low=-1)
    if epochs is None:
        epochs = USUAL_EPOCHS if steps == FOREVER else FOREVER
        keys.say(f"max_epochs is not said: {'1,000' if epochs > 0 else 'no limit'}")
    if keys.origins.get("trainer.max_steps") == "--total-steps":
        epochs = FOREVER
    if trainer.any("max_time"):
        keys.say("max_time may end it earlier")
    if epochs == FOREVER and steps == FOREVER:
        raise LrplotError(
            "trainer.max_epochs: -1 trains without end; --epochs N or --total-steps N says when"
        )
    if epochs == 0 or steps == 0:
        raise LrplotError(f"trainer.max_{'steps' if steps == 0 else 'epochs'}: 0 is no training")
    known = keys.said.dataset is not None or keys.said.epoch is not None
    if epochs == FOREVER and not stepped and not known:
        return steps, None
    epoch = _epoch(keys, trainer, None)
    total = steps if epochs == FOREVER else epochs * epoch
    if epochs != FOREVER:
        keys.say(f"{epoch:,} updates × {epochs:,} epochs = {total:,} updates")
    if FOREVER < steps < total:
        keys.say(f"max_steps ends it after {steps:,} updates")
        total = steps
    return total, epoch


def _fast(trainer: Keys) -> int:
    """Return how many batches a development run has, 0 for a real one."""
    found = trainer.any("fast_dev_run", False)
    return int(found) if isinstance(found, bool) else int(trainer.whole("fast_dev_run"))


def _epoch(keys: Keys, trainer: Keys, fast: int | None) -> int:
    """Return the updates of an epoch."""
    if keys.said.epoch is not None:
        keys.say(f"an epoch has {keys.said.epoch:,} updates (--steps-per-epoch)")
        return int(keys.said.epoch)
    limit = fast or _limit(trainer)
    if type(limit) is int and keys.said.dataset is None:
        keys.say(f"an epoch is taken to have the {limit} batches that it may have")
        batches = limit
    else:
        batches = _batches(keys, trainer)
        cut = min(batches, limit) if type(limit) is int else int(batches * limit)
        if cut < batches:
            keys.say(f"{cut:,} of the {batches:,} batches are used")
        if cut == 0:
            raise LrplotError(f"an epoch of {batches:,} batches, limited to {limit}, has none")
        batches = cut
    batches = int(batches)
    return accumulated(keys, batches, trainer.whole("accumulate_grad_batches", 1, low=1))


def _limit(trainer: Keys) -> int | float:
    """Return how many batches an epoch may have, or which part of them."""
    for key in ("overfit_batches", "limit_train_batches"):
        found = trainer.number(key, None, low=0.0)
        if found is not None and (found or key != "overfit_batches"):
            if isinstance(found, float) and found > 1:
                raise LrplotError(f"trainer.{key} must be a whole number or a part, not {found}")
            return int(found) if isinstance(found, int) else found
    return 1.0


def _batches(keys: Keys, trainer: Keys) -> int:
    own = next((at for at in ("data.init_args.", "data.") if f"{at}batch_size" in keys), None)
    at = own or "data.init_args."
    return dealt(
        keys,
        keys.dataset_size(),
        keys.whole(f"{at}batch_size", low=1),
        _processes(keys, trainer),
        keys.flag(f"{at}drop_last"),
    )


def _processes(keys: Keys, trainer: Keys) -> int:
    """Return how many processes train: what is said, or what the devices are."""
    devices = trainer.any("devices", "auto")
    nodes = trainer.whole("num_nodes", 1, low=1)
    if keys.said.gpus is not None:
        return keys.gpus()
    if isinstance(devices, str) and "," in devices:
        devices = [one for one in devices.split(",") if one.strip()]
    if isinstance(devices, list):
        return nodes * max(1, len(devices))
    if devices in ("auto", "-1", -1):
        return int(nodes) if trainer.any("accelerator") == "cpu" else nodes * keys.gpus()
    if isinstance(devices, bool) or not str(devices).isdigit() or int(devices) < 1:
        raise LrplotError(f"trainer.devices cannot be {shown(devices)}")
    return int(nodes * int(devices))


def _check_callbacks(keys: Keys) -> None:
    for callback in keys.items("trainer.callbacks") if "trainer.callbacks" in keys else ():
        path = callback.get("class_path") if isinstance(callback, dict) else callback
        name = str(path).rpartition(".")[2]
        if name in CHANGING:
            raise LrplotError(f"trainer.callbacks: {name} changes the curve in a way of its own")
        if name in ENDING:
            keys.say(f"{name} may end it earlier")


FORMAT = Format(
    "lightning",
    "a LightningCLI configuration",
    _fits,
    _read,
    flags={
        "epochs": "trainer.max_epochs",
        "batch_size": "data.init_args.batch_size",
        "grad_accum": "trainer.accumulate_grad_batches",
        "drop_last": "data.init_args.drop_last",
        "total_steps": "trainer.max_steps",
    },
)

"""How long a Lightning Trainer trains, as its arguments say it.

Batches are counted with a sampler that deals the examples out to the processes; the last batch of
an epoch ends an accumulation. Training ends at max_epochs or max_steps, whichever comes first.
Source: lightning/pytorch/trainer/setup.py and loops/fit_loop.py, v2.6.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.horizon import accumulated, dealt, held, said_epoch
from lrplot.readers.common.keys import Keys

CHANGING = ("StochasticWeightAveraging", "LearningRateFinder", "GradientAccumulationScheduler")
"""Callbacks that change the rate, or how often there is one."""

ENDING = ("EarlyStopping", "Timer")

LONGEST = 9
"""The most digits of a number of devices."""

FOREVER = -1
USUAL_EPOCHS = 1000


def length(keys: Keys, stepped: bool, data: Sequence[str]) -> tuple[int, int | None]:
    """Return the updates of the training and of an epoch.

    The latter may be unknown, unless a scheduler is `stepped` once in it. `data` is in front of the
    keys of what loads the data.
    """
    trainer = keys.section("trainer")
    if fast := _fast(trainer):
        epoch = _epoch(keys, trainer, fast, data)
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
    _hold(keys, trainer, data)
    sized = any(f"{at}batch_size" in keys for at in data) and keys.said.dataset_size is not None
    known = sized or keys.said.epoch is not None
    if epochs == FOREVER and not stepped and not known:
        return steps, None
    epoch = _epoch(keys, trainer, 0, data)
    total = steps if epochs == FOREVER else epochs * epoch
    if epochs != FOREVER:
        keys.say(f"{epoch:,} updates × {epochs:,} epochs = {total:,} updates")
    if FOREVER < steps < total:
        keys.say(f"max_steps ends it after {steps:,} updates")
        total = steps
    return total, epoch


def _hold(keys: Keys, trainer: Keys, data: Sequence[str]) -> None:
    at = next((at for at in data if f"{at}batch_size" in keys), None)
    if keys.said.counts and at is not None:
        batch = keys.whole(f"{at}batch_size", low=1)
        many = trainer.whole("accumulate_grad_batches", 1, low=1)
        held(keys, batch, many, gpus=processes(keys, trainer))


def _fast(trainer: Keys) -> int:
    """Return how many batches a development run has, 0 for a real one."""
    found = trainer.any("fast_dev_run", False)
    return int(found) if isinstance(found, bool) else int(trainer.whole("fast_dev_run"))


def _epoch(keys: Keys, trainer: Keys, fast: int, data: Sequence[str]) -> int:
    """Return the updates of an epoch."""
    if said := said_epoch(keys):
        return said
    limit = fast or _limit(trainer)
    if type(limit) is int and keys.said.dataset_size is None:
        keys.say(f"an epoch is taken to have the {limit} batches that it may have")
        batches = limit
    else:
        batches = _batches(keys, trainer, data)
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


def _batches(keys: Keys, trainer: Keys, data: Sequence[str]) -> int:
    at = next((at for at in data if f"{at}batch_size" in keys), data[0])
    return dealt(
        keys,
        keys.dataset_size(),
        keys.whole(f"{at}batch_size", low=1),
        processes(keys, trainer),
        keys.flag(f"{at}drop_last"),
    )


def processes(keys: Keys, trainer: Keys) -> int:
    """Return how many processes train: what is said, or what the devices are."""
    devices = trainer.any("devices", "auto")
    nodes = trainer.whole("num_nodes", 1, low=1)
    if keys.said.gpus is not None:
        return keys.gpus()
    if isinstance(devices, str) and "," in devices:
        devices = [one for one in devices.split(",") if one.strip()]
    if isinstance(devices, list) and all(type(one) in (int, str) for one in devices):
        return int(nodes) * max(1, len(devices))
    if devices in ("auto", "-1", -1):
        return int(nodes) if trainer.any("accelerator") == "cpu" else int(nodes) * keys.gpus()
    said = "" if isinstance(devices, bool) else str(devices)
    if not said.isdecimal() or len(said) > LONGEST or int(said) < 1:
        raise LrplotError(f"trainer.devices cannot be {shown(devices)}")
    return int(nodes * int(said))


def check_callbacks(callbacks: Iterable[Any], keys: Keys, name: str = "class_path") -> None:
    """Raise `LrplotError` for one that changes the curve; a class has its path under that name."""
    for callback in callbacks:
        path = callback.get(name) if isinstance(callback, Mapping) else callback
        last = str(path).rpartition(".")[2]
        if last in CHANGING:
            raise LrplotError(f"trainer.callbacks: {last} changes the curve in a way of its own")
        if last in ENDING:
            keys.say(f"{last} may end it earlier")

"""The configuration of a LightningCLI: the class paths of an optimizer and a scheduler, a trainer.

Its scheduler is stepped once an epoch, after the last update; the last batch of an epoch ends an
accumulation.
Source: lightning/pytorch/cli.py, v2.6.6.
"""

from __future__ import annotations

from collections.abc import Mapping

from lrplot.readers.common.class_paths import beside, constructor, rate
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.trainer import check_callbacks, length
from lrplot.specs.clock import Pace

PLACES = ("", "model.init_args.", "model.")
"""Where an optimizer is: the CLI's own, or one that the model's own code takes."""

DATA = ("data.init_args.", "data.")
"""Where a batch size is."""


def _fits(data: Data) -> str:
    if not isinstance(data.at("trainer"), Mapping) or data.has("train"):
        return ""
    marks = [f"{place}optimizer.class_path" for place in PLACES]
    marks += ["lr_scheduler.class_path", "model.class_path"]
    marks += ["optimizer"] if isinstance(data.at("optimizer"), str) else []
    return next((f"trainer and {key}" for key in marks if data.has(key)), "")


def _read(keys: Keys) -> Training:
    check_callbacks(keys.items("trainer.callbacks") if "trainer.callbacks" in keys else [], keys)
    place = next((one for one in PLACES if f"{one}optimizer" in keys), "")
    path, given = _class(keys, f"{place}optimizer")
    if not path:
        what = f"{place}optimizer.class_path (if the model's own code makes it, draw that: FILE.py)"
        key = f"{place}optimizer.class_path"
        raise MissingError(key, ("--set", f"{key}=…"), what)
    lr, own = rate(given, path), beside(given, path)
    name = next((one for one in ("lr_scheduler", "scheduler") if place + one in keys), "")
    path, given = _class(keys, place + name) if name else ("", keys)
    if name and not path:
        key = f"{place}{name}.class_path"
        raise MissingError(key, ("--set", f"{key}=…"))
    total, epoch = length(keys, stepped=bool(path), data=DATA)
    if not path:
        return Training((Rate(f"constant({lr!r})", others=own),), total, epoch)
    assert epoch is not None
    if place:
        keys.say("the model's own code is taken to return the scheduler bare: once an epoch")
    arguments = {key: given.argument(key) for key in given}
    word = constructor(
        f"{place}{name}.class_path", path, arguments, lr, root="torch.optim.lr_scheduler"
    )
    keys.say("Lightning steps this scheduler once an epoch")
    return Training((Rate(word, pace=Pace(epoch), others=own),), total, epoch)


def _class(keys: Keys, name: str) -> tuple[str, Keys]:
    """Return a class path, and its arguments; text is a class path alone."""
    if name in keys and isinstance(keys.data.get(name), str):
        return keys.text(name), Keys(keys.path, {}, keys.said, {}, f"{name}.", keys.memory)
    section = keys.section(name)
    return section.text("class_path", None) or "", section.section("init_args")


FORMAT = Format(
    "lightning",
    "LightningCLI configuration",
    _fits,
    _read,
    flags={
        "epochs": "trainer.max_epochs",
        "batch_size": "data.init_args.batch_size",
        "grad_accum": "trainer.accumulate_grad_batches",
        "drop_last": "data.init_args.drop_last",
        "total_steps": "trainer.max_steps",
    },
    bare=True,
    wholes=("trainer.",),
)

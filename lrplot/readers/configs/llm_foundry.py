"""A configuration of LLM Foundry: a scheduler of Composer's by its name, and times as `100ba`.

A batch of all processes is an update. The scheduler is stepped before the batch is counted.
Source: llmfoundry/command_utils/train.py, 0.22.0; composer/trainer/trainer.py, 0.32.1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown
from lrplot.readers.common.class_paths import rate
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, said_epoch
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys
from lrplot.specs.lets import Sizes

NAMES = {
    "constant_with_warmup": "ConstantWithWarmupScheduler",
    "cosine_with_warmup": "CosineAnnealingWithWarmupScheduler",
    "linear_decay_with_warmup": "LinearWithWarmupScheduler",
    "inv_sqrt_with_warmup": "InverseSquareRootWithWarmupScheduler",
}

TIME = re.compile(r"\+?(\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?)(ep|ba|sp|tok)?", re.IGNORECASE)


def _fits(data: Data) -> str:
    at = "parameters." if data.has("parameters.scheduler") else ""
    others = data.has("optimizer.learning_rate") or data.has("scheduler.units")
    marks = [f"{at}scheduler.name", f"{at}max_duration", f"{at}optimizer.lr"]
    if others or not data.has(*marks[:2]) or not isinstance(data.at(f"{at}scheduler"), Mapping):
        return ""
    marks[2:] = [key for key in (marks[2], f"{at}global_train_batch_size") if data.has(key)]
    return " and ".join(marks) if len(marks) > 2 else ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    """Return the training's own part of a file that starts one on other machines."""
    own = data.at("parameters")
    nested = data.has("parameters.scheduler") and isinstance(own, Mapping)
    return own if nested else data.values, ()


def _read(keys: Keys) -> Training:
    keys = Keys(keys.path, filled(keys.data), keys.said, keys.origins, memory=keys.memory)
    optimizer, section = keys.section("optimizer"), keys.section("scheduler")
    if optimizer.text("name", "") == "adalr_lion":
        raise LrplotError("optimizer.name: adalr_lion changes its rate by what it measures")
    lr = rate(optimizer, "")
    name = section.choice("name", NAMES)
    arguments = {key: section.argument(key) for key in section if key != "name"}
    total, run = _run(keys, [*map(str, arguments.values())])
    said = {**arguments, "lr": lr, **run}
    given = ", ".join(f"{key}={_plain(key, value)!r}" for key, value in said.items())
    word = f"composer.optim.{NAMES[name]}({given})"
    return Training((Rate(word),), total, run.get("batches_per_epoch"))


def _run(keys: Keys, times: list[str]) -> tuple[int, dict[str, Any]]:
    """Return how many updates are made, and what the scheduler knows of the Trainer."""
    found = keys.any("max_duration")
    parts = TIME.fullmatch(str(found).strip())
    # text has a unit, and what has none is a whole number
    if not parts or isinstance(found, bool) or (not parts[2] and not isinstance(found, int)):
        raise LrplotError(f"max_duration must be a time as 1000ba or 3ep, not {shown(found)}")
    amount, unit = float(parts[1].replace("_", "")), (parts[2] or "ep").lower()
    if not 1 <= amount < 1e15 or amount != int(amount):
        raise LrplotError(f"max_duration must be a whole number of them, not {shown(found)}")
    batch = keys.whole("global_train_batch_size", None, low=1)
    if keys.said.counts and batch:
        at = "max_seq_len" if "max_seq_len" in keys else "train_loader.dataset.max_seq_len"
        full = keys.any("train_loader.name") == "text"
        held(keys, batch, length=keys.whole(at, None, low=1) if full else None, gpus=1)
    run: dict[str, Any] = {"max_duration": f"{int(amount)}{unit}"}
    units = {unit, *(one.group().lower() for t in times for one in re.finditer("[a-z]+$", t, re.I))}
    if "ep" in units or keys.said.dataset_size is not None or keys.said.epoch is not None:
        run["batches_per_epoch"] = _batches(keys, bool(units & {"sp", "tok"}))
    if units & {"sp", "tok"}:
        run["samples_per_batch"] = batch or keys.whole("global_train_batch_size", low=1)
    if "tok" in units:
        if keys.any("train_loader.name") == "finetuning":
            raise LrplotError("max_duration: the tokens of a finetuning batch are not known here")
        at = "max_seq_len" if "max_seq_len" in keys else "train_loader.dataset.max_seq_len"
        run["tokens_per_batch"] = run["samples_per_batch"] * keys.whole(at, low=1)
    per = {"ba": 1, "sp": run.get("samples_per_batch"), "tok": run.get("tokens_per_batch")}
    if unit == "ep":
        total = int(amount) * run["batches_per_epoch"]
        keys.say(f"{run['batches_per_epoch']:,} batches × {int(amount):,} epochs = {total:,}")
    else:
        size = per[unit] or 1
        total = -(-int(amount) // size)
        if unit != "ba":
            keys.say(f"{found}: {numbers.text(amount)} / {size:,} → {total:,} batches")
    return total, run


def _batches(keys: Keys, counted: bool) -> int:
    """Return the batches of an epoch; in one that is not full, samples are not always as many."""
    if said := said_epoch(keys):
        return said
    examples, gpus = keys.dataset_size(), keys.gpus()
    batch = keys.whole("global_train_batch_size", low=1)
    drop = keys.flag("train_loader.drop_last")
    if batch % gpus:
        raise LrplotError(f"global_train_batch_size: {batch} does not share out among {gpus} GPUs")
    each, own = -(-examples // gpus), batch // gpus
    batches = each // own if drop else -(-each // own)
    keys.say(f"{examples:,} examples / {batch:,} → {batches:,} batches an epoch")
    if not batches:
        raise LrplotError(f"global_train_batch_size: not one full batch of {batch:,} in an epoch")
    if counted and not drop and examples % batch:
        raise LrplotError(
            "train_loader.drop_last: the last batch of an epoch has fewer samples, which cannot be "
            "followed", ("--set", "train_loader.drop_last=true"),
        )  # fmt: skip
    return int(batches)


def _plain(key: str, value: Any) -> Any:
    if not isinstance(value, str | int | float | bool | None):
        raise LrplotError(f"scheduler.{key} cannot be {shown(value)}")
    return value


FORMAT = Format(
    "llm_foundry",
    "LLM Foundry configuration",
    _fits,
    _read,
    whole=_whole,
    flags={
        "batch_size": "global_train_batch_size",
        "drop_last": "train_loader.drop_last",
    },
    once=True,
    texts=("",),
    bare=True,
)

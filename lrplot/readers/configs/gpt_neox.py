"""GPT-NeoX's YAML, whose keys may have hyphens.

Source: megatron/training.py (get_learning_rate_scheduler), megatron/learning_rates.py and
neox_arguments, EleutherAI/gpt-neox ea7aefd8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, replicas
from lrplot.readers.common.keys import Keys, MissingError

MARKS = ("train_iters", "train_epochs", "lr_decay_style", "lr_decay_iters", "pipe_parallel_size",
         "model_parallel_size")  # fmt: skip
PARALLEL = ("model_parallel_size", "pipe_parallel_size")
STYLES = ("constant", "linear", "cosine", "exponential")


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).replace("-", "_"): value for key, value in data.items()}


def _fits(data: Data) -> str:
    values = _plain(data.values)
    found = [key for key in MARKS if key in values]
    mine = data.has("optimizer.params") and len(found) > 1
    return f"optimizer.params, {found[0]} and {found[1]}" if mine else ""


def _read(keys: Keys) -> Training:
    keys = Keys(keys.path, _plain(keys.data), keys.said, keys.origins, memory=keys.memory)
    optimizer = keys.section("optimizer")
    if optimizer.text("type", "Adam").lower() == "onebitadam":
        raise LrplotError("optimizer.type: DeepSpeed makes the schedule of OneBitAdam")
    if keys.any("scheduler") is not None:
        raise LrplotError("scheduler: DeepSpeed's own beside GPT-NeoX's is not read")
    if keys.flag("use_mup"):
        raise LrplotError("use_mup: the groups' own rates need the model's widths")
    total = keys.whole("train_iters", None, low=1)
    if total is None:
        # of epochs, the data say it
        raise MissingError("train_iters", ("--set", "train_iters=…"))
    given = {
        "lr_decay_style": keys.choice("lr_decay_style", STYLES, "linear"),
        "lr_decay_iters": keys.whole("lr_decay_iters", None),
        "lr_decay_fraction": keys.number("lr_decay_fraction", None, low=0.0, high=1.0),
        "min_lr": keys.number("min_lr", 0.0, low=0.0),
        "warmup": keys.number("warmup", 0.01, low=0.0, high=1.0),
    }
    _held(keys)
    peak = optimizer.section("params").number("lr", 1e-3, low=0.0)
    if given["min_lr"] > peak:
        raise LrplotError("min_lr must be at most optimizer.params.lr, as GPT-NeoX has it")
    part = numbers.text(given["warmup"])
    keys.say(f"the warmup is {part} of the decay's iterations and is not rounded")
    said = ", ".join(f"{key}={value!r}" for key, value in given.items() if value is not None)
    word = f"gpt_neox.get_learning_rate_scheduler({peak!r}, {total}, {said})"
    return Training((Rate(word),), total)


def _held(keys: Keys) -> None:
    """Remember what an update has: the batch of all, or that of a GPU of each model."""
    length = keys.whole("seq_length", None, low=1)
    if not keys.said.counts:
        return
    if whole := keys.whole("train_batch_size", None, low=1):
        held(keys, whole, length=length, gpus=1)
    elif micro := keys.whole("train_micro_batch_size_per_gpu", None, low=1):
        many = keys.whole("gradient_accumulation_steps", 1, low=1)
        held(keys, micro, many, length=length, gpus=replicas(keys, PARALLEL))


FORMAT = Format(
    "gpt_neox",
    "GPT-NeoX configuration",
    _fits,
    _read,
    flags={"total_steps": "train_iters"},
    marks=MARKS,
    texts=("",),
    wholes=("",),
)

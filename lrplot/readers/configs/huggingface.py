"""The arguments of Hugging Face's Trainer, as YAML or JSON: transformers, TRL, and what they carry.

Rounding is that of transformers since 4.52: the rest of an accumulation is an update of its own.
Source: transformers/trainer.py, training_args.py and optimization.py, v4.57.6 and v5.24.0.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.data import KINDS, Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import epochs_of, held, per_epoch, rounded_up
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.others import of_trainer
from lrplot.readers.configs import deepspeed
from lrplot.specs.trainer import DEFAULTS, MEASURED, RATES, warmup

MARKS = ("per_device_train_batch_size", "num_train_epochs", "lr_scheduler_type")

OTHERS = (
    ("stage", "template"),
    ("finetuning_type",),
    ("base_model", "micro_batch_size"),
    ("pretrained_model_name_or_path",),
    ("lr_warmup", "epoch"),
    ("tuner_type",),
    ("train_type",),
    ("rlhf_type",),
)
"""Keys of LLaMA-Factory, axolotl, kohya and ms-swift, which have these arguments too."""

NUMBERS = (
    "learning_rate",
    "warmup_ratio",
    *(key for key, usual in DEFAULTS.items() if not isinstance(usual, bool | str)),
)

NAMED = {"name": "lr_scheduler_type", "scheduler_specific_kwargs": "lr_scheduler_kwargs"}
"""Which keys say what transformers' get_scheduler takes."""

GENERATING = ("num_generations", "max_completion_length", "steps_per_generation")
"""Keys of trainings on what the model itself writes: GRPO and its like."""


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    others = any(data.has(*keys) for keys in OTHERS)
    return "" if others else " and ".join(found[:2])


def _read(keys: Keys) -> Training:
    rate = keys.number("learning_rate", None, low=0.0)
    if rate is None:
        own, trl = (numbers.text(RATES[kind]) for kind in ("TrainingArguments", "SFTConfig"))
        what = f"learning_rate (transformers' own is {own}, that of TRL's SFTConfig {trl})"
        raise MissingError("learning_rate", ("--set", "learning_rate=…"), what)
    _texts(keys)
    made = training(keys, {"": rate})
    beside = of_trainer(keys)
    return replace(made, rates=tuple(replace(one, others=beside) for one in made.rates))


def _texts(keys: Keys) -> None:
    """Say which numbers are text to transformers: only TRL's own parser makes numbers of them."""
    kind = keys.path.rpartition(".")[2].lower()
    for key in NUMBERS if KINDS.get(kind) != "options" else ():
        said = keys.data.get(key)
        if not isinstance(said, str) or keys.number(key, None) is None:
            continue
        bare = kind != "json" and re.fullmatch(r"([+-]?\d+)(\.\d*)?[eE]([+-]?)(\d+)", said)
        # YAML knows a number with an exponent by its point and its sign
        plain = bare and f"{bare[1]}{bare[2] or '.0'}e{bare[3] or '+'}{bare[4]}"
        write = plain if plain and plain != said else f"{said} without quotes"
        keys.say(f"transformers takes this {key} for text: write {write}")


def training(
    keys: Keys,
    rates: Mapping[str, float],
    examples: int | None = None,
    kind: str = DEFAULTS["lr_scheduler_type"],
    more: Callable[[str, int], Mapping[str, Any]] = lambda name, left: {},
) -> Training:
    """Return the training that the arguments describe.

    `rates` are those of the groups of parameters, the optimizer's own first, to which an end that
    is a rate is compared in every group; `examples` are those of an epoch, if known, and
    `kind` the schedule where none is said; `more` gives what it takes where the file says nothing,
    of the updates that a warmup leaves. Raises `LrplotError`.
    """
    for key, usual in DEFAULTS.items():
        keys.check_null(key, usual)
    if keys.said.counts:
        held(keys, *_batch(keys))
    engine = deepspeed.filled(keys)
    total, epoch = length(keys, examples)
    warm = warmed(keys, total)
    if engine:
        shared = _shared(keys, next(iter(rates.values())), total, warm)
        rates = deepspeed.peaks(engine, rates)
        words = {label: deepspeed.replaced(engine, shared, rate) for label, rate in rates.items()}
        if all(words.values()):
            return Training(tuple(Rate(word, label) for label, word in words.items()), total, epoch)
    name = keys.text("lr_scheduler_type", kind)
    if name.startswith("SchedulerType."):
        name = name.rpartition(".")[2].lower()
    if name in MEASURED:
        raise LrplotError(f"lr_scheduler_type: {name} follows what is measured in training")
    if "layerwise" in keys.text("optim", "adamw_torch"):
        raise LrplotError("optim: a layerwise optimizer is stepped without the scheduler")
    counts = f"num_warmup_steps={warm}, num_training_steps={total}"
    kwargs = {**more(name, total - warm), **_own(keys)}
    first, found = next(iter(rates.values())), []
    for label, rate in rates.items():
        given = ends(name, kwargs, rate / first) if rate != first and first else kwargs
        own = f", scheduler_specific_kwargs={given!r}" if given else ""
        optimizer = f"torch.optim.AdamW(params, lr={rate!r})"
        word = f"transformers.get_scheduler({name!r}, {optimizer}, {counts}{own})"
        found.append(Rate(word, label, keys=NAMED))
    return Training(tuple(found), total, epoch)


def ends(name: str, kwargs: Mapping[str, Any], times: float) -> Mapping[str, Any]:
    """Return a schedule's parameters for a group whose rate is so many times the optimizer's.

    transformers takes an end that is a rate for a part of the optimizer's, in every group.
    """
    found = {"lr_end": 1e-7} if name == "polynomial" else {}
    found |= {key: kwargs[key] for key in ("min_lr", "lr_end") if kwargs.get(key) is not None}
    # a whole number may be too large for a float
    given = {k: v for k, v in found.items() if isinstance(v, int | float) and abs(v) < sys.maxsize}
    return {**kwargs, **{key: one * times for key, one in given.items()}}


def length(keys: Keys, examples: int | None = None) -> tuple[int, float | None]:
    """Return how many updates are made in all, and in an epoch where that is known."""
    steps = keys.whole("max_steps", DEFAULTS["max_steps"], low=-1)
    if steps == 0:
        raise LrplotError("max_steps: 0 is no training; -1 stands for num_train_epochs")
    if keys.flag("auto_find_batch_size"):
        keys.say("auto_find_batch_size: the batch may be made smaller, and the training longer")
    supposed = keys.memory.supposed
    if steps < 0 and any(key in keys for key in GENERATING):
        if "--total-steps" in supposed:
            return 1, None
        what = "how long it trains (its batches are of what the model writes)"
        raise MissingError("--total-steps", ("--total-steps", "N"), what)
    unsaid = examples is None and keys.said.dataset_size is None and keys.said.epoch is None
    if steps < 0 and unsaid and keys.flag("packing") and "--dataset-size" not in supposed:
        what = "how many packed sequences an epoch has"
        raise MissingError("--dataset-size", ("--dataset-size", "N"), what)
    known = examples is not None or keys.said.dataset_size is not None
    if steps > 0 and not known:
        return steps, None
    batch, accumulation = _batch(keys)
    drop_last = keys.flag("dataloader_drop_last")
    each = per_epoch(keys, examples, batch, accumulation, drop_last)
    _older(keys, keys.said.dataset_size if examples is None else examples)
    if steps > 0:
        return steps, each
    epochs = keys.number("num_train_epochs", DEFAULTS["num_train_epochs"], low=0.0)
    return epochs_of(keys, epochs, each), each


def _batch(keys: Keys) -> tuple[int, int]:
    """Return the batch of one process, and how many are accumulated."""
    batch, accumulation = (
        keys.whole(key, DEFAULTS[key], low=1)
        for key in ("per_device_train_batch_size", "gradient_accumulation_steps")
    )
    return batch, accumulation


def _older(keys: Keys, examples: int | None) -> None:
    """Say where transformers before 4.52 makes fewer updates: it left the rest out."""
    if examples is None or keys.said.epoch is not None:
        return
    batch, accumulation = _batch(keys)
    many = batch * keys.gpus()
    drop = keys.flag("dataloader_drop_last")
    batches = examples // many if drop else -(-examples // many)
    if batches % accumulation and batches > accumulation:
        keys.say(
            f"transformers before 4.52 has {batches // accumulation:,} updates an epoch: the rest "
            "of an accumulation is none there"
        )


def warmed(keys: Keys, total: int) -> int:
    """Return how many updates the warmup has."""
    steps = keys.number("warmup_steps", DEFAULTS["warmup_steps"], low=0.0)
    ratio = keys.number("warmup_ratio", 0.0, low=0.0, high=1.0)
    part = warmup(steps, ratio)
    if isinstance(part, int):
        return part
    return rounded_up(keys, "warmup", part, total) if part else 0


def _shared(keys: Keys, rate: float, total: int, warm: int) -> dict[str, tuple[Any, str]]:
    """Return what DeepSpeed's keys have of these arguments, and the names of those."""
    batch, accumulation = _batch(keys)
    # without --gpus the whole batch says nothing that could be held to it
    whole = keys.said.gpus and batch * accumulation * keys.gpus()
    return {
        "train_micro_batch_size_per_gpu": (batch, "per_device_train_batch_size"),
        "gradient_accumulation_steps": (accumulation, "gradient_accumulation_steps"),
        "train_batch_size": (whole, "that of the Trainer's processes"),
        "optimizer.params.lr": (rate, "learning_rate"),
        "scheduler.params.warmup_min_lr": (0, ""),
        "scheduler.params.warmup_max_lr": (rate, "learning_rate"),
        "scheduler.params.total_num_steps": (total, "the number of updates"),
        "scheduler.params.warmup_num_steps": (max(1, warm), "the Trainer's warmup"),
    }


def _own(keys: Keys) -> Mapping[str, Any]:
    """Return what the file says of this schedule's own parameters."""
    more = keys.any("lr_scheduler_kwargs")
    if isinstance(more, str):
        try:
            more = json.loads(more)
        except ValueError:
            raise LrplotError(f"lr_scheduler_kwargs is no JSON: {more}") from None
    if more is not None and not isinstance(more, Mapping):
        raise LrplotError("lr_scheduler_kwargs must be names with values")
    return more or {}


FORMAT = Format(
    "huggingface",
    "Hugging Face TrainingArguments",
    _fits,
    _read,
    flags={
        "epochs": "num_train_epochs",
        "batch_size": "per_device_train_batch_size",
        "grad_accum": "gradient_accumulation_steps",
        "drop_last": "dataloader_drop_last",
        "total_steps": "max_steps",
    },
    wholes=("max_steps",),
)

"""LitGPT's YAML: pretraining, whose rate is set at every micro-batch, and fine-tuning.

Source: litgpt/pretrain.py, finetune/full.py and its like, args.py, 0.5.13.
"""

from __future__ import annotations

import math
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import NEEDED, Keys, MissingError

MARKS = ("train.micro_batch_size", "train.global_batch_size", "train.lr_warmup_steps",
         "train.lr_warmup_fraction", "train.max_tokens")  # fmt: skip
TUNES = ("checkpoint_dir", "lora_r", "train.epochs")
"""Keys that only fine-tuning has."""

USUAL = {"AdamW": 1e-3, "Adam": 1e-3, "SGD": 1e-3}
"""The rate that an optimizer of torch's has by itself."""


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    return " and ".join(found[:2]) if len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    train = keys.section("train")
    if any(keys.any(key) is not None for key in TUNES):
        return _tuned(keys, train)
    return _pretrained(keys, train)


def _pretrained(keys: Keys, train: Keys) -> Training:
    rate = _rate(keys)
    world = _world(keys, "auto")
    micro = train.whole("micro_batch_size", 4, low=1)
    each = _accumulation(train, 512, micro, world)
    tokens = train.whole("max_tokens", _usual(train, "max_tokens", 3 * 10**12), low=1)
    length = train.whole("max_seq_length", low=1)
    batches = tokens // world // (micro * length)
    updates = batches // each
    whole = micro * world * each
    keys.holds(samples=whole, tokens=whole * length)
    keys.say(
        f"{tokens:,} tokens // {world} GPUs // ({micro} × {length:,}) = {batches:,} micro-batches; "
        f"by {each}: {updates:,} updates"
    )
    if train.any("max_steps") is not None:
        keys.say("pretraining does not read train.max_steps")
    if updates < 1:
        raise LrplotError("train.max_tokens: fewer than one update needs")
    low = train.number("min_lr", 4e-5, low=0.0)
    warmup = _warmup(keys, train, micro, world, each, batches)
    # the training may end within an accumulation, where the cosine goes on to its end
    word = (
        f"litgpt.get_lr({rate!r}, {batches / each!r}, {warmup / each!r}, {low!r}, "
        f"gradient_accumulation_iters={each})"
    )
    keys.say("the rate is set before every micro-batch: an update has that of its last")
    return Training((Rate(word),), updates)


def _warmup(keys: Keys, train: Keys, micro: int, world: int, each: int, batches: int) -> int:
    """Return how many micro-batches the warmup of pretraining has."""
    steps = train.whole("lr_warmup_steps", _usual(train, "lr_warmup_steps", 2000, 0))
    part = train.number("lr_warmup_fraction", None, low=0.0, high=1.0)
    if not part:
        return int(min(batches, steps * each))
    if steps:
        raise LrplotError(
            "train.lr_warmup_fraction: LitGPT wants train.lr_warmup_steps to be 0 then"
        )
    loader = _loader(keys, micro, world)
    warmup = min(batches, math.ceil(float(part) * loader))
    keys.say(f"warmup: ceil({numbers.text(part)} × {loader:,}) = {warmup:,} micro-batches")
    return warmup


def _tuned(keys: Keys, train: Keys) -> Training:
    rate = _rate(keys)
    world = _world(keys, 1)
    micro = train.whole("micro_batch_size", 1, low=1)
    each = _accumulation(train, 16, micro, world)
    for key in ("max_tokens", "max_norm", "tie_embeddings", "lr_warmup_fraction"):
        if train.any(key) is not None:
            raise LrplotError(f"train.{key}: LitGPT's fine-tuning takes none")
    held(keys, micro, each, gpus=world)
    epochs = train.whole("epochs", _usual(train, "epochs", 5), low=1)
    most = train.whole("max_steps", None)
    warmup = train.whole("lr_warmup_steps", _usual(train, "lr_warmup_steps", 100, 0))
    if not warmup:
        raise LrplotError("train.lr_warmup_steps: LitGPT's fine-tuning divides by it; write 1")
    loader = _loader(keys, micro, world)
    planned, updates = epochs * (loader // each), epochs * loader // each
    if most:
        planned, updates = min(planned, most), min(updates, most)
    limit = f", at most {most:,}" if most else ""
    keys.say(
        f"the schedule is for {epochs} × ({loader:,} // {each}) = {epochs * (loader // each):,} "
        f"updates, the run has {epochs * loader:,} // {each} = {epochs * loader // each:,}{limit}"
    )
    if not planned:
        raise LrplotError(f"an epoch of {loader:,} micro-batches has no update of {each}")
    if train.any("min_lr") is not None:
        keys.say("fine-tuning does not read train.min_lr: the cosine goes down to 0")
    optimizer = f"torch.optim.AdamW(params, lr={rate!r})"
    word = f"litgpt.get_lr_scheduler({optimizer}, warmup_steps={warmup}, max_steps={planned})"
    return Training((Rate(word),), updates, None if loader % each else loader // each)


def _usual(train: Keys, key: str, usual: int, null: Any = NEEDED) -> Any:
    """Return what stands for a key that is not there, or is there and null."""
    return null if key in train.data else usual


def _rate(keys: Keys) -> float:
    """Return the optimizer's rate: torch's own where the file names the optimizer alone."""
    if isinstance(keys.any("optimizer"), str) or "optimizer" not in keys:
        name = keys.text("optimizer", "AdamW").rpartition(".")[2]
        if name not in USUAL:
            raise MissingError("optimizer.init_args.lr", ("--set", "optimizer.init_args.lr=…"))
        keys.say(f"the rate is torch's own for {name}, {USUAL[name]}")
        return USUAL[name]
    own = keys.section("optimizer")
    usual = USUAL.get(own.text("class_path", "").rpartition(".")[2], NEEDED)
    return float(own.section("init_args").number("lr", usual, low=0.0))


def _world(keys: Keys, default: int | str) -> int:
    """Return how many processes train: --gpus, or what the file says."""
    devices = keys.any("devices", default)
    if keys.said.gpus is not None or devices in ("auto", -1):
        return keys.gpus()
    return int(keys.whole("devices", default, low=1) * keys.whole("num_nodes", 1, low=1))


def _accumulation(train: Keys, usual: int, micro: int, world: int) -> int:
    whole = train.whole("global_batch_size", usual, low=1)
    each = whole // world // micro
    if each < 1:
        raise LrplotError(
            f"train.global_batch_size: {whole} are less than {world} × {micro} of the micro-batches"
        )
    return int(each)


def _loader(keys: Keys, micro: int, world: int) -> int:
    """Return how many micro-batches an epoch of one process has."""
    many = keys.dataset_size()
    found = math.ceil(math.ceil(many / world) / micro)
    by = f" / {world} GPUs" if world > 1 else ""
    keys.say(f"{many:,} examples{by} / {micro} → {found:,} micro-batches an epoch")
    return found


FORMAT = Format(
    "litgpt",
    "LitGPT configuration",
    _fits,
    _read,
    flags={
        "epochs": "train.epochs",
        "batch_size": "train.micro_batch_size",
        "total_steps": "train.max_steps",
    },
    texts=("optimizer.",),
    bare=True,
    wholes=("train.",),
)

"""OpenCLIP's arguments: the params.txt that each run writes, or the flags of its training script.

Batches that are left over by the last accumulation of an epoch are in no update; the epochs of
webdataset are rounded up to whole batches of every loader.
Source: open_clip_train/main.py, scheduler.py, train.py, data.py and params.py, 3.3.0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, dealt, epochs_of, held, said_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.specs.lets import Sizes

MARKS = ("zeroshot_frequency", "imagenet_val", "imagenet_v2", "train_num_samples", "accum_freq",
         "lock_image", "local_loss", "gather_with_grad", "csv_img_key", "epochs_cooldown",
         "force_quick_gelu", "dataset_resampled")  # fmt: skip
ALSO = ("warmup", "train_data", "model")

SCHEDULES = ("cosine", "const", "const-cooldown")
KINDS = ("webdataset", "csv", "synthetic", "auto")
RATE = 5e-4
"""The rate of CLIP's paper, that of every model where none is given."""


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    also = data.those(ALSO)
    return f"{also[0]} and {found[0]}" if len(also) > 1 and found else ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    """Return the arguments without those that a dump calls None: they are not said."""
    return {key: one for key, one in data.values.items() if one not in ("None", None)}, ()


def _read(keys: Keys) -> Training:
    own = keys.text("opt", "adamw").startswith("timm/")
    rate = keys.number("lr", None, low=0.0)
    if rate is None and own:
        raise MissingError("lr", ("--set", "lr=…"))
    rate = float(keys.number("lr", RATE, low=0.0))
    name = keys.choice("lr_scheduler", SCHEDULES, "cosine")
    if "resume" in keys:
        keys.say("resume: the whole run is drawn, from its first update")
    epoch = _epoch(keys)
    total = epochs_of(keys, keys.whole("epochs", 32, low=1), epoch)
    if keys.flag("skip_scheduler"):
        return Training((Rate(f"constant({rate!r})"),), total, epoch)
    warmup = keys.whole("warmup", 10_000)
    word = _cosine(rate, warmup, total)
    if name != "cosine":
        word = _level(keys, rate, total, epoch, name != "const")
    if warmup:
        word = f"{rate!r} * (t + 1) / {warmup}" + (f" if t < {warmup} else {word}")
    return Training((Rate(f"expr: {word}"),), total, epoch)


def _cosine(rate: float, warmup: int, total: int) -> str:
    if warmup >= total:
        return repr(rate)
    return f"0.5 * (1 + cos(pi * (t - {warmup}) / {total - warmup})) * {rate!r}"


def _level(keys: Keys, rate: float, total: int, epoch: int, cools: bool) -> str:
    """Return the formula of a rate that stays the same, and `cools` at the end of the run."""
    if not cools:
        return f"{rate!r} + 0 * t"
    last = keys.whole("epochs_cooldown", low=0) * epoch
    keys.say(f"the rate cools down over the last {last:,} updates")
    if not last:
        return f"{rate!r} + 0 * t"
    power = keys.number("lr_cooldown_power", 1.0, low=0.0)
    end = float(keys.number("lr_cooldown_end", 0.0, low=0.0))
    start = total - last
    fall = f"(1 - (t - {start}) / {last}) ** {power!r} * {rate - end!r} + {end!r}"
    return f"({rate!r} if t < {start} else {fall})"


def _epoch(keys: Keys) -> int:
    """Return the updates of an epoch."""
    batch, many = keys.whole("batch_size", 64, low=1), keys.whole("accum_freq", 1, low=1)
    gpus = keys.whole("world_size", None, low=1) if keys.said.gpus is None else None
    if keys.said.counts:
        held(keys, batch, many, gpus=gpus)
    if said := said_epoch(keys):
        return said
    gpus = keys.gpus() if gpus is None else gpus
    kind = _kind(keys)
    known = keys.whole("train_num_samples", None, low=1) if kind != "csv" else None
    examples = known if known and keys.said.dataset_size is None else keys.dataset_size()
    if kind != "webdataset":
        batches = dealt(keys, examples, batch, gpus, drop_last=True)
    else:
        workers = max(1, keys.whole("workers", 4))
        whole = -(-examples // (batch * gpus))
        batches = -(-whole // workers) * workers
        keys.say(
            f"{examples:,} samples / {batch * gpus:,} → {whole:,} batches, rounded up to "
            f"{batches:,} for {workers} workers"
        )
    updates = accumulated(keys, batches, many, rest=False)
    if not updates:
        raise LrplotError(f"batch_size: not one update of {many} × {batch} examples in an epoch")
    return updates


def _kind(keys: Keys) -> str:
    """Return which kind of data there is; where that is left open, the name of the file says it."""
    kind = str(keys.choice("dataset_type", KINDS, "auto"))
    if kind != "auto":
        return kind
    suffix = keys.text("train_data", "").rpartition(".")[2]
    if suffix not in ("tar", "csv", "tsv"):
        raise MissingError(
            "dataset_type", ("--set", "dataset_type=…"), "what its data is (dataset_type)"
        )
    return "webdataset" if suffix == "tar" else "csv"


FORMAT = Format(
    "open_clip",
    "OpenCLIP training arguments",
    _fits,
    _read,
    _whole,
    flags={"epochs": "epochs", "batch_size": "batch_size", "grad_accum": "accum_freq"},
)

"""ultralytics' args.yaml and hyper-parameters: YOLO's rates, batch by batch, at the updates.

The biases warm up from a rate of their own. An update is made where enough batches are accumulated,
of which a warmup asks for more and more; the last ones of a training may be in none.
The warmup changed in 8.4.103, 8.4.177 and 8.4.183, and no file says which version runs it.
Source: ultralytics/engine/trainer.py, 8.3.0, 8.4.60, 8.4.102, 103, 176, 177, 182, 183 and 190.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import dealt, said_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.others import Others, others
from lrplot.specs.clock import Beats

MARKS = ("warmup_bias_lr", "warmup_epochs", "cos_lr", "nbs", "close_mosaic")
YOLOV5 = ("anchor_t", "fl_gamma", "iou_t", "obj_pw")
"""Keys of YOLOv5's hyper-parameters, whose trainer is another one."""

CHANGED = ((8, 4, 103), (8, 4, 177), (8, 4, 183))
"""The versions that changed the warmup."""

MUON = (8, 4, 0)
"""The first version whose `auto` is MuSGD in a long training."""
OPTIMIZERS = ("auto", "sgd", "musgd", "adam", "adamax", "adamw", "nadam", "radam", "rmsprop")
HEADS = ("detect", "segment", "pose", "obb")
"""Tasks whose models have heads of classes, which MuSGD trains at a rate of their own."""

AUTO_MOMENTUM = 0.9
"""That of the optimizer that `auto` makes."""

MOST = 1_000_000
"""The most batches of a warmup that are gone through."""


@dataclass(frozen=True)
class Warmup:
    """How many batches a warmup has, which are updates, and whether its last rate is held."""

    batches: int
    held: bool
    beats: Beats


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    return f"lr0, lrf and {found[0]}" if found and data.has("lr0") and not any(
        data.has(key) for key in YOLOV5
    ) and (data.has("lrf") or len(found) > 1) else ""  # fmt: skip


def _read(keys: Keys) -> Training:
    if keys.any("time") not in (None, 0, False):
        raise LrplotError("time: a training that is as long as a clock says cannot be drawn")
    if keys.any("resume") not in (None, False):
        raise LrplotError("resume: a training that goes on with another one is not read")
    for key in ("version", "nc"):
        # read even where it makes no difference
        keys.any(key)
    epochs = keys.whole("epochs", 100, low=1)
    batch, nominal = _batch(keys), keys.number("nbs", 64, low=1.0)
    name = keys.text("optimizer", "auto").lower()
    if name not in OPTIMIZERS:
        raise LrplotError(f"optimizer: no {shown(name)}; it is one of {', '.join(OPTIMIZERS)}")
    each = _batches(keys, batch)
    warm = _warmup(keys, epochs, each, batch, nominal)
    rate, bias = keys.number("lr0", 0.01, low=0.0), keys.number("warmup_bias_lr", 0.1)
    if auto := name == "auto":
        rate, name = _auto(keys, epochs, batch, nominal)
        bias = 0.0
    if bias < 0:
        raise LrplotError("warmup_bias_lr must be a number from 0")
    groups = [("weights", rate, 0.0), ("biases", rate, bias)]
    if name == "musgd" and keys.text("task", "detect") in HEADS:
        groups += [("class heads", 3 * rate, 0.0), ("class heads' biases", 3 * rate, bias)]
    keys.say("the norms have the weights' rate")
    if keys.whole("patience", 100):
        keys.say("patience may end it earlier")
    low = keys.number("lrf", 0.01, low=0.0)
    cosine = keys.flag("cos_lr")
    own = _others(keys, name, auto, warm, batch * max(round(nominal / batch), 1) / nominal)
    rates = tuple(
        Rate(
            f"ultralytics.BaseTrainer(lr0={peak!r}, lrf={low!r}, epochs={epochs}, nb={each}, "
            f"nw={warm.batches}, warmup_start={start!r}, cos_lr={cosine!r}"
            + (", held=True)" if warm.held else ")"),
            label,
            warm.beats,
            own | {"weight_decay": "constant(0.0)"} if "biases" in label else own,
        )
        for label, peak, start in groups
    )
    return Training(rates, int(warm.beats.last) + 1)


def _others(keys: Keys, name: str, auto: bool, warm: Warmup, scale: float) -> Others:
    """Return the momentum and the weight decay; Adam's momentum does not warm up."""

    moves = name in ("sgd", "musgd", "rmsprop")

    def momentum() -> str | float:
        last, many = keys.number("momentum", 0.937, low=0.0), warm.batches
        if not (moves and many):
            return AUTO_MOMENTUM if auto else last
        first = keys.number("warmup_momentum", 0.8, low=0.0)
        slope = (last - first) / many
        if CHANGED[0] <= _version(keys) < CHANGED[-1]:
            # the warmup was over before the batch that would have had the whole
            last = slope * (many - 1) + first
        return f"expr: {slope!r} * t + {first!r} if t < {many} else {last!r}"

    return others(
        **{"momentum" if moves else "beta1": momentum},
        weight_decay=lambda: scale * keys.number("weight_decay", 0.0005, low=0.0),
    )


def _batch(keys: Keys) -> int:
    if keys.number("batch", 16) < 1:
        raise LrplotError("batch: below 1 it is what the GPU's memory holds; type --batch-size N")
    return int(keys.whole("batch", 16, low=1))


def _examples(keys: Keys) -> int:
    many = keys.dataset_size()
    part: float = keys.number("fraction", 1.0, low=0.0, high=1.0)
    return max(1, round(many * part))


def _batches(keys: Keys, batch: int) -> int:
    if said := said_epoch(keys):
        return said
    gpus = keys.gpus() if keys.said.gpus is not None else _devices(keys)
    if batch < gpus:
        raise LrplotError(f"batch: {batch} is that of all {gpus} GPUs, and must be {gpus} at least")
    return dealt(keys, _examples(keys), batch // gpus, gpus)


def _devices(keys: Keys) -> int:
    """Return how many GPUs `device` names: 0,1,2 or a list of them."""
    device = keys.any("device")
    if isinstance(device, str):
        device = [one for one in device.split(",") if one.strip()]
    return len(device) if isinstance(device, list) and device else keys.gpus()


def _auto(keys: Keys, epochs: int, batch: int, nominal: float) -> tuple[float, str]:
    """Return the rate that `optimizer: auto` takes in place of lr0, and its optimizer."""
    iterations = math.ceil(_examples(keys) / max(batch, nominal)) * epochs
    if iterations > 10_000:
        name = "musgd" if _version(keys) >= MUON else "sgd"
        keys.say(f"optimizer: auto ignores lr0: {iterations:,} iterations are trained by "
                 f"{name} at 0.01, biases from 0")  # fmt: skip
        return 0.01, name
    if keys.any("nc") is None and "nc" not in keys.memory.supposed:
        raise MissingError("nc", ("--set", "nc=…"), "how many classes there are (nc)")
    classes = keys.whole("nc", low=1)
    rate = round(0.002 * 5 / (4 + classes), 6)
    keys.say(f"optimizer: auto ignores lr0: AdamW at 0.01 / (4 + {classes} classes) = {rate}, "
             "biases from 0")  # fmt: skip
    return rate, "adamw"


def _version(keys: Keys) -> tuple[int, ...]:
    if "version" not in keys:
        if "version" in keys.memory.supposed:
            return CHANGED[-1]
        what = "which version of ultralytics trains (as 8.4.190; the warmup changed in 8.4.183)"
        raise MissingError("version", ("--set", "version=…"), what)
    said = str(keys.any("version"))
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,3}", said):
        raise LrplotError(f"version must be one of ultralytics, as 8.4.190, not {shown(said)}")
    return tuple(map(int, said.split(".")))


def _warmup(keys: Keys, epochs: int, each: int, batch: int, nominal: float) -> Warmup:
    """Return the warmup of the version; it is asked for where that makes a difference."""
    part = keys.number("warmup_epochs", 3.0, low=0.0)
    if part * each > MOST or epochs * each > MOST * MOST:
        raise LrplotError(f"warmup_epochs: more than {MOST:,} batches are not gone through")
    now = round(min(part, epochs - 1) * each)
    before = max(round(part * each), 100) if part else 0
    most, total = max(round(nominal / batch), 1), epochs * each
    capped = min(most, total)
    ways = (
        _made(before, most, nominal / batch, total, False),
        _made(now, most, nominal / batch, total, True, bool(now % each)),
        _made(now, capped, nominal / batch, total, True, bool(now % each)),
        _made(now, capped, capped, total, False),
    )
    same = len(set(ways)) == 1
    warm = ways[0] if same else ways[sum(_version(keys) >= one for one in CHANGED)]
    updates = int(warm.beats.last) + 1
    keys.say(f"{each:,} batches × {epochs:,} epochs, a warmup of {warm.batches:,} of them, "
             f"{most} an update after it: {updates:,} updates")  # fmt: skip
    return warm


def _made(
    warmup: int, most: int, stop: float, total: int, short: bool, held: bool = False
) -> Warmup:
    """Return the batches at which updates are made: one after the warmup is `most` of them.

    A `short` warmup ends before the batch at which it would have led to `stop` of them.
    """
    found: list[int] = []
    last, many = -1, most
    first = warmup + (not short) if warmup else 0
    for batch in range(min(first, total)):
        # as numpy's interp has it, to the last digit
        many = max(1, round(stop if batch == warmup else (stop - 1) / warmup * batch + 1))
        if batch - last >= many:
            found.append(last := batch)
    # from there on they come evenly
    rest = max(last + many, first)
    count = max(0, -(-(total - rest) // many))
    found += [rest, rest + many][:count]
    if not found:
        raise LrplotError(f"nbs: {total:,} batches are less than an update has")
    starts, counts, slopes = [0.0], [float(found[0])], [0.0]
    for place, (one, after) in enumerate(pairwise(found)):
        if after - one != slopes[-1] and place:
            starts.append(place)
            counts.append(one)
            slopes.append(after - one)
        elif not place:
            slopes[0] = after - one
    updates = len(found) + max(0, count - 2)
    return Warmup(warmup, held, Beats(tuple(starts), tuple(counts), tuple(slopes), updates - 1.0))


FORMAT = Format(
    "ultralytics",
    "ultralytics arguments",
    _fits,
    _read,
    flags={"epochs": "epochs", "batch_size": "batch"},
    texts=("",),
)

"""A configuration of PaddleClas: the `lr` of its Optimizer, and the epochs of Global.

A rest of an accumulation updates nothing. With `by_epoch` the schedule is stepped once an epoch.
Source: ppcls/optimizer/learning_rate.py, engine/engine.py and engine/train/train.py, d178931fc.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, dealt, epochs_of, held, said_epoch
from lrplot.readers.common.keys import NEEDED, Keys
from lrplot.specs.clock import Pace

PADDLE = "paddle.optimizer.lr"

COMMON = ("name", "learning_rate", "warmup_epoch", "warmup_start_lr", "by_epoch", "last_epoch",
          "epochs", "step_each_epoch", "verbose")  # fmt: skip
OWN: Mapping[str, tuple[str, ...]] = {
    "ConstLR": (),
    "Linear": ("end_lr", "power", "cycle"),
    "Cosine": ("eta_min",),
    "Step": ("step_size", "gamma"),
    "Piecewise": ("decay_epochs", "values"),
    "MultiStepDecay": ("milestones", "gamma"),
}

SAMPLERS = ("DistributedBatchSampler", "BatchSampler")
SAMPLER = "DataLoader.Train.sampler"


def _fits(data: Data) -> str:
    if not data.has("Global.epochs"):
        return ""
    several = isinstance(data.at("Optimizer"), list)
    mark = "Optimizer" if several else "Optimizer.lr"
    return f"Global.epochs and {mark}" if data.has(mark) else ""


def _read(keys: Keys) -> Training:
    epoch = _epoch(keys)
    epochs = keys.whole("Global.epochs", low=1)
    total = epochs_of(keys, epochs, epoch)
    if not isinstance(keys.data.get("Optimizer"), list):
        rates = [_rate(keys.section("Optimizer.lr"), "", epochs, epoch)]
        return Training(tuple(rates), total, epoch)
    rates = []
    for item in keys.sections("Optimizer"):
        if len([*item]) != 1:
            raise LrplotError(f"{item.prefix[:-1]} must be one optimizer by its name")
        for name in item:
            optimizer = item.section(str(name))
            scope = optimizer.text("scope")
            rates.append(_rate(optimizer.section("lr"), scope, epochs, epoch))
    if not rates or len({rate.label for rate in rates}) < len(rates):
        raise LrplotError("Optimizer must have a scope of its own for each")
    if len(rates) == 1:
        rates = [Rate(rates[0].word, pace=rates[0].pace)]
    return Training(tuple(rates), total, epoch)


def _epoch(keys: Keys) -> int:
    """Return the updates of an epoch."""
    often = keys.whole("Global.update_freq", 1, low=1)
    if keys.said.counts and (batch := keys.whole(f"{SAMPLER}.batch_size", None, low=1)):
        held(keys, batch, often)
    if said := said_epoch(keys):
        return said
    batches = keys.whole("Global.iter_per_epoch", 0)
    if not batches:
        sampler = keys.text(f"{SAMPLER}.name", SAMPLERS[0])
        if sampler not in SAMPLERS:
            raise LrplotError(
                f"{SAMPLER}.name: how many batches {shown(sampler)} makes is not known here",
                ("--steps-per-epoch", "N"),
            )
        batches = dealt(
            keys,
            keys.dataset_size(),
            keys.whole(f"{SAMPLER}.batch_size", low=1),
            keys.gpus(),
            keys.flag(f"{SAMPLER}.drop_last"),
        )
    if not batches:
        raise LrplotError(f"{SAMPLER}.batch_size: not one full batch in an epoch")
    if batches < often:
        keys.say(f"an epoch of {batches:,} batches is too short for update_freq, which counts as 1")
        often = 1
    return accumulated(keys, batches, often, rest=False)


def _rate(lr: Keys, label: str, epochs: int, epoch: int) -> Rate:
    """Return the rate that an `lr` describes."""
    if lr.text("name", "Constant") == "Constant":
        return Rate(f"constant({lr.number('learning_rate', low=0.0)!r})", label)
    name = lr.choice("name", OWN)
    for key in lr:
        if key not in (*COMMON, *OWN[name]) and (near := nearest(str(key), (*COMMON, *OWN[name]))):
            raise LrplotError(f"{lr.prefix}{key}: {name} has no such key; it is {one_of(near)}")
    if lr.whole("last_epoch", -1, low=-1) != -1:
        raise LrplotError(f"{lr.prefix}last_epoch: a run that goes on; --set draws it whole")
    slowly = lr.flag("by_epoch")
    warmup = lr.number("warmup_epoch", 0, low=0.0)
    if not isinstance(warmup, int) and (slowly or name in ("Linear", "Cosine")):
        raise LrplotError(f"{lr.prefix}warmup_epoch: Paddle wants a whole number here")
    if warmup >= epochs:
        lr.say(f"warmup_epoch is cut to the {epochs:,} epochs")
        warmup = epochs
    each = 1 if slowly else epoch
    steps = warmup if slowly and name != "Linear" else round(warmup * epoch)
    base, inner = _inner(lr, name, epochs, each, (epochs - warmup) * each)
    if isinstance(lr.any("learning_rate"), str):
        lr.say("PyYAML takes this learning_rate for text: write 1.0e-4")
    if steps > 0:
        start = lr.number("warmup_start_lr", 0.0, low=0.0)
        inner = (
            f"{PADDLE}.LinearWarmup({inner}, warmup_steps={steps!r}, start_lr={start!r}, "
            f"end_lr={base!r})"
        )
    elif not inner.startswith(PADDLE):
        inner = f"constant({inner})"
    return Rate(inner, label, Pace(epoch) if slowly else None)


def _inner(lr: Keys, name: str, epochs: int, each: int, left: float) -> tuple[float, str]:
    """Return the rate after the warmup, and the schedule from there; `left` is how long it is."""
    if name == "Piecewise":
        return _pieces(lr, epochs, each)
    base = float(lr.number("learning_rate", low=0.0))
    level = base, repr(base)
    match name:
        case "Linear":
            end, power = lr.number("end_lr", 0.0, low=0.0), lr.number("power", 1.0, low=0.0)
            given: dict[str, Any] = {"decay_steps": left, "end_lr": end, "power": power}
            given["cycle"] = lr.flag("cycle")
            kind = "PolynomialDecay"
        case "Cosine":
            given = {"T_max": left, "eta_min": lr.number("eta_min", 0.0, low=0.0)}
            kind = "CosineAnnealingDecay"
        case "Step":
            size = lr.number("step_size", low=0.0)
            given = {"step_size": int(size * each), "gamma": lr.number("gamma", low=0.0)}
            kind = "StepDecay"
        case "MultiStepDecay":
            at = [one * each for one in lr.numbers("milestones", low=0.0)]
            given = {"milestones": at, "gamma": lr.number("gamma", 0.1, low=0.0)}
            kind = "MultiStepDecay"
        case _:
            return level
    if name in ("Linear", "Cosine") and left <= 0:
        return level
    said = "".join(f", {key}={value!r}" for key, value in given.items())
    return base, f"{PADDLE}.{kind}({base!r}{said})"


def _pieces(lr: Keys, epochs: int, each: int) -> tuple[float, str]:
    """Return the first value and the pieces; a `learning_rate` falls to a tenth every 30 epochs."""
    starts = lr.numbers("decay_epochs", NEEDED, low=0.0)
    values = lr.numbers("values", NEEDED, low=0.0)
    if rate := lr.number("learning_rate", None, low=0.0):
        if epochs > 30_000:
            raise LrplotError(f"{lr.prefix}name: so many epochs are too many pieces")
        starts = [float(start) for start in range(0, epochs, 30)]
        values = [rate * 0.1**place for place in range(len(starts))]
        one = len(starts) == 1
        starts, values = ([float(epochs)], values * 2) if one else (starts[1:], values)
        lr.say(f"a Piecewise with learning_rate falls to a tenth of {numbers.text(rate)} every 30")
    if len(values) != len(starts) + 1:
        raise LrplotError(f"{lr.prefix}values must be one more than decay_epochs")
    at = [start * each for start in starts]
    return float(values[0]), f"{PADDLE}.PiecewiseDecay({at!r}, {values!r})"


FORMAT = Format(
    "paddleclas",
    "PaddleClas configuration",
    _fits,
    _read,
    flags={
        "epochs": "Global.epochs",
        "batch_size": f"{SAMPLER}.batch_size",
        "grad_accum": "Global.update_freq",
        "drop_last": f"{SAMPLER}.drop_last",
    },
    wholes=("Global.epochs",),
)

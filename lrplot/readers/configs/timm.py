"""The arguments of timm's training script: the args.yaml beside each run, or a file for --config.

Its loader leaves out a batch that is not full. The rest of an accumulation is an update of its own,
and sometimes two, of which the schedule counts one.
The epochs trained are those that the scheduler returns: cycles, cooldown and a warmup in front
lengthen them. With layer_decay each layer of the model has a rate of its own.
Source: train.py, timm/scheduler/scheduler_factory.py and optim/_param_groups.py, 1.0.31.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, dealt, held, said_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.specs.clock import Beats, Pace

MARKS = (
    "lr_base", "warmup_lr", "cooldown_epochs", "decay_epochs", "warmup_prefix", "lr_cycle_limit",
    "sched_on_updates", "lr_k_decay", "decay_milestones",
)  # fmt: skip

SCHEDULES = ("cosine", "tanh", "step", "constant", "multistep", "poly", "wsd", "rsqrt", "none")
CYCLIC = ("cosine", "tanh", "poly")

ROUND = 256
"""What the number of examples is rounded down to, where augmentations are repeated."""

MOST_LAYERS = 100
MOST_EPOCHS = 10_000


def _fits(data: Data) -> str:
    if not isinstance(data.at("sched"), str):
        return ""
    return next((f"sched and {mark}" for mark in MARKS if mark in data.values), "")


def _read(keys: Keys) -> Training:
    if keys.text("sched", "cosine") == "plateau":
        raise LrplotError("sched: plateau follows what is measured in training")
    sched = keys.choice("sched", SCHEDULES, "cosine")
    for key in ("train_img_sizes", "naflex_loader"):
        if keys.any(key):
            raise LrplotError(f"{key}: batches of several sizes cannot be counted here")
    if keys.whole("start_epoch", 0):
        raise LrplotError("start_epoch: a run goes on here; --set start_epoch=0 draws the whole")
    gpus = keys.whole("world_size", None, low=1) if keys.said.gpus is None else keys.gpus()
    gpus = keys.gpus() if gpus is None else gpus
    batch = keys.whole("batch_size", 128, low=1)
    accumulation = max(1, keys.whole("grad_accum_steps", 1))
    held(keys, batch, accumulation, gpus=gpus)
    rate = _rate(keys, batch * gpus * accumulation)
    updates, real = _epoch(keys, batch, gpus, accumulation)
    on_updates = keys.flag("sched_on_updates")
    arguments = _arguments(keys, sched, on_updates, updates)
    epochs = _epochs(sched, arguments, updates if on_updates else 1)
    total = epochs * real
    keys.say(f"{real:,} updates × {epochs:,} epochs = {total:,} updates")
    given = "".join(f", {key}={value!r}" for key, value in arguments.items())
    word = f"timm.create_scheduler_v2(torch.optim.SGD(params, lr={rate!r}){given})"
    pace: Pace | Beats | None = None
    if sched != "none":
        pace = _beats(epochs, updates, real) if on_updates else Pace(real)
    rates = [
        Rate(f"compose.scale({word}, {scale!r})" if label else word, label, pace)
        for label, scale in _layers(keys, sched)
    ]
    return Training(tuple(rates), total, real)


def _beats(epochs: int, counted: int, real: int) -> Beats | None:
    """Return how the schedule is stepped after updates of which an epoch has more than counted."""
    if real == counted:
        return None
    if epochs > MOST_EPOCHS:
        raise LrplotError(f"epochs: more than {MOST_EPOCHS:,} cannot be followed here")
    starts, counts, slopes = [0.0], [0.0], [1.0]
    for epoch in range(1, epochs):
        # the first update of an epoch has the rate that the last one has left
        starts += [epoch * real, epoch * real + 1]
        counts += [(epoch - 1) * counted + real, epoch * counted + 1]
        slopes += [0.0, 1.0]
    return Beats(tuple(starts), tuple(counts), tuple(slopes), epochs * real - 1.0)


def _rate(keys: Keys, whole: int) -> float:
    """Return the rate: `lr`, or `lr_base` for so large a batch of all processes."""
    if rate := keys.number("lr", None, low=0.0):
        return float(rate)
    base, size = keys.number("lr_base", 0.1, low=0.0), keys.whole("lr_base_size", 256, low=1)
    optimizer = keys.text("opt", "sgd").lower()
    scale = keys.text("lr_base_scale", "")
    if scale not in ("", "linear", "sqrt"):
        raise LrplotError("lr_base_scale: it is linear or sqrt")
    root = scale == "sqrt" or (not scale and any(mark in optimizer for mark in ("ada", "lamb")))
    ratio = (whole / size) ** 0.5 if root else whole / size
    how = "sqrt" if root else ""
    rate = base * ratio
    keys.say(f"lr: {numbers.text(base)} × {how}({whole:,} / {size:,}) = {numbers.text(rate)}")
    return float(rate)


def _epoch(keys: Keys, batch: int, gpus: int, accumulation: int) -> tuple[int, int]:
    """Return the updates that the schedule counts in an epoch, and those that are made."""
    if said := said_epoch(keys):
        return said, said
    examples = keys.dataset_size()
    if keys.number("aug_repeats", 0, low=0.0) and gpus > 1 and examples >= ROUND:
        examples = examples // ROUND * ROUND // gpus * gpus
        keys.say(f"aug_repeats: each process has {examples // gpus:,} examples")
    if keys.number("epoch_repeats", 0, low=0.0):
        keys.say("epoch_repeats is not counted: say the examples of a whole epoch")
    batches = dealt(keys, examples, batch, gpus, drop_last=True)
    if not batches:
        raise LrplotError(f"batch_size: not one full batch of {batch:,} in an epoch")
    counted = accumulated(keys, batches, accumulation)
    rest = batches % accumulation
    # at the rest its length stands for the accumulation, so that its multiples end one too
    more = (batches - 1) // rest - (batches - rest + 1) // rest if rest > 1 else 0
    if more:
        keys.say(f"train.py makes {counted + more:,} updates of them: the rest is two")
    return counted, counted + more


def _arguments(keys: Keys, sched: str, on_updates: bool, updates: int) -> dict[str, Any]:
    """Return what the scheduler is made with, by the script's defaults."""
    noise = keys.numbers("lr_noise", low=0.0)
    found: dict[str, Any] = {
        "sched": sched,
        "num_epochs": keys.whole("epochs", 300, low=1),
        "decay_epochs": keys.number("decay_epochs", 90, low=0.0),
        "decay_milestones": keys.numbers("decay_milestones", [90, 180, 270], low=0.0),
        "decay_rate": keys.number("decay_rate", 0.1, low=0.0),
        "min_lr": keys.number("min_lr", 0.0, low=0.0),
        "warmup_lr": keys.number("warmup_lr", 1e-5, low=0.0),
        "warmup_epochs": keys.number("warmup_epochs", 5, low=0.0),
        "warmup_prefix": keys.flag("warmup_prefix"),
        "cooldown_epochs": keys.whole("cooldown_epochs", 0),
        "cycle_mul": keys.number("lr_cycle_mul", 1.0, low=0.0),
        "cycle_decay": keys.number("lr_cycle_decay", 0.5, low=0.0),
        "cycle_limit": keys.whole("lr_cycle_limit", 1),
        "k_decay": keys.number("lr_k_decay", 1.0, low=0.0),
        "decay_fn": keys.text("lr_decay_fn", None),
        "stable_timescale": keys.number("lr_stable_timescale", None, low=0.0),
        "step_on_epochs": not on_updates,
        "updates_per_epoch": updates,
    }
    if noise:
        found |= {
            "noise": noise,
            "noise_pct": keys.number("lr_noise_pct", 0.67, low=0.0),
            "noise_std": keys.number("lr_noise_std", 1.0, low=0.0),
            "noise_seed": keys.whole("seed", 42),
        }
    return {key: value for key, value in found.items() if value is not None}


def _epochs(sched: str, said: dict[str, Any], steps: int) -> int:
    """Return how many epochs are trained; an epoch has so many steps of the schedule."""
    epochs, warmup, prefix = said["num_epochs"], said["warmup_epochs"], said["warmup_prefix"]
    if sched in CYCLIC:
        length, cycles, times = epochs * steps, max(1, said["cycle_limit"]), said["cycle_mul"]
        whole = length * cycles
        if times != 1.0:
            try:
                whole = math.floor(-length * (times**cycles - 1) / (1 - times))
            except OverflowError:
                raise LrplotError("lr_cycle_mul: so many cycles are too long") from None
        whole += warmup * steps * prefix + said["cooldown_epochs"] * steps
    elif sched in ("wsd", "rsqrt"):
        whole = (epochs + warmup * prefix + said["cooldown_epochs"]) * steps
    else:
        return _whole(epochs + warmup * prefix)
    return int(whole // steps) if steps > 1 else _whole(whole)


def _whole(epochs: float) -> int:
    if epochs != int(epochs):
        raise LrplotError(f"{numbers.text(epochs)} epochs are no whole number")
    return int(epochs)


def _layers(keys: Keys, sched: str) -> Iterator[tuple[str, float]]:
    """Yield the name and the factor of each parameter group."""
    decay = keys.number("layer_decay", None, low=0.0, high=10.0)
    if decay is None or sched == "none":
        if decay is not None:
            keys.say("without a schedule timm lets layer_decay change nothing")
        yield "", 1.0
        return
    least = keys.number("layer_decay_min_scale", 0.0, low=0.0)
    needed = keys.number("layer_decay_no_opt_scale", 0.0, low=0.0)
    layers = keys.whole("layers", None, low=1)
    if layers is None:
        what = "how many layers timm counts in its model (layer_decay scales each one's rate)"
        raise MissingError("layers", ("--set", "layers=N"), what)
    if layers > MOST_LAYERS:
        raise LrplotError(f"layers must be a number from 1 to {MOST_LAYERS}, not {layers}")
    for layer in range(layers):
        scale = max(least, decay ** (layers - 1 - layer))
        if scale >= needed:
            yield f"layer {layer}", float(scale)


FORMAT = Format(
    "timm",
    "timm train.py arguments",
    _fits,
    _read,
    flags={"epochs": "epochs", "batch_size": "batch_size", "grad_accum": "grad_accum_steps"},
    wholes=("epochs",),
)

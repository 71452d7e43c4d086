"""MMEngine's configurations, as OpenMMLab's toolboxes have them: in Python, with `_base_` files.

Source: mmengine/runner/runner.py (scale_lr, _build_param_scheduler), runner/loops.py,
config/config.py (_merge_a_into_b) and optim/optimizer/optimizer_wrapper.py, 0.10.7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, one_of, shown
from lrplot.readers.common.based import merged
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import dealt, held
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.literals import Unread
from lrplot.readers.common.others import KEYS, Others, of_optimizer, others
from lrplot.specs.clock import Beats, Pace

MARKS = ("param_scheduler", "optim_wrapper", "train_cfg", "auto_scale_lr", "train_dataloader")
KINDS = ("ConstantLR", "LinearLR", "StepLR", "MultiStepLR", "ExponentialLR", "PolyLR",
         "CosineAnnealingLR", "CosineRestartLR", "OneCycleLR")  # fmt: skip


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    if data.kind == "python" and isinstance(data.at("_base_"), str | list):
        found = ["_base_", *found]
    mine = data.has("optim_wrapper.optimizer") or data.has("train_cfg") or "_base_" in found
    return " and ".join(found[:2]) if mine and len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    data = merged(keys)
    if "read_base" in data:
        raise LrplotError("with read_base(): is not read; _base_ = [...] is")
    keys = Keys(keys.path, data, keys.said, keys.origins, memory=keys.memory)
    cfg, wrapper = keys.section("train_cfg"), keys.section("optim_wrapper")
    epochs, iters = cfg.whole("max_epochs", None, low=1), cfg.whole("max_iters", None, low=1)
    if epochs and iters:
        raise LrplotError("train_cfg.max_epochs and max_iters: a loop counts one of them")
    if not epochs and not iters:
        raise MissingError("train_cfg.max_epochs", ("--set", "train_cfg.max_epochs=…"))
    listed = [one for own in _listed(keys) if (one := _scheduler(own))]
    by_epoch = any(given.get("by_epoch", True) for _, given in listed)
    if iters and any(_unstepped(given) for _, given in listed):
        raise LrplotError(
            "param_scheduler: what is by_epoch, as it is by default, is never stepped in a loop of "
            "max_iters: write by_epoch=False"
        )
    length = _length(keys) if epochs or by_epoch else None
    total = iters or epochs * (length or 0)
    if not total:
        raise LrplotError("an epoch has no full batch")
    many = wrapper.whole("accumulative_counts", 1, low=1)
    updates = -(-total // many)
    if keys.said.counts:
        held(keys, keys.section("train_dataloader").whole("batch_size", None), many)
    keys.say(f"{total:,} iterations" + f" / {many}, rounded up: {updates:,} updates" * (many > 1))
    pace: Pace | Beats | None = Pace(1, many, many - 1) if many > 1 else None
    if total % many:
        # what is left at the end makes an update, too
        starts, counts = (0.0, updates - 1.0), (many - 1.0, total - 1.0)
        pace = Beats(starts, counts, (float(many), 1.0), updates - 1.0)
        pace = pace if updates > 1 else Pace(1, 1, total - 1)
    more = f", epoch_length={length}" if length else ""
    more += f", max_epochs={epochs}" if epochs else ""
    more += f", max_iters={total}"
    rates = [
        Rate(_word(listed, rate, more), label, pace, _others(keys, label, more, bool(iters)))
        for label, rate in _groups(keys, wrapper)
    ]
    return Training(tuple(rates), updates, length if epochs and many == 1 else None)


def _word(listed: Sequence[tuple[str, dict[str, Any]]], value: float, more: str) -> str:
    """Return the constructor of what a list of schedulers does to a value."""
    if not listed:
        return f"expr: {value!r} + 0 * t"
    words = ", ".join(f"{kind}({_arguments(given)})" for kind, given in listed)
    return f"mmengine.param_scheduler([{words}], torch.optim.SGD(params, lr={value!r}){more})"


def _others(keys: Keys, label: str, more: str, iterations: bool) -> Others:
    """Return the momentum and the weight decay of a group, as schedulers of their own move them."""
    wrapper = keys.section("optim_wrapper")
    optimizer = wrapper.section("optimizer")
    kind = optimizer.any("type")
    path = kind.text if isinstance(kind, Unread) else str(kind)
    given = {key: optimizer.any(key) for key in KEYS.values() if key in optimizer}

    def moved(kind: str, value: Callable[[], float]) -> str:
        own = wrapper.section("paramwise_cfg")
        factor = 1.0
        if kind == "weight_decay" and label == "biases":
            factor = own.number("bias_decay_mult", 1.0, low=0.0)
        elif kind == "weight_decay" and label in (custom := own.section("custom_keys")):
            factor = custom.section(label).number("decay_mult", 1.0, low=0.0)
        name = "momentum" if kind == "beta1" else kind
        listed = [one for own in _listed(keys) if (one := _scheduler(own, name))]
        if iterations and any(_unstepped(given) for _, given in listed):
            raise LrplotError("what is by_epoch is never stepped in a loop of max_iters")
        return _word(listed, value() * factor, more)

    made = of_optimizer(path.removeprefix("optim."), given)
    return others(**{kind: partial(moved, kind, value) for kind, value in made.items()})


def _unstepped(given: Mapping[str, Any]) -> bool:
    """Tell whether a loop of iterations never steps a scheduler."""
    return bool(given.get("by_epoch", True) and not given.get("convert_to_iter_based"))


def _listed(keys: Keys) -> list[Keys]:
    found = keys.any("param_scheduler")
    if found is None:
        return []
    if isinstance(found, Mapping):
        if "type" not in found:
            raise LrplotError("param_scheduler: one list for every optimizer is not read")
        return [keys.section("param_scheduler")]
    return keys.sections("param_scheduler")


def _scheduler(own: Keys, of: str = "lr") -> tuple[str, dict[str, Any]] | None:
    """Return the name of a scheduler of the rate, and its arguments; None if it moves another.

    `of` is what it is to move.
    """
    kind = own.any("type")
    kind = kind.text if isinstance(kind, Unread) else kind
    given = {key: own.any(key) for key in own if key != "type"}
    if not isinstance(kind, str):
        raise LrplotError(f"{own.prefix}type must be text, not {shown(kind)}")
    kind = kind.rpartition(".")[2]
    moves = "momentum" if kind.endswith("Momentum") else "lr"
    if kind.endswith("ParamScheduler"):
        moves = given.pop("param_name", "lr")
    if moves != of:
        if of == "lr":
            own.say(f"{kind} changes another value than the rate; --also shows it")
        return None
    kind = re.sub("(Momentum|ParamScheduler)$", "LR", kind)
    if kind.startswith("ReduceOnPlateau"):
        raise LrplotError(f"{own.prefix}type: {kind} follows what is measured in training")
    if kind not in KINDS:
        raise LrplotError(f"{own.prefix}type: no {shown(kind)}; it is {one_of(KINDS)}")
    for key, value in given.items():
        if isinstance(value, Unread | Mapping):
            raise LrplotError(f"{own.prefix}{key}: {value!r} is no plain value")
    return kind, {key: value for key, value in given.items() if value is not None}


def _arguments(given: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value!r}" for key, value in given.items() if key != "verbose")


def _length(keys: Keys) -> int:
    """Return how many batches an epoch has."""
    if keys.said.epoch is not None:
        if keys.section("optim_wrapper").whole("accumulative_counts", 1, low=1) > 1:
            raise LrplotError(
                "--steps-per-epoch: an accumulation ends in no epoch; --dataset-size N"
            )
        return int(keys.said.epoch)
    loader = keys.section("train_dataloader")
    sampler = loader.section("sampler").any("type", "DefaultSampler")
    endless = str(getattr(sampler, "text", sampler)).endswith("InfiniteSampler")
    batch, drop = loader.whole("batch_size", low=1), loader.flag("drop_last")
    # an endless sampler says that it has all of the data, in every process
    return dealt(keys, keys.dataset_size(), batch, 1 if endless else keys.gpus(), drop)


def _groups(keys: Keys, wrapper: Keys) -> list[tuple[str, float]]:
    """Return the rate of every group: of the weights that have a factor of their own, too."""
    rate = wrapper.section("optimizer").number("lr", low=0.0)
    scale = keys.section("auto_scale_lr")
    if base := scale.whole("base_batch_size", None, low=1):
        if scale.flag("enable"):
            real = keys.gpus() * keys.section("train_dataloader").whole("batch_size", low=1)
            keys.say(f"auto_scale_lr: the rate times {real} / {base}")
            rate *= real / base
        else:
            keys.say("auto_scale_lr is not enabled; --set auto_scale_lr.enable=true")
    if str(wrapper.any("constructor", "Default")).rpartition(".")[2][:7] != "Default":
        raise LrplotError("optim_wrapper.constructor: the groups that it makes are not known")
    own = wrapper.section("paramwise_cfg")
    factors: dict[str, float] = {"": 1.0}
    for key, what in (("bias_lr_mult", "biases"), ("dcn_offset_lr_mult", "offsets")):
        factors[what] = own.number(key, 1.0, low=0.0)
    custom = own.section("custom_keys")
    for name in custom:
        factors[str(name)] = custom.section(str(name)).number("lr_mult", 1.0, low=0.0)
    for name, factor in factors.items():
        if factor != 1:
            keys.say(f"{name}: the rate times {numbers.text(factor)}")
    return [(name, rate * each) for name, each in factors.items() if not name or each != 1]


FORMAT = Format(
    "mmengine",
    "MMEngine configuration",
    _fits,
    _read,
    flags={
        "epochs": "train_cfg.max_epochs",
        "batch_size": "train_dataloader.batch_size",
        "grad_accum": "optim_wrapper.accumulative_counts",
        "drop_last": "train_dataloader.drop_last",
        "total_steps": "train_cfg.max_iters",
    },
    texts=("",),
)

"""DeepSpeed's JSON, alone or beside the arguments of a Trainer that fills it in.

Source: deepspeed/runtime/engine.py, config.py and lr_schedules.py, 0.19.8;
transformers/integrations/deepspeed.py, v5.24.0.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import Data, at, beside
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import dealt, held, said_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.others import Others, of_optimizer, others

MICRO, BATCH = "train_micro_batch_size_per_gpu", "train_batch_size"
ACCUMULATION = "gradient_accumulation_steps"
OWN = ("WarmupLR", "WarmupDecayLR", "WarmupCosineLR", "OneCycle", "LRRangeTest")
ADAM = ("adam", "adamw")
UNUSED = ("WarmupDecayLR", "OneCycle", "LRRangeTest")
"""Schedules in which the optimizer's rate plays no part."""


def _fits(data: Data) -> str:
    marks = (MICRO, BATCH, "zero_optimization", "optimizer.params", "scheduler.params")
    found = data.those(marks)
    others = data.has("train_iters") or data.has("train-iters") or data.has("model")
    return "" if others or data.kind != "json" or len(found) < 2 else " and ".join(found[:2])


def _read(keys: Keys) -> Training:
    name = scheduler(keys)
    total, epoch = _length(keys)
    if keys.said.counts:
        held(keys, *_batches(keys))
    return Training((Rate(_word(keys, name, None), others=_others(keys)),), total, epoch)


def _others(keys: Keys) -> Others:
    """Return what else the optimizer has; that of Adam is DeepSpeed's own, unless told."""
    kind, given = at(keys.data, "optimizer.type"), at(keys.data, "optimizer.params") or {}
    if not isinstance(kind, str) or not isinstance(given, Mapping):
        return {}
    if kind.lower() in ADAM:
        decoupled = kind.lower() == ADAM[1] or given.get("adam_w_mode", True)
        # without torch_adam its weight decay is 0 if nothing is said
        kind = "AdamW" if decoupled and given.get("torch_adam") else "Adam"
    return others(**of_optimizer(f"torch.optim.{kind}", given))


def scheduler(keys: Keys) -> str:
    """Return the type of the scheduler, nothing where there is none."""
    name = keys.section("scheduler").text("type", None)
    if name is None:
        return ""
    if not name.isidentifier() or name == "ReduceLROnPlateau":
        raise LrplotError(f"scheduler.type: {shown(name)} is none that can be drawn")
    return str(name)


def _length(keys: Keys) -> tuple[int, float | None]:
    """Return how many updates are made, in all and in an epoch."""
    asked = keys.whole("total_steps", None, low=1)
    if asked:
        return asked, None
    if keys.said.dataset_size is None and keys.said.epoch is None and keys.any("epochs") is None:
        total = keys.section("scheduler").section("params").any("total_num_steps")
        if total is None or total == "auto":
            what = "how long it trains, which its script says"
            if "--total-steps" in keys.memory.supposed:
                return 1, None
            raise MissingError("--total-steps", ("--total-steps", "N"), what)
        keys.say("the training is taken to be as long as its schedule, total_num_steps")
        return keys.section("scheduler").section("params").whole("total_num_steps", low=1), None
    if "epochs" not in keys and "--epochs" not in keys.memory.supposed:
        raise MissingError("--epochs", ("--epochs", "N"), "how many epochs it trains")
    epochs = keys.number("epochs", 1.0, low=0.0)
    each: float = said_epoch(keys)
    if each:
        total = int(each * epochs)
    else:
        micro, accumulation = _batches(keys)
        gpus = keys.gpus()
        drop = keys.flag("dataloader_drop_last")
        batches = dealt(keys, keys.dataset_size(), micro, gpus, drop)
        total = int(batches * epochs // accumulation)
        each = batches / accumulation
        said = f"{batches:,} batches × {numbers.text(epochs)} epochs / {accumulation}"
        keys.say(f"floor({said}) = {total:,} updates")
    if total < 1:
        raise LrplotError(f"{numbers.text(epochs)} epochs have no update")
    return total, each


def _batches(keys: Keys) -> tuple[int, int]:
    """Return the batch of one process and the accumulation, one worked out of the others."""
    for key in (BATCH, MICRO, ACCUMULATION):
        _filled(keys, key)
    whole, micro = keys.whole(BATCH, None, low=1), keys.whole(MICRO, None, low=1)
    many, gpus = keys.whole(ACCUMULATION, None, low=1), keys.gpus()
    if not whole and not micro:
        raise MissingError(MICRO, ("--batch-size", "N"), f"{BATCH} or {MICRO}")
    if whole and micro:
        many = many or whole // micro // gpus
    elif whole:
        many = many or 1
        micro = whole // gpus // many
    many = many or 1
    if not micro or (whole and whole != micro * many * gpus):
        parts = f"{micro} × {many} × {gpus} GPUs"
        raise LrplotError(f"{BATCH}: {whole} is not {parts}, as DeepSpeed wants it; --gpus N")
    return micro, many


def _filled(keys: Keys, key: str) -> None:
    """Ask for what only a Trainer would fill in."""
    name = keys.prefix + key
    if at(keys.data, key) == "auto" and name not in keys.memory.supposed:
        what = f"{name} (auto: name the Trainer's file before this one)"
        raise MissingError(name, ("--set", f"{name}=…"), what)


def _word(keys: Keys, name: str, rate: float | None) -> str:
    """Return the constructor of the schedule; `rate` is that of an optimizer made elsewhere."""
    params = keys.section("scheduler").section("params")
    given = {key: value for key in params if (value := _value(params, key)) is not None}
    if name == "WarmupLR" and "warmup_max_lr" in given:
        rate = given["warmup_max_lr"]
    elif name not in UNUSED and rate is None:
        own = keys.section("optimizer").section("params")
        _filled(own, "lr")
        rate = own.number("lr", low=0.0) if at(own.data, "lr") != "auto" else 1.0
    optimizer = f"torch.optim.AdamW(params, lr={rate or 0.0!r})"
    if not name:
        return f"ConstantLR({optimizer}, factor=1.0)"
    if name.startswith("Warmup") and given.get("warmup_type", "log") not in ("log", "linear"):
        keys.say(f"warmup_type {shown(given['warmup_type'])} is log to DeepSpeed")
        given["warmup_type"] = "log"
    if name == "WarmupDecayLR" and "warmup_max_lr" not in given:
        keys.say("without warmup_max_lr WarmupDecayLR has its peak at 0.001, whatever lr is")
    if name.startswith("Warmup"):
        keys.say("the first two updates have the rate of its start")
    if keys.section("fp16").any("enabled") not in (None, False):
        keys.say("fp16: an update that overflows is left out, and the schedule waits for it")
    own_text = "".join(f", {key}={value!r}" for key, value in given.items())
    module = "deepspeed" if name in OWN else "torch.optim.lr_scheduler"
    return f"{module}.{name}({optimizer}{own_text})"


def _value(params: Keys, key: str) -> Any:
    """Return the value of a parameter of the schedule."""
    if key == "warmup_type":
        return params.any(key)
    _filled(params, key)
    found = params.any(key)
    if found == "auto":
        return 1
    if not key.isidentifier() or not isinstance(found, bool | int | float | list | None):
        raise LrplotError(f"{params.prefix}{key} must be a number, not {shown(found)}")
    if isinstance(found, list):
        return params.numbers(key)
    return found if isinstance(found, bool | int | None) else params.number(key)


def filled(keys: Keys) -> Keys | None:
    """Return what a Trainer's `deepspeed` names, from beside its file; None if that is nothing."""
    file = keys.any("deepspeed")
    if file is None or file is False:
        return None
    if isinstance(file, str):
        try:
            found = beside(keys.path, file, keys.said.outside).values
        except LrplotError as error:
            raise LrplotError(
                f"deepspeed: a scheduler in it would replace lr_scheduler_type, and it cannot be "
                f"read here ({error}); --set deepspeed=false if it has none"
            ) from None
    elif isinstance(file, Mapping):
        found = file
    else:
        raise LrplotError(f"deepspeed must name a file, not {shown(file)}")
    return keys.over({**keys.data, "deepspeed": copy.deepcopy(dict(found))}).section("deepspeed")


def peaks(engine: Keys | None, rates: Mapping[str, float]) -> Mapping[str, float]:
    """Return the rates of the groups of a Trainer, of which an optimizer of DeepSpeed's has one."""
    if engine is None or "optimizer" not in engine:
        return rates
    if len(rates) > 1:
        engine.stress("DeepSpeed's optimizer has one group: one rate for all parameters")
    if engine.section("optimizer").section("params").any("lr") is not None:
        return {"": next(iter(rates.values()))}
    engine.stress("DeepSpeed's optimizer says no lr: it is 0.001, whatever learning_rate says")
    return {"": 1e-3}


def replaced(engine: Keys, own: Mapping[str, tuple[Any, str]], rate: float) -> str:
    """Return the schedule that runs instead of a Trainer's; nothing where the Trainer's own does.

    `own` is what the Trainer has for a key of DeepSpeed's, and what it calls that: it is filled in
    for "auto", and may not be another. `rate` is that of its optimizer.
    """
    if BATCH in engine and ACCUMULATION not in engine and own[ACCUMULATION][0] > 1:
        there = f"{engine.prefix}{ACCUMULATION} is not said beside {BATCH}"
        raise LrplotError(f'{there}: the Trainer stops, as it takes it for 1; write "auto"')
    for key, (value, name) in own.items():
        *outer, last = key.split(".")
        inner: Any = at(engine.data, ".".join(outer)) if outer else engine.data
        found = inner.get(last) if isinstance(inner, dict) else None
        if found == "auto":
            inner[last] = value
        elif found is not None and value is not None and found != value and name:
            there = f"{engine.prefix}{key} is {shown(found)}, and {name} {shown(value)}"
            raise LrplotError(f'{there}: the Trainer refuses that; write "auto"')
    kind = scheduler(engine)
    if not kind:
        engine.say("deepspeed's file has no scheduler: lr_scheduler_type counts")
        return ""
    engine.stress(f"DeepSpeed's scheduler {kind} replaces lr_scheduler_type")
    optimizer = engine.section("optimizer").section("params")
    lr = optimizer.number("lr", 1e-3, low=0.0) if "optimizer" in engine else rate
    return _word(engine, kind, lr)


FORMAT = Format(
    "deepspeed",
    "DeepSpeed configuration",
    _fits,
    _read,
    flags={
        "epochs": "epochs",
        "batch_size": MICRO,
        "grad_accum": ACCUMULATION,
        "drop_last": "dataloader_drop_last",
        "total_steps": "total_steps",
    },
    beside=dict.fromkeys(("huggingface", "llamafactory", "ms_swift", "axolotl"), "deepspeed"),
    texts=("",),
)

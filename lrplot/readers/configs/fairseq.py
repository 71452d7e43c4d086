"""fairseq's configurations: its sections in YAML, or the options of `fairseq-train`.

A training ends at `max_update` or after `max_epoch`, whichever comes first.
Source: fairseq/optim/lr_scheduler/*.py, optim/composite.py, data/data_utils.py (batch_by_size) and
fairseq_cli/train.py, 3d262bb2.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.data import Data
from lrplot.readers.format import Format, Rate, Training
from lrplot.readers.horizon import asked_epoch, said_epoch
from lrplot.readers.interpolation import filled
from lrplot.readers.keys import Keys, MissingError

PERIOD = "lr_period_updates"
SCHEDULES = {
    "inverse_sqrt": ("warmup_updates", "warmup_init_lr"),
    "cosine": ("warmup_updates", "warmup_init_lr", "min_lr", "t_mult", PERIOD, "lr_shrink"),
    "polynomial_decay": (
        "warmup_updates", "force_anneal", "end_learning_rate", "power", "total_num_update",
    ),
    "tri_stage": (
        "warmup_steps", "hold_steps", "decay_steps", "phase_ratio", "init_lr_scale",
        "final_lr_scale",
    ),
    "triangular": ("max_lr", PERIOD, "lr_shrink", "shrink_min"),
    "step": ("warmup_updates", "warmup_init_lr", "min_lr", "lr_deacy_period", "lr_decay"),
    "fixed": ("force_anneal", "lr_shrink", "warmup_updates"),
    "manual": ("epoch2lr", "update2lr"),
}  # fmt: skip
"""What each schedule is given beside lr and max_update, by its name."""

WHOLE = ("cosine", "polynomial_decay", "tri_stage")
"""Schedules that are given max_update, where there is one."""

EPOCHWISE = ("polynomial_decay", "fixed", "manual")
"""Schedules whose rate may change with the epoch."""

MEASURED = "reduce_lr_on_plateau"
MARKS = ("lr_scheduler", "max_update", "warmup_updates", "update_freq", "total_num_update",
         "warmup_init_lr", "stop_min_lr", "criterion", "arch", PERIOD)  # fmt: skip
SECTIONS = ("optimizer", "lr_scheduler", "task", "criterion", "distributed_training", "fairseq")
LONGEST = 10_000


def _fits(data: Data) -> str:
    for place in ("", "fairseq."):
        found = [key for key in ("lr", "max_update", "max_epoch", "update_freq")
                 if data.has(f"{place}optimization.{key}")]  # fmt: skip
        other = [key for key in SECTIONS if data.has(key)]
        if found and other:
            return f"{place}optimization.{found[0]} and {other[0]}"
    found = [key for key in MARKS if data.has(key)]
    if (
        len(found) > 1
        and data.has("lr")
        and data.at("lr_scheduler") in (None, MEASURED, *SCHEDULES)
    ):
        return f"lr, {found[0]} and {found[1]}"
    return ""


def _read(keys: Keys) -> Training:
    # in a script ${…} is a variable of the shell
    top = filled(keys.data) if "lr" not in keys.data else keys.data
    nested = keys.over(top).section("fairseq")
    flat = "lr" in top or (isinstance(top.get("lr_scheduler"), str) and "optimization" not in top)

    def part(name: str) -> Keys:
        """Return a section, with what options say of it where a file keeps it elsewhere."""
        own = keys.over(top) if flat else keys.over(top).section(name)
        said = own.section(name) if flat else own
        if flat or [*nested]:
            inner = own if flat else nested.section(name)
            return inner.over({**inner.data, **said.data})
        return own

    optimization = part("optimization")
    plain = flat or bool([*nested])
    schedule = optimization if plain else _named(keys.over(top), "lr_scheduler", "fixed")
    name = schedule.text("lr_scheduler" if plain else "_name", "fixed")
    groups = [("", schedule, name, _rates(optimization, "lr", [0.25]))]
    if name == "pass_through":
        groups = _composite(_named(keys.over(top), "optimizer"), groups[0][3])
    for group in groups:
        _check(group[2])
    if optimization.any("relative_step") is True:
        raise LrplotError("relative_step: Adafactor makes a rate of its own")
    most = optimization.whole("max_update", 0)
    epochs = optimization.whole("max_epoch", 0)
    if not most and not epochs:
        raise MissingError(f"{optimization.prefix}max_update", ("--total-steps", "N"))
    each: list[int] = []
    if epochs or any(_by_epoch(*group[1:]) for group in groups):
        each = _updates(optimization, part("dataset"), part("distributed_training"))
    total = most
    if epochs:
        last = each[-1]
        made = sum(each[:epochs]) + max(0, epochs - len(each)) * last
        total = min(most, made) if most else made
        keys.say(f"{epochs:,} epochs of {last:,} updates: {made:,} updates")
    if optimization.number("stop_min_lr", -1.0) >= 0:
        keys.say("stop_min_lr may end it earlier, after an epoch")
    if total < 1:
        raise LrplotError(f"{optimization.prefix}max_epoch: its epochs have no updates")
    rates = tuple(
        Rate(_word(own, which, lr, most, each, not plain), label)
        for label, own, which, lr in groups
    )
    return Training(rates, total, each[0] if len(set(each)) == 1 else None)


def _named(keys: Keys, key: str, default: str | None = None) -> Keys:
    """Return a section that may stand as its name alone."""
    found = keys.data.get(key)
    if found is None or isinstance(found, str):
        return keys.over({**keys.data, key: {"_name": found or default}}).section(key)
    return keys.section(key)


def _composite(optimizer: Keys, lr: list[float]) -> list[tuple[str, Keys, str, list[float]]]:
    """Return each group's label, schedule, its name, and rates."""
    if optimizer.text("_name", "") != "composite":
        raise LrplotError("lr_scheduler: pass_through is read with optimizer: composite only")
    groups, out = optimizer.section("groups"), []
    for label in groups:
        group = groups.section(str(label))
        schedule = _named(group, "lr_scheduler")
        rates = _rates(_named(group, "optimizer"), "lr") if "optimizer.lr" in group else lr
        if (own := group.number("lr_float", None, low=0.0)) is not None:
            rates = [own]
        elif "lr" in group and "optimizer.lr" not in group:
            group.say("fairseq of 2025 reads a group's lr_float, and no lr of it")
            rates = _rates(group, "lr")
        out.append((str(label), schedule, schedule.text("_name"), rates))
    if not out:
        raise LrplotError("optimizer.groups: there is none")
    return out


def _rates(keys: Keys, key: str, default: list[float] | None = None) -> list[float]:
    """Return the numbers of a list, of its text, or the one number in its place."""
    found = keys.any(key, default)
    if isinstance(found, str) and len(found) <= LONGEST:
        try:
            found = ast.literal_eval(found)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            raise LrplotError(f"{keys.prefix}{key} must be numbers, not {shown(found)}") from None
    listed = [*found] if isinstance(found, list | tuple) else [found]
    return keys.over({**keys.data, key: listed}).numbers(key)


def _by_epoch(schedule: Keys, name: str, lr: list[float]) -> bool:
    """Tell whether a rate changes with the epoch."""
    own = "epoch2lr" if name == "manual" else "force_anneal"
    return name in EPOCHWISE and (len(lr) > 1 or schedule.any(own) is not None)


def _updates(optimization: Keys, dataset: Keys, world: Keys) -> list[int]:
    """Return the updates of the first epochs; of those that follow, the last."""
    freqs = _rates(optimization, "update_freq", [1.0])
    if not freqs or any(one < 1 or one != int(one) for one in freqs):
        raise LrplotError(f"{optimization.prefix}update_freq must be whole numbers from 1")
    sentences = dataset.whole("batch_size", None, low=1) or dataset.whole("max_sentences", None)
    tokens = dataset.whole("max_tokens", None)
    if said_epoch(optimization) or tokens or not sentences:
        if len(set(freqs)) > 1:
            raise LrplotError(f"{optimization.prefix}update_freq: epochs of several lengths")
        return [asked_epoch(optimization)]
    examples, multiple = dataset.dataset_size(), dataset.whole("required_batch_size_multiple", 8)
    size = sentences
    if multiple > 1:
        size = max(multiple * (sentences // multiple), sentences % multiple)
    batches, rest = divmod(examples, size)
    dropped = multiple > 1 and (rest or size) % multiple != 0
    batches += bool(rest) - dropped
    if dropped:
        dataset.say(f"the last batch is left out, for it is no multiple of {multiple}")
    gpus = world.whole("distributed_world_size", None, low=1)
    if gpus is None or world.said.gpus is not None:
        gpus = world.gpus()
    each = -(-batches // gpus)
    dataset.say(f"{examples:,} examples in batches of {size} → {each:,} batches an epoch")
    rest_too = not optimization.flag("skip_remainder_batch")
    return [int(-(-each // one) if rest_too else each // one) for one in freqs]


def _check(name: str) -> None:
    """Raise `LrplotError` for a schedule that is none, or is measured."""
    if name == MEASURED:
        raise LrplotError(f"lr_scheduler: {name} follows what is measured in training")
    if name not in SCHEDULES:
        near = nearest(name, SCHEDULES) or SCHEDULES
        raise LrplotError(f"lr_scheduler: no {shown(name)}; it is {one_of(near)}")


def _word(keys: Keys, name: str, lr: list[float], most: int, each: list[int], strict: bool) -> str:
    known = SCHEDULES[name]
    for key in keys if strict else ():
        if key not in (*known, "_name", "lr", "max_update"):
            raise LrplotError(f"{keys.prefix}{key}: {name} has no such key")
    if name == "cosine" and keys.any("max_lr") is not None:
        raise LrplotError(f"{keys.prefix}max_lr: the cosine's peak is its lr now, its end min_lr")
    if len(lr) > 1 and name not in EPOCHWISE:
        raise LrplotError(f"{keys.prefix}lr: {name} takes one rate, not {len(lr)}")
    given = {key: _value(keys, key) for key in known if keys.any(key) is not None}
    if name in EPOCHWISE:
        given["lr"] = lr
        if _by_epoch(keys, name, lr):
            if len(set(each)) > 1:
                raise LrplotError("update_freq: the rate changes with epochs of several lengths")
            given["updates_per_epoch"] = each[0]
    else:
        given["lr"] = lr[0]
    if name in WHOLE and most:
        given["max_update"] = most
    said = ", ".join(f"{key}={value!r}" for key, value in given.items())
    return f"fairseq.{name}({said})"


def _value(keys: Keys, key: str) -> Any:
    if key in ("epoch2lr", "update2lr"):
        found = keys.any(key)
        return str(found) if isinstance(found, Mapping) else keys.text(key)
    if key == "shrink_min":
        return keys.flag(key)
    if key == "phase_ratio":
        return _rates(keys, key)
    number = keys.number(key)
    return int(number) if number == int(number) else number


FORMAT = Format(
    "fairseq",
    "a fairseq configuration",
    _fits,
    _read,
    flags={
        "epochs": "optimization.max_epoch",
        "batch_size": "dataset.batch_size",
        "grad_accum": "optimization.update_freq",
        "total_steps": "optimization.max_update",
    },
)

"""The schedules of fairseq as its configurations have them, as constructors of the catalogue.

Source: fairseq/optim/lr_scheduler/*.py, 3d262bb2.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.keys import Keys

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

LONGEST = 10_000
"""The longest text that is read as numbers."""


def rates(keys: Keys, key: str, default: list[float] | None = None) -> list[float]:
    """Return the numbers of a list, of its text, or the one number in its place."""
    found = keys.any(key, default)
    if isinstance(found, str) and len(found) <= LONGEST:
        try:
            found = ast.literal_eval(found)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            raise LrplotError(f"{keys.prefix}{key} must be numbers, not {shown(found)}") from None
    listed = [*found] if isinstance(found, list | tuple) else [found]
    if not listed:
        raise LrplotError(f"{keys.prefix}{key} must be a number or more, not none")
    return keys.over({**keys.data, key: listed}).numbers(key)


def by_epoch(schedule: Keys, name: str, lr: list[float]) -> bool:
    """Tell whether a rate changes with the epoch."""
    own = "epoch2lr" if name == "manual" else "force_anneal"
    return name in EPOCHWISE and (len(lr) > 1 or schedule.any(own) is not None)


def check(name: str) -> None:
    """Raise `LrplotError` for a schedule that is none, or is measured."""
    if name == MEASURED:
        raise LrplotError(f"lr_scheduler: {name} follows what is measured in training")
    if name not in SCHEDULES:
        near = nearest(name, SCHEDULES) or SCHEDULES
        raise LrplotError(f"lr_scheduler: no {shown(name)}; it is {one_of(near)}")


def word(keys: Keys, name: str, lr: list[float], most: int, each: list[int], strict: bool) -> str:
    """Return the constructor of a schedule.

    `most` is max_update, `each` the updates of the first epochs where these are known; in a
    `strict` section nothing else may stand.
    """
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
        if by_epoch(keys, name, lr):
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
        return rates(keys, key)
    number = keys.number(key)
    return int(number) if number == int(number) else number

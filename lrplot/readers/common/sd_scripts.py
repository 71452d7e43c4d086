"""The scheduler that kohya's sd-scripts builds by its arguments, whatever they are written in.

Source: library/train_util.py (get_scheduler_fix, int_or_float) of kohya-ss/sd-scripts, 48d368fa.
"""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError, one_of, shown
from lrplot.readers.common.class_paths import constructor
from lrplot.readers.common.keys import Keys

FUNCTIONS = {
    "constant": "get_constant_schedule",
    "constant_with_warmup": "get_constant_schedule_with_warmup",
    "linear": "get_linear_schedule_with_warmup",
    "cosine": "get_cosine_schedule_with_warmup",
    "cosine_with_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
    "polynomial": "get_polynomial_decay_schedule_with_warmup",
    "inverse_sqrt": "get_inverse_sqrt_schedule",
    "cosine_with_min_lr": "get_cosine_with_min_lr_schedule_with_warmup",
    "warmup_stable_decay": "get_wsd_schedule",
    "piecewise_constant": "get_piecewise_constant_schedule",
}
"""The function that each name of `lr_scheduler` calls: the last is diffusers' own."""

LEAST = {"polynomial": "lr_end", "cosine_with_min_lr": "min_lr"}
"""The argument that is a least rate."""

LONGEST = 2000
"""The most letters of an argument."""


def steps_of(keys: Keys, key: str, total: int) -> int:
    """Return a number of steps: a part of the total where it is no whole number."""
    found = keys.any(key, 0)
    if isinstance(found, str) and found.endswith("%"):
        keys = keys.over({**keys.data, key: found[:-1]})
        part = keys.number(key, low=0.0) / 100
    elif isinstance(found, float | str):
        part = keys.number(key, low=0.0)
    else:
        return int(keys.whole(key, 0))
    steps = int(part * total)
    if part:
        keys.say(f"{key}: int({part!r} × {total:,}) = {steps:,} steps")
    return steps


def constructed(keys: Keys, rate: float, usual: float, warmup: int, total: int, cycles: Any) -> str:
    """Return the constructor of a group's schedule, over an optimizer of its `rate`.

    `usual` is the optimizer's own rate, which a least rate is divided by, and `cycles` what stands
    for lr_scheduler_num_cycles. Raises `LrplotError`.
    """
    more = arguments(keys, "lr_scheduler_args")
    kind = keys.text("lr_scheduler_type", "")
    name = keys.text("lr_scheduler", "constant")
    if warmup and (kind or name == "constant"):
        raise LrplotError(f"lr_warmup_steps: {kind or name} takes none, and sd-scripts refuses it")
    if kind:
        if kind.rpartition(".")[2] == "OneCycleLR":
            raise LrplotError("lr_scheduler_type: OneCycleLR is stopped by a count of accelerate")
        return constructor("lr_scheduler_type", kind, more, rate, "torch.optim.lr_scheduler")
    if name not in FUNCTIONS:
        raise LrplotError(f"lr_scheduler: no {shown(name)}; it is {one_of(FUNCTIONS)}")
    cycles = keys.whole("lr_scheduler_num_cycles", cycles)
    floor = keys.number("lr_scheduler_min_lr_ratio", None, low=0.0)
    steps = {"num_warmup_steps": warmup, "num_training_steps": total}
    given: dict[str, Any] = steps
    match name:
        case "constant" | "piecewise_constant":
            given = {}
        case "constant_with_warmup":
            given = {"num_warmup_steps": warmup}
        case "inverse_sqrt":
            scale = keys.whole("lr_scheduler_timescale", None)
            given = {"num_warmup_steps": warmup, "timescale": scale}
        case "cosine_with_restarts":
            given = {**steps, "num_cycles": cycles}
        case "polynomial":
            given = {**steps, "power": keys.number("lr_scheduler_power", 1)}
        case "cosine_with_min_lr":
            given = {**steps, "num_cycles": cycles / 2, "min_lr_rate": floor}
        case "warmup_stable_decay":
            decay = steps_of(keys, "lr_decay_steps", total)
            given = {"num_warmup_steps": warmup, "num_decay_steps": decay,
                     "num_stable_steps": total - warmup - decay, "num_cycles": cycles / 2,
                     "min_lr_ratio": floor or 0.0}  # fmt: skip
    if rate != usual and name in LEAST:
        least = LEAST[name]
        default = 1e-7 if name == "polynomial" else None
        if isinstance(value := more.get(least, default), int | float) and usual:
            more[least] = value * rate / usual
            keys.say(f"{least} is taken as a part of learning_rate, whatever the group's own rate")
    if both := sorted({*given}.intersection(more)):
        raise LrplotError(f"lr_scheduler_args: {both[0]} is given twice; {name} has it already")
    said = "".join(f", {key}={value!r}" for key, value in {**given, **more}.items())
    own = f"torch.optim.AdamW(params, lr={rate!r})"
    owner = "diffusers" if name == "piecewise_constant" else "transformers"
    return f"{owner}.{FUNCTIONS[name]}({own}{said})"


def arguments(keys: Keys, key: str, literal: bool = True) -> dict[str, Any]:
    """Return the arguments of a list of `name=value`, each value a literal of Python."""
    found = keys.any(key)
    listed = found.split() if isinstance(found, str) else keys.items(key)
    out: dict[str, Any] = {}
    for one in listed:
        name, equals, value = str(one).partition("=")
        if not equals or not name.isidentifier() or len(value) > LONGEST:
            raise LrplotError(f"{key}: {shown(one)} is no NAME=VALUE")
        try:
            out[name] = ast.literal_eval(value) if literal else value
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            raise LrplotError(f"{key}: {shown(value)} is no literal of Python") from None
    return out

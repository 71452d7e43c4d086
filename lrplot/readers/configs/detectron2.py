"""A configuration of detectron2 in YAML: its SOLVER, over that of the `_BASE_` that it names.

REFERENCE_WORLD_SIZE scales rate and lengths to the GPUs; BIAS_LR_FACTOR gives biases a rate of
their own.
Source: detectron2/solver/build.py, config/defaults.py and engine/defaults.py, 02b5c4e2.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from typing import Any

from lrplot.errors import LrplotError, nearest, one_of
from lrplot.readers.common.bases import BASE, based
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import Keys
from lrplot.specs.lets import Sizes

MARKS = ("BASE_LR", "MAX_ITER", "STEPS", "IMS_PER_BATCH", "WARMUP_ITERS", "LR_SCHEDULER_NAME")

NAMES = ("WarmupMultiStepLR", "WarmupCosineLR", "WarmupStepWithFixedGammaLR")

KNOWN = (
    *MARKS, "BASE_LR_END", "MOMENTUM", "NESTEROV", "WEIGHT_DECAY", "WEIGHT_DECAY_NORM", "GAMMA",
    "NUM_DECAYS", "WARMUP_FACTOR", "WARMUP_METHOD", "RESCALE_INTERVAL", "CHECKPOINT_PERIOD",
    "REFERENCE_WORLD_SIZE", "BIAS_LR_FACTOR", "WEIGHT_DECAY_BIAS", "CLIP_GRADIENTS", "AMP",
)  # fmt: skip

REAL = ("BASE_LR", "BASE_LR_END", "GAMMA", "WARMUP_FACTOR", "BIAS_LR_FACTOR")
"""Keys of which it checks that they have a point or an exponent."""

LONGEST = 10_000
"""The longest text that is read as a value of Python's."""


def _fits(data: Data) -> str:
    for key in MARKS:
        if data.has(f"SOLVER.{key}"):
            return f"SOLVER.{key}"
    if data.has(BASE) and any(data.has(key) for key in ("MODEL", "DATASETS", "SOLVER")):
        return f"{BASE} and MODEL"
    return ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    return based(data, said.outside), ()


def _read(keys: Keys) -> Training:
    solver = keys.section("SOLVER")
    for key in solver:
        if key not in KNOWN and (near := nearest(str(key), KNOWN)):
            raise LrplotError(f"SOLVER.{key}: detectron2 has no such key; it is {one_of(near)}")
    solver = Keys(
        keys.path, {key: _decoded(solver.data[key]) for key in solver}, keys.said, keys.origins,
        "SOLVER.", keys.memory,
    )  # fmt: skip
    for key in solver:
        if key in REAL and type(found := solver.any(key)) is int:
            raise LrplotError(f"SOLVER.{key}: detectron2 takes no whole number; write {found}.0")
    name = solver.choice("LR_SCHEDULER_NAME", NAMES, NAMES[0])
    scale = _scale(keys, solver)
    total = _scaled(solver, "MAX_ITER", 40_000, scale)
    if total < 1:
        raise LrplotError("SOLVER.MAX_ITER: 0 is no training")
    if keys.said.counts:
        held(keys, round(solver.whole("IMS_PER_BATCH", 16, low=1) * scale), gpus=1)
    steps = solver.numbers("STEPS", [30_000], low=0.0)
    values: dict[str, Any] = {
        "LR_SCHEDULER_NAME": name,
        "MAX_ITER": total,
        "BASE_LR": solver.number("BASE_LR", 0.001, low=0.0) * scale,
        "BASE_LR_END": solver.number("BASE_LR_END", 0.0, low=0.0),
        "GAMMA": solver.number("GAMMA", 0.1, low=0.0),
        "STEPS": [round(step / scale) if scale != 1 else step for step in steps],
        "NUM_DECAYS": solver.whole("NUM_DECAYS", 3),
        "WARMUP_FACTOR": solver.number("WARMUP_FACTOR", 0.001, low=0.0),
        "WARMUP_ITERS": _scaled(solver, "WARMUP_ITERS", 1000, scale),
        "WARMUP_METHOD": solver.choice("WARMUP_METHOD", ("linear", "constant"), "linear"),
        "RESCALE_INTERVAL": solver.flag("RESCALE_INTERVAL"),
    }
    if any(step > total for step in values["STEPS"]) and name == NAMES[0]:
        keys.say("STEPS above MAX_ITER are left out")
    given = ", ".join(f"{key}={value!r}" for key, value in values.items())
    word = f"detectron2.build_lr_scheduler({given})"
    factor = solver.number("BIAS_LR_FACTOR", 1.0, low=0.0)
    if factor == 1:
        return Training((Rate(word),), total)
    biases = Rate(f"compose.scale({word}, {float(factor)!r})", "biases")
    return Training((Rate(word, "weights"), biases), total)


def _scale(keys: Keys, solver: Keys) -> float:
    """Return how many times as many processes train as the file is for."""
    reference = solver.whole("REFERENCE_WORLD_SIZE", 0)
    if not reference:
        return 1.0
    if solver.whole("IMS_PER_BATCH", 16) % reference:
        raise LrplotError("SOLVER.REFERENCE_WORLD_SIZE must share out IMS_PER_BATCH")
    gpus = keys.gpus()
    if gpus != reference:
        keys.say(f"made for {reference} GPUs: BASE_LR times {gpus}/{reference}, lengths over that")
    return float(gpus / reference)


def _scaled(solver: Keys, key: str, default: int, scale: float) -> int:
    found = solver.whole(key, default)
    return int(found) if scale == 1 else round(found / scale)


def _decoded(value: Any) -> Any:
    """Return the value of text that is one of Python's, as `(60000, 80000)` is."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return value
    try:
        found = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return value
    return found if isinstance(found, int | float | bool | tuple | list | str) else value


FORMAT = Format(
    "detectron2",
    "detectron2 configuration",
    _fits,
    _read,
    whole=_whole,
    flags={"total_steps": "SOLVER.MAX_ITER"},
    wholes=("",),
)

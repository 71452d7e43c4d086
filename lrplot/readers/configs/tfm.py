"""A configuration of the TensorFlow Model Garden: `trainer.optimizer_config` and `train_steps`.

A `type` says which of the sections beside it counts. The Garden computes in float32, lrplot in
float64.
Source: official/modeling/optimization/optimizer_factory.py, configs/learning_rate_config.py and
core/config_definitions.py, tf-models-official 2.20.0.
"""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError, nearest, one_of
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import NEEDED, Keys, MissingError

CONFIG = "trainer.optimizer_config"
Fields = dict[str, Any]

SCHEDULES: dict[str, tuple[str, Fields]] = {
    "constant": ("constant", {"learning_rate": 0.1}),
    "stepwise": (
        "PiecewiseConstantDecayWithOffset", {"boundaries": [], "values": [], "offset": 0},
    ),
    "polynomial": (
        "PolynomialDecayWithOffset",
        {
            "initial_learning_rate": NEEDED, "decay_steps": NEEDED, "end_learning_rate": 0.0001,
            "power": 1.0, "cycle": False, "offset": 0,
        },
    ),
    "exponential": (
        "ExponentialDecayWithOffset",
        {
            "initial_learning_rate": NEEDED, "decay_steps": NEEDED, "decay_rate": NEEDED,
            "staircase": False, "offset": 0,
        },
    ),
    "cosine": (
        "CosineDecayWithOffset",
        {"initial_learning_rate": NEEDED, "decay_steps": NEEDED, "alpha": 0.0, "offset": 0},
    ),
    "power": ("DirectPowerDecay", {"initial_learning_rate": NEEDED, "power": -0.5}),
    "power_linear": (
        "PowerAndLinearDecay",
        {
            "initial_learning_rate": NEEDED, "total_decay_steps": NEEDED, "power": -0.5,
            "linear_decay_fraction": 0.1, "offset": 0,
        },
    ),
    "power_with_offset": (
        "PowerDecayWithOffset",
        {
            "initial_learning_rate": NEEDED, "power": -0.5, "offset": 0,
            "pre_offset_learning_rate": 1.0e6,
        },
    ),
    "step_cosine_with_offset": (
        "StepCosineDecayWithOffset", {"boundaries": [], "values": [], "offset": 0},
    ),
}  # fmt: skip
"""The class of each schedule, and its config's fields with their defaults."""

BATCH = "task.train_data.global_batch_size"

WARMUPS: dict[str, tuple[str, Fields]] = {
    "linear": ("LinearWarmup", {"warmup_learning_rate": 0.0, "warmup_steps": NEEDED}),
    "polynomial": ("PolynomialWarmUp", {"power": 1.0, "warmup_steps": NEEDED}),
}


def _fits(data: Data) -> str:
    for key in (f"{CONFIG}.learning_rate", f"{CONFIG}.optimizer", f"{CONFIG}.warmup"):
        if data.has(key):
            return key
    return ""


def _read(keys: Keys) -> Training:
    keys = keys.over(filled(keys.data))
    config = keys.section(CONFIG)
    name, given = _chosen(config, "learning_rate", SCHEDULES)
    total = keys.whole("trainer.train_steps", None, low=0)
    if not total:
        raise MissingError("trainer.train_steps", ("--total-steps", "N"))
    if keys.said.counts and (batch := keys.whole(BATCH, None, low=1)):
        held(keys, batch, gpus=1)
    if name == "constant":
        word = f"constant({given['learning_rate']!r})"
    else:
        word = f"tfm.{name}({_said(given)})"
    if config.any("warmup.type") is not None:
        warmup, own = _chosen(config, "warmup", WARMUPS)
        if name == "constant":
            own["after_warmup_lr_sched"] = given["learning_rate"]
            word = f"tfm.{warmup}({_said(own)})"
        else:
            word = f"tfm.{warmup}({word}, {_said(own)})"
    return Training((Rate(word),), total)


def _said(given: Fields) -> str:
    return ", ".join(f"{key}={value!r}" for key, value in given.items())


def _chosen(config: Keys, part: str, known: dict[str, tuple[str, Fields]]) -> tuple[str, Fields]:
    """Return the class that a part of the configuration chooses, and what it is given."""
    section = config.section(part)
    kind = section.choice("type", known)
    own = section.section(kind)
    name, fields = known[kind]
    for key in own:
        if key not in fields and key != "name":
            near = nearest(str(key), fields) or fields
            raise LrplotError(f"{own.prefix}{key}: there is no such key; it is {one_of(near)}")
    given: Fields = {}
    for key, default in fields.items():
        if isinstance(default, list):
            given[key] = own.numbers(key)
            if not given[key]:
                raise MissingError(f"{own.prefix}{key}", ("--set", f"{own.prefix}{key}=…"))
        elif isinstance(default, bool):
            given[key] = own.flag(key, default)
        else:
            given[key] = own.number(key, default)
    return name, given


FORMAT = Format(
    "tfm",
    "TensorFlow Model Garden configuration",
    _fits,
    _read,
    flags={"total_steps": "trainer.train_steps"},
    texts=("",),
    bare=True,
)

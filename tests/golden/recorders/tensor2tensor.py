"""Tensor2Tensor: `learning_rate_schedule` in a graph of TensorFlow 1, fed with the global step.

The package wants an older TensorFlow; the functions are lifted out of the file that pip installs.
Their logging for MLPerf is left out; the global step is a placeholder.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import numpy as np
import tensorflow.compat.v1 as tf
from case import Case, arguments
from lifting import installed, lifted
from stepping import Run

FILE = installed("tensor2tensor", "tensor2tensor/utils/learning_rate.py")
INSTALL = ("tensorflow-cpu==2.21.0 keras==3.15.1", "--no-deps tensor2tensor==1.15.7")
VERSIONS = {"tensor2tensor": version("tensor2tensor"), "tensorflow": tf.__version__}
PRECISION = "float32"
SLACK = {
    "learning_rate_schedule": (
        2e-5,
        "powers and cosines of float32 numbers: a power multiplies the rounding of its base by "
        "the exponent, a cosine that of its angle by the angle",
    )
}

HPARAMS: dict[str, Any] = {
    "learning_rate_schedule": "legacy",
    "learning_rate_constant": 1.0,
    "learning_rate_decay_scheme": "none",
    "learning_rate_decay_steps": 5000,
    "learning_rate_decay_staircase": False,
    "learning_rate_decay_rate": 1.0,
    "learning_rate_warmup_steps": 100,
    "learning_rate_cosine_cycle_steps": 250_000,
    "learning_rate_boundaries": [],
    "learning_rate_multiples": [],
    "learning_rate": 0.1,
    "hidden_size": 64,
    "optimizer": "adam",
    "train_steps": None,
    "optimizer_multistep_accumulate_steps": 0,
}
NAMES = [
    "learning_rate_schedule",
    "learning_rate_factor",
    "legacy_learning_rate_schedule",
    "_global_step",
    "_legacy_sqrt_decay",
    "_piecewise_learning_rate",
    "_learning_rate_decay",
    "_learning_rate_warmup",
]
NOAM = "learning_rate_schedule='constant*linear_warmup*rsqrt_decay*rsqrt_hidden_size'"
EDGES = {
    "learning_rate_schedule": [
        "",
        f"{NOAM}, learning_rate_constant=2.0, learning_rate_warmup_steps=80, hidden_size=512",
        "learning_rate_schedule='linear_warmup * linear_decay', learning_rate_constant=0.1, "
        "learning_rate_decay_steps=50, train_steps=300",
        "learning_rate_schedule='constant*linear_warmup*cosdecay', learning_rate_decay_steps=400",
        "learning_rate_schedule='constant*linear_warmup*single_cycle_cos_decay', train_steps=300",
        "learning_rate_schedule='multi_cycle_cos_decay', learning_rate_decay_steps=70",
        "learning_rate_schedule='constant*rsqrt_normalized_decay', "
        "learning_rate_warmup_steps=40, learning_rate_constant=0.01",
        "learning_rate_schedule='constant*exp_decay', learning_rate_decay_rate=0.5, "
        "learning_rate_decay_steps=30, learning_rate_decay_staircase=True",
        "learning_rate_decay_scheme='noam', learning_rate_warmup_steps=50",
        "learning_rate_decay_scheme='exp', learning_rate_decay_rate=0.7, "
        "learning_rate_decay_steps=30, optimizer='momentum'",
        "learning_rate_decay_scheme='piecewise', learning_rate_boundaries=[150, 200], "
        "learning_rate_multiples=[0.5, 0.1]",
        "learning_rate_decay_scheme='cosine', learning_rate_cosine_cycle_steps=200",
        "learning_rate_decay_scheme='cyclelinear10x', learning_rate_warmup_steps=40",
        "learning_rate_decay_scheme='sqrt', learning_rate_warmup_steps=30",
        "learning_rate_decay_scheme='sqrt', learning_rate_warmup_steps=0",
        "learning_rate_warmup_steps=20, optimizer_multistep_accumulate_steps=4",
        f"{NOAM}, learning_rate_warmup_steps=10, optimizer_multistep_accumulate_steps=3",
        "learning_rate_schedule='legacy*rsqrt_hidden_size', hidden_size=100",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random hparams."""
    warmup, length = chance.randint(1, 300), chance.randint(1, 500)
    rate = f"{chance.uniform(0.001, 1):.4g}"
    shared = f"learning_rate_warmup_steps={warmup}, learning_rate_decay_steps={length}, "
    shared += f"hidden_size={chance.randint(1, 1024)}, "
    # no power of a small number: little is left after few steps
    shared += f"learning_rate_decay_rate={chance.uniform(0.3, 1):.3g}, "
    if chance.random() < 0.5:
        scheme = chance.choice(["none", "noam", "exp", "cosine", "cyclelinear10x", "sqrt"])
        return (
            f"{shared}learning_rate={rate}, learning_rate_decay_scheme='{scheme}', "
            f"optimizer='{chance.choice(['adam', 'adafactor', 'true_adam', 'sgd'])}', "
            f"learning_rate_cosine_cycle_steps={length}"
        )
    factors = chance.sample(
        ["linear_decay", "linear_warmup", "rsqrt_decay", "rsqrt_normalized_decay", "exp_decay",
         "rsqrt_hidden_size", "cosdecay", "single_cycle_cos_decay", "multi_cycle_cos_decay"],
        chance.randint(1, 3),
    )  # fmt: skip
    text = chance.choice(["*", " * "]).join(["constant", *factors])
    return (
        f"{shared}learning_rate_schedule='{text}', learning_rate_constant={rate}, "
        f"train_steps={warmup + chance.randint(1, 900)}"
    )


class Proxy:
    """TensorFlow, but for the global step."""

    def __init__(self, of: Any, **other: Any) -> None:
        self.__dict__.update(other)
        self.of = of

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)


def built(text: str, step: Any) -> Any:
    """Return the schedule of hparams at a step, a tensor."""
    hparams = SimpleNamespace(**{**HPARAMS, **eval(f"dict({text})")})
    train = Proxy(tf.train, get_or_create_global_step=lambda: step)
    quiet = SimpleNamespace(OPT_LR="", OPT_LR_WARMUP_STEPS="", transformer_print=lambda **_: None)
    return lifted(FILE, NAMES, tf=Proxy(tf, train=train), np=np, mlperf_log=quiet)[0](hparams)


def trained(text: str) -> Run:
    """Return the function that runs the graph at each step."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        if "cyclelinear10x" in text:
            # it makes a Python float of a tensor, which has a value only outside a graph
            yield from (float(built(text, tf.constant(step, tf.int64))) for step in steps)
            return
        with tf.Graph().as_default(), tf.Session() as session:
            place = tf.placeholder(tf.int64, [])
            schedule = built(text, place)
            for step in steps:
                yield float(session.run(schedule, {place: step}))

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"tensor2tensor.{name}({given})", trained(given))

"""TensorFlow 1: the decays of `tf.compat.v1.train`, run eagerly with an int64 global step.

One text is given to both sides. Rates are floats throughout: from an int, TensorFlow computes in
int32.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import tensorflow as tf
from case import Case, arguments
from stepping import Run

INSTALL = ("tensorflow-cpu==2.21.0",)
VERSIONS = {"tensorflow": tf.__version__}
PRECISION = "float32"

EDGES = {
    "exponential_decay": [
        "0.001, global_step, 4000, 0.9",
        "0.1, global_step, 100, 0.5, staircase=True",
        "0.1, global_step, 1, 0.999",
        "0.1, global_step, 10, 1.05",
        "0.1, global_step, decay_steps=7, decay_rate=0.0",
    ],
    "piecewise_constant": [
        "global_step, [10, 20], [0.1, 0.01, 0.001]",
        "global_step, [0], [0.1, 0.5]",
        "x=global_step, boundaries=[5], values=[0.0, 1.0]",
        "global_step, (100, 200, 300), (0.1, 0.3, 0.2, 0.4)",
    ],
    "piecewise_constant_decay": ["global_step, [3, 4], [0.1, 0.01, 0.001]"],
    "polynomial_decay": [
        "0.1, global_step, 100",
        "0.1, global_step, 100, 0.01, power=0.5",
        "0.1, global_step, 100, 0.01, power=2.0, cycle=True",
        "0.001, global_step, 50, 0.1, cycle=True",
        "0.1, global_step, 1, 0.0",
    ],
    "natural_exp_decay": [
        "0.1, global_step, 100, 0.5",
        "0.1, global_step, 30, 0.96, staircase=True",
        "0.1, global_step, 1, 0.001",
        "0.1, global_step, 10, 0.0",
    ],
    "inverse_time_decay": [
        "0.1, global_step, 100, 0.5",
        "0.1, global_step, 30, 2.0, staircase=True",
        "0.1, global_step, 1, 0.01",
        "0.1, global_step, 10, 0.0",
    ],
    "cosine_decay": [
        "0.1, global_step, 100",
        "0.1, global_step, 100, alpha=0.1",
        "0.1, global_step, 1",
        "0.1, global_step, 50, 2.0",
    ],
    "cosine_decay_restarts": [
        "0.1, global_step, 100",
        "0.1, global_step, 10, 1.0",
        "0.1, global_step, 16, 1.5, 0.5, 0.05",
        "0.1, global_step, 10, 2.0, 1.1",
        "0.1, global_step, 100, 0.5",
    ],
    "linear_cosine_decay": [
        "0.1, global_step, 100",
        "0.1, global_step, 100, num_periods=2.0",
        "0.1, global_step, 100, 0.25, alpha=0.5, beta=0.1",
        "0.1, global_step, 1",
        "0.1, global_step, 60, 0.0, 0.0, 0.0",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, steps = f"{10 ** chance.uniform(-4, 0):.3g}", chance.randint(1, 2000)
    part, stairs = round(chance.uniform(0.05, 1), 3), chance.random() < 0.5
    if name.startswith("piecewise"):
        edges = sorted(chance.sample(range(900), 3))
        return f"global_step, {edges}, {[round(chance.uniform(0, 1), 3) for _ in range(4)]}"
    most = {
        "exponential_decay": f"{part}, {stairs}",
        "natural_exp_decay": f"{part}, {stairs}",
        "inverse_time_decay": f"{chance.uniform(0, 3):.3g}, {stairs}",
        "polynomial_decay": f"{chance.uniform(0, 0.1):.3g}, {chance.uniform(0.4, 3):.3g}, {stairs}",
        "cosine_decay": f"{part}",
        "cosine_decay_restarts": f"{chance.choice([1.0, 1.5, 2.0])}, {part}, {part / 2:.3g}",
        "linear_cosine_decay": f"{chance.choice([0.5, 1.0, 1.25])}, {part}, {part / 9:.3g}",
    }
    return f"{rate}, global_step, {steps}, {most[name]}"


def trained(word: str) -> Run:
    """Return the function that evaluates a decay at each global step."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        for step in steps:
            decay = eval(word, {"tf": tf, "global_step": tf.constant(step, tf.int64)})
            yield float(decay())

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        word = f"tf.compat.v1.train.{name}({given})"
        yield Case(word, trained(word))

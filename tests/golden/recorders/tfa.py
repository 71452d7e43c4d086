"""TensorFlow Addons: the cyclical learning rates, called with the iteration as a float.

tensorflow_addons/optimizers/cyclical_learning_rate.py of tensorflow/addons 0.23.0, as it stands in
the wheel; its classes alone, without its check of types. One text is given to both sides; the two
rates are then made float64, in which all else is computed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Union

import tensorflow as tf
from case import Case, arguments
from lifting import lifted
from stepping import Run

VERSIONS = {"tensorflow-addons": "0.23.0", "tensorflow": tf.__version__}
PRECISION = "float64"

EDGES = {
    "CyclicalLearningRate": [
        "1e-4, 1e-2, 200, lambda x: 1.0",
        "initial_learning_rate=1e-4, maximal_learning_rate=1e-2, "
        "scale_fn=lambda x: 1/(2.**(x-1)), step_size=30",
        "0.01, 0.1, 50, lambda x: 0.99 ** x, scale_mode='iterations'",
        "0.01, 0.1, 7, lambda x: 1 / x",
        "0.1, 0.01, 20, lambda x: 0.5",
        "0.0, 0.1, 1, lambda x: 0.9 ** x",
        "0.01, 0.1, 2.5, lambda x: 1 / (1 + 0.01 * x), 'iterations'",
        "0.01, 0.1, 10, lambda x: 1.0 if x < 3 else 0.5",
    ],
    "TriangularCyclicalLearningRate": [
        "1e-4, 1e-2, 2000",
        "0.01, 0.1, 1",
        "0.1, 0.01, 30",
        "0.0, 0.1, 7.5, scale_mode='iterations'",
    ],
    "Triangular2CyclicalLearningRate": [
        "1e-4, 1e-2, 2000",
        "0.01, 0.1, 1",
        "0.1, 0.01, 30",
        "0.0, 0.1, 7.5",
        "0.01, 0.1, 5, scale_mode='iterations'",
    ],
    "ExponentialCyclicalLearningRate": [
        "1e-4, 1e-2, 2000",
        "0.01, 0.1, 50, gamma=0.99",
        "0.01, 0.1, 50, 'cycle', 0.5",
        "0.1, 0.01, 30, gamma=0.9",
        "0.0, 0.1, 20, gamma=1.001",
        "0.01, 0.1, 10, gamma=0.0",
    ],
}
CLASSES = dict(
    zip(
        EDGES,
        lifted(
            "tensorflow/addons/tensorflow_addons/optimizers/cyclical_learning_rate.py",
            list(EDGES),
            tf=tf,
            typechecked=lambda function: function,
            Union=Union,
            Callable=Callable,
        ),
        strict=True,
    )
)


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rates = f"{chance.uniform(0, 0.01):.3g}, {chance.uniform(0.001, 1):.3g}"
    given = f"{rates}, {chance.randint(1, 500)}"
    mode, part = chance.choice(["cycle", "iterations"]), f"{chance.uniform(0.9, 1):.4g}"
    if name == "CyclicalLearningRate":
        function = chance.choice([f"{part} ** x", f"1 / (1 + {part} * x)", f"{part}"])
        return f"{given}, lambda x: {function}, '{mode}'"
    if name.startswith("Exponential"):
        return f"{given}, '{mode}', {part}"
    return given


def trained(name: str, given: str) -> Run:
    """Return the function that evaluates a schedule at each iteration."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        schedule: Any = eval(f"make({given})", {"make": CLASSES[name]})
        for key in ("initial_learning_rate", "maximal_learning_rate"):
            setattr(schedule, key, tf.constant(getattr(schedule, key), tf.float64))
        yield from (float(schedule(tf.constant(step, tf.float64))) for step in steps)

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"tfa.optimizers.{name}({given})", trained(name, given))

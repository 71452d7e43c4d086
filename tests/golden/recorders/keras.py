"""Keras as TensorFlow runs it: `tf.keras.optimizers.schedules`, and the short names after it.

One text is given to both sides: TensorFlow evaluates `CosineDecay(0.01, 100)`, lrplot reads
it. Each step is a call of its own with a float32 scalar, as an optimizer makes it (a
`CosineDecay` with a warmup takes nothing else). Rates are floats throughout: from an int,
Keras computes in int32.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import keras
import tensorflow as tf
from callbacks import METRICS, begun, called_back
from case import DRAWN, Case
from edges.keras import EDGES
from plateaus import plateaus

INSTALL = ("tensorflow-cpu==2.21.0 keras==3.15.1",)
VERSIONS = {"tensorflow": tf.__version__, "keras": keras.__version__}
PRECISION = "float32"


# what torch's parameters are called
PLATEAU = {
    "mode": "mode",
    "factor": "factor",
    "patience": "patience",
    "threshold": "min_delta",
    "cooldown": "cooldown",
    "min_lr": "min_lr",
}
PLATEAUS = [
    "'val_accuracy', 0.5, 2",
    "monitor='mae', patience=1, min_delta=0.05",
    "monitor='val_auc', patience=3, cooldown=2",
    "monitor='precision', patience=1, factor=0.2, min_lr=0.001",
    "patience=2, cooldown=1, mode='min', min_delta=0.0",
]
LAMBDAS = [
    "lambda epoch: 1e-3 * 0.9 ** epoch",
    "lambda epoch: 1e-8 * 10 ** (epoch / 20)",
    "lambda e: 0.1 if e < 10 else 0.01 if e < 20 else 0.001",
    "lambda epoch: 0.1 * math.pow(0.5, math.floor((1 + epoch) / 10))",
    "lambda epoch: 0.05 * (1 + math.cos(math.pi * epoch / 50))",
    "lambda epoch, lr: lr * 0.95",
    "lambda epoch, lr: lr if epoch < 10 else lr * math.exp(-0.1)",
    "lambda epoch, learning_rate: learning_rate / (1 + 0.1 * epoch)",
    "lambda epoch, lr: 0.5 * lr if epoch % 10 == 0 and epoch else lr",
    "lambda epoch, lr: min(lr, 0.9 * lr) * float(2) / 2",
    "lambda epoch, lr: 0.1 * 0.9 ** epoch",
]
EPOCHS = 200
SLACK = {
    "LearningRateScheduler": (
        EPOCHS * 2.0**-24,
        "a lambda of the rate before makes each rate of one that is rounded to float32",
    )
}


OPTIMIZERS = [
    "Adadelta()",
    "Adagrad(0.1)",
    "Adam()",
    "Adam(1e-3)",
    "AdamW(learning_rate=3e-4, weight_decay=0.1)",
    "Adamax()",
    "Ftrl()",
    "Lamb()",
    "Lion()",
    "Muon()",
    "Nadam()",
    "RMSprop()",
    "SGD()",
    "SGD(0.1, momentum=0.9)",
    "Adam(learning_rate=keras.optimizers.schedules.CosineDecay(0.1, 100))",
    "SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 50, 0.5), momentum=0.9)",
]
"""Optimizers that stand alone."""


def trained(constructor: str) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that reads the rate of an optimizer at its iterations."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        optimizer = eval(f"keras.optimizers.{constructor}", {"keras": keras})
        for step in steps:
            optimizer.iterations.assign(step)
            yield float(optimizer.learning_rate)

    return run


def lambdas(seed: str) -> Iterator[str]:
    """Yield lambdas of the epoch, and of the epoch and the rate."""
    yield from LAMBDAS
    chance = random.Random(f"lambda{seed}")
    for _ in range(DRAWN):
        factor, when = round(chance.uniform(0.5, 0.999), 4), chance.randint(1, 60)
        said = chance.choice([f"{factor}", f"({factor} if epoch % {when} == 0 else 1.0)"])
        yield f"lambda epoch, lr: lr * {said} if epoch > {chance.randint(0, when)} else lr"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of every class and every short name."""
    chance = random.Random(f"3151{seed}")
    for name, edges in EDGES.items():
        drawn = [RANDOM[name](chance) for _ in range(4)]
        for arguments in (*edges, *drawn):
            yield Case(f"keras.{name}({arguments})", running(f"{name}({arguments})"))
    for short, (name, draw) in SHORT.items():
        for _ in range(8):
            arguments = draw(chance)
            yield Case(f"{short}({arguments})", running(f"{name}({arguments})"))
    for place in range(8):
        peak, length, alpha, warmup = rate(chance), steps(chance), ratio(chance), steps(chance)
        word = f"cosine:initial_learning_rate={peak},decay_steps={length},alpha={alpha}"
        plain = f"CosineDecay({peak}, {length}, {alpha})"
        warm = f"CosineDecay(0.0, {length}, {alpha}, warmup_target={peak}, warmup_steps={warmup})"
        if place % 2:
            yield Case(f"{word},warmup_steps={warmup}", running(warm))
        else:
            yield Case(word, running(plain))
    for text in lambdas(seed):
        start = rate(chance)
        word = f"LearningRateScheduler({text}, lr={start})"
        yield Case(word, begun(f"LearningRateScheduler({text})", start), EPOCHS)
    name = "keras.callbacks.ReduceLROnPlateau"
    watched = [
        f"'val_{metric}', patience=1" for names in METRICS.values() for metric in names.split()
    ]
    yield from plateaus(name, seed, called_back, PLATEAU, "", "lr={}", [*PLATEAUS, *watched])
    for constructor in OPTIMIZERS:
        yield Case(f"keras.optimizers.{constructor}", trained(constructor))


def running(constructor: str) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that builds the schedule in TensorFlow and calls it at steps."""
    schedules = tf.keras.optimizers.schedules
    names = {name: getattr(schedules, name) for name in EDGES}

    def run(steps: Sequence[int]) -> Iterator[float]:
        schedule = eval(constructor, names)
        for step in tf.constant(steps, dtype=tf.float32):
            yield float(schedule(step))

    return run


def rate(chance: random.Random) -> float:
    """Draw a learning rate of three digits."""
    return float(f"{10 ** chance.uniform(-5, 0):.2e}")


def steps(chance: random.Random) -> int:
    """Draw a number of steps, from a few to 30,000."""
    return int(10 ** chance.uniform(0.5, 4.5))


def ratio(chance: random.Random) -> float:
    """Draw a part of the peak; often none."""
    return chance.choice([0.0, round(chance.uniform(0, 0.5), 3)])


def _exponential(chance: random.Random) -> str:
    growth = round(chance.uniform(0.1, 1.02), 3)
    return f"{rate(chance)}, {steps(chance)}, {growth}, {chance.random() < 0.5}"


def _inverse_time(chance: random.Random) -> str:
    pace = round(chance.uniform(0.01, 3), 2)
    return f"{rate(chance)}, {steps(chance)}, {pace}, {chance.random() < 0.5}"


def _piecewise(chance: random.Random) -> str:
    boundaries = sorted(chance.sample(range(30_000), chance.randint(1, 5)))
    return f"{boundaries}, {[rate(chance) for _ in range(len(boundaries) + 1)]}"


def _polynomial(chance: random.Random) -> str:
    power = chance.choice([0.5, 0.9, 1.0, 1.5, 2.0, 3.0])
    return f"{rate(chance)}, {steps(chance)}, {rate(chance)}, {power}"


def _cycling_polynomial(chance: random.Random) -> str:
    return f"{_polynomial(chance)}, {chance.random() < 0.5}"


def _cosine(chance: random.Random) -> str:
    warm = f", warmup_target={rate(chance)}, warmup_steps={steps(chance)}"
    return f"{rate(chance)}, {steps(chance)}, {ratio(chance)}{chance.choice(['', warm])}"


def _restarts(chance: random.Random) -> str:
    stretch = chance.choice([1.0, 1.5, 2.0, 3.0, round(chance.uniform(1.1, 3), 2)])
    fade = round(chance.uniform(0.3, 1.1), 2)
    return f"{rate(chance)}, {steps(chance)}, {stretch}, {fade}, {ratio(chance)}"


RANDOM: dict[str, Callable[[random.Random], str]] = {
    "CosineDecay": _cosine,
    "CosineDecayRestarts": _restarts,
    "ExponentialDecay": _exponential,
    "InverseTimeDecay": _inverse_time,
    "PiecewiseConstantDecay": _piecewise,
    "PolynomialDecay": _cycling_polynomial,
}

# The short names that take the same arguments, and what they are called in Keras.
SHORT = {
    "exp": ("ExponentialDecay", _exponential),
    "piecewise": ("PiecewiseConstantDecay", _piecewise),
    "poly": ("PolynomialDecay", _polynomial),
    "inverse_time": ("InverseTimeDecay", _inverse_time),
    "cosine_restarts": ("CosineDecayRestarts", _restarts),
}

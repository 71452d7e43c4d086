"""The notes that lrplot began with: their five curves, drawn as they draw them.

The two classes stand here as they stand in the notes. The notes call MySchedule and the
piecewise schedule step by step, the others with all steps at once; so does this.

Nothing is drawn here, so every seed gives the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import keras
import tensorflow as tf
from case import Case

INSTALL = ("tensorflow-cpu==2.21.0 keras==3.15.1",)
VERSIONS = {"tensorflow": tf.__version__, "keras": keras.__version__}
PRECISION = "float32"


class MySchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, initial_learning_rate, warmup_steps=4000):
        super(MySchedule, self).__init__()  # noqa: UP008
        self.initial_learning_rate = initial_learning_rate
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        if step > self.warmup_steps:
            return self.initial_learning_rate * self.warmup_steps * step**-1
        else:
            return self.initial_learning_rate * step * (self.warmup_steps**-1)


class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super(CustomSchedule, self).__init__()  # noqa: UP008

        self.d_model = d_model
        self.d_model = tf.cast(self.d_model, tf.float32)

        self.warmup_steps = warmup_steps

    def __call__(self, step):
        arg1 = tf.math.rsqrt(step)
        arg2 = step * (self.warmup_steps**-1.5)

        return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)


FIGURE = 40_000 - 1
"""The last step that the notes draw."""

WARMUPS = [
    (0.001, 1),
    (0.1, 10),
    (0.01, 100),
    (0.0005, 300),
    (0.002, 1234),
    (1.0, 8000),
    (3e-05, 20_000),
]
NOAMS = [
    (128, 1),
    (512, 4000),
    (256, 10),
    (64, 100),
    (768, 333),
    (1024, 1000),
    (2048, 16_000),
    (1, 50),
]


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the figures' curves, then the two classes with other parameters."""
    schedules = tf.keras.optimizers.schedules
    yield Case("cosine", at_once(schedules.CosineDecay(0.001, 4000)), reach=FIGURE)
    # the notes also pass name=None, which Keras 3 refuses
    exp = schedules.ExponentialDecay(0.001, 4000, 0.9, staircase=False)
    yield Case("exp", at_once(exp), reach=FIGURE)
    boundaries = [10000, 20000, 30000]
    values = [0.001, 0.0008, 0.0004, 0.0001]
    piecewise = schedules.PiecewiseConstantDecay(boundaries, values)
    yield Case("piecewise", one_by_one(piecewise), reach=FIGURE)
    yield Case("warmup", one_by_one(MySchedule(0.001)), reach=FIGURE)
    yield Case("noam", at_once(CustomSchedule(128)), reach=FIGURE)
    for rate, length in WARMUPS:
        word = f"warmup:initial_learning_rate={rate},warmup_steps={length}"
        yield Case(word, one_by_one(MySchedule(rate, length)))
    for width, length in NOAMS:
        word = f"noam:d_model={width},warmup_steps={length}"
        yield Case(word, at_once(CustomSchedule(width, length)))


Run = Callable[[Sequence[int]], Iterator[float]]


def at_once(schedule: Any) -> Run:
    """Return the function that calls a schedule with all steps up to the last wanted."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        rates = schedule(tf.range(steps[-1] + 1, dtype=tf.float32)).numpy()
        yield from (float(rates[step]) for step in steps)

    return run


def one_by_one(schedule: Any) -> Run:
    """Return the function that calls a schedule with a step at a time."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        for step in tf.gather(tf.range(steps[-1] + 1, dtype=tf.float32), steps):
            yield float(schedule(step))

    return run

"""TensorFlow Addons: the cyclical learning rates of `tfa.optimizers`.

The step is the optimizer's iteration, from 0. They compute in the precision of the initial rate,
which is float32 for a Python number; lrplot gives the same curves in float64.

Keywords: TensorFlow, Keras.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, schedule
from lrplot.parameters import Choice, Multiplier, Number, Peak, Start, Unused
from lrplot.pieces import (
    Computed,
    Constant,
    Decay,
    Geometric,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    Stairs,
)

FRAMEWORK = Framework(paths=("tfa.optimizers", "tensorflow_addons.optimizers"))

Half = Annotated[
    float,
    Number(
        "half period",
        "how many steps the rate rises for in each cycle, and falls again",
        low=0.0,
        above=True,
        meta="STEPS",
        sample=2000,
    ),
]
Fade = Annotated[
    float, Number("fade", "what is left of the height, each step or each cycle", low=0.0)
]
ScaleMode = Annotated[
    str, Choice("scale mode", "of what the height is a function", ("cycle", "iterations"))
]


def _scaled(low: float, high: float, half: float, heights: Schedule, by_cycle: bool) -> Schedule:
    """Return triangles times heights, which are of the step, or of the cycle's number from 1."""
    rise = Ramp(0.0, high - low, half).then(Ramp(high - low, 0.0, half), at=half)
    if by_cycle:
        heights = Stairs(Shift(heights, 2.0 * half), 2.0 * half)
    return Repeat(rise, 2.0 * half) * heights + Constant(low)


@schedule
def CyclicalLearningRate(
    initial_learning_rate: Start,
    maximal_learning_rate: Peak,
    step_size: Half,
    scale_fn: Multiplier,
    scale_mode: ScaleMode = "cycle",
    name: Unused = "CyclicalLearningRate",
) -> Schedule:
    """Up in a line and down again, again and again, as high as `scale_fn` says.

    Keywords: CLR, triangular.
    Differs: `step_size` is half a cycle. The first cycle has the number 1. The height changes with
    the cycle or, with the scale mode "iterations", in every step. TensorFlow Addons takes any other
    scale mode for "iterations"; it is refused here.
    Formula: initial_learning_rate + (maximal_learning_rate - initial_learning_rate) *
    max(0, 1 - x) * scale_fn(c), or scale_fn(t), c = floor(1 + t / (2 * step_size)),
    x = abs(t / step_size - 2 * c + 1).
    Source: tensorflow_addons/optimizers/cyclical_learning_rate.py, 0.23.0; arXiv:1506.01186.
    """
    by_cycle = scale_mode == "cycle"
    heights = Computed(1.0, scale_fn, 2.0 * step_size if by_cycle else 1.0)
    return _scaled(initial_learning_rate, maximal_learning_rate, step_size, heights, by_cycle)


@schedule
def TriangularCyclicalLearningRate(
    initial_learning_rate: Start,
    maximal_learning_rate: Peak,
    step_size: Half,
    scale_mode: ScaleMode = "cycle",
    name: Unused = "TriangularCyclicalLearningRate",
) -> Schedule:
    """Up in a line and down again, again and again, always as high.

    Keywords: CLR, cyclical learning rate, triangular.
    Differs: `step_size` is half a cycle. The scale mode changes nothing.
    Formula: initial_learning_rate + (maximal_learning_rate - initial_learning_rate) *
    (1 - abs(t / step_size - 2 * c + 1)), c = floor(1 + t / (2 * step_size)).
    Source: tensorflow_addons/optimizers/cyclical_learning_rate.py, 0.23.0; arXiv:1506.01186.
    """
    return _scaled(initial_learning_rate, maximal_learning_rate, step_size, Constant(1.0), False)


@schedule
def Triangular2CyclicalLearningRate(
    initial_learning_rate: Start,
    maximal_learning_rate: Peak,
    step_size: Half,
    scale_mode: ScaleMode = "cycle",
    name: Unused = "Triangular2CyclicalLearningRate",
) -> Schedule:
    """Up in a line and down again, again and again, each time half as high.

    Keywords: CLR, cyclical learning rate, triangular.
    Differs: `step_size` is half a cycle. With the scale mode "iterations" the height is halved in
    every step, from twice the full one in step 0, so that little is seen of it.
    Formula: initial_learning_rate + (maximal_learning_rate - initial_learning_rate) *
    (1 - abs(t / step_size - 2 * c + 1)) / 2 ** (c - 1), or / 2 ** (t - 1),
    c = floor(1 + t / (2 * step_size)).
    Source: tensorflow_addons/optimizers/cyclical_learning_rate.py, 0.23.0; arXiv:1506.01186.
    """
    by_cycle = scale_mode == "cycle"
    heights = Decay(2.0, Geometric(0.5), 2.0 * step_size if by_cycle else 1.0)
    return _scaled(initial_learning_rate, maximal_learning_rate, step_size, heights, by_cycle)


@schedule
def ExponentialCyclicalLearningRate(
    initial_learning_rate: Start,
    maximal_learning_rate: Peak,
    step_size: Half,
    scale_mode: ScaleMode = "iterations",
    gamma: Fade = 1.0,
    name: Unused = "ExponentialCyclicalLearningRate",
) -> Schedule:
    """Up in a line and down again, again and again, `gamma` times as high after every step.

    Keywords: CLR, cyclical learning rate, triangular.
    Differs: `step_size` is half a cycle. With the scale mode "cycle" the height is `gamma` times
    that of the last cycle, and `gamma` times the full one in the first.
    Formula: initial_learning_rate + (maximal_learning_rate - initial_learning_rate) *
    (1 - abs(t / step_size - 2 * c + 1)) * gamma ** t, or gamma ** c,
    c = floor(1 + t / (2 * step_size)).
    Source: tensorflow_addons/optimizers/cyclical_learning_rate.py, 0.23.0; arXiv:1506.01186.
    """
    by_cycle = scale_mode == "cycle"
    heights = Decay(1.0, Geometric(gamma), 2.0 * step_size if by_cycle else 1.0)
    return _scaled(initial_learning_rate, maximal_learning_rate, step_size, heights, by_cycle)

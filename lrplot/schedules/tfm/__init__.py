"""TensorFlow Model Garden: the learning rates of `tfm.optimization`.

They compute in float32; lrplot gives the same curves in float64. The step is the optimizer's
iteration, from 0, and so is that of a schedule inside a warmup. A warmup knows the schedules of
tf_keras only, which have the curves of Keras's own.

Keywords: TensorFlow, Keras, TF-Vision.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework
from lrplot.parameters import Number
from lrplot.pieces import Schedule, Shift

FRAMEWORK = Framework(
    paths=(
        "tfm.optimization",
        "tfm.optimization.lr_schedule",
        "official.modeling.optimization.lr_schedule",
        "tensorflow_models.optimization.lr_schedule",
    ),
    # the names of its configs, but for those of the powers, whose defaults are not the classes'
    aliases={
        "stepwise": "PiecewiseConstantDecayWithOffset",
        "polynomial": "PolynomialDecayWithOffset",
        "exponential": "ExponentialDecayWithOffset",
        "cosine": "CosineDecayWithOffset",
        "step_cosine_with_offset": "StepCosineDecayWithOffset",
    },
)

Offset = Annotated[
    int, Number("offset", "the step that counts as 0", meta="STEPS", whole=True, sample=1000)
]


def later(curve: Schedule, offset: int, before: Schedule | None = None) -> Schedule:
    """Return a curve whose clock is at 0 at the step `offset`; `before` is what it is until then.

    Where there is none, the curve itself goes back below 0.
    """
    if offset > 0 and before:
        curve = before.then(curve, at=0.0, restart=False)
    return Shift(curve, -offset) if offset else curve

"""Keras: all of `tf.keras.optimizers.schedules`, and the callback ReduceLROnPlateau.

Keras computes in float32; lrplot gives the same curves in float64. All count the optimizer's
iterations from 0, and go on for as long as they are called. A rate given as a Python int makes
Keras compute in whole numbers; lrplot refuses it.
"""

from __future__ import annotations

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=(
        "tf.keras.optimizers.schedules",
        "tensorflow.keras.optimizers.schedules",
        "tf_keras.optimizers.schedules",
        "tf.keras.callbacks",
        "tensorflow.keras.callbacks",
    ),
    first=("decays",),
    # Bare names that are left to a framework further behind: torch's is the one that people mean.
    yields=("ReduceLROnPlateau", "plateau"),
    aliases={
        "cosine": "CosineDecay",
        "cosine_restarts": "CosineDecayRestarts",
        "exp": "ExponentialDecay",
        "exponential": "ExponentialDecay",
        "inverse_time": "InverseTimeDecay",
        "piecewise": "PiecewiseConstantDecay",
        "piecewise_constant": "PiecewiseConstantDecay",
        "plateau": "ReduceLROnPlateau",
        "poly": "PolynomialDecay",
        "polynomial": "PolynomialDecay",
        "sgdr": "CosineDecayRestarts",
    },
)

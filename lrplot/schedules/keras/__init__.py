"""Keras: all of `tf.keras.optimizers.schedules`, and the callback ReduceLROnPlateau.

Keras computes in float32; lrplot gives the same curves in float64. All count the optimizer's
iterations from 0, and go on for as long as they are called. A rate given as a Python int makes
Keras compute in whole numbers; lrplot refuses it.

Keywords: TensorFlow, tf.keras.
"""

from __future__ import annotations

from lrplot.catalogue import Framework, Optimizers

FRAMEWORK = Framework(
    paths=(
        "tf.keras.optimizers.schedules",
        "tensorflow.keras.optimizers.schedules",
        "tf_keras.optimizers.schedules",
        "tf.keras.callbacks",
        "tensorflow.keras.callbacks",
        "tf.keras.optimizers.legacy",
        "tensorflow.keras.optimizers.legacy",
        "tf_keras.optimizers.legacy",
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
    optimizers=Optimizers(
        {
            "Adadelta": 0.001,
            "Adagrad": 0.001,
            "Adam": 0.001,
            "AdamW": 0.001,
            "Adamax": 0.001,
            "Ftrl": 0.001,
            "Lamb": 0.001,
            "Lion": 0.001,
            "Muon": 0.001,
            "Nadam": 0.001,
            "RMSprop": 0.001,
            "SGD": 0.01,
        },
        keys=("learning_rate", "lr"),
        decay="decay",
        old={
            "lr": "lr is what learning_rate was called until Keras 2.10; later versions refuse it",
            "decay": "decay is read as Keras did until 2.10; later versions refuse or ignore it",
        },
        decays="keras.InverseTimeDecay",
    ),
)

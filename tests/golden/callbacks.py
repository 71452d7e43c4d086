"""Keras's callbacks, driven as its training drives them: when an epoch begins, and when it ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import keras
import tensorflow as tf
from stepping import Run

METRICS = {
    (1, "mse", ((0.0,), (1.0,), (0.0,))): "accuracy acc binary_accuracy mae mse mape msle "
    "mean_absolute_error mean_squared_error mean_absolute_percentage_error logcosh hinge "
    "mean_squared_logarithmic_error root_mean_squared_error squared_hinge binary_crossentropy "
    "precision recall auc r2_score cosine_similarity pearson_correlation concordance_correlation",
    (3, "mse", ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))): "categorical_hinge "
    "categorical_crossentropy categorical_accuracy top_k_categorical_accuracy f1_score fbeta_score",
    (3, "sparse_categorical_crossentropy", (0, 1, 2)): "sparse_categorical_crossentropy "
    "sparse_categorical_accuracy sparse_top_k_categorical_accuracy",
}
"""Metrics by what a model must be for them: the width of its output, its loss, its goals."""

MADE = {
    "auc": keras.metrics.AUC(name="auc"),
    "root_mean_squared_error": keras.metrics.RootMeanSquaredError(),
    "f1_score": keras.metrics.F1Score(),
    "fbeta_score": keras.metrics.FBetaScore(),
    "r2_score": keras.metrics.R2Score(),
    "logcosh": keras.metrics.LogCoshError(),
    "pearson_correlation": keras.metrics.PearsonCorrelation(),
    "concordance_correlation": keras.metrics.ConcordanceCorrelation(),
}


@cache
def models() -> list[Any]:
    """Return models that have been trained for a moment, so that their metrics are there."""
    made = []
    for (width, loss, goals), names in METRICS.items():
        model = keras.Sequential([keras.layers.Dense(width, activation="sigmoid")])
        model.compile("sgd", loss, metrics=[MADE.get(name, name) for name in names.split()])
        model.fit(tf.zeros((3, 1)), tf.constant(goals), verbose=0)
        made.append(model)
    return made


def model(monitor: str) -> Any:
    """Return the model that has a metric, or the first one."""
    having = (
        made
        for made, names in zip(models(), METRICS.values(), strict=True)
        if monitor.removeprefix("val_") in names.split()
    )
    return next(having, models()[0])


def called_back(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that ends epoch after epoch with a callback, told a metric each time."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        callback = eval(text, vars(tf.keras.callbacks))
        optimizer = model(callback.monitor).optimizer
        optimizer.learning_rate = rate
        callback.set_model(model(callback.monitor))
        callback.on_train_begin()
        for epoch in range(len(metrics) + 1):
            if epoch in steps:
                yield float(optimizer.learning_rate.numpy())
            if epoch < len(metrics):
                callback.on_epoch_end(epoch, {callback.monitor: metrics[epoch]})

    return run


def begun(text: str, rate: float) -> Run:
    """Return the function that begins epoch after epoch with a callback."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        callback = eval(text, {**vars(tf.keras.callbacks), "math": math})
        optimizer = models()[0].optimizer
        optimizer.learning_rate = rate
        callback.set_model(models()[0])
        for epoch in range(steps[-1] + 1):
            callback.on_epoch_begin(epoch)
            if epoch in steps:
                yield float(optimizer.learning_rate.numpy())

    return run

"""`DrawnSchedule`: a learning-rate schedule of Keras's with the rates of a drawn curve."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from lrplot.adapters.callbacks import from_jax, from_tensorflow
from lrplot.adapters.drawn import Drawn


@keras.saving.register_keras_serializable(package="lrplot")
class DrawnSchedule(keras.optimizers.schedules.LearningRateSchedule):
    """Gives the rate that is drawn for an update, with any of Keras's backends."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__()
        self.drawn = drawn

    def __call__(self, step: Any) -> Any:
        """Return the rate at a step as a tensor of Keras's `floatx`."""
        step, dtype = ops.convert_to_tensor(step), keras.config.floatx()
        curve, table = self.drawn.curve, self.drawn.table
        if not _traced(step):
            return ops.convert_to_tensor(curve(ops.convert_to_numpy(step)), dtype)
        if table is not None and "int" in keras.backend.standardize_dtype(step.dtype):
            at = ops.clip(step, 0, table.size - 1)
            # half of float64's size, which no other floatx can tell from it
            rates = table if dtype == "float64" else table.astype("float32")
            return ops.take(ops.convert_to_tensor(rates, dtype), at)
        if keras.config.backend() == "jax":
            return ops.cast(from_jax(curve, step), dtype)
        return from_tensorflow(curve, step, dtype)

    def get_config(self) -> dict[str, Any]:
        """Return the curve in plain values."""
        return self.drawn.state()

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> DrawnSchedule:
        """Return the schedule of such values; no Python file is run for it."""
        return cls(Drawn.of(config, python=False))


def _traced(step: Any) -> bool:
    """Tell whether a step is known only when a compiled training step runs."""
    match keras.config.backend():
        case "tensorflow":
            import tensorflow as tf

            return not tf.executing_eagerly()
        case "jax":
            import jax

            return isinstance(step, jax.core.Tracer)
    return False

"""A curve that a compiled program calls, where its rates fit into no table."""

from __future__ import annotations

from typing import Any

from lrplot.arithmetic.arrays import np
from lrplot.pieces import Schedule


def from_jax(curve: Schedule, step: Any) -> Any:
    """Return the rates at traced steps of JAX's; `jit`, `vmap`, `scan` and `grad` go over it."""
    import jax

    dtype = jax.numpy.result_type(float)
    shape = jax.ShapeDtypeStruct(step.shape, dtype)
    return jax.pure_callback(
        lambda at: np.asarray(curve(np.asarray(at)), dtype),
        shape,
        jax.lax.stop_gradient(step),
        vmap_method="expand_dims",
    )


def from_tensorflow(curve: Schedule, step: Any, dtype: str) -> Any:
    """Return the rates at steps in a graph of TensorFlow's, which XLA does not compile."""
    import tensorflow as tf

    rates = tf.numpy_function(
        lambda at: np.asarray(curve(at), dtype), [step], tf.as_dtype(dtype), stateful=False
    )
    rates.set_shape(step.shape)
    return rates

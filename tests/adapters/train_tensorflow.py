"""Functions of TensorFlow's that take a schedule of Keras's; see `make adapters`."""

import numpy as np
import pytest
import tensorflow as tf

import lrplot

INSTALL = ("tensorflow-cpu==2.21.0 keras==3.15.1", "pytest")

UPDATES = 40


def expected(word):
    return lrplot.read(word).schedule()(range(UPDATES)).astype(np.float32)


@pytest.mark.parametrize(
    ("word", "given", "compiled"),
    [
        ("keras.CosineDecay(0.1, 20)", {}, False),
        ("keras.CosineDecay(0.1, 20)", {}, True),
        ("noam:d_model=64", {}, False),
        ("noam:d_model=64", {"updates": UPDATES}, True),
    ],
)
def test_a_function_takes_it(word, given, compiled):
    schedule = lrplot.keras.schedule(word, **given)
    function = tf.function(schedule, jit_compile=compiled)
    steps = tf.range(UPDATES)
    assert (function(steps).numpy() == expected(word)).all()
    assert [function(step).numpy() for step in steps] == expected(word).tolist()
    assert (tf.map_fn(schedule, steps, tf.float32).numpy() == expected(word)).all()
    assert np.isnan(function(tf.constant(UPDATES)).numpy()) == bool(given)


def test_xla_says_that_it_cannot_call_a_curve_without_end():
    function = tf.function(lrplot.keras.schedule("noam"), jit_compile=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match="PyFunc"):
        function(tf.constant(3))

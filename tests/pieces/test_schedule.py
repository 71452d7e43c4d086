"""`Schedule` itself: what it is called with, and what it gives."""

import numpy as np

import lrplot


def test_a_python_number_gives_a_python_float():
    schedule = lrplot.read("expr: t / 4").schedule()
    for step in (3, 3.0):
        assert type(schedule(step)) is float
        assert schedule(step) == 0.75
    assert type(schedule(np.int64(3))) is np.float64
    assert schedule([3]).tolist() == [0.75]

"""Drops of a function in a Python file of the user's own are drawn upright, as a formula's are."""

import numpy as np
import pytest

import lrplot
from lrplot.arithmetic.steps import Range
from lrplot.plots.sampling import sample

MINE = """
def drop(step): return 0.1 if step < 100 else 0.01
def drops(step): return 0.1 ** (step // 30)
def table(step): return ([0.1] * 60 + [0.05] * 38 + [0.01] * 2)[step]
def spike(step): return 0.1 if step in (10, 20) else 1.0 - divmod(0, 5)[0]
def saw(step): return 1 - divmod(step, 10)[1] / 10
def rise(step): return min(1, step / 10) - divmod(0, 5)[0]
def falls(step): return 0.5 ** step - divmod(0, 5)[0]
def read_saw(step): return 1 - (step % 10) / 10
def read_rise(step): return min(1, step / 10)
def read_falls(step): return 0.5 ** step
def told(epoch, lr): return lr if epoch % 10 else lr * 0.5
"""


def upright(word, stop):
    curve = sample("", lrplot.read(word).schedule(), Range(0, stop))
    return np.unique(curve.steps[:-1][np.diff(curve.steps) == 0]).tolist()


@pytest.mark.parametrize(
    ("name", "stop", "at"),
    [
        ("drop", 200, [100]),
        ("drop", 9000, [100]),
        ("drop", 100_000, [100]),
        ("drops", 100, [30, 60, 90]),
        # there is no step behind the last
        ("table", 100, [60, 98]),
        # down and up again
        ("spike", 30, [10, 11, 20, 21]),
        ("saw", 35, [10, 20, 30]),
        ("rise", 30, []),
        ("falls", 30, []),
        ("read_saw", 35, [10, 20, 30]),
        ("read_rise", 30, []),
        ("read_falls", 30, []),
        ("told:lr=1", 35, [10, 20, 30]),
    ],
)
def test_drops_are_upright_and_slopes_are_not(write, name, stop, at):
    write("mine.py", MINE)
    assert upright(f"mine.py:{name}", stop) == at


def test_of_a_lambda_of_the_epoch_and_the_rate():
    formula = "lambda epoch, lr: lr if epoch % 10 else lr * 0.1"
    assert upright(f"LearningRateScheduler({formula}, lr=1.0)", 35) == [10, 20, 30]


def test_a_picture_calls_the_function_once_a_step(write):
    write("mine.py", "def f(step): return 0.5 ** divmod(step, 9)[0]\n")
    schedule = lrplot.read("mine.py:f").schedule()
    calls = []
    wrapped = schedule.function
    vars(schedule)["function"] = lambda step: calls.append(step) or wrapped(step)
    assert schedule.remembers is False
    calls.clear()
    sample("", schedule, Range(0, 500))
    # some are tried out as an array
    assert len(calls) < 600

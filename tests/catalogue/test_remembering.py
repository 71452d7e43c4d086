"""Functions and classes of the user's own that remember their calls: called as training does."""

import runpy
import subprocess
import sys

import numpy as np
import pytest

from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.plots.sampling import sample
from lrplot.specs.grammar import read

REMEMBER = '''
import heapq
import itertools
import random
from functools import lru_cache, partial, wraps

calls = 0
seen = []
numbers = itertools.count()
state = {"rate": 1.0}


class Count:
    def __init__(self, base=0.1, ramp=500):
        self.base, self.ramp, self.calls = base, ramp, 0

    def __call__(self, step):
        self.calls += 1
        return self.base * min(1.0, self.calls / self.ramp)

    def at_777(self, step):
        return self.base if step < 777 else self(step)


class Lowers:
    """Only at a step that no short trial comes to."""

    def __init__(self):
        self.rate = 1.0

    def __call__(self, step):
        return self.at(step)

    def at(self, step):
        if step == 777:
            self.rate = 0.5
        return self.rate


class Tells:
    def __init__(self):
        self.inner = Count()

    @property
    def now(self):
        return self.inner(0)

    def __call__(self, step):
        return self.now


def of_a_global(step):
    global calls
    calls += 1
    return 1 / calls


def of_a_list(step):
    seen.append(step)
    return 1.0 / len(seen)


def of_a_count(step):
    return 1.0 / (1 + next(numbers))


def of_a_mapping(step):
    state["rate"] *= 0.99
    return state["rate"]


def of_its_default(step, memory=[]):
    memory += [step]
    if len(memory) > 600:
        memory.pop()
    return float(len(memory))


def of_a_method(step):
    return counted.at_777(step)


def of_a_module(step):
    heapq.heappush(seen, step)
    return float(len(seen) > 777)


def of_a_call(step):
    return of_a_global(step)


def closure():
    rate = 1.0

    def lower(step):
        nonlocal rate
        rate *= 0.995
        return rate

    return lower


def loud(function):
    @wraps(function)
    def inner(step):
        return function(step)

    return inner


lowering = closure()
counted = Count(0.5, 3)
method = Count(0.25, 4).__call__
part = partial(of_a_mapping)
wrapped = loud(of_a_list)
random.seed(3)


def noise(step):
    return random.random()
'''
NAMES = [
    "of_a_global", "of_a_list", "of_a_count", "of_a_mapping", "of_its_default", "of_a_call",
    "of_a_method", "of_a_module",
    "lowering", "counted", "method", "part", "wrapped", "noise",
]  # fmt: skip


@pytest.fixture
def mine(write):
    return write("mine.py", REMEMBER)


def in_order(name, steps, *args):
    """Return what Python has when it calls the thing once a step, from 0."""
    function = runpy.run_path("mine.py")[name]
    function = function(*args) if isinstance(function, type) else function
    return [function(step) for step in range(steps)]


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("name", [*NAMES, "Count", "Lowers", "Tells"])
def test_it_is_called_once_a_step_from_0(name):
    expected = in_order(name, 900)
    schedule = read(f"mine.py:{name}").schedule()
    assert schedule(range(0, 900, 300)).tolist() == expected[::300]
    assert schedule(np.arange(900)).tolist() == expected
    assert schedule([890, 3]).tolist() == [expected[890], expected[3]]


@pytest.mark.usefixtures("mine")
def test_two_curves_of_one_file_do_not_see_each_other():
    words = ["mine.py:of_a_global", "mine.py:of_a_call", "mine.py:of_a_global"]
    schedules = [read(word).schedule() for word in words]
    for schedule in schedules:
        assert schedule([0, 9]).tolist() == [1.0, 0.1]


@pytest.mark.usefixtures("mine")
def test_a_picture_and_a_table_of_it(run):
    schedule = read("mine.py:Count").schedule()
    curve = sample("", schedule, Range(0, 40_000))
    expected = in_order("Count", 40_000)
    assert curve.rates.tolist() == [expected[int(step)] for step in curve.steps]
    lines = run("compare", "mine.py:Count", "--steps", "0:60:10", "--format", "csv").out.split()
    assert [float(line.split(b",")[1]) for line in lines[1:]] == expected[:60:10]


def test_what_is_beside_the_file_is_loaded_anew(write):
    write("beside_it.py", "calls = []\n")
    write("own.py", "import beside_it\ndef f(step):\n    beside_it.calls.append(step)\n"
                    "    return float(len(beside_it.calls))\n")  # fmt: skip
    for _ in range(2):
        assert read("own.py:f").schedule()([0, 5]).tolist() == [1.0, 6.0]


def test_code_beside_the_file_is_looked_at(write):
    write(
        "code_beside.py",
        "rate = 1.0\ndef at(step):\n    global rate\n"
        "    rate = 0.5 if step == 777 else rate\n    return rate\n",
    )
    write(
        "own.py",
        "import code_beside\ndef f(step): return code_beside.at(step)\n"
        "def g(step):\n    if step == 777: code_beside.rate = 0.5\n    return code_beside.rate\n",
    )
    for name in "fg":
        assert read(f"own.py:{name}").schedule()([10, 900, 2000]).tolist() == [1.0, 0.5, 0.5]


def test_a_signal_stops_it_as_it_stops_anything(write, environment):
    write(
        "mine.py",
        "import os, signal\ncalls = []\ndef f(step):\n    calls.append(step)\n"
        "    if step == 9: os.kill(os.getpid(), signal.SIGTERM)\n    return 1.0\n",
    )
    command = ["compare", "mine.py:f", "--steps", "20", "-o", "a.csv"]
    done = subprocess.run([sys.executable, "-m", "lrplot", *command], env=environment)
    assert done.returncode == 143


@pytest.mark.usefixtures("mine")
def test_more_steps_than_can_be_called_are_refused(within_a_second):
    with pytest.raises(LrplotError) as error:
        read("mine.py:Count").schedule()([0, 10**12])
    assert str(error.value) == (
        "mine.py:Count remembers its calls: it is followed one step after another, "
        "to step 10M at most; step 1T is asked for"
    )


PURE = """
import logging
import math
import numpy as np

TABLE = [1.0, 0.5, 0.25]


class Decay:
    def __init__(self, rate=0.1):
        self.rate = rate
        self.calls = 0

    def reset(self):
        self.calls = 0

    def __call__(self, step):
        out = np.array(step, dtype=float)
        out[...] = self.rate
        return self.half(out) * np.add(step, 1.0)

    @staticmethod
    def half(value):
        parts = []
        parts.append(value / 2)
        return parts[0]


def table(step):
    return TABLE[min(step, 2)]


def sums(step):
    total = 0.0
    for number in range(min(step, 5)):
        total += math.exp(-number)
    return total
"""


@pytest.mark.parametrize("name", ["Decay", "table", "sums"])
def test_what_does_not_remember_is_not_called_for_every_step(write, name, within_a_second):
    write("mine.py", PURE)
    schedule = read(f"mine.py:{name}").schedule()
    # the table is read, and has no calls
    assert not getattr(schedule, "remembers", False)
    assert np.isfinite(schedule([10**12, 0])).all()

"""A Python file of the user's own: what of it counts, what it prints, what it imports."""

import math
import subprocess
import sys

import pytest

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read

OBJECTS = """
import math
from functools import partial, reduce
from math import *

from library_of_rates import Halves, ready, schedule


def two(step, peak, ramp=10):
    return peak * min(1, (step + 1) / ramp)


class Own:
    def at(self, step):
        return 0.25 * step


made = schedule(0.5)
halves = Halves(8.0)
part = partial(two, peak=1e-3)
bound = Own().at
short = lambda step, peak=1.0: peak / (1 + step)
alias = exp
if made:
    either = lambda step: 2.0
"""
LIBRARY = """
class Halves:
    def __init__(self, rate):
        self.rate = rate

    def __call__(self, step):
        return self.rate / 2**step


def schedule(rate):
    return lambda step: rate * step


ready = Halves(4.0)
"""


@pytest.fixture
def library(write, monkeypatch):
    monkeypatch.syspath_prepend(".")
    write("library_of_rates.py", LIBRARY)
    yield
    sys.modules.pop("library_of_rates", None)


@pytest.mark.usefixtures("library")
class TestNames:
    @pytest.fixture(autouse=True)
    def mine(self, write):
        write("mine.py", OBJECTS)

    @pytest.mark.parametrize(
        ("word", "rate"),
        [
            ("made", 0.5 * 3),
            ("halves", 1.0),
            ("ready", 0.5),
            ("part", 1e-3 * 4 / 10),
            ("part(ramp=4)", 1e-3),
            ("bound", 0.75),
            ("short", 0.25),
            ("short:peak=2", 0.5),
            ("alias", math.exp(3)),
            ("either", 2.0),
        ],
    )
    def test_what_can_be_called_is_a_schedule(self, word, rate):
        assert read(f"mine.py:{word}").schedule()(3) == rate

    def test_what_is_imported_is_not_asked_for(self):
        with pytest.raises(LrplotError) as error:
            read("mine.py")
        names = str(error.value).partition("it has ")[2].replace(" or ", ", ").split(", ")
        named = "two Own made halves part bound short alias either"
        assert names == [f"mine.py:{name}" for name in named.split()]


class TestPrints:
    TEXT = (
        "import os, subprocess, sys\n"
        "print('reading data')\n"
        "subprocess.run([sys.executable, '-c', 'print(1234)'])\n"
        "log = sys.stdout\n"
        "def f(step):\n    print('lr at', step)\n    log.write('more\\n')\n    return 1e-3\n"
        "class Kept:\n"
        "    def __init__(self): print('making it'); self.n = 0\n"
        "    def __call__(self, step): self.n += 1; print('called'); return self.n\n"
        "class Child:\n"
        "    def __init__(self): os.write(1, b'made\\n')\n"
        "    def __call__(self, step):\n"
        "        os.write(1, b'raw\\n'); os.system('echo 5678'); return step\n"
    )

    @pytest.mark.parametrize("name", ["f", "Kept", "Child"])
    def test_are_no_rows(self, write, environment, name):
        write("mine.py", self.TEXT)
        command = ["compare", f"mine.py:{name}", "--steps", "3", "--format", "csv", "-o", "-"]
        done = subprocess.run(
            [sys.executable, "-m", "lrplot", *command],
            capture_output=True, env=environment, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        header, *rows = done.stdout.splitlines()
        assert header == f"step,{name}"
        assert len(rows) == 3
        assert "reading data\n" in done.stderr
        assert "1234\n" in done.stderr
        assert name != "Child" or "raw\n5678\n" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise ValueError('a\\n\\x1b[31mred\\r' + 'b' * 10_000)", r"a \x1b[31mred bbb"),
        ("class Odd(BaseException): pass\nraise Odd('x')", "Odd: x"),
        ("raise GeneratorExit", "GeneratorExit"),
        (
            "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute",
            "Mute: …",
        ),
    ],
)
def test_a_message_is_one_short_line(write, refused, text, said):
    write("mine.py", f"{text}\nf = made()\n")
    message = refused("compare", "mine.py:f")
    assert said in message
    assert message.isprintable()
    assert len(message) < 500


BASE = "tf.keras.optimizers.schedules.LearningRateSchedule"


class TestStandIn:
    """Only a class that derives from LearningRateSchedule finds a TensorFlow that is not there."""

    @pytest.fixture(autouse=True)
    def clean(self, write, monkeypatch):
        monkeypatch.syspath_prepend(".")
        write(
            "asks_for_it.py",
            "from importlib.util import find_spec\n"
            "there = find_spec('tensorflow') is not None\n"
            "try:\n    import tensorflow\n    there = True\nexcept ImportError:\n    pass\n",
        )
        yield
        sys.modules.pop("asks_for_it", None)

    @pytest.mark.parametrize(
        ("head", "base"),
        [
            ("import tensorflow as tf", BASE),
            ("import tensorflow.keras as k", "k.optimizers.schedules.LearningRateSchedule"),
            ("from tensorflow import keras", "keras.optimizers.schedules.LearningRateSchedule"),
            ("import keras", "keras.optimizers.schedules.LearningRateSchedule"),
            (
                "from tensorflow.keras.optimizers.schedules import LearningRateSchedule as Base",
                "Base",
            ),
            (f"import tensorflow as tf\nBase = {BASE}", "Base"),
            (
                "import tensorflow.keras.optimizers.schedules",
                "tensorflow.keras.optimizers.schedules.LearningRateSchedule",
            ),
        ],
    )
    def test_a_base_class_is_there(self, write, head, base):
        write(
            "mine.py",
            f"import asks_for_it\n{head}\nclass Mine({base}):\n"
            "    def __init__(self):\n        super().__init__()\n"
            "    def __call__(self, step):\n        return 2.0 if asks_for_it.there else 0.5\n",
        )
        assert read("mine.py:Mine").schedule()(0) == 0.5
        assert "tensorflow" not in sys.modules

    @pytest.mark.parametrize(
        "head",
        [
            "try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None",
            "import importlib.util\ntf = importlib.util.find_spec('tensorflow')",
            "import asks_for_it\ntf = asks_for_it.there or None",
        ],
    )
    def test_a_file_without_one_falls_back(self, write, head):
        write("mine.py", f"{head}\ndef f(step): return 0.5 if tf is None else 2.0\n")
        assert read("mine.py:f").schedule()(0) == 0.5

    @pytest.mark.parametrize(
        ("line", "needs"),
        [
            ("from tensorflow.keras import layers", "tensorflow.keras.layers needs TensorFlow"),
            ("import tensorflow.data", "tensorflow.data needs TensorFlow"),
            ("tf.constant(1)", "tensorflow.constant needs TensorFlow"),
        ],
    )
    def test_what_else_it_needs_is_named(self, write, refused, line, needs):
        write("mine.py", f"import tensorflow as tf\n{line}\nclass Mine({BASE}): pass\n")
        assert f"{needs}, which is not installed" in refused("compare", "mine.py:Mine")


def test_a_file_that_is_run_leaves_no_bytecode_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "mine.py").write_text(
        "import random\n\n\ndef f(step):\n    return random.Random(1).random()\n"
    )
    assert read(f"{tmp_path / 'mine.py'}:f").schedule()(3) > 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]

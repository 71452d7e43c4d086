"""What a Python file has is read where that gives what running it gives; else it is run."""

import ast
import math
import re
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from own_styles import HEAD, READ, RUN

from lrplot.errors import LrplotError, RunNotice
from lrplot.pieces import ReadFunction
from lrplot.specs.grammar import read

STEPS = [*range(130), 199, 200, 201, 1000]


def truth(text, word):
    """Return what Python gives at the steps, called as training calls it."""
    names = {}
    exec(compile(HEAD + text, "truth", "exec"), names)
    function = eval(word, names)
    return [float(function(step)) for step in STEPS]


@pytest.fixture
def quiet():
    with warnings.catch_warnings():
        warnings.simplefilter("error", RunNotice)
        yield


@pytest.mark.parametrize("word", READ)
def test_reading_gives_what_python_gives(write, quiet, word):
    # neither the mark is left nor the package asked for
    write("own.py", f"open('mark', 'w')\nimport no_such_package\n{HEAD}{READ[word]}")
    schedule = read(f"own.py:{word}", python=False).schedule()
    assert isinstance(schedule, ReadFunction)
    # numpy's functions of many numbers round otherwise than math's in the last digits
    np.testing.assert_allclose(schedule(STEPS), truth(READ[word], word), rtol=2e-15, atol=0)
    assert not Path("mark").exists()


@pytest.mark.parametrize("name", RUN)
def test_what_cannot_be_read_is_run(write, monkeypatch, name):
    # which one of them changes
    monkeypatch.setattr(math, "exp", math.exp)
    text, why = RUN[name]
    write("own.py", HEAD + text)
    with pytest.raises(LrplotError) as error:
        read(f"own.py:{name}", python=False)
    assert why in str(error.value)
    assert "would run Python code" in str(error.value)
    with pytest.warns(RunNotice, match=rf"^own.py:{name} is run, as it cannot be read: ") as said:
        schedule = read(f"own.py:{name}").schedule()
    assert len({str(one.message) for one in said}) == 1
    steps = STEPS if name != "timed" else [0, 1]
    expected = truth(text, name)
    if name in ("counted", "stateful"):
        expected = [1.0 / (step + 1) for step in steps]
    np.testing.assert_allclose(schedule(steps), expected[: len(steps)], rtol=1e-14)


def test_an_error_at_a_step_is_the_file_s_own(write):
    write("own.py", "def f(step):\n    return 1 / (step - 3)\n")
    schedule = read("own.py:f").schedule()
    assert schedule([0, 4]).tolist() == [-1 / 3, 1.0]
    with pytest.raises(LrplotError, match=r"ZeroDivisionError: .*own.py, line 2"):
        schedule([3])
    with pytest.raises(LrplotError, match="it raises an error at one of the steps"):
        read("own.py:f", python=False).schedule()([3])


def test_an_entry_is_always_run(write, quiet):
    write(
        "own.py",
        "from lrplot import schedule\nfrom lrplot.parameters import Peak\n"
        "from lrplot.pieces import Ramp\n"
        "@schedule\ndef entry(peak_lr: Peak = 0.5):\n    return Ramp(0.0, peak_lr, 10.0)\n",
    )
    assert read("own.py:entry").schedule()(10) == 0.5


def test_the_tutorial_s_schedule_needs_no_tensorflow(write, quiet):
    write(
        "own.py",
        "import tensorflow as tf\n"
        "class Custom(tf.keras.optimizers.schedules.LearningRateSchedule):\n"
        "  def __init__(self, d_model, warmup_steps=4000):\n    super().__init__()\n"
        "    self.d_model = d_model\n    self.d_model = tf.cast(self.d_model, tf.float32)\n"
        "    self.warmup_steps = warmup_steps\n"
        "  def __call__(self, step):\n    step = tf.cast(step, dtype=tf.float32)\n"
        "    arg1 = tf.math.rsqrt(step)\n    arg2 = step * (self.warmup_steps ** -1.5)\n"
        "    return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)\n",
    )
    rates = read("own.py:Custom(128)").schedule()([0, 1, 4000, 16000])
    expected = [0.0, *(128**-0.5 * min(t**-0.5, t * 4000**-1.5) for t in (1, 4000, 16000))]
    np.testing.assert_allclose(rates, expected, rtol=1e-15)
    assert "tensorflow" not in sys.modules


def texts():
    """Yield the Python files in the tests of users' files, with the names of their functions."""
    for path in sorted(Path(__file__).parents[1].glob("*/test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.match(r"(?s)(?!.*open\().*^(def|class) ", text, re.M):
                with suppress(SyntaxError):
                    found = ast.parse(text).body
                    kinds = ast.FunctionDef | ast.ClassDef
                    yield text, [one.name for one in found if isinstance(one, kinds)]


def test_what_is_read_in_other_tests_is_what_python_gives(folder):
    checked = 0
    for number, (text, names) in enumerate(texts()):
        path = Path(f"own{number}.py")
        path.write_text(text)
        for name in names:
            try:
                schedule = read(f"{path}:{name}", python=False).schedule()
            except LrplotError:
                continue
            namespace = {"__name__": "own"}
            if not isinstance(schedule, ReadFunction) or "tensorflow" in text:
                continue
            try:
                exec(compile(text, str(path), "exec"), namespace)
            except Exception:
                continue
            function = namespace[name]
            function = function() if isinstance(function, type) else function
            for step in (0, 1, 2, 5, 10, 11, 50, 1000):
                try:
                    expected = float(function(step))
                except Exception:
                    with pytest.raises(LrplotError):
                        schedule([step])
                else:
                    assert schedule(step) == pytest.approx(expected, rel=2e-15, abs=0, nan_ok=True)
            checked += 1
    assert checked >= 15


DINO = """
import numpy as np
import math

def cosine_scheduler(base_value, final_value, epochs, niter_per_ep, warmup_epochs=0,
                     start_warmup_value=0):
    warmup_schedule = np.array([])
    warmup_iters = warmup_epochs * niter_per_ep
    if warmup_epochs > 0:
        warmup_schedule = np.linspace(start_warmup_value, base_value, warmup_iters)
    iters = np.arange(epochs * niter_per_ep - warmup_iters)
    schedule = final_value + 0.5 * (base_value - final_value) * (
        1 + np.cos(np.pi * iters / len(iters)))
    schedule = np.concatenate((warmup_schedule, schedule))
    assert len(schedule) == epochs * niter_per_ep
    return schedule
"""


def test_a_function_may_give_the_whole_curve(write):
    write("own.py", DINO)
    names = {}
    exec(DINO, names)
    expected = names["cosine_scheduler"](0.5, 0.1, 10, 20, 2)
    given = "base_value=0.5,final_value=0.1,epochs=10,niter_per_ep=20,warmup_epochs=2"
    with pytest.warns(RunNotice, match="line 16: assert is not read here|is not read"):
        schedule = read(f"own.py:cosine_scheduler:{given}").schedule()
    assert schedule(range(200)).tolist() == expected.tolist()
    assert np.isnan(schedule([-1, 200])).all()
    assert schedule.span == 199

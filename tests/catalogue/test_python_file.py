"""Schedules of the user's own: functions and classes in their Python files, and packages."""

import sys
from pathlib import Path

import numpy as np
import pytest

from lrplot.errors import LrplotError
from lrplot.plots.labels import labels
from lrplot.specs.grammar import read

MINE = '''
import numpy as np
import tensorflow as tf
from lrplot import Schedule, schedule
from lrplot.parameters import Peak
from lrplot.schedules.compose import ramp


def scalar(step, lr=1.0):
    return lr if step < 10 else lr / 2


def vector(step, lr=1.0):
    return lr * np.minimum(step, 10)


def constant(step):
    return 0.5


def falls(step):
    if step >= 3:
        raise ValueError("step 3 is too much")
    return 1.0


def divides(step):
    return 1 / step


def text(step):
    return "a"


def nothing(step):
    pass


def no_step():
    return 1


def leaves(step):
    raise SystemExit(3)


class MySchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, initial_learning_rate, warmup_steps=4000):
        super(MySchedule, self).__init__()
        self.initial_learning_rate = initial_learning_rate
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        if step > self.warmup_steps:
            return self.initial_learning_rate * self.warmup_steps * step ** -1
        else:
            return self.initial_learning_rate * step * (self.warmup_steps ** -1)


class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model):
        super().__init__()
        self.d_model = tf.cast(d_model, tf.float32)


class NoCall:
    pass


class Breaks:
    def __init__(self):
        raise KeyError("x")


@schedule
def decorated(peak_lr: Peak = 0.001) -> Schedule:
    """Ten steps up."""
    return ramp(0.0, peak_lr, 10.0)
'''
LINE = {text: number for number, text in enumerate(MINE.split("\n"), start=1)}


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """Whatever a file does to the interpreter, the next test does not see it."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "tensorflow"]:
        del sys.modules[name]


@pytest.fixture
def mine(write):
    return write("mine.py", MINE)


@pytest.fixture
def message(folder):
    def message(word):
        with pytest.raises(LrplotError) as error:
            read(word).schedule()(np.arange(10))
        return str(error.value)

    return message


@pytest.mark.usefixtures("mine")
class TestKinds:
    @pytest.mark.parametrize(
        ("word", "vectorised"),
        [
            ("mine.py:scalar", False),
            ("mine.py:vector", True),
            ("mine.py:constant", True),
            ("mine.py:MySchedule(0.001)", False),
        ],
    )
    def test_vectorised_is_found_out(self, word, vectorised):
        schedule = read(word).schedule()
        run = schedule.itself()
        assert run._takes_arrays(np.arange(0.0, 10_000.0, 250.0)) == vectorised
        steps = np.array([[0, 5], [10, 20]])
        rates = schedule(steps)
        assert rates.shape == (2, 2)
        assert rates.dtype == np.float64
        assert schedule([]).shape == (0,)
        assert rates[1, 0] == schedule(10)

    def test_a_class_like_the_document_s(self):
        assert "tensorflow" not in sys.modules
        steps = np.arange(0, 40_000, 37)
        ours = read("warmup").schedule()(steps)
        theirs = read("mine.py:MySchedule(0.001)").schedule()(steps)
        np.testing.assert_allclose(theirs, ours, rtol=1e-14)
        assert "tensorflow" not in sys.modules

    @pytest.mark.parametrize(
        "word",
        [
            "mine.py:MySchedule(0.5, 4)",
            "mine.py:MySchedule(0.5, warmup_steps=4)",
            "mine.py:MySchedule:initial_learning_rate=0.5,warmup_steps=4",
            "a=mine.py:MySchedule:initial-learning-rate=0.5,warmup-steps=4",
            "./mine.py:MySchedule(0.5, 4)",
        ],
    )
    def test_parameters(self, word):
        assert read(word).schedule()(2) == 0.25

    def test_decorated(self):
        spec = read("mine.py:decorated:peak_lr=0.5")
        assert spec.schedule()(5) == 0.25
        assert read(spec.word()).schedule() == spec.schedule()
        assert spec.entry.title == "mine.py:decorated"

    def test_the_same_word_is_the_same_spec(self):
        for word in ("mine.py:scalar:lr=2", "mine.py:MySchedule(0.001)", "mine.py:decorated"):
            assert read(word) == read(word)
            assert read(read(word).word()) == read(word)

    def test_labels_say_what_differs(self):
        specs = [read(f"mine.py:scalar:lr={rate}") for rate in (2, 3)]
        assert labels(specs) == ["lr=2", "lr=3"]

    def test_a_function_may_fail_at_steps_that_are_not_asked_for(self):
        """A table of the user's own that ends somewhere can be drawn up to there."""
        assert read("mine.py:falls").schedule()([0, 1, 2]).tolist() == [1, 1, 1]

    def test_the_file_is_run_once(self, write):
        write(
            "once.py",
            "with open('run', 'a') as file:\n    file.write('x')\n"
            "def f(step):\n    assert True\n    return 1.0\n",
        )
        read("once.py:f")
        read("once.py:f")
        assert Path("run").read_text() == "x"


@pytest.mark.usefixtures("mine")
class TestMessages:
    @pytest.mark.parametrize(
        ("word", "text"),
        [
            ("none.py:f", "none.py: there is no such file"),
            (
                "mine.py:scaler",
                "no function or class in mine.py called 'scaler'; did you mean scalar?",
            ),
            (
                "mine.py:MySchedule",
                "mine.py:MySchedule: initial_learning_rate must be given, as in "
                "mine.py:MySchedule:initial_learning_rate=…",
            ),
            (
                "mine.py:MySchedule(1.0, warmup=2)",
                "mine.py:MySchedule: no parameter 'warmup'; did you mean warmup_steps?",
            ),
            (
                "mine.py:decorated:peak_lr=-1",
                "mine.py:decorated: peak_lr: must be at least 0, not -1",
            ),
        ],
    )
    def test_message(self, message, word, text):
        assert message(word) == text

    @pytest.mark.parametrize(
        ("word", "error", "line"),
        [
            (
                "mine.py:falls",
                "ValueError: step 3 is too much",
                '        raise ValueError("step 3 is too much")',
            ),
            ("mine.py:divides", "ZeroDivisionError: division by zero", "    return 1 / step"),
            ("mine.py:Breaks", "KeyError: 'x'", '        raise KeyError("x")'),
            ("mine.py:leaves", "SystemExit: 3", "    raise SystemExit(3)"),
            (
                "mine.py:CustomSchedule(128)",
                "AttributeError: tensorflow.cast needs TensorFlow, which is not installed",
                "        self.d_model = tf.cast(d_model, tf.float32)",
            ),
        ],
    )
    def test_an_error_of_theirs_is_theirs(self, message, word, error, line):
        """With what it is, the file, the line and its number."""
        found = message(word)
        assert f"an error in your code: {error} (mine.py, line {LINE[line]}, in " in found
        assert found.endswith(f": {line.strip()})")

    @pytest.mark.parametrize(
        ("name", "shown"), [("text", "'a'"), ("nothing", "None")], ids=["text", "nothing"]
    )
    def test_no_number(self, message, name, shown):
        assert message(f"mine.py:{name}").endswith(
            f"mine.py:{name}: step 0 gives {shown}, which is no number"
        )

    def test_no_call(self, message):
        assert message("mine.py:NoCall").endswith("mine.py:NoCall has no __call__(step)")

    def test_no_step(self, message):
        assert "takes 0 positional arguments but 1 was given" in message("mine.py:no_step")

    @pytest.mark.parametrize("word", ["mine.py", "mine.py:"])
    def test_no_name_says_what_there_is(self, message, word):
        assert message(word).startswith("mine.py: say which of its schedules you mean; it has ")
        assert "mine.py:MySchedule" in message(word)
        assert "mine.py:ramp" not in message(word), "what is only imported is not the file's"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("def f(:\n", "SyntaxError: invalid syntax (own.py, line 1: def f(:)"),
        (
            "\nimport no_such_module\n",
            "ModuleNotFoundError: No module named 'no_such_module' "
            "(own.py, line 2, in <module>: import no_such_module)",
        ),
        ("import sys\nsys.exit(0)\n", "SystemExit: 0 (own.py, line 2, in <module>: sys.exit(0))"),
        (
            "import sys\nsys.path.pop(0)\n1 / 0\n",
            "ZeroDivisionError: division by zero (own.py, line 3, in <module>: 1 / 0)",
        ),
    ],
)
def test_a_file_that_cannot_be_run(message, write, text, error):
    write("own.py", f"{text}\nf = made()\n")
    assert message("own.py:f") == f"an error in your code: {error}"
    assert "tensorflow" not in sys.modules


def test_a_slip_of_a_name_runs_nothing(message, write, tmp_path):
    write("own.py", f"open({str(tmp_path / 'mark')!r}, 'w')\ndef warm(step): return 1.0\n")
    assert message("own.py:wram") == (
        "no function or class in own.py called 'wram'; did you mean warm?"
    )
    assert not (tmp_path / "mark").exists()


def test_a_file_that_changes_the_path(write):
    write("own.py", "import sys\nsys.path.pop(0)\ndef f(step): return 1.0\n")
    assert read("own.py:f").schedule()(0) == 1


def test_a_file_imports_its_neighbours(write):
    write("neighbour_of_own.py", "RATE = 0.25\n")
    write("own.py", "from neighbour_of_own import RATE\ndef f(step): return RATE\n")
    before = list(sys.path)
    try:
        assert read("own.py:f").schedule()(0) == 0.25
    finally:
        sys.modules.pop("neighbour_of_own", None)
    assert sys.path == before

"""What makes a function of the step in a Python file: classes told the rate, and functions."""

import runpy

import pytest

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read

MINE = """
class Slower:
    def __init__(self, factor=0.9): self.factor = factor
    def __call__(self, epoch, lr): return lr * self.factor

class Static:
    @staticmethod
    def __call__(epoch, learning_rate): return learning_rate / 2

class Two:
    def __call__(self, e, r): return r * 0.5

class Rising:
    def __init__(self, n): self.n = n
    def __call__(self, step): return min(1.0, (step + 1) / self.n)

class Clash:
    def __init__(self, lr): self.lr = lr
    def __call__(self, epoch, lr): return lr

def rising(n):
    return lambda step: min(1.0, (step + 1) / n)

def made(peak_lr, k=2.0):
    return lambda step: peak_lr * k / (step + 1)

def strict(n):
    if n < 1: raise ValueError("n is too small")
    return lambda step: 1.0 / n

def plain(step, factor=1.0): return factor * step
"""


@pytest.fixture(autouse=True)
def mine(write):
    write("mine.py", MINE)


@pytest.mark.parametrize(
    "word",
    [
        "mine.py:Slower(0.5, lr=0.8)",
        "mine.py:Slower:factor=0.5,lr=0.8",
        "LearningRateScheduler('mine.py:Slower(0.5)', lr=0.8)",
        "mine.py:Static:learning_rate=0.8",
        "LearningRateScheduler('mine.py:Two', lr=0.8)",
    ],
)
def test_a_class_is_told_the_rate_before(word):
    assert read(word).schedule()([0, 1, 2]).tolist() == [0.4, 0.2, 0.1]
    assert read(read(word).word()).schedule()(2) == 0.1


def test_its_first_rate_comes_from_beside_the_word():
    assert read("mine.py:Slower", lr=0.5).schedule()(0) == 0.45
    with pytest.raises(
        LrplotError, match=r"Slower: lr must be given, as in mine.py:Slower:lr=…\n"
    ) as error:
        read("mine.py:Slower(0.5)")
    assert error.value.__notes__ == ["in Python: lr=RATE"]


@pytest.mark.parametrize(
    "word", ["{}(100)", "{}(n=100)", "{}:n=100", "LambdaLR(SGD(p, lr=1.0), 'mine.py:{}(100)')"]
)
@pytest.mark.parametrize("name", ["rising", "Rising"])
def test_what_is_called_for_a_function_of_the_step(word, name):
    theirs = runpy.run_path("mine.py")[name](100)
    word = word if "'" in word else f"mine.py:{word}"
    schedule = read(word.format(name)).schedule()
    assert schedule([0, 50, 200]).tolist() == [theirs(0), theirs(50), theirs(200)]


def test_the_rate_that_it_takes():
    assert read("mine.py:made(peak_lr=0.1)").schedule()(1) == 0.1
    assert read("mine.py:made(0.2, 4)").schedule()(3) == 0.2


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("rising", "gives a function, not a rate; call it in the word, with all its arguments"),
        ("plain(3, 4)", "gives 12 for these arguments, no function of the step; leave the step"),
        (
            "plain(3, 4, 5)",
            "called with each step, and takes factor beside it; write mine.py:plain",
        ),
        ("plain:facto=3", "mine.py:plain: no parameter 'facto'; did you mean factor?"),
        ("strict(0)", "an error in your code: ValueError: n is too small"),
        ("Clash(0.1)", "both its constructor and its __call__ take lr; give one of them another"),
        ("Rising", "mine.py:Rising: n must be given"),
    ],
)
def test_messages(word, text):
    with pytest.raises(LrplotError) as error:
        read(f"mine.py:{word}").schedule()(0)
    assert text in str(error.value)


def test_info_says_what_must_be_given(run, refused):
    assert b"n = 100 " in run("info", "mine.py:rising(100)").out
    given = "n must be given, as in mine.py:Rising:n=…"
    assert refused("info", "mine.py:Rising") == f"lrplot: mine.py:Rising: {given}"
    assert "lr must be given, as in " in refused("info", "mine.py:Slower")

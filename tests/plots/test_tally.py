"""Rates that no training can use are counted where they are written, and said in one line."""

import os
import sys
import warnings

import numpy as np
import pytest

import lrplot
from lrplot.plots.tally import Tally
from lrplot.writers import formats

# 0.1 - t / 100000 is 0 at step 10000: below it at 10001 and the 189,998 steps after it
FALLS = "expr: 0.1 - t / 100000"
NEGATIVE = "expr: the rate is negative at 189,999 of 200,000 steps, first at step 10001"


def said(words, steps, *names, **options):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", lrplot.RateWarning)
        lrplot.write(lrplot.plan(words, steps=steps), list(names), **options)
    return [str(warning.message) for warning in caught]


@pytest.mark.parametrize("form", [name for name, form in formats().items() if form.table])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_table_counts_every_step(folder, form, processes):
    assert said([FALLS], "200k", f"a.{form}", processes=processes) == [NEGATIVE]


def test_a_table_goes_before_a_picture(folder):
    assert said([FALLS], "200k", "a.png", "a.csv") == [NEGATIVE]
    (line,) = said([FALLS], "200k", "a.png")
    assert " steps drawn, first at step 10" in line


@pytest.mark.parametrize("name", ["a.csv", "a.svg"])
@pytest.mark.parametrize(
    ("word", "what"),
    [
        # Python cannot divide by 0
        ("expr: 1 / t", "not a number at 1 of 50 steps, first at step 0"),
        ("expr: 1 - t", "negative at 48 of 50 steps, first at step 2"),
        # 10 ** 250 is a number yet, 10 ** 309 is none in float64: steps 26 to 30, and from 31 on
        ("exp:initial_learning_rate=1,decay_rate=1e10,decay_steps=1", "infinite at 19 and above "
         "1e+250 at 5 of 50 steps, first at step 26"),
    ],
)  # fmt: skip
def test_what_and_where(folder, name, word, what):
    label = word.partition(":")[0]
    assert said([word], "50", name) == [f"{label}: the rate is {what}"]


@pytest.mark.parametrize("word", ["cosine", "noam", "expr: 0", "expr: 0.1 - 0.1 - 1e-17"])
def test_rates_of_use_are_passed_over(folder, word):
    assert said([word], "50", "a.csv", "a.png") == []


def test_what_is_not_known_is_no_wrong_rate(folder):
    word = "keras.ReduceLROnPlateau:lr=0.1,metrics=[3,2,1]"
    assert said([word], "9", "a.csv", "a.png") == []


def test_a_few_curves_are_named(folder):
    words = [f"{name}=expr: -t" for name in "abcde"]
    (line,) = said(words, "9", "a.csv")
    each = "the rate is negative at 8 of 9 steps, first at step 1"
    assert line == f"a: {each}; b: {each}; c: {each}; and 2 more"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no copies of a process")
# numpy's libraries have some, which do nothing here
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_copy_of_the_process_counts_too():
    tally = Tally(2)
    tally.see(1, np.arange(5), np.array([1.0, 1.0, 1.0, -1.0, np.nan]))
    if not (copy := os.fork()):
        tally.see(1, np.arange(5, 7), np.array([0.0, -1.0]))
        os._exit(0)
    os.waitpid(copy, 0)
    line = tally.said(["a", "b"], 7)
    assert line == "b: the rate is not a number at 1 and negative at 2 of 7 steps, first at step 3"


def test_python_warns(folder):
    with pytest.warns(lrplot.RateWarning, match="^expr: the rate is not a number") as caught:
        lrplot.write(lrplot.plan(["expr: 1 / t"]), "a.csv")
    assert caught[0].filename == __file__
    assert (folder / "a.csv").exists()


@pytest.mark.filterwarnings("error")
def test_a_warning_made_an_error_leaves_no_file(folder):
    with pytest.raises(lrplot.RateWarning):
        lrplot.write(lrplot.plan(["expr: 1 / t"]), ["a.csv", "a.png"])
    assert list(folder.iterdir()) == []

"""What is said after a picture; expected values are worked out by hand, from the equations."""

import pytest

from lrplot.arithmetic.steps import Range
from lrplot.plots.sampling import peak, sample
from lrplot.specs.grammar import read


def said(run, *words):
    return run("compare", *words, "-o", "a.png").err.splitlines()[-1]


def test_one_curve(run):
    assert said(run, "expr: 1 - abs(t / 4000 - 1)", "--steps", "10000") == (
        "peak 1 at step 4000, last -0.4998; steps 0 to 9999"
    )


def test_each_of_a_few(run):
    assert said(run, "up=expr: t", "down=expr: 9 - t", "--steps", "10") == (
        "up: peak 9 at step 9, last 9; down: peak 9 at step 0, last 0; steps 0 to 9"
    )


def test_of_many_the_highest(run):
    words = [f"curve {n}=expr: {n} * (t == {n})" for n in range(5)]
    assert said(run, *words, "--steps", "10") == (
        "highest peak 4 at step 4 (curve 4), last 0; steps 0 to 9"
    )


def test_what_the_picture_shows(run):
    assert said(run, "expr: t", "--steps", "1000", "--xlim", "10:20") == (
        "peak 20 at step 20, last 20; steps 10 to 20"
    )


def test_a_curve_that_is_nowhere(run):
    assert said(run, "expr: 0 / 0", "--steps", "10") == "no peak, last nan; steps 0 to 9"


def test_a_table_is_no_picture(run):
    assert run("compare", "cosine", "-o", "a.csv").err == "wrote a.csv\n"


@pytest.mark.parametrize("cells", [10, 100, 1000])
def test_the_peak_of_what_is_drawn_coarsely_is_exact(cells):
    # a parabola, highest at step 123456
    schedule, steps = read("expr: 1 - ((t - 123456) / 1e6) ** 2").schedule(), Range(0, 400_000)
    assert peak(schedule, steps, sample("", schedule, steps, cells)) == (123456, 1.0)

"""What is told of a schedule: expected values are worked out by hand, from its equation."""

import warnings

import pytest

from lrplot.analysis.facts import MOST_SUMMED, facts
from lrplot.arithmetic.steps import Range
from lrplot.specs.grammar import read


def told(word, *steps):
    return facts(read(word), Range(*steps))


def test_a_line_down():
    found = told("expr: 1 - t / 100", 0, 100)
    assert (found.peak.step, found.peak.rate) == (0, 1.0)
    assert (found.last.step, found.last.rate) == (99, 1 - 99 / 100)
    assert (found.half.step, found.half.rate) == (50, 0.5)
    assert found.mean == pytest.approx(0.505)
    assert found.area == pytest.approx(50.5)
    assert found.breakpoints == ()


def test_an_inverse_square_root_halves_at_four_times_its_warmup():
    found = told("inverse-sqrt:peak_lr=0.5,warmup_steps=100", 0, 1000)
    assert (found.peak.step, found.peak.rate) == (100, 0.5)
    assert (found.half.step, found.half.rate) == (400, 0.25)
    assert found.breakpoints == (100.0,)
    points = {point.step: (point.rate, point.what) for point in found.points}
    assert [*points] == [0, 100, 400, 499, 999]
    assert points[0] == (0.0, ("first",))
    assert points[100] == (0.5, ("warmup over", "peak", "changes"))
    assert points[400] == (0.25, ("half the peak",))


def test_steps_are_all_summed_whatever_the_stride():
    found = told("expr: t", 10, 20, 4)
    assert found.area == pytest.approx(sum(range(10, 19)))
    assert found.last.step == 18


def test_what_does_not_fall_has_no_half():
    assert told("constant:learning_rate=0.25", 0, 10).half is None
    assert told("expr: 0", 0, 10).half is None


def test_a_million_steps_and_more_are_summed():
    # 0 + 1 + … + 2,999,999, and half of the last rate below 0
    found = told("expr: 3e6 - 1 - t", 0, 3_000_000)
    assert found.area == pytest.approx(2_999_999 * 3_000_000 / 2)
    assert found.half.step == 1_500_000
    assert found.half.rate == 1_499_999


@pytest.mark.parametrize("word", ["inverse-sqrt:peak_lr=0.5,warmup_steps=1000003",
                                  "expr: 0.5 if t < 4000012 else 0.25"])  # fmt: skip
def test_where_a_rate_halves_is_found_among_a_trillion_steps(word):
    assert told(word, 0, 10**12).half.step == 4_000_012


def test_what_cannot_be_summed_is_not_told():
    assert told("constant", 0, MOST_SUMMED).mean == pytest.approx(0.001)
    assert told("constant", 0, MOST_SUMMED + 1).mean is None
    found = told("expr: 1 / t", 0, 10)
    assert found.mean is None
    assert found.area is None


def test_the_mean_of_rates_whose_sum_is_beyond_float64_is_not_known():
    with warnings.catch_warnings(action="error"):
        assert told("expr: 1e308", 0, 100).mean is None

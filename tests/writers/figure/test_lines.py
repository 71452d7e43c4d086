"""Curves are told apart, and the legend says by what."""

from __future__ import annotations

import warnings
from itertools import pairwise

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from pictures import covered, drawn, labels

from lrplot.plots.labels import Swept
from lrplot.plots.settings import Settings
from lrplot.writers.figure import lines, style

NAMED = ("cosine", "exp", "piecewise", "warmup", "noam", "step", "wsd", "inverse-sqrt", "rex",
         "power", "cosine:decay_steps=9k", "exp:decay_rate=0.5")  # fmt: skip


def look_of(line: Line2D) -> tuple[str, str, float]:
    return to_hex(line.get_color()), str(line._unscaled_dash_pattern), line.get_linewidth()


@pytest.mark.parametrize("count", [8, 12])
def test_named_curves_have_the_colours_of_the_look_and_dashes(count: int) -> None:
    drawings = drawn(*(f"{n}={word}" for n, word in enumerate(NAMED[:count]))).get_lines()
    with style.look(Settings()):
        cycle = [to_hex(color) for color in lines._colors()]
    assert [to_hex(line.get_color()) for line in drawings] == (cycle * 2)[:count]
    assert len({look_of(line)[:2] for line in drawings}) == count


def test_a_hundred_named_curves_are_all_different() -> None:
    with style.look(Settings()):
        styles = lines.styles(100)
    assert len({(to_hex(s["color"]), str(s["linestyle"])) for s in styles}) == 100
    assert all(one["linestyle"] != other["linestyle"] for one, other in pairwise(styles))


def test_shades_go_by_the_number_not_by_the_order_of_the_words() -> None:
    warmups = [5, 1, 4, 2, 3, 8, 7, 6, 9]
    sweep = drawn(*(f"noam:warmup_steps={n}k" for n in warmups)).get_lines()
    ordered = drawn(*(f"noam:warmup_steps={n}k" for n in sorted(warmups))).get_lines()
    assert [look_of(sweep[warmups.index(n)]) for n in sorted(warmups)] == [*map(look_of, ordered)]


def test_two_parameters_are_a_colour_and_a_dash() -> None:
    words = [f"noam:d_model={d},warmup_steps={w}k" for d in (128, 512) for w in (1, 4, 16)]
    axes = drawn(*words)
    looks = [look_of(line) for line in axes.get_lines()]
    assert [color for color, *_ in looks[:3]] == [color for color, *_ in looks[3:]]
    assert len({color for color, *_ in looks}) == 3
    assert len({dash for _, dash, _ in looks[:3]}) == len({dash for _, dash, _ in looks[3:]}) == 1
    assert len({dash for _, dash, _ in looks}) == 2
    assert labels(axes) == [
        "d_model=128", "d_model=512", "warmup_steps=1000", "warmup_steps=4000", "warmup_steps=16k"
    ]  # fmt: skip
    handles = axes.get_legend().legend_handles
    assert [look_of(each)[1] for each in handles[:2]] == [looks[0][1], looks[3][1]]
    assert [look_of(each)[0] for each in handles[2:]] == [color for color, *_ in looks[:3]]
    # where curves of one dash run together, the later is thinner
    assert looks[0][2] > looks[1][2] > looks[2][2]
    assert covered(axes) == []


def test_of_as_many_values_each_the_legend_tells_them_apart_too() -> None:
    axes = drawn(*(f"noam:d_model={d},warmup_steps={w}k" for d in (128, 512) for w in (1, 4)))
    looks = [look_of(line) for line in axes.get_lines()]
    handles = [look_of(each) for each in axes.get_legend().legend_handles]
    assert labels(axes) == ["d_model=128", "d_model=512", "warmup_steps=1000", "warmup_steps=4000"]
    assert [dash for _, dash, _ in handles[:2]] == [looks[0][1], looks[2][1]]
    assert [color for color, *_ in handles[2:]] == [looks[0][0], looks[1][0]]


def test_what_varies_together_is_no_grid() -> None:
    pairs = Swept("a", ("1", "2"), (1, 2)), Swept("b", ("3", "4"), (3, 4))
    assert lines.two_ways(pairs) is None
    assert labels(drawn("noam:d_model=2,warmup_steps=9", "noam:d_model=3,warmup_steps=8")) == [
        "d_model=2 warmup_steps=9",
        "d_model=3 warmup_steps=8",
    ]


def test_equal_curves_are_one_line_and_the_legend_says_so() -> None:
    words = ("a=cosine", "exp", "b=CosineDecay(0.001, 4000)")
    assert labels(drawn(*words)) == ["a, b (equal)", "exp"]
    # the formula of the schedule, with other breakpoints and other rounding
    same = "mine=expr: 5e-4 * (1 + math.cos(math.pi * min(t, 4000) / 4000))"
    assert labels(drawn("cosine", same)) == ["cosine, mine (equal)"]
    assert labels(drawn("cosine", "near=cosine:initial_learning_rate=0.001000001")) == [
        "cosine",
        "near",
    ]
    many = drawn(*(f"noam:factor={n}" for n in (1, 2)), *(f"{n}=exp" for n in "abcdef"))
    assert labels(many)[-1] == "a, b, c and 3 more (equal)"


def test_equal_curves_of_a_sweep_leave_no_grid_behind() -> None:
    words = [f"exp:decay_rate=1,decay_steps={n},initial_learning_rate={r}"
             for n in (10, 20, 30) for r in (0.1, 0.2)]  # fmt: skip
    assert [label.endswith("(equal)") for label in labels(drawn(*words))] == [True, True]


def test_infinite_rates_are_equal_to_none_that_are_not() -> None:
    with warnings.catch_warnings(action="error"):
        words = ["a=expr: 0.1 if t < 9 else math.inf", "b=expr: 0.1"]
        assert labels(drawn(*words)) == ["a", "b"]

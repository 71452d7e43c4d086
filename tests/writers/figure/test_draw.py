"""What stands in a picture, asserted on matplotlib's own artists."""

from __future__ import annotations

import io
import warnings
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from pictures import covered, drawn, labels, ticks, uncut

import lrplot
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.plots.sampling import Curve
from lrplot.plots.settings import LEGENDS, Settings
from lrplot.writers.figure import draw

DOCUMENT = ("cosine", "exp", "piecewise", "warmup")
SWEEP = tuple(f"noam:warmup_steps={n}k" for n in range(1, 31))
LONG = "a label that says all there is to say about this run, and then says it again="


def test_the_documents_figure() -> None:
    axes = drawn(*DOCUMENT)
    assert axes.get_title() == "Learning rate schedule"
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Train Step", "Learning Rate")
    assert labels(axes) == list(DOCUMENT)
    assert ticks(axes.xaxis) == ["0", "5k", "10k", "15k", "20k", "25k", "30k", "35k", "40k"]
    assert ticks(axes.yaxis) == ["0", "2e-4", "4e-4", "6e-4", "8e-4", "1e-3"]
    for line, word in zip(axes.get_lines(), DOCUMENT, strict=True):
        steps, rates = line.get_xydata().T
        assert (steps[0], steps[-1]) == (0, 39_999)
        still = np.append(np.diff(steps) > 0, True)
        np.testing.assert_array_equal(
            rates[still], lrplot.read(word).schedule()(steps)[still], strict=True
        )


def test_a_jump_is_vertical_at_the_first_step_of_its_new_rate() -> None:
    points = drawn("piecewise").get_lines()[0].get_xydata()
    across, up = np.diff(points, axis=0).T
    upright = points[1:][(across == 0) & (up != 0)]
    assert upright.tolist() == [[10_001, 8e-4], [20_001, 4e-4], [30_001, 1e-4]]


def test_one_curve_has_a_legend_only_when_asked() -> None:
    assert labels(drawn("cosine")) == []
    assert labels(drawn("cosine", legend="auto")) == []
    assert labels(drawn("cosine", legend="outside")) == ["cosine"]
    assert labels(drawn("cosine", "exp", legend="none")) == []


@pytest.mark.parametrize("look", ["lrplot", "print", "dark"])
@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (DOCUMENT, {}),
        (DOCUMENT, {"log_x": True}),
        (DOCUMENT, {"log_x": True, "log_y": True, "steps_per_epoch": 1250.0}),
        (DOCUMENT, {"xlim": (9990.0, 10010.0)}),
        (DOCUMENT, {"ylim": (0.0, 2e-4)}),
        (DOCUMENT, {"size": (3.2, 2.4)}),
        (DOCUMENT, {"size": (8.0, 2.0), "dpi": 40}),
        (DOCUMENT, {"steps": Range(0, 2)}),
        (DOCUMENT, {"steps": Range(0, 10**12)}),
        (("cosine", "b=exp"), {"title": "A title " * 20}),
        (tuple(f"{LONG}{word}" for word in DOCUMENT), {}),
        (SWEEP[:9], {}),
        (SWEEP, {"ylabel": "a long label on the side " * 5}),
    ],
)
def test_no_legend_covers_a_curve_and_nothing_is_cut_off(
    words: tuple[str, ...], settings: dict[str, Any], look: str
) -> None:
    axes = drawn(*words, look=look, **settings)
    assert len(labels(axes)) == len(words)
    assert covered(axes) == []
    assert uncut(axes)


@pytest.mark.parametrize("place", LEGENDS)
def test_every_place_of_the_legend(place: str) -> None:
    axes = drawn(*DOCUMENT, legend=place)
    if place == "none":
        assert labels(axes) == []
        return
    box, frame = axes.get_legend().get_window_extent(), axes.get_window_extent()
    assert (box.x0 > frame.x1) == (place == "outside")
    assert (box.y1 < frame.y0) == (place == "below")
    if place == "lower left":
        assert (box.x0 - frame.x0, box.y0 - frame.y0) < (20, 20)


def test_texts_are_shown_as_they_are() -> None:
    words = ("$x^2$=cosine", "_hidden=exp", r"\frac{a}=piecewise")
    axes = drawn(*words, title=r"$\alpha$ 5$_", xlabel="$t$", ylabel=r"\n_", form="svg")
    assert labels(axes) == ["$x^2$", "_hidden", r"\frac{a}"]
    shown = [axes.title, axes.xaxis.label, axes.yaxis.label]
    assert [text.get_text() for text in shown] == [r"$\alpha$ 5$_", "$t$", r"\n_"]
    assert not any(text.get_parse_math() for text in shown + axes.get_legend().get_texts())


def test_rates_that_are_no_numbers_leave_gaps() -> None:
    rates = np.array([1.0, np.nan, 2.0, np.inf, 3.0, 4.0, -np.inf])
    axes = Figure().add_subplot()
    draw.draw(axes, [Curve("a", np.arange(7.0), rates)])
    (line,) = axes.get_lines()
    shown = np.where(np.isfinite(rates), rates, np.nan)
    np.testing.assert_array_equal(line.get_ydata(), shown)
    # a point between gaps has no line to show it
    assert (line.get_marker(), line.get_markevery()) == ("o", [0, 2])
    axes.get_figure().canvas.draw()  # type: ignore[union-attr]


def test_steps_without_a_rate_are_on_the_axis() -> None:
    steps = np.arange(101.0)
    axes = Figure().add_subplot()
    axes.margins(x=0)
    draw.draw(axes, [Curve("a", steps, np.where(steps < 50, 1.0, np.nan))])
    assert axes.get_xlim() == (0, 100)
    assert not axes.texts


def test_no_curve_is_refused() -> None:
    with pytest.raises(LrplotError, match="there is no curve to draw"):
        draw.draw(Figure().add_subplot(), [])


def test_a_picture_without_a_rate_says_so() -> None:
    axes = drawn("expr: 10.0 ** (t + 400)", steps=Range(0, 101))
    assert axes.get_xlim()[1] >= 100
    assert [text.get_text() for text in axes.texts] == ["no rate here can be drawn"]


def test_a_window_is_sampled_as_finely_as_a_whole_range() -> None:
    axes = drawn("cosine", steps=Range(0, 10**12), xlim=(0.0, 5000.0))
    steps, rates = axes.get_lines()[0].get_xydata().T
    assert steps.size > 800
    assert steps[-1] <= 5001
    assert rates.max() == 1e-3
    assert axes.get_xlim() == (0, 5000)


def test_a_window_hides_what_it_does_not_show_from_the_rate_axis() -> None:
    axes = drawn("cosine", xlim=(3900.0, 4000.0))
    assert axes.get_ylim()[1] < 1e-5


def test_step_0_is_left_out_on_a_logarithmic_axis() -> None:
    axes = drawn(*DOCUMENT, log_x=True)
    assert axes.get_xlim() == (1, 39_999)
    assert ticks(axes.xaxis) == ["1", "10", "100", "1k", "10k"]
    one = drawn("cosine", log_x=True, steps=Range(0, 2))
    assert one.get_xlim() == (0.5, 2)
    assert ticks(one.xaxis) == ["1", "2"]


def test_a_logarithmic_rate_axis_shows_six_decades_at_the_most() -> None:
    low, high = drawn("cosine", log_y=True).get_ylim()
    assert (low, high) == pytest.approx((1e-9 / 1.3, 1.3e-3))
    # less than a decade still has ticks that can be read
    assert ticks(drawn("exp", log_y=True).yaxis) == ["4e-4", "6e-4", "8e-4", "1e-3", "1.2e-3"]
    with warnings.catch_warnings(action="error"):
        low, high = drawn("cosine:alpha=1", log_y=True).get_ylim()
    assert (low, high) == pytest.approx((1e-3 / 1.3, 1.3e-3))


@pytest.mark.parametrize(
    ("rate", "limits"), [(0.0, (0, 1)), (1e-3, (0, 1.25e-3)), (1e-12, (0, 1.25e-12))]
)
def test_one_rate_throughout_is_shown_against_zero(
    rate: float, limits: tuple[float, float]
) -> None:
    axes = Figure().add_subplot()
    draw.draw(axes, [Curve("a", np.arange(3.0), np.full(3, rate))])
    assert axes.get_ylim() == pytest.approx(limits)


def test_one_step_is_a_dot() -> None:
    axes = drawn(*DOCUMENT, steps=Range(7, 8))
    assert ticks(axes.xaxis) == ["7"]
    sizes = [line.get_markersize() for line in axes.get_lines() if line.get_marker() == "o"]
    # those that coincide show beside each other
    assert sizes[0] > sizes[1] > sizes[2]


@pytest.mark.parametrize("log", [False, True])
def test_epochs_stand_on_top(log: bool) -> None:
    axes = drawn(*DOCUMENT, steps_per_epoch=1250.0, log_x=log, title="Both")
    (top,) = axes.child_axes
    assert top.get_xlabel() == "Epoch"
    linear, logarithmic = ["0", "5", "10", "15", "20", "25", "30"], ["0.001", "0.01", "0.1"]
    assert ticks(top.xaxis)[:7] == ([*logarithmic, "1", "10"] if log else linear)
    ends = np.array(axes.get_xlim()) / 1250
    np.testing.assert_allclose(top.get_xlim(), ends)
    title, label = axes.title.get_window_extent(), top.xaxis.label.get_window_extent()
    assert title.y0 >= label.y1


@pytest.mark.parametrize("count", [8, 30])
def test_more_curves_than_colours_still_differ(count: int) -> None:
    lines = drawn(*SWEEP[:count]).get_lines()
    assert len({str(line.get_color()) for line in lines}) == count
    dashes = [line._unscaled_dash_pattern for line in lines]
    assert all(one != other for one, other in pairwise(dashes))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("top", [5e-324, 1e-300, 1e249, 1e308, float("inf")])
def test_extreme_rates_are_drawn_or_left_out(top: float, log: bool) -> None:
    axes = Figure().add_subplot()
    curve = Curve("a", np.arange(4.0), np.array([0.0, 1e-3, 0.5 * top, top]))
    draw.draw(axes, [curve], Settings(log_y=log))
    axes.figure.savefig(io.BytesIO(), format="svg")
    low, high = axes.get_ylim()
    assert low < high < np.inf


def test_epochs_that_are_too_many_for_numbers_have_no_axis() -> None:
    assert not drawn("cosine", steps_per_epoch=5e-324).child_axes
    assert drawn("cosine", steps_per_epoch=0.5).child_axes

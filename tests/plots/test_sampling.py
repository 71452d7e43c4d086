"""The laws of sampling: a picture of some steps shows what a picture of every step shows."""

from __future__ import annotations

import numpy as np
import pytest

import lrplot
from lrplot.arithmetic.steps import Range
from lrplot.parameters import split
from lrplot.pieces import Schedule
from lrplot.plots.sampling import every, peak, sample

WORDS = {
    "cosine": "cosine:decay_steps={n}/10",
    "warmed up": "cosine:decay_steps={n}/2,warmup_steps={n}/50",
    "exponential": "exp:decay_steps={n}/10",
    "piecewise": "piecewise:boundaries=[{n}/4,{n}/2,{n}*3/4]",
    "noam": "noam:warmup_steps=30",
    "wsd": "wsd:total_steps={n}",
    "one-cycle": "one-cycle:total_steps={n}",
    "40 stairs": "step:step_size={n}/40,gamma=0.9",
    "9000 stairs": "step:step_size={n}/9000,gamma=0.999",
    "7 restarts": "cosine-restarts:first_decay_steps={n}/7,t_mul=1",
    "300 restarts": "cosine-restarts:first_decay_steps={n}/300,t_mul=1",
    "5000 restarts": "cosine-restarts:first_decay_steps={n}/5000,t_mul=1",
    "stretched restarts": "cosine-restarts:first_decay_steps=100,t_mul=1.3,m_mul=0.9,alpha=0.1",
    "polynomial": "keras.PolynomialDecay:initial_learning_rate=1.0,decay_steps={n}/50,cycle=true",
}
SIZES = (20_000, 333_333)
CELLS = 400


def made(name: str, n: int) -> Schedule:
    name, colon, pairs = WORDS[name].replace("{n}", str(n)).partition(":")
    values = {}
    for pair in split.split(pairs) if colon else ():
        key, _, value = pair.partition("=")
        values[key] = value
    call = ", ".join(f"{key}={value.capitalize()}" for key, value in values.items())
    return lrplot.read(f"{name.replace('-', '_')}({call})").schedule()


@pytest.fixture(params=SIZES, ids=str)
def n(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(params=WORDS)
def schedule(request: pytest.FixtureRequest, n: int) -> Schedule:
    return made(request.param, n)


def jumps(curve: lrplot.Curve) -> np.ndarray:
    """Return the places of the points from which the polyline goes straight up or down."""
    return np.flatnonzero((np.diff(curve.steps) == 0) & (np.diff(curve.rates) != 0))


def drawn(curve: lrplot.Curve, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest point of a polyline from each edge to the next."""
    marks = np.interp(edges, curve.steps, curve.rates)
    low, high = np.minimum(marks[:-1], marks[1:]), np.maximum(marks[:-1], marks[1:])
    for side in ("left", "right"):
        column = np.searchsorted(edges, curve.steps, side=side) - 1
        inside = (column >= 0) & (column < edges.size - 1)
        np.minimum.at(low, column[inside], curve.rates[inside])
        np.maximum.at(high, column[inside], curve.rates[inside])
    return low, high


def test_every_column_shows_the_lowest_and_highest_of_its_steps(schedule: Schedule, n: int) -> None:
    full = every("", schedule, Range(0, n))
    some = sample("", schedule, Range(0, n), CELLS)
    edges = np.floor(np.linspace(0, n - 1, CELLS + 1))
    if some.steps.size < 3 * CELLS:
        # crowded with cycles, two columns have their lowest and highest between them
        edges = edges[::2]
    span = full.rates.max() - full.rates.min()
    for ours, true in zip(drawn(some, edges), drawn(full, edges), strict=True):
        # half a pixel, where a picture is 500 high
        assert np.abs(ours - true).max() <= span / 1000


def test_a_sampled_point_lies_on_the_schedule(schedule: Schedule, n: int) -> None:
    curve = sample("", schedule, Range(0, n), CELLS)
    assert curve.steps.shape == curve.rates.shape
    assert (np.diff(curve.steps) >= 0).all()
    assert curve.steps[0] == 0
    assert curve.steps[-1] == n - 1
    whole = np.append(np.diff(curve.steps) > 0, True)
    assert np.array_equal(curve.steps, np.floor(curve.steps))
    assert np.array_equal(curve.rates[whole], schedule(curve.steps[whole]))


def test_few_steps_are_all_drawn(n: int) -> None:
    curve = sample("", made("cosine", n), Range(5, 5 + 2 * CELLS), CELLS)
    assert np.array_equal(np.unique(curve.steps), np.arange(5, 5 + 2 * CELLS))


@pytest.mark.parametrize("name", ["piecewise", "40 stairs", "7 restarts", "300 restarts"])
@pytest.mark.parametrize("draw", [every, sample])
def test_each_jump_is_upright_at_the_first_step_of_its_new_value(name: str, draw, n: int) -> None:
    schedule = made(name, n)
    rates = schedule(np.arange(n))
    change = np.abs(np.diff(rates))
    new = np.flatnonzero(change > 0.05 * rates[:-1].clip(1e-5)) + 1
    # where the cosine is low it changes by much of itself too: a jump is a rise, or a stair
    new = new[(rates[new] > rates[new - 1]) | ("restarts" not in name)]
    curve = draw("", schedule, Range(0, n))
    upright = jumps(curve)
    assert np.array_equal(curve.steps[upright], new)
    assert np.array_equal(curve.rates[upright], rates[new - 1])
    assert np.array_equal(curve.rates[upright + 1], rates[new])


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("at", [1000, 1000.5])
@pytest.mark.parametrize("stop", [2000, 10**12])
def test_a_joint_belongs_to_the_side_that_says_so(closed: bool, at: float, stop: int) -> None:
    one, other = (lrplot.read(f"constant({rate})").schedule() for rate in (1, 2))
    curve = sample("", one.then(other, at, closed), Range(0, stop))
    upright = jumps(curve)
    assert curve.steps[upright].tolist() == [1001 if closed or at > 1000 else 1000]


@pytest.mark.parametrize(
    "word",
    [
        "deepspeed.WarmupLR:lr=1,warmup_num_steps=500",
        "nanotron.lr_scheduler_builder(1, 20, 'linear', '1-sqrt', 80, 60, 0, 200)",
        "ramp(0, 1, 200)",
        "ramp(1, 0, 100)",
    ],
)
@pytest.mark.parametrize("stride", [1, 3])
def test_a_bend_at_zero_is_no_jump(word: str, stride: int) -> None:
    curve = every("", lrplot.read(word).schedule(), Range(0, 201, stride))
    assert not jumps(curve).size


@pytest.mark.parametrize("cycles", [300, 700, 999])
@pytest.mark.parametrize("total", [40_000, 10**9, 10**12])
def test_a_restart_that_rounding_moves_off_its_step_is_not_missed(cycles: int, total: int) -> None:
    schedule = lrplot.read(f"cosine_restarts(1, {total}/{cycles}, 1)").schedule()
    curve = sample("", schedule, Range(0, total), 2048)
    upright = jumps(curve)
    assert upright.size == cycles - 1
    assert (curve.rates[upright] < 0.01).all()
    assert (curve.rates[upright + 1] > 0.99).all()


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("word", [*WORDS, "1G restarts"])
@pytest.mark.parametrize("total", [10**6, 10**12, 2**53])
def test_the_cost_does_not_grow_with_the_steps(word: str, total: int, log: bool) -> None:
    if word == "1G restarts":
        schedule = lrplot.read("cosine_restarts(1, 1000, 1)").schedule()
    else:
        schedule = made(word, total)
    # four points a column, and 64 steps by themselves where the axis is logarithmic; up to
    # 2048 cycles stay as they are, with five points each
    for cells in (200, 400):
        curve = sample("", schedule, Range(0, total), cells, log)
        assert curve.steps.size <= 5 * (cells + 64 + 2048)


def test_a_stride_keeps_to_its_steps() -> None:
    curve = sample("", made("7 restarts", 10**9), Range(3, 10**9, 1000), CELLS)
    flat = np.append(np.diff(curve.steps) > 0, True) & np.append(True, np.diff(curve.steps) > 0)
    assert (curve.steps[flat] % 1000 == 3).all()


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize(
    "steps", [Range(0, 20_000), Range(700, 120_000), Range(11, 12), Range(1, 333_333, 7)]
)
def test_the_peak_is_that_of_all_steps(name: str, steps: Range) -> None:
    schedule = made(name, 100_000)
    rates = schedule(steps.block(0, len(steps)))
    assert peak(schedule, steps) == (steps.block(int(rates.argmax()), 1)[0], rates.max())


@pytest.mark.parametrize("warmup", [1, 30, 4000, 123_456_789])
def test_the_peak_is_found_among_a_trillion_steps(warmup: int) -> None:
    schedule = lrplot.read(f"noam:warmup_steps={warmup}").schedule()
    assert peak(schedule, Range(0, 10**12)) == (warmup, schedule(warmup))


def test_rates_beyond_float64_are_sampled_without_a_warning():
    schedule = lrplot.read("MultiplicativeLR(torch.optim.SGD(p, lr=0.1), lambda t: t)").schedule()
    assert sample("", schedule, Range(0, 3000), 64).rates[-1] == np.inf

"""Laws that hold for every schedule of the catalogue, with inputs drawn from the roles."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from strategies import specs, steps_of

from lrplot.catalogue import find
from lrplot.pieces import Constant, Schedule, Stage, Stairs
from lrplot.pieces.cycles import MANY
from lrplot.pieces.schedule import BLOCK
from lrplot.specs.grammar import read

ENTRIES = find.all_entries()
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)


def last_step(schedule: Schedule) -> float:
    """Return a step near which the schedule is still busy."""
    return min(max(schedule.span, 10.0), 1e6)


@every_entry
@given(data=st.data())
def test_shape_and_type(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    steps = data.draw(steps_of(schedule))
    rates = schedule(steps)
    assert rates.shape == (len(steps),)
    assert rates.dtype == np.float64
    assert schedule([]).shape == (0,)
    assert schedule(np.empty((0, 3))).shape == (0, 3)
    assert schedule([]).dtype == np.float64
    twice = schedule(np.array([steps, steps]))
    assert twice.shape == (2, len(steps))
    np.testing.assert_array_equal(twice, [rates, rates])
    one = schedule(steps[0])
    assert type(one) is float


@every_entry
@given(data=st.data())
def test_a_step_is_a_step(entry, data):
    """One by one or together, whole or real, in any order: the same rates."""
    schedule = data.draw(specs(entry)).schedule()
    steps = data.draw(steps_of(schedule))
    together = schedule(steps)
    np.testing.assert_array_equal(together, [schedule(step) for step in steps])
    np.testing.assert_array_equal(together, schedule(np.array(steps, dtype=np.int64)))
    np.testing.assert_array_equal(together, schedule(np.array(steps, dtype=np.float64)))
    np.testing.assert_array_equal(together[::-1], schedule(steps[::-1]))


@every_entry
@settings(max_examples=4)
@given(data=st.data())
def test_blocks_agree(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    steps = np.floor(np.linspace(0, last_step(schedule), BLOCK + 1001))
    rates = schedule(steps)
    parts = [schedule(part) for part in np.array_split(steps, 7)]
    np.testing.assert_array_equal(rates, np.concatenate(parts))
    some = [0, BLOCK - 1, BLOCK, BLOCK + 1, steps.size - 1]
    np.testing.assert_array_equal(rates[some], [schedule(steps[place]) for place in some])


@every_entry
@given(data=st.data())
def test_input_is_left_as_it_is(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    steps = np.array(data.draw(steps_of(schedule)), dtype=np.float64)
    steps.flags.writeable = False
    schedule(steps)
    schedule.breakpoints(np.unique(steps))


@every_entry
@given(data=st.data())
def test_finite_until_the_end(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    last = min(schedule.end, last_step(schedule))
    steps = np.linspace(0, max(last, 1.0), 500, endpoint=False)
    assert np.isfinite(schedule(steps)).all()


@every_entry
@given(data=st.data())
def test_nothing_happens_after_the_end(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    assert not math.isnan(schedule.end)
    assert 0 < schedule.span < math.inf or schedule.end <= 0
    if schedule.end < 1e9:
        after = max(math.ceil(schedule.end), 0) + np.array([1, 2, 10, 1000, 1e6])
        rates = schedule(after)
        assert np.isnan(rates).all() or (rates == rates[0]).all()


def jump(schedule: Schedule, low: float, high: float) -> tuple[float, float]:
    """Return the largest change between 64 points, before and after the place is narrowed down."""
    points = np.linspace(low, high, 64)
    rates = schedule(points)
    at = int(np.argmax(np.abs(np.diff(rates))))
    (left, right), (before, after) = points[at : at + 2], rates[at : at + 2]
    first = abs(after - before)
    for _ in range(24):
        middle = (left + right) / 2
        rate = schedule(middle)
        if abs(rate - before) > abs(after - rate):
            right, after = middle, rate
        else:
            left, before = middle, rate
    return first, abs(after - before)


def narrowest(piece: object) -> float:
    """Return the width of the narrowest stairs in a schedule, epochs of a chain among them."""
    if isinstance(piece, tuple):
        return min(map(narrowest, piece), default=math.inf)
    if not isinstance(piece, Schedule | Stage):
        return math.inf
    inside = [getattr(piece, field.name) for field in dataclasses.fields(piece)]
    own = piece.width if isinstance(piece, Stairs) else math.inf
    if isinstance(piece, Stage) and piece.every != 1:
        own = piece.every
    # mmengine's schedulers have their epochs on a clock
    if clock := getattr(piece, "clock", None):
        own = clock.epoch_length or math.inf
    return min(own, narrowest(tuple(inside)))


@every_entry
@given(data=st.data())
def test_no_jump_but_at_a_breakpoint(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    last = min(last_step(schedule), schedule.end if schedule.end > 0 else 10.0)
    # of more stairs than that, breakpoints names only some
    assume(last / narrowest(schedule) <= MANY)
    breakpoints = schedule.breakpoints([0.0, last])
    joints = np.unique(np.concatenate([[0.0], breakpoints[:8], breakpoints[-3:], [last]]))
    joints = joints[np.isin(joints, [0.0, last, *breakpoints])]
    for low, high in itertools.pairwise(joints):
        if ((breakpoints > low) & (breakpoints < high)).any():
            continue
        margin = 1e-7 * max(high, 1.0)
        # cycles that shrink without end have used up their sum, or a rate has left float64
        if high - low < 4 * margin or not np.isfinite(schedule([low, high])).all():
            continue
        first, narrowed = jump(schedule, low + margin, high - margin)
        height = abs(schedule((low + high) / 2))
        # where there is a jump, all of the change is left when the place is narrowed down
        assert narrowed <= 0.5 * first or first <= 1e-12 * height


@every_entry
@given(data=st.data())
def test_breakpoints_are_in_order_and_in_range(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    start = data.draw(st.integers(0, 5000))
    stop = start + data.draw(st.integers(1, 100_000))
    for cells in (2, 65):
        breakpoints = schedule.breakpoints(np.linspace(start, stop, cells))
        assert np.isfinite(breakpoints).all()
        assert (np.diff(breakpoints) > 0).all()
        assert ((breakpoints >= start) & (breakpoints <= stop)).all()


@every_entry
@given(data=st.data())
def test_huge_steps_cost_no_more(entry, data):
    schedule = data.draw(specs(entry)).schedule()
    rates = schedule(1e12 + np.arange(100))
    assert rates.shape == (100,)
    assert schedule.breakpoints(np.linspace(0, 1e12, 65)).size < 20_000
    assert schedule.breakpoints(np.linspace(1e12, 1e12 + 1000, 65)).size < 20_000


@every_entry
@given(data=st.data())
def test_word_reads_back(entry, data):
    spec = data.draw(specs(entry))
    assert read(spec.word()) == spec
    assert read(f"A label={spec.word()}").label == "A label"
    assert read(spec.constructor()) == spec
    assert read(spec.word()).schedule() == spec.schedule()


def test_no_rate_equals_no_rate():
    # from Python 3.13 on a dataclass compares its fields one by one, and NaN is none
    assert Constant(math.nan) == Constant(math.nan)
    assert Constant(math.nan) != Constant(math.nan, 5.0)


@every_entry
@given(data=st.data())
def test_schedules_are_values(entry, data):
    spec = data.draw(specs(entry))
    one, other = spec.schedule(), spec.schedule()
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
    assert str(one) == str(other)
    assert " object at 0x" not in str(one)


@every_entry
def test_name_finds_the_entry(entry):
    assert find.entry(entry.title) == entry
    assert entry.summary.endswith(".")
    assert "\n" not in entry.summary


def test_titles_are_unique():
    titles = [entry.title for entry in ENTRIES]
    assert len(set(titles)) == len(titles)


def test_cycles_that_are_counted_end_level():
    """Where shrinking cycles are counted, the rate stays after the last; it is not NaN."""
    schedule = read("repeat(ramp(1, 0.5, 8), times=3, stretch=0.5)").schedule()
    assert schedule.end == 14
    np.testing.assert_array_equal(schedule([14, 15, 16, 17, 1000]), 0.5)


@pytest.mark.parametrize(
    "word",
    [
        "exp:decay_rate=2,decay_steps=1",
        "cosine-restarts:t_mul=1,m_mul=2,first_decay_steps=1",
        "cosine-restarts:t_mul=0.5",
        "cosine:decay_steps=1e-320",
        "inverse-time:decay_steps=1e-320",
        "poly:power=1e300",
    ],
)
def test_extremes_are_silent(word):
    """Beyond what float64 holds a rate is infinite or NaN, and nobody is warned by numpy."""
    assert read(word).schedule()(np.arange(10_000)).shape == (10_000,)

"""What a schedule cannot be built from is said in one line, by an entry of any package too."""

import pytest

from lrplot.catalogue import find, schedule
from lrplot.errors import LrplotError
from lrplot.parameters import Factor, Peak
from lrplot.pieces import Constant, Schedule
from lrplot.specs.spec import make

HALF = Constant(0.5)


@schedule
def powered(peak_lr: Peak, factor: Factor, below: Factor = 1.0) -> Schedule:
    """A rate of a plug-in."""
    return Constant(peak_lr * factor**1000 / below)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((0.1, 1e10), r"its numbers are too large or too small \(factor=10B\): Numerical result"),
        # before Python 3.14 it is a "float division"
        ((0.1, 2.0, 0.0), "an error in your code: ZeroDivisionError: .*division by zero"),
    ],
)
def test_arithmetic_that_fails_names_the_schedule_and_the_number(values, message):
    with pytest.raises(LrplotError, match=message) as error:
        powered(*values)
    assert "powered: " in str(error.value)


@pytest.mark.parametrize("wrong", [None, 0.1, [HALF], "cosine"])
@pytest.mark.parametrize(
    ("title", "given"),
    [
        ("compose.times", lambda wrong: {"parts": (HALF, wrong)}),
        ("optax.join_schedules", lambda wrong: {"schedules": [wrong, HALF], "boundaries": (9,)}),
        ("compose.floor", lambda wrong: {"of": wrong, "value": 0.1}),
    ],
)
def test_what_stands_where_a_schedule_must_is_refused(title, given, wrong):
    entry = find.entry(title)
    for built in (lambda: entry(**given(wrong)), lambda: make(entry, given(wrong))):
        with pytest.raises(LrplotError, match=f"{title}: .*: must be a schedule such as cosine, "):
            built()


@pytest.mark.parametrize("wrong", [None, (), 3, "cosine"])
def test_what_stands_where_a_list_of_schedules_must_is_refused(wrong):
    with pytest.raises(LrplotError, match="parts: must be a list of at least one schedule, not"):
        find.entry("compose.then")(parts=wrong)

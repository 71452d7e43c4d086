"""What a formula may cost: for any text, it is drawn within a second, or refused in one line."""

import time

import numpy as np
import pytest
from formulas import GROWING
from hypothesis import given, settings, strategies as st

from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.plots.sampling import sample
from lrplot.specs.grammar import read

AMONG = " in (0,1,2,3,4,5,6,7,8,9))"

EXPLODING = {
    "in": "(" * 12 + "(t)" + AMONG * 12,
    "chains": "0 < (" * 24 + "t" + ") < 2" * 24,
    "infinity": "1e400 ** t",
    "a long min": f"min({', '.join(f'{i} * t + {i * i}' for i in range(100))})",
    "a long max": f"max({', '.join(f'(t - {i}) ** 2' for i in range(99))})",
    "cycles": " + ".join(f"t % {i}" for i in range(2, 70)),
    "branches": " if t % 3 else ".join(f"t % {i}" for i in range(2, 45)),
    "powers": " + ".join(f"t ** {i}" for i in range(1, 80)),
    "long ints": "(t * 10 ** 1000 + 1) % 17 + (t * 10 ** 900) // 7 % 9 + t ** 300 % 11",
    "a tower": "9 ** 9 ** 9",
    "digits": "round(t / 7, 10 ** 9)",
    "loops": "sum(t * i * j for i in range(1000) for j in range(1000))",
    "constant loops": "sum([sum([1 for i in range(10000)]) for j in range(10000)])",
    "lists in a loop": "[len(list(range(9000))) for i in range(9000)][0]",
    "a range": "len(range(10 ** 12)) + t",
    "a repeated list": "len([0] * 10 ** 9)",
    "text": "'a' * 10 ** 9",
    "shifts": "1 << 10 ** 9",
    "a sum": "sum(i * t for i in range(1000))",
    "a product": "math.prod([t] * 900)",
    "milestones": "len([m for m in range(400) if 10 * m <= t])",
    "items": "[t * i for i in range(300)][t % 300]",
    "keys": f"{{{', '.join(f'{i}: {i / 7}' for i in range(800))}}}.get(t, 0)",
    "lists": "[[x, x] for x in [[[y, y] for y in [[z, z] for z in [t, t]]]]][0][0][0][0][0]",
}


def drawn(text, steps):
    """Sample a formula as a picture does; return why that is refused, or ""."""
    try:
        schedule = read(f"expr: {text}").schedule()
        assert schedule.span >= 0
        assert sample("", schedule, Range(0, steps)).steps.size
    except LrplotError as error:
        return str(error)
    return ""


def short(message):
    return "\n" not in message and len(message) < 200


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("steps", [1000, 10**6, 10**12])
@pytest.mark.parametrize("text", EXPLODING.values(), ids=EXPLODING)
def test_no_cost_explodes(text, steps):
    assert short(drawn(text, steps))


@pytest.mark.parametrize("text", ["in", "chains", "infinity", "a long min", "long ints"])
def test_what_is_nested_or_large_is_drawn(text):
    assert drawn(EXPLODING[text], 10**12) == ""


@settings(max_examples=60)
@given(text=GROWING, steps=st.sampled_from([100, 10**5, 10**12]))
def test_any_formula_is_drawn_or_refused_soon(text, steps):
    before = time.process_time()
    with np.errstate(all="ignore"):
        assert short(drawn(text, steps))
    assert time.process_time() - before < 1.5

"""Where a formula changes, where it ends, and what is seen of it; and products over steps."""

import math

import numpy as np
import pytest
from conftest import python

from lrplot.arithmetic.formula import parse as formula
from lrplot.errors import LrplotError
from lrplot.specs.grammar import read


@pytest.mark.parametrize(
    ("text", "breakpoints"),
    [
        ("1 if t < 300 else 2", [300]),
        ("1 if t <= 300 else 2", [300]),
        ("1 if t * 0.1 < 30 else 2", [300]),
        ("1 if t == 300 else 2", [300]),
        ("min(t / 4, 75)", [300]),
        ("max(t / 4, 75, 100)", [400]),
        ("abs(t - 300)", [300]),
        ("t // 250", [250, 500, 750, 1000]),
        ("t % 250", [250, 500, 750, 1000]),
        ("int(t / 250)", [250, 500, 750, 1000]),
        ("0.5 ** (math.floor(t / 500))", [500, 1000]),
        ("round(t / 500)", [250, 750]),
        ("t and 3", [0]),
        ("1 if 300 <= t < 600 else 2", [300, 600]),
        ("0.1 if t in (300, 600) else 1", [300, 600]),
        ("np.clip(t, 300, 600)", [300, 600]),
        ("math.cos(t)", []),
        ("3", []),
    ],
)
def test_breakpoints(text, breakpoints):
    found = read(f"expr: {text}").schedule().breakpoints([0, 1000])
    np.testing.assert_allclose(found, breakpoints, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3", 0),
        ("t", math.inf),
        ("min(t, 30)", 30),
        ("min(30, t) / 30", 30),
        ("1 if t < 30 else 2", 30),
        ("1 if t <= 30 else 2", 31),
        ("1 if 30 > t else 2", 30),
        ("1 if t in (30, 60) else 2", 61),
        ("max(t, 30)", math.inf),
        ("min(1.0, (t + 1) / 100)", 99),
        ("max(0.0, 1 - t / 100)", 100),
        ("min(1.0, 2 - t / 100)", math.inf),
        ("max(0, min(1, t / 7 + 0.05))", 7),
        ("0.5 if 3 * t - 100 > t + 20 else 1", 61),
        ("min(t / 5, t / 9)", math.inf),
        ("min(t * t, 100)", math.inf),
        ("1 if t < 1 / 0 else 2", math.inf),
        ("t if t < 30 else 3", math.inf),
        ("min(t, math.inf)", math.inf),
    ],
)
def test_end(text, end):
    assert formula(text).end == end


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("0.95 ** t", 50, 150), ("min(1, t / 500)", 490, 700), ("t", 40_000, 40_000)],
)
def test_what_happens_is_shown(text, low, high):
    assert low <= read(f"expr: {text}").schedule().span <= high


@pytest.mark.parametrize(
    "text",
    [
        "lambda e: 0.95",
        "lambda e: 0.5 if e == 30 else 1",
        "lambda e: 0.5 if e in (30, 60) else 1.0",
        "lambda e: 0.5 if e % 30 == 0 else 1.0",
        "lambda e: 0.97 if e < 100 else 0.999",
        "lambda e: 1 - 1 / (e + 1)",
        "lambda e: 0.99 ** e",
        "lambda e: 1 + math.sin(e) / 10",
        "lambda e: 1 / (e - 50)",
    ],
)
def test_a_product_is_what_a_loop_makes(text):
    rate, expected, factor = 0.1, [0.1], python(text)
    for step in range(1, 40_000):
        rate *= factor(step)
        expected.append(rate)
    schedule = read(f"MultiplicativeLR(torch.optim.SGD(params, lr=0.1), {text})").schedule()
    steps = np.arange(40_000)
    np.testing.assert_allclose(schedule(steps), expected, rtol=1e-11, atol=1e-300)
    some = [39_999, 0, 3, 32_768, 32_767, 29, 30]
    np.testing.assert_allclose(schedule(some), np.array(expected)[some], rtol=1e-11, atol=1e-300)


def test_a_product_is_followed_as_far_as_it_can_be():
    far = "MultiplicativeLR(torch.optim.SGD(params, lr=1.0), lambda e: {})"
    with pytest.raises(LrplotError, match="a product of factors is followed to step 10M at most"):
        read(far.format("1 - 0.5 / (e + 1) ** 2")).schedule()(10**12)
    assert read(far.format("0.5 if e == 30 else 1.0")).schedule()(10**12) == 0.5
    assert read(far.format("0.5 if e < 30 else 0.999999999999")).schedule()(10**12) > 0
    assert read(far.format("0.99 ** e")).schedule()(10**12) == 0.0
    assert read(far.format("0.9999")).schedule()(10**12) == 0.0


def test_a_product_between_steps_is_on_a_line():
    schedule = read("MultiplicativeLR(torch.optim.SGD(p, lr=1.0), lambda e: 1 / e)").schedule()
    np.testing.assert_allclose(schedule([2, 2.5, 3]), [1 / 2, 1 / 3, 1 / 6])


def test_a_factor_that_stands_alone_is_a_jump():
    word = "MultiplicativeLR(torch.optim.SGD(p, lr=1.0), lambda e: 1 if e % 3 else 0.5)"
    schedule = read(word).schedule()
    assert schedule([2, 2.5, 3, 3.5, 5.99, 6]).tolist() == [1, 1, 0.5, 0.5, 0.5, 0.25]
    assert schedule.breakpoints([1, 7]).tolist() == [3, 6]

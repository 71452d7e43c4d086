"""Formulas with lists, tables, loops and functions of frameworks; expected values are Python's."""

import math

import numpy as np
import pytest
from conftest import python

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read

STEPS = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 30, 60, 1000]


@pytest.mark.parametrize(
    "text",
    [
        "0.1 ** len([m for m in [8, 11] if m <= t])",
        "0.1 ** sum(t >= m for m in (8, 11))",
        "sum([t / 10, 3, 0.5]) + sum([[t, 1][i] for i in range(2)], 5)",
        "{0: 1e-3, 1: 1e-3, 2: 1e-4}[t] / 1e-3",
        "[1.0, 0.5, 0.25, 0.1][min(t, 3)]",
        "[1.0, 0.5, 0.25, 0.1][t]",
        "[1.0, 0.5][t / 2]",
        "[t, 2, 3][-1 - t % 4]",
        "{8: 0.1, 11: 0.01}.get(t, 1.0)",
        "{8: 0.1, 8.0: 0.2, t: 3}[8]",
        "{k * 4: k / 2 for k in range(4)}.get(t, 7)",
        "([1.0] * 3 + [0.5] * 2)[t]",
        "[[1, t], [t, 4]][1][0]",
        "[1, t, 3, 4][1:3][0]",
        "[g for m, g in [(0, 1.0), (8, 0.1), (11, 0.01)] if t >= m][-1]",
        "next((g for m, g in ((8, 1.0), (11, 0.1)) if t < m), 0.01)",
        "math.prod(g for m, g in zip([8, 11], [0.1, 0.5]) if t >= m)",
        "math.prod([g for m, g in {8: 0.1, 11: 0.5}.items() if t >= m])",
        "sum(i * x for i, x in enumerate([t, 2, 0.5], 1))",
        "max([t, 3]) - min(m for m in (t, 5, 9)) + max((t for i in []), default=4)",
        "max([m for m in (3, 8) if m <= t])",
        "any(t == m for m in range(0, 12, 4)) + all([t, t - 8])",
        "any(1 / (m - t) > 0 for m in (5, 3)) * 2",
        "any([1 / (m - t) > 0 for m in (5, 3)]) * 2",
        "min(*[t, 3, 9], t / 2) + max(*{8: 1, 4: 2})",
        "t in [m * 4 for m in range(4)]",
        "t in range(0, 100, 30) or t in {8: 1}",
        "len({1, 1.0, 2}) * len({1: 2}.keys()) + sorted([3, 1, 2])[0] + list((4,))[0]",
        "[t for t in (1, 2)][0] + t",
        "sum(t for t in [t, t + 1] for t in [t])",
        "sum(x * y for x in range(3) for y in range(x) if t > y)",
        "np.interp(t, [0, 5, 10], [0, 1, 0.5])",
        "bisect.bisect_right([8, 11], t) + bisect.bisect([8, 11], t) * bisect.bisect_left([8], t)",
        "np.searchsorted([8, 11], t, side='right') + np.searchsorted([8, 11], t)",
        # an operand that is evaluated makes an error of it, and no other does
        "math.log(t + 2, 0)",
        "math.log(t + 2, 1)",
        "t in (t, 1 / 0)",
        "t in (3, 1 / (t - 3))",
        "0 < t < 1 / (t - 3)",
        "9 < t < 1 / (t - 3)",
        "len([1 / t, 2])",
        "[5, 1 / t][0]",
        "{0: 5, 1: 1 / (t - 3)}[0]",
        "{1: 1 / (t - 3), 1: 5}[1]",
        "sum([1 / (t - 3) for i in range(2) if t > 5])",
        "(np.sqrt(t) > 2) + (np.sqrt(t) > 3)",
        "np.exp(True) * t + np.maximum(t, 3) / (t - 4)",
    ],
)
def test_lists_have_python_s_own_values(text):
    with np.errstate(all="ignore"):
        expected = [python(f"lambda t: {text}")(step) for step in STEPS]
    found = read(f"expr: {text}").schedule()(STEPS)
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=0)
    spec = read(f"LambdaLR(torch.optim.SGD(params, lr=0.1), lambda t: {text})")
    assert read(spec.word()) == spec == read(spec.constructor())


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("jnp.minimum(1.0, (t + 1) / 100)", "min(1.0, (t + 1) / 100)"),
        ("jax.numpy.where(t < 5, 1, 4 / (t + 1))", "1 if t < 5 else 4 / (t + 1)"),
        ("tf.math.cos(torch.pi * t / 20)", "math.cos(math.pi * t / 20)"),
        ("tf.cast(t, tf.float32) / 3", "t / 3"),
        ("tf.math.rsqrt(tf.maximum(t, 1.0))", "max(t, 1) ** -0.5"),
        ("keras.ops.clip(t / 9, 0.2, 0.7)", "max(0.2, min(t / 9, 0.7))"),
        ("K.sqrt(t) + jnp.pi", "math.sqrt(t) + math.pi"),
        ("1 / jnp.floor(t)", "1 / t if t else math.inf"),
    ],
)
def test_functions_of_frameworks_are_those_of_floats(text, same):
    expected = [python(f"lambda t: {same}")(step) for step in STEPS]
    np.testing.assert_allclose(read(f"expr: {text}").schedule()(STEPS), expected, rtol=1e-14)


def test_an_argument_with_a_default_is_that_number():
    steps = np.arange(30)
    word = "LambdaLR(torch.optim.SGD(params, lr=0.1), lambda e, w=10, *, m=(3, 5): {})"
    expected = [0.1 * min(1, (e + 1) / 10) * 0.5 ** sum(e >= x for x in (3, 5)) for e in steps]
    body = "min(1, (e + 1) / w) * 0.5 ** sum(e >= m for m in m)"
    np.testing.assert_allclose(read(word.format(body)).schedule()(steps), expected, rtol=1e-14)
    with pytest.raises(LrplotError, match="others need a default"):
        read("expr: lambda e, *, w: e")


def test_a_loop_may_use_any_name():
    schedule = read(
        "expr: lambda e: sum(t * e for t in (1, 2)) + sum(e for e in [e, 1])"
    ).schedule()
    assert schedule([0, 1, 5]).tolist() == [1, 5, 21]


@pytest.mark.parametrize(
    ("text", "breakpoints", "end"),
    [
        ("0.1 ** len([m for m in [8, 11] if m <= t])", [8, 11], 11),
        ("0.1 ** sum(t >= m for m in (8, 11))", [8, 11], 11),
        ("[1.0, 0.5, 0.25, 0.1][min(t // 10, 3)]", [10, 20, 30, 40], math.inf),
        ("[1.0, 0.5, 0.25][min(t, 2)]", [1, 2], 2),
        ("np.interp(t, [0, 5, 10], [0, 1, 0.5])", [0, 5, 10], 10),
        ("bisect.bisect_right([8, 11], t)", [8, 11], 11),
        ("{8: 0.1}.get(t, 1.0)", [8, 9], 9),
        ("math.prod(g for m, g in zip([8, 11], [0.1, 0.5]) if t >= m)", [8, 11], 11),
    ],
)
def test_breakpoints_of_lists(text, breakpoints, end):
    schedule = read(f"expr: {text}").schedule()
    # beside a step that is alone, the next number is one too
    found = {round(step, 9) for step in schedule.breakpoints([0, 40]).tolist()}
    assert sorted(found) == breakpoints
    assert schedule.end == end


def test_nobody_is_warned(recwarn):
    for text in ("np.log(0) * t", "4000 / t", "np.float64(1) / 0 + t", "np.exp(999) ** t"):
        schedule = read(f"expr: {text}").schedule()
        assert schedule.span
        assert schedule([0, 1]).size == 2
    assert not recwarn.list

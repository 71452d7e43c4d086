"""Formulas: Python's own values at every step, from text that is never run."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrplot.errors import LrplotError
from lrplot.explain import info
from lrplot.formula import read as formula
from lrplot.grammar import read
from lrplot.readers import yaml

LAMBDAS = [
    # what stands in training scripts
    "lambda epoch: 0.95 ** epoch",
    "lambda epoch: epoch // 30",
    "lambda epoch: 0.65 ** epoch",
    "lambda step: min((step + 1) / 1000, 1.0)",
    "lambda step: min((step + 1) ** -0.5, (step + 1) * 4000 ** -1.5)",
    "lambda step: 512 ** -0.5 * min(step ** -0.5, step * 4000 ** -1.5)",
    "lambda s: s / 500 if s < 500 else max(0.0, (10000 - s) / (10000 - 500))",
    "lambda s: float(s) / float(max(1, 500)) if s < 500 else 1.0",
    "lambda e: 0.5 * (1 + math.cos(math.pi * e / 100))",
    "lambda e: 0.5 * (1.0 + np.cos(np.pi * min(e, 100) / 100))",
    "lambda e: 0.5 * (1.0 + numpy.cos(numpy.pi * e / 100))",
    "lambda epoch: 1 - max(0, epoch - 50) / float(51)",
    "lambda epoch: 1.0 - max(0, epoch + 1 - 100) / float(100 + 1)",
    "lambda epoch: (1 - epoch / 20000) ** 0.9 if epoch < 20000 else 0",
    "lambda e: 1.0 if e < 30 else 0.1 if e < 60 else 0.01",
    "lambda e: 0.1 ** (e // 30)",
    "lambda e: 0.1 ** ((e >= 30) + (e >= 60))",
    "lambda e: 0.1 if e in (30, 60) else 1.0",
    "lambda e: 0.1 if e not in [30, 60] else 1.0",
    "lambda e: 0.1 if e in {30} else 1.0",
    "lambda e: 1 / (1 + 0.05 * e)",
    "lambda e: math.exp(-0.1 * e)",
    "lambda step: 10 ** (-step / 100)",
    "lambda x: 1 / (2. ** (x - 1))",
    "lambda x: 0.99994 ** x",
    "lambda x: 0.5 * (1 + math.sin(x * math.pi / 2.0))",
    # ints and floats
    "lambda t: 7 // 2 + t // 2",
    "lambda t: t // 2.5",
    "lambda t: -t // 7",
    "lambda t: t % 7",
    "lambda t: -t % 7",
    "lambda t: (t + 0.5) % -0.3",
    "lambda t: t % 0.1",
    "lambda t: t ** 2 % 1000",
    "lambda t: t ** 3 % 1001",
    "lambda t: t * t * t * t % 1001 / 7",
    "lambda t: (t ** 5 + 1) // t ** 4",
    "lambda t: (t * 10 ** 20 + 1) % 17",
    "lambda t: 100000000000000001 % (t + 3)",
    "lambda t: 2 ** -t",
    "lambda t: 3 ** (t % 40)",
    "lambda t: 7.0 ** (t % 13)",
    "lambda t: (t - 3) ** 3",
    "lambda t: (-2) ** (t % 5)",
    "lambda t: int(t * 0.7)",
    "lambda t: int(-t * 0.7)",
    "lambda t: round(t / 2)",
    "lambda t: round(t * 0.5 - 3)",
    "lambda t: round(t / 7, 2)",
    "lambda t: round(t * 1.005, 2)",
    "lambda t: round(t, -1)",
    "lambda t: float(t) / 3",
    "lambda t: abs(t - 10)",
    "lambda t: bool(t % 3) * 0.5",
    "lambda t: pow(0.9, t) + pow(t, 2)",
    "lambda t: math.pow(0.9, t)",
    "lambda t: True + (t > 3)",
    "lambda t: math.floor(t / 3) + math.ceil(t / 7) - math.trunc(-t / 9)",
    "lambda t: np.floor(t / 3) + np.ceil(t / 7) + np.rint(t / 2)",
    "lambda t: math.log(t + 1) + math.log2(t + 1) + math.log10(t + 1) + math.log1p(t)",
    "lambda t: math.log(t + 1, 3)",
    "lambda t: math.fmod(-t, 7) + math.hypot(t, 4) + math.atan2(t, 5) + math.fabs(-t)",
    "lambda t: math.tanh(t / 100) + math.expm1(-t) + math.degrees(1) + math.atan(t)",
    "lambda t: np.clip(t / 100, 0.2, 0.7) + np.maximum(t, 3) - np.minimum(t, 5) + np.sign(t - 4)",
    "lambda t: np.where(t < 5, 1.0, t / 10)",
    "lambda t: np.power(0.9, t) + np.sqrt(t) + np.square(t) + np.exp2(-t) + np.abs(-t)",
    "lambda t: -+-t",
    # truth
    "lambda t: t and 2.0",
    "lambda t: t or 0.5",
    "lambda t: t > 3 and t % 2 or 0.25",
    "lambda t: not t % 3",
    "lambda t: 3 < t <= 7",
    "lambda t: 1 < t < 2 * t < 50 != t",
    "lambda t: t == 3 or t != 4 and not t < 9",
    "lambda t: t and 5 / t",
    "lambda t: t == 0 or 5 / t",
    "lambda t: t > 0 and 1 / t < 0.3",
    "lambda t: 1 / t if t else 2.0",
    "lambda t: (100 - t) ** 0.5 if t < 100 else 0.0",
    # where Python raises an error, there is no rate
    "lambda t: 1 / t",
    "lambda t: t // (t - 5)",
    "lambda t: t % (t - 5)",
    "lambda t: (5 / (t - 5) > 3) * 1.0",
    "lambda t: min(1 / t, 3)",
    "lambda t: max(3, 1 / t)",
    "lambda t: 0 ** (t - 3)",
    "lambda t: (t - 5) ** 0.5",
    "lambda t: abs((t - 5) ** 0.5)",
    "lambda t: (t - 5) ** 0.5 < 3",
    "lambda t: math.sqrt(5 - t)",
    "lambda t: math.log(t)",
    "lambda t: math.exp(t)",
    "lambda t: math.acos(t / 5)",
    "lambda t: 2.0 ** t",
    "lambda t: 2 ** (t % 3000) / 2 ** (t % 3000 + 1)",
    "lambda t: 10.0 ** (t * 100) * 0",
    "lambda t: int(math.inf) if t == 3 else t",
    "lambda t: np.where(t > 0, 1 / t, 0)",
    # and where numpy does not
    "lambda t: np.sqrt(5 - t)",
    "lambda t: np.float64(1) / t if t else 7",
    "lambda t: min(math.inf, t)",
    "lambda t: 1e308 * 10 if t == 3 else t / math.inf",
]

STEPS = [*range(130), 499, 500, 501, 999, 1000, 3999, 4000, 4001, 20000, 123_457, 10**6 + 3, 10**9]
LATE = [10**12 + 39, 2**53 - 1]


def python(text):
    """Return the function that Python itself makes of a lambda; NaN where it raises an error."""
    function = eval(text, {"math": math, "np": np, "numpy": np})

    def value(step):
        try:
            return float(function(step))
        except (ArithmeticError, ValueError, TypeError):
            return math.nan

    return value


@pytest.mark.parametrize("text", LAMBDAS)
def test_a_lambda_has_python_s_own_values(text):
    steps = STEPS if "t ** 5" in text or "1 <" in text else [*STEPS, *LATE]
    with np.errstate(all="ignore"):
        expected = [python(text)(step) for step in steps]
    found = read(f"expr: {text}").schedule()(steps)
    # numpy's functions round the last digit of some values otherwise than Python's
    exact = not any(mark in text for mark in ("**", "pow", "math.", "np.", "numpy."))
    np.testing.assert_allclose(found, expected, rtol=0 if exact else 1e-14, atol=0)
    at_random = read(f"expr: {text}").schedule()(steps[::-1])
    np.testing.assert_array_equal(found[::-1], at_random)


@pytest.mark.parametrize("text", LAMBDAS)
def test_what_is_read_reads_back(text):
    spec = read(f"expr: {text}")
    assert read(spec.word()) == spec == read(spec.constructor())
    assert hash(spec) == hash(read(spec.word()))
    inside = read(f"LambdaLR(torch.optim.SGD(params, lr=0.1), {text})")
    assert read(inside.word()) == inside == read(inside.constructor())
    assert dict(inside.values)["lr_lambda"] == dict(spec.values)["formula"]


NUMBERS = st.integers(-20, 20).map(str) | st.floats(-9, 9).map(lambda x: f"{x:.3g}")


def nested(inner):
    pair = st.tuples(inner, inner)
    return (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(" ".join)
        | st.tuples(
            inner, st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "and", "or"]), inner
        ).map(" ".join)
        | st.sampled_from(["-", "not ", "abs", "int", "float", "round", "math.floor"]).flatmap(
            lambda name: inner.map(lambda text: f"{name}({text})")
        )
        | pair.map(lambda two: f"min({two[0]}, {two[1]})")
        | pair.map(lambda two: f"max({two[0]}, {two[1]})")
        | st.tuples(inner, inner, inner).map(lambda x: f"{x[0]} if {x[1]} else {x[2]}")
    ).map(lambda text: f"({text})")


@settings(max_examples=100)
@given(text=st.recursive(NUMBERS | st.just("t"), nested, max_leaves=8))
def test_any_formula_has_python_s_own_values(text):
    steps = [0, 1, 2, 3, 5, 10, 17, 1000, 54_321]
    found = read(f"expr: {text}").schedule()(steps)
    expected = [python(f"lambda t: {text}")(step) for step in steps]
    # without powers, whose last digit may differ, to the last digit
    np.testing.assert_array_equal(found, expected)


def message(word):
    with pytest.raises(LrplotError) as error:
        read(word)
    return str(error.value)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("expr: foo", "expr: formula: 'foo' cannot be read; write its number in its place"),
        ("expr: t.real", "expr: formula: 't.real' cannot be read; write its number in its place"),
        ("expr: mth.cos(t)", "expr: formula: no function 'mth.cos'; did you mean math.cos, "),
        ("expr: open('x')", "expr: formula: no function 'open'; there are min, math.cos, …"),
        ("expr: min(t)", "expr: formula: 'min(t)' cannot be read: min takes 2 to 100 numbers"),
        ("expr: min(*t)", "expr: formula: 'min(*t)' cannot be read: min takes 2 to 100 numbers"),
        ("expr: min(1, *t)", "expr: formula: '*t' cannot stand in a formula"),
        ("expr: round(t, ndigits=2)", "expr: formula: 'round(t, ndigits=2)' cannot stand in a"),
        ("expr: [t for t in x]", "expr: formula: '[t for t in x]' cannot stand in a formula"),
        ("expr: t & 1", "expr: formula: 't & 1' cannot stand in a formula"),
        ("expr: 2j * t", "expr: formula: '2j' cannot stand in a formula"),
        ("expr: 'a' * t", "expr: formula: \"'a'\" cannot stand in a formula"),
        ("expr: t in t", "expr: formula: 't in t' cannot stand in a formula"),
        ("expr: t in ()", "expr: formula: 't in ()' cannot stand in a formula"),
        ("expr: (x := t)", "expr: formula: '(x := t)' cannot stand in a formula"),
        ("expr: t +", "expr: formula: 't +' cannot be read: invalid syntax"),
        ("expr: lambda: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda a, b: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda a, b=1: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda *a: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda x: t", "expr: formula: 't' cannot be read; the step is called x here"),
        ("expr: lambda x: lambda y: x", "expr: formula: 'lambda y: t' cannot stand in a formula"),
        ("LambdaLR(opt, f)", "torch.LambdaLR: lr_lambda: a function cannot be read, but a lambda "),
        (
            "LambdaLR(opt, lambda e: warmup * e)",
            "torch.LambdaLR: lr_lambda: 'warmup' cannot be read; write its number in its place",
        ),
        (
            "LambdaLR(opt, [lambda e: e, lambda e: 2])",
            "torch.LambdaLR: lr_lambda: one function is drawn, but 2 are given",
        ),
        ("LambdaLR(opt, [])", "torch.LambdaLR: lr_lambda: one function is drawn, but 0 are given"),
    ],
)
def test_message(word, text):
    assert message(word).startswith(text)


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1" + "+1" * 40_000, id="a long sum"),
        pytest.param("-" * 3000 + "1", id="many signs"),
        pytest.param("not " * 3000 + "1", id="many nots"),
        pytest.param("(" * 90 + "t" + ")" * 90, id="many brackets"),
        pytest.param("t" + "**t" * 200, id="a tower"),
        pytest.param("1" * 5000, id="a number"),
        pytest.param("min(" + "t," * 5000 + "1)", id="many numbers"),
        pytest.param("t.a" + ".a" * 5000, id="a path"),
        pytest.param("t" + "<t" * 5000, id="a chain"),
    ],
)
def test_what_is_too_much_is_refused_at_once(text):
    assert len(message(f"expr: {text}")) < 200


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9 ** 9 ** 9 ** 9", math.nan),
        ("10 ** 10 ** 10", math.nan),
        ("(t + 10) ** (t + 10) ** (t + 10)", math.nan),
        ("10 ** 1000 % 7", 4.0),
        ("10 ** 400 / 10 ** 399", 10.0),
        ("round(t + 3, -10 ** 9)", 0.0),
        ("round(0.5, 10 ** 9)", 0.5),
        ("2.0 ** 10 ** 9", math.nan),
        ("0 ** 10 ** 9", 0.0),
        ("(-1) ** 10 ** 9", 1.0),
    ],
)
def test_huge_numbers_do_no_harm(text, value):
    np.testing.assert_array_equal(read(f"expr: {text}").schedule()(np.arange(3)), value)


@pytest.mark.usefixtures("within_a_second")
def test_large_products_are_bounded():
    text = " * ".join(["2 ** 4000 * t"] * 40)
    assert np.isnan(read(f"expr: {text}").schedule()([1, 2])).all()


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("expr", "expr: 0.001 * min(t / 4000, (4000 / max(t, 1)) ** 0.5)"),
        ("expr:t*2", "expr: t * 2"),
        ("expr:formula=t*2", "expr: t * 2"),
        ("expr: formula = t*2", "expr: t * 2"),
        ("expr(t*2)", "expr: t * 2"),
        ("expr('t*2')", "expr: t * 2"),
        ("expr(formula='step*2')", "expr: t * 2"),
        ("expr: lambda epoch: epoch*2", "expr: t * 2"),
        ("plain.expr: t*2", "expr: t * 2"),
        ("expr: t % 10k", "expr: t % 10e3"),
        ("expr:min(t,2)", "expr: min(t, 2)"),
        ("LambdaLR(opt, lambda e: e)", "LambdaLR(opt, lr_lambda=[lambda e: e])"),
        ("LambdaLR(opt, lambda e: e)", "torch.LambdaLR:lr_lambda=lambda e: e"),
        ("LambdaLR(opt, lambda e: e)", "torch.LambdaLR:lr_lambda=[lambda e: e]"),
        ("LambdaLR(opt, lambda e: e)", "torch.LambdaLR:lr_lambda=t"),
        ("MultiplicativeLR(opt, lambda _: 0.95)", "torch.MultiplicativeLR(opt, lambda _: 0.95)"),
    ],
)
def test_two_ways_to_say_the_same(word, same):
    assert read(word, lr=1.0).schedule() == read(same, lr=1.0).schedule()


def test_a_formula_has_a_label():
    spec = read("My own=expr: 1 if t == 3 else 2")
    assert spec.label == "My own"
    assert read(spec.word()) == spec


def test_a_formula_stands_in_other_schedules():
    schedule = read("then([expr(min(t, 4) / 4), scale(expr('1.0 / (t + 1)'), 2.0)])").schedule()
    assert schedule([0, 1, 3, 4, 5]).tolist() == [0, 0.25, 0.75, 2.0, 1.0]
    same = read("plus:parts=[expr:min(t, 4),expr:t if t < 3 else 2]").schedule()
    assert same([0, 2, 5]).tolist() == [0, 4, 6]


def test_a_formula_stands_in_a_plan():
    items = ["expr: 2 * t", {"schedule": "expr", "formula": "2 * t"}, {"schedule": "expr",
             "sweep": {"formula": ["2 * t", "3"]}}]  # fmt: skip
    specs = yaml.interpret({"schedules": items}).specs
    assert [str(dict(spec.values)["formula"]) for spec in specs] == ["2 * t"] * 3 + ["3"]


def test_info_shows_the_formula():
    text = info(read("expr: min(t, 4k)"))
    assert "formula = min(t, 4000.0)" in text
    assert "Computed(1, min(t, 4000.0))" in text


@pytest.mark.parametrize(
    ("text", "knots"),
    [
        ("1 if t < 300 else 2", [300]),
        ("1 if t <= 300 else 2", [300]),
        ("1 if t * 0.1 < 30 else 2", [300]),
        ("1 if t == 300 else 2", [300]),
        ("min(t / 4, 75)", [300]),
        ("max(t / 4, 75, 100)", [300, 400]),
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
def test_knots(text, knots):
    found = read(f"expr: {text}").schedule().knots([0, 1000])
    np.testing.assert_allclose(found, knots, rtol=1e-12)


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
    assert schedule.knots([1, 7]).tolist() == [3, 6]


@pytest.mark.parametrize(
    "word",
    [
        "expr: __import__('os').system('touch run')",
        "expr: open('run', 'w')",
        "expr: (lambda: open('run', 'w'))()",
        "expr: [open('run', 'w') for x in [1]][0]",
        "expr: t.__class__.__bases__",
        "expr: f'{open(1)}'",
        "expr: math.__loader__",
        "expr: np.load('run')",
        "LambdaLR(opt, lambda e: open('run', 'w'))",
        "LambdaLR(opt, lambda e, f=open('run', 'w'): 1)",
        "LambdaLR(opt, open('run', 'w'))",
    ],
)
def test_nothing_is_run(word, folder):
    assert "\n" not in message(word)
    assert not list(folder.iterdir())

"""Formulas where they stand: in words, plans and other schedules; and what is refused."""

import math

import pytest

from lrplot.analysis.info import info
from lrplot.errors import LrplotError
from lrplot.readers import plan
from lrplot.specs.grammar import read


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
        ("expr: min(t)", "expr: formula: 't' is no list; one must stand there"),
        ("expr: min()", "expr: formula: 'min()' cannot be read: min takes 2 to 100 numbers"),
        ("expr: min(1, *t)", "expr: formula: 't' is no list; one must stand there"),
        ("expr: 2 * [1, t]", "expr: formula: '2 * [1, t]' is no number; one must stand there"),
        ("expr: sum(range(t))", "expr: formula: range takes whole numbers that do not depend on"),
        ("expr: [0] * 10 ** 9", "expr: formula: '[0] * 10 ** 9' cannot stand in a formula"),
        ("expr: 'a' * 10 ** 9", "expr: formula: \"'a'\" cannot stand in a formula"),
        ("expr: [1, 2][t:]", "expr: formula: '[1, 2][t:]' cannot be read: its ends are no"),
        ("expr: {1: 2}.get(t)", "expr: formula: get takes the key, and what there is without it"),
        ("expr: round(t, ndigits=2)", "expr: formula: 'round(t, ndigits=2)' cannot stand in a"),
        (
            "expr: [t for t in x]",
            "expr: formula: 'x' cannot be read; write its number in its place",
        ),
        ("expr: t & 1", "expr: formula: 't & 1' cannot stand in a formula"),
        ("expr: 2j * t", "expr: formula: '2j' cannot stand in a formula"),
        ("expr: 'a' * t", "expr: formula: \"'a'\" cannot stand in a formula"),
        ("expr: t in t", "expr: formula: 't in t' cannot stand in a formula"),
        ("expr: (x := t)", "expr: formula: '(x := t)' cannot stand in a formula"),
        ("expr: t +", "expr: formula: 't +' cannot be read: invalid syntax"),
        ("expr: lambda: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda a, b: 3", "expr: formula: a lambda must have one argument, the step"),
        ("expr: lambda a, b=c: 3", "expr: formula: 'c' cannot be read; write its number in its"),
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


KERAS = "LearningRateScheduler({}, lr=0.5)"


@pytest.mark.parametrize(
    ("function", "same"),
    [
        ("lambda epoch, lr: lr * 0.9", "lambda t, lr: lr * (0.9)"),
        ("lambda e, rate: 0.9 * rate / (1 + e)", "lambda t, lr: lr * (0.9 / (1 + t))"),
        ("lambda e, lr: -(-lr if e else lr)", "lambda t, lr: lr * (-(-1.0 if t else 1.0))"),
        ("lambda e, lr: max(lr, 2 * lr)", "lambda t, lr: lr * (max(1.0, 2))"),
        ("lambda e, lr: 0.1", "lambda t: 0.1"),
    ],
)
def test_a_lambda_may_multiply_the_rate(function, same):
    spec = read(KERAS.format(function))
    assert spec.entry.param("schedule").role.literal(dict(spec.values)["schedule"]) == same
    assert read(spec.word()) == spec
    assert read(KERAS.format(same)) == spec


@pytest.mark.parametrize(
    ("function", "text"),
    [
        ("lambda e, lr: lr.real", "'lr.real' cannot be read; write its number in its place"),
        ("lambda e, rate: rate + lr", "'lr' cannot be read; the rate is called rate here"),
        ("lambda e, lr: lr + step", "'step' cannot be read; write its number in its place"),
        ("lambda a, b, c: 0.1", "a lambda must have one argument, the step, and perhaps a second"),
        ("lambda e: 1", "its first value is an int, and Keras wants a float, as 1.0 is"),
    ],
)
def test_a_lambda_that_cannot_be_followed_is_refused(function, text):
    assert message(KERAS.format(function)).startswith(
        f"keras.LearningRateScheduler: function: {text}"
    )


@pytest.mark.parametrize(
    "function",
    [
        "lambda epoch, lr: max(lr * 0.9, 1e-3)",
        "lambda e, rate: rate - 0.01 if e > 2 else rate",
        "lambda e, lr: lr * lr + 0.1",
        "lambda step, r: 1 / (r + step + 1)",
        "lambda e, lr: lr if e else 0.1",
        "lambda lr, t: math.exp(-t) + lr // 2",
    ],
)
def test_a_lambda_is_told_the_rate_before(function):
    f, rate, rates = eval(function, {"math": math}), 0.5, []
    for epoch in range(60):
        rate = f(epoch, rate)
        rates.append(rate)
    spec = read(KERAS.format(function))
    assert spec.schedule()(range(60)).tolist() == pytest.approx(rates, rel=1e-12)
    assert spec.schedule()([40, 3, 59]).tolist() == pytest.approx([rates[i] for i in (40, 3, 59)])
    assert read(spec.word()) == spec == read(spec.constructor())


def test_a_lambda_told_the_rate_is_followed_so_far(within_a_second):
    spec = read(KERAS.format("lambda e, lr: max(lr * 0.9, 1e-3)"))
    with pytest.raises(LrplotError, match="to step 1M at most; step 2B is asked for"):
        spec.schedule()(2e9)


def test_a_lambda_of_the_rate_wants_one():
    word = "LearningRateScheduler(lambda e, lr: lr * 0.5)"
    assert message(word).endswith("lr must be given, for the lambda is told it")
    assert read(word, lr=1.0).schedule()(1) == 0.25
    assert read("LearningRateScheduler(lambda e: 0.5)").schedule()(1) == 0.5


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
    specs = plan.interpret({"schedules": items}).specs
    assert [str(dict(spec.values)["formula"]) for spec in specs] == ["2 * t"] * 3 + ["3"]


def test_info_shows_the_formula():
    text = info(read("expr: min(t, 4k)"), pieces=True)
    assert "formula = min(t, 4000.0)" in text
    assert "Computed(1, min(t, 4000.0))" in text


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

"""Numbers: one place reads them, and their text reads back."""

import math

import pytest
from hypothesis import given, strategies as st

from lrplot.arithmetic import numbers, steps
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3e-4", 0.0003),
        ("1_000", 1000),
        ("10k", 10_000),
        ("10K", 10_000),
        ("2M", 2_000_000),
        ("1.5B", 1_500_000_000),
        ("1.1k", 1100),
        ("2G", 2e9),
        ("1T", 1e12),
        (".5", 0.5),
        ("5.", 5),
        ("+3", 3),
        ("-3", -3),
        (" 7 ", 7),
        ("010", 10),
        ("1e3", 1000),
        ("5e12", 5e12),
        ("1/3", 1 / 3),
        ("4 * 10k", 40_000),
        ("2**10", 1024),
        ("-(1 + 2)", -3),
        ("7 // 2", 3),
        ("7 % 4", 3),
        ("512**-0.5", 512**-0.5),
    ],
)
def test_number(text, value):
    assert numbers.number(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a number"),
        ("x", "'x' is not a number"),
        ("1e", "'1e' is not a number"),
        ("10kk", "'10kk' is not a number"),
        ("10 k", "'10 k' is not a number"),
        ("1,5", "'1,5' is not a number"),
        ("1:30", "'1:30' is not a number"),
        ("True", "'True' is not a number"),
        ("'3'", "\"'3'\" is not a number"),
        ("3j", "'3j' is not a number"),
        ("1/0", "'1/0' is not a number"),
        ("(-1)**0.5", "'(-1)**0.5' is not a number"),
        ("1 << 3", "'1 << 3' is not a number"),
        ("abs(3)", "'abs(3)' is not a number"),
        ("nan", "'nan' is not a finite number"),
        ("-inf", "'-inf' is not a finite number"),
        ("Infinity", "'Infinity' is not a finite number"),
        ("1e999", "'1e999' is not a finite number"),
        ("1e308*10", "'1e308*10' is not a finite number"),
    ],
)
def test_no_number(text, message):
    with pytest.raises(LrplotError) as error:
        numbers.number(text)
    assert str(error.value) == message


HUGE = {
    "digits": "1" * 100_000 + "x",
    "digits and a point": "1" * 50_000 + "." + "1" * 50_000 + "x",
    "underscores": "1_" * 50_000 + "x",
    "a power": "9**9**9**9",
    "a huge whole number": "1" + "0" * 400 + "+0",
    "a product of huge numbers": "9" * 4000 + "*" + "9" * 4000,
    "many signs": "-" * 900 + "x",
    "more signs": "-" * 50_000 + "1",
    "a long sum": "1+" * 900 + "x",
    "a longer sum": "1+" * 40_000 + "1",
    "brackets": "(" * 100_000,
    "a megabyte": "x" * 1_000_000,
}


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_huge_text_is_refused_at_once(text):
    with pytest.raises(LrplotError):
        numbers.number(text)


def test_a_number_with_odd_letters_warns_nobody(recwarn):
    with pytest.raises(LrplotError):
        numbers.number("1if 1else 2")
    with pytest.raises(LrplotError):
        numbers.number("'\\d'")
    assert not recwarn.list


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_text_reads_back(value):
    assert numbers.number(numbers.text(value)) == value


@given(st.integers(-(2**53), 2**53))
def test_text_of_whole_numbers_reads_back(value):
    assert numbers.number(numbers.text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (4000.0, "4000"),
        (40_000.0, "40k"),
        (12_345.0, "12345"),
        (2_500_000.0, "2.5M"),
        (1e9, "1B"),
        (1e-5, "1e-05"),
        (0.001, "0.001"),
        (-20_000, "-20k"),
    ],
)
def test_text(value, text):
    assert numbers.text(value) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40k", Range(0, 40_000)),
        ("5:10", Range(5, 10)),
        (":10", Range(0, 10)),
        ("0:1M:10k", Range(0, 1_000_000, 10_000)),
        ("2*3", Range(0, 6)),
        ("1.5k", Range(0, 1500)),
    ],
)
def test_range(text, expected):
    assert steps.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0", "no steps from 0 to 0: the range is empty"),
        ("5:5", "no steps from 5 to 5: the range is empty"),
        ("5:3", "no steps from 5 to 3: the range is empty"),
        ("-5:3", "steps count from 0, not from -5"),
        ("0:3:0", "the stride must be at least 1, not 0"),
        ("0:3:-1", "the stride must be at least 1, not -1"),
        ("1:2:3:4", "'1:2:3:4' is not N or START:STOP[:STRIDE]"),
        ("1.5", "'1.5': steps are whole numbers"),
        ("5:", "'5:' does not say where to stop"),
        ("", "'' does not say where to stop"),
        ("x", "'x' is not a number"),
        ("nan", "'nan' is not a finite number"),
        ("9007199254740993", "steps beyond 2**53 (9007199254740992) cannot be told apart"),
        ("1e16", "steps beyond 2**53 (9007199254740992) cannot be told apart"),
    ],
)
def test_no_range(text, message):
    with pytest.raises(LrplotError) as error:
        steps.parse(text)
    assert str(error.value) == message


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 5000))
def test_range_counts_as_python_does(start, length, stride):
    ours, python = Range(start, start + length, stride), range(start, start + length, stride)
    assert len(ours) == len(python)
    assert ours.last == python[-1]
    assert steps.parse(str(ours)) == ours
    assert ours.block(0, 5).tolist() == list(python[:5])
    assert ours.block(len(ours) - 1, 5).tolist() == [python[-1]]


@given(st.floats(1, 1e12))
def test_nice_is_a_little_more(value):
    assert value * (1 - 1e-9) <= steps.nice(value) <= max(2 * value, math.ceil(value) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "max(50 - 5, 1) * 20",
        "3e-5 / 3e-4 if 3e-4 > 0 else 0.0",
        "int(0.5 * 100)",
        "len([1, 2]) * 10 ** 20 // 7",
        "2 ** 10",
        "math.ceil(1000 / 3)",
        "[i * 10 for i in range(1, 5)]",
        "[int(100 * share) for share in (0.5, 0.75)]",
        "[30] * 3 + [60]",
        "list(range(30, 100, 30))",
        "{i * 10: 0.1 ** i for i in range(3)}",
        "[[i, i / 2] for i in (1, 2)]",
        "sum([100, 200][:1])",
    ],
)
def test_python_works_out_numbers_in_a_constructor(text):
    expected = eval(text, {"math": math})
    found = numbers.arithmetic(numbers.syntax(text))
    assert (repr(found), type(found)) == (repr(expected), type(expected))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("True", "only numbers and their arithmetic can stand here"),
        ("3 > 2", "only numbers and their arithmetic can stand here"),
        ("1 / 0", "its arithmetic fails: division by zero"),
        ("[1, 2][2]", "its arithmetic fails: list index out of range"),
        ("warmup * 2", "'warmup' cannot be read; write its number in its place"),
        ("open('x')", "no function 'open'; there are min, math.cos, …"),
        ("9 ** 9 ** 9", "its arithmetic fails: a whole number is too large"),
        ("[1] * 10 ** 9", "'[1] * 10 ** 9' cannot stand in a formula: it has a list in it"),
        ("[i for i in range(10 ** 9)]", "a list of more than 10,000 items is not read"),
        ("{1, 2}", "the set is no list; write list(…)"),
    ],
)
def test_no_number_in_a_constructor(text, message):
    with pytest.raises(LrplotError) as error:
        numbers.arithmetic(numbers.syntax(text))
    assert str(error.value) == message

"""Pictures in letters: dots are read back and held against the schedules' equations."""

import re
import unicodedata
from itertools import pairwise

import pytest
from terminals import on_terminal

PLACES = {bit: (x, y) for x, column in enumerate(((0, 1, 2, 6), (3, 4, 5, 7)))
          for y, bit in enumerate(column)}  # fmt: skip


@pytest.fixture(autouse=True)
def _size(monkeypatch):
    """What a pipe has, whatever the tests run in."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def inside(text):
    """Return the rows between the axes."""
    rows = [re.split("[┤│]", line, maxsplit=1) for line in text.splitlines()]
    return [row[1] for row in rows if len(row) == 2]


def dots(text):
    """Return the dots of each column of dots, from below."""
    rows, found = inside(text), {}
    for number, row in enumerate(rows):
        for column, letter in enumerate(row):
            if 0x2800 < ord(letter) < 0x2900:
                for bit, (x, y) in PLACES.items():
                    if (ord(letter) - 0x2800) >> bit & 1:
                        high = 4 * (len(rows) - number) - 1 - y
                        found.setdefault(2 * column + x, set()).add(high)
    return found


def drawn(run, *args):
    done = run(*args, "--format", "text")
    assert done.status == 0, done
    return done.out.decode()


def test_a_line_goes_down_through_every_dot(run):
    found = dots(drawn(run, "compare", "expr: 1 - t / 1000", "--steps", "1001",
                       "--ylim", "0:1", "--xlim", "0:1000"))  # fmt: skip
    last, top = max(found), max(max(high) for high in found.values())
    assert [*found] == list(range(last + 1))
    for column, high in found.items():
        expected = top * (1 - column / last)
        assert all(abs(dot - expected) <= 1 for dot in high), (column, high, expected)


def test_a_logarithmic_axis_makes_a_power_a_line(run):
    found = dots(drawn(run, "compare", "expr: 10 ** (-t / 250)", "--steps", "1001", "--log-y",
                       "--ylim", "1e-4:1", "--xlim", "0:1000"))  # fmt: skip
    last, top = max(found), max(max(high) for high in found.values())
    for column, high in found.items():
        assert all(abs(dot - top * (1 - column / last)) <= 1 for dot in high)


def test_every_jump_and_a_single_step_are_there(run):
    # 40,000 steps, of which one is high, and a jump at the 30,000th
    spike = "expr: 1 if t == 12345 else 0 if t < 30000 else 0.5"
    found = dots(drawn(run, "compare", spike, "--steps", "40k", "--ylim", "0:1", "--xlim", "0:40k"))
    last, top = max(found), max(max(high) for high in found.values())
    assert found[round(12345 / 40000 * last)] == set(range(top + 1))
    assert set(range(round(top / 2))) <= found[round(30000 / 40000 * last)]
    assert set(found[last // 2]) == {0}


def test_as_many_restarts_as_there_are_fill_the_page(run):
    found = dots(drawn(run, "compare", "cosine-restarts:t_mul=1", "--steps", "1T"))
    assert {len(high) for high in found.values()} == {max(map(len, found.values()))}


def test_axes_and_legend_say_what_the_image_says(run):
    text = drawn(run, "compare", "cosine", "exp", "--steps", "40k", "--steps-per-epoch", "10k")
    lines = text.splitlines()
    assert lines[0].strip() == "Learning rate schedule"
    assert lines[1] == "Learning Rate"
    assert lines[2].split() == ["Epoch", *(f"{n / 2:g}" for n in range(9))]
    assert [line.split()[0] for line in lines if "┤" in line] == [
        "1e-3", "8e-4", "6e-4", "4e-4", "2e-4", "0",
    ]  # fmt: skip
    assert lines[-2].split() == ["0", "5k", "10k", "15k", "20k", "25k", "30k", "35k", "40k"]
    assert lines[-1].strip() == "Train Step"
    assert [line[-12:].strip() for line in lines if "⠤a⠤" in line or "⠤b⠤" in line] == [
        "⠤a⠤ cosine", "⠤b⠤ exp",
    ]  # fmt: skip
    ticks = [n for n, letter in enumerate(lines[-3]) if letter == "┬"]
    assert len(ticks) == 9
    assert {b - a for a, b in pairwise(ticks)} <= {8, 9}


def test_each_curve_has_its_mark(run):
    rows = inside(drawn(run, "compare", "cosine", "exp", "noam", "--legend", "none"))
    marks = [letter for row in rows for letter in row if letter.isalpha()]
    assert {mark: marks.count(mark) > 2 for mark in marks} == {"a": True, "b": True, "c": True}


def test_a_legend_that_has_no_place_stands_below(run):
    lines = drawn(run, "compare", "cosine-restarts:t_mul=1", "exp", "--steps", "1M").splitlines()
    assert lines[-1].split() == ["⠤a⠤", "cosine-restarts", "⠤b⠤", "exp"]
    assert len(lines) <= 24


def test_wide_letters_keep_their_columns(run):
    text = drawn(
        run, "compare", "学習=cosine", "e\u0301=exp", "--legend", "outside", "--title", "率"
    )
    for line in text.splitlines():
        wide = sum(
            (unicodedata.east_asian_width(c) in "WF") - (unicodedata.category(c) == "Mn")
            for c in line
        )
        assert len(line) + wide <= 80


def test_what_would_turn_a_line_round_is_not_written(run):
    text = drawn(run, "compare", "a\u202eb=cosine", "--title", "c\u200bd", "--legend", "outside")
    assert all(line.isprintable() for line in text.splitlines())
    assert "a\ufffdb" in text


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 40), (100, 12)])
def test_as_wide_as_the_terminal_and_not_higher(columns, rows):
    args = ("compare", "cosine", "exp", "noam", "piecewise", "-o", "-")
    status, seen, _ = on_terminal(args, {"NO_COLOR": "1"}, columns, rows)
    assert status == 0
    assert "\033" not in seen
    lines = seen.splitlines()
    picture = [n for n, line in enumerate(lines) if "Train Step" in line][-1]
    assert picture < rows - 1
    assert max(map(len, lines[: picture + 1])) == columns


def test_a_long_line_below_leaves_the_title_on_the_screen():
    _, seen, _ = on_terminal(("compare", "cosine", "exp", "-o", "-"), {"NO_COLOR": "1"}, 80, 24)
    lines = seen.splitlines()
    title = next(n for n, line in enumerate(lines) if line.strip() == "Learning rate schedule")
    rows = sum(max(1, -(-len(line) // 80)) for line in lines[title:])
    # one is for what is typed next
    assert rows <= 24 - 1


def test_colours_of_a_terminal():
    args = ("compare", "cosine", "exp", "--format", "text")
    _, seen, _ = on_terminal(args, {})
    assert len(set(re.findall(r"\033\[38;5;(\d+)m", seen))) == 2
    _, seen, _ = on_terminal(args, {"COLORTERM": "truecolor"})
    # white on them, and they on black, have a contrast of 3 or more (WCAG 2.1)
    for code in set(re.findall(r"\033\[38;2;(\d+;\d+;\d+)m", seen)):
        parts = [int(part) / 255 for part in code.split(";")]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        red, green, blue = linear
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert 1.05 / (luminance + 0.05) >= 2.9
        assert (luminance + 0.05) / 0.05 >= 2.9
    assert seen.count("\033[39m") >= 15


@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
    ids=str,
)
def test_colours_of_a_pipe(run, monkeypatch, env, colored):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    text = drawn(run, "compare", "cosine", "exp")
    assert ("\033[" in text) == colored
    assert max(len(re.sub(r"\033\[[\d;]*m", "", line)) for line in text.splitlines()) == 80


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"CLICOLOR": "0"}], ids=str)
def test_a_terminal_without_colours(env):
    status, seen, _ = on_terminal(("cosine", "-o", "-"), env)
    assert (status, "\033" in seen) == (0, False)


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "ascii"}, {"TERM": "linux"}], ids=str)
def test_plain_letters_where_there_are_no_others(env):
    status, seen, _ = on_terminal(
        ("compare", "é=cosine", "exp", "-o", "-"), {**env, "NO_COLOR": "1"}
    )
    assert status == 0
    picture = seen[: seen.index("Train Step")].replace("é", "?")
    assert picture.isascii()
    assert "-a- ?" in picture
    assert re.search(r"0 \+ .*aaa", picture)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "fig.text"], "no format 'text'; it is png, svg, pdf, html, csv, json or npz"),
        (["-o", "-"], "-o - needs --format, such as --format csv"),
        (["-o", "fig.png", "--format", "text"], "--format is for standard output"),
    ],
)
def test_refused(refused, args, message):
    assert message in refused("compare", "cosine", *args)


def test_more_curves_than_marks(refused):
    many = [f"constant:learning_rate={n}" for n in range(1, 64)]
    assert "63 curves are too many for a picture (at most 62)" in refused(
        "compare", *many, "--format", "text"
    )


def test_a_narrow_terminal(refused, monkeypatch):
    monkeypatch.setenv("COLUMNS", "12")
    assert "the terminal has 12 columns; a picture needs" in refused("cosine", "--format", "text")


def test_the_momentum_stands_beneath_on_the_same_steps(run):
    # OneCycleLR's momentum goes from 0.95 down to 0.85 while its rate goes up, for 3 of 10 steps
    words = "OneCycleLR(torch.optim.SGD(params, lr=0.1, momentum=0.9), 0.1, 1000)"
    text = drawn(run, "compare", words, "--also", "momentum")
    upper, lower = text.split("\nMomentum\n")
    assert upper.splitlines()[-1] == lower.splitlines()[-3]
    rates, momenta = dots(upper), dots(lower)
    assert set(rates) == set(momenta)
    peak = 299 / 999 * max(rates)
    assert abs(max(rates, key=lambda column: max(rates[column])) - peak) < 12
    assert abs(min(momenta, key=lambda column: min(momenta[column])) - peak) < 30
    assert text.splitlines()[-1].strip() == "Train Step"
    # one number alone would be no scale
    assert re.findall(r"(\S+) ┤", lower) == ["0.95", "0.9", "0.85"]


def test_without_a_rate_it_says_so(run):
    said = "no rate here can be drawn"
    rows = inside(drawn(run, "compare", "expr: 10.0 ** (t + 400)", "--steps", "100"))
    (row,) = (row for row in rows if row.strip())
    assert row.strip() == said
    assert said not in drawn(run, "compare", "cosine")

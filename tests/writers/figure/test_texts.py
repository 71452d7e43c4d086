"""Letters, formulas and lines of text in a picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, strategies as st
from matplotlib import font_manager, rcParams
from pictures import drawn, labels

from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.writers.figure import draw, fonts, wrap

CHINESE = ("compare", "余弦=cosine", "exp", "--title", "学习率")


def font(path: Path, name: str, letters: str) -> str:
    """Write a font that has a box for each of the letters."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 700), (700, 700), (700, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = [".notdef", *(f"u{ord(letter):X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):X}" for c in letters})
    builder.setupGlyf({glyph: pen.glyph() for glyph in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return str(path)


def test_an_installed_font_lends_the_letters_that_are_missing(tmp_path: Path, monkeypatch) -> None:
    manager = font_manager.FontManager.__new__(font_manager.FontManager)
    manager.__dict__.update(font_manager.fontManager.__dict__)
    monkeypatch.setattr(manager, "ttflist", list(manager.ttflist))
    monkeypatch.setattr(font_manager, "fontManager", manager)
    manager.addfont(font(tmp_path / "a.ttf", "Zz Most", "学习率"))
    manager.addfont(font(tmp_path / "b.ttf", "Zz Rest", "度"))
    with fonts.covering(["学习率度", "a"]) as missing:
        assert missing == set()
        assert rcParams["font.family"][-2:] == ["Zz Most", "Zz Rest"]
    with fonts.covering(["学好"]) as missing:
        assert missing == {"好"}
    with fonts.covering(["a", "é", "α"]):
        assert rcParams["font.family"] == ["sans-serif"]


@pytest.mark.parametrize("options", [("-o", "a.png"), ("-o", "a.pdf"),
                                     ("-o", "a.svg", "--outline-text")])  # fmt: skip
def test_letters_that_no_font_has_are_named_with_their_texts(run, options) -> None:
    done = run(*CHINESE, *options)
    assert done.status == 0
    line, wrote, _ = done.err.splitlines()
    assert line == (
        "lrplot: warning: no installed font has '学习率余弦', drawn as boxes in "
        "title '学习率', label '余弦'"
    )
    assert wrote == f"wrote {options[1]}"


@pytest.mark.parametrize(
    "words", [CHINESE, ("compare", "cosine", "--title", "e\u0301 \u2066a\u2069")]
)
def test_texts_that_need_no_font_here_are_drawn_without_a_word(run, words) -> None:
    # whoever shows the file finds the letters
    done = run(*words, "-o", "a.svg")
    assert done.status == 0
    assert done.err.splitlines()[0] == "wrote a.svg"


def test_a_missing_letter_is_an_error_when_strict(run, folder) -> None:
    done = run(*CHINESE, "-o", "a.png", "--strict")
    assert (done.status, list(folder.iterdir())) == (1, [])


def svg(**settings: object) -> str:
    stream = io.BytesIO()
    plot = Plan((grammar.read("cosine"),), Settings(**settings)).plot()
    draw.write(plot, stream, "svg")
    return stream.getvalue().decode()


@pytest.mark.parametrize("look", ["lrplot", "print", "dark", "ggplot"])
def test_texts_of_an_svg_are_text_unless_outlines_are_asked_for(look: str) -> None:
    assert re.search(">Train Step</text>", svg(look=look))
    assert "<text" not in svg(look=look, outline_text=True)


def test_formulas_are_read_when_asked_for() -> None:
    words = (r"$\eta_t$=cosine", "exp")
    texts = {"title": r"rate $\eta_t$", "ylabel": r"$\eta$"}
    for asked in (None, True):
        axes = drawn(*words, mathtext=asked, **texts)
        shown = [axes.title, axes.yaxis.label, *axes.get_legend().get_texts()]
        assert [text.get_parse_math() for text in shown] == [bool(asked)] * 4
        assert axes.get_title() == texts["title"]
        assert labels(axes) == [r"$\eta_t$", "exp"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--title", r"$\etta$"], r"title '$\\etta$': "),
        (["--ylabel", "$x^$"], "y label '$x^$': "),
        ([r"$\nope$=cosine"], r"label '$\\nope$': "),
    ],
)
def test_a_formula_that_cannot_be_read_is_refused(refused, options, message: str) -> None:
    words = [*options, "-o", "a.png"]
    assert refused("compare", "exp", *words, "--mathtext").startswith(f"lrplot: {message}")


@given(st.text(st.sampled_from("abc学习,;/ _"), max_size=80), st.integers(3, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, ems: int) -> None:
    wrapped = wrap.wrapped(text, ems)
    assert "".join(wrapped.split()) == "".join(text.split())
    for line in wrapped.split("\n"):
        assert sum(1.0 if c in "学习" else 0.57 for c in line) <= ems + 1e-9


def test_wrapped_lines_are_of_about_one_length() -> None:
    assert wrap.wrapped("aaaa aaaa aaaa aaaa aaaa", 13) == "aaaa aaaa aaaa\naaaa aaaa"
    assert wrap.wrapped("aa,bb", 2) == "aa,\nbb"


def test_lines_end_with_words_where_that_takes_no_more_lines() -> None:
    assert wrap.wrapped("ReduceLROnPlateau, lr=0.1, patience=4", 16) == (
        "ReduceLROnPlateau,\nlr=0.1, patience=4"
    )
    assert wrap.wrapped("get_constant_schedule", 8) == "get_constant_\nschedule"
    long = "transformers.get_constant_schedule_with_warmup, num_warmup_steps=100"
    assert wrap.wrapped(long, 33) == long.replace(", ", ",\n")


def test_a_formula_is_not_cut() -> None:
    formula = r"$\frac{a b}{c d}$"
    assert wrap.wrapped(f"aaaa {formula} bbbb", 4, math=True) == f"aaaa\n{formula}\nbbbb"

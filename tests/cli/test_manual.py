"""The manual page: it is current, and shows letters that roff would take for its own."""

import pytest
from conftest import document

manual = document("manual")


def test_the_page_is_current():
    assert (manual.HERE / "lrplot.1").read_text(encoding="ascii") == manual.page(), "make docs"


@pytest.mark.parametrize(
    ("line", "roff"),
    [
        (".mplstyle", r"\&.mplstyle"),
        ("--lr 'x'", r"\-\-lr \(aqx\(aq"),
        ("a\\b^~", r"a\eb\(ha\(ti"),
        ("STEP,…", r"STEP,\[u2026]"),
    ],
)
def test_a_line_is_shown_as_it_stands(line, roff):
    assert manual.plain(line) == roff


def test_what_stands_between_backquotes_is_bold():
    assert [*manual.text("One of `values`. Then\n  `x`.")] == [
        r"One of \fBvalues\fR.",
        r"Then \fBx\fR.",
    ]

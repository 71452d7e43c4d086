"""Finds fonts for letters that the look's own font does not have."""

from __future__ import annotations

import contextlib
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence

from lrplot.errors import shown
from lrplot.plots.labels import clean

MOST_NAMED = 3
"""So many texts are named that have letters no font has."""

PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Arial Unicode MS", "Noto Sans",
)  # fmt: skip


@contextlib.contextmanager
def covering(texts: Iterable[str]) -> Iterator[set[str]]:
    """Draw with further installed fonts for letters that the present one has not.

    Give the letters that no font has, which are drawn as boxes.
    """
    import matplotlib

    letters = {
        c
        for text in texts
        if not text.isascii()
        for c in clean(text)
        # what only changes the letter before it has no shape of its own
        if not c.isspace() and unicodedata.category(c) not in ("Cf", "Mn")
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")
        more, missing = _families(letters) if letters else ([], set())
        if more:
            with matplotlib.rc_context(
                {"font.family": [*matplotlib.rcParams["font.family"], *more]}
            ):
                yield missing
        else:
            yield missing


def missed(letters: set[str], texts: Sequence[tuple[str, str]]) -> str:
    """Return a line about the letters that no font has, and the texts that they are in."""
    places = [f"{what} {shown(text, 30)}" for what, text in texts if letters.intersection(text)]
    found = dict.fromkeys(c for _, text in texts for c in text if c in letters)
    rest = len(places) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    where = ", ".join(places[:MOST_NAMED])
    return f"no installed font has {shown(''.join(found), 30)}, drawn as boxes in {where}{more}"


def _families(letters: set[str]) -> tuple[list[str], set[str]]:
    """Return names of installed fonts that have the letters missing in the present one.

    And the letters that none has.
    """
    from matplotlib.font_manager import FontProperties, findfont, fontManager

    missing = {ord(c) for c in letters} - _codes(findfont(FontProperties()))
    files: dict[str, str] = {}
    for entry in sorted(fontManager.ttflist, key=lambda entry: (entry.name, entry.fname)):
        # the last-resort fonts of some systems have a box for every letter
        if entry.style == "normal" and not entry.name.startswith(
            (".", "LastResort", "Last Resort")
        ):
            files.setdefault(entry.name, entry.fname)
    names = [name for name in PREFERRED if name in files]
    found = []
    for name in [*names, *(name for name in files if name not in names)]:
        if not missing:
            break
        codes = _codes(files[name])
        if codes & missing:
            found.append(name)
            missing -= codes
    return found, {chr(code) for code in missing}


def _codes(path: str) -> set[int]:
    from matplotlib.font_manager import get_font

    try:
        return set(get_font(path).get_charmap())
    except (OSError, RuntimeError):
        return set()

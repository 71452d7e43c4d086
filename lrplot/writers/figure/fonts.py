"""Finds fonts for letters that the look's own font does not have."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterable, Iterator

PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Arial Unicode MS", "Noto Sans",
)  # fmt: skip


@contextlib.contextmanager
def covering(texts: Iterable[str]) -> Iterator[None]:
    """Draw with further installed fonts for letters that the present one has not.

    What no font has is drawn as a box, without a warning.
    """
    import matplotlib

    letters = {c for text in texts if not text.isascii() for c in text if not c.isspace()}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")
        if more := _families(letters) if letters else []:
            with matplotlib.rc_context(
                {"font.family": [*matplotlib.rcParams["font.family"], *more]}
            ):
                yield
        else:
            yield


def _families(letters: set[str]) -> list[str]:
    """Return names of installed fonts that have the letters missing in the present one."""
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
    return found


def _codes(path: str) -> set[int]:
    from matplotlib.font_manager import get_font

    try:
        return set(get_font(path).get_charmap())
    except (OSError, RuntimeError):
        return set()

"""Writes the colours of a page, light and dark, as variables of its style sheet."""

from __future__ import annotations

from collections.abc import Sequence

from lrplot.plots.labels import Swept
from lrplot.plots.settings import Settings
from lrplot.writers.figure.palette import Palette, palette
from lrplot.writers.figure.style import theirs

LIGHT, DARK = "lrplot", "dark"


def palettes(look: str | None, count: int, swept: Sequence[Swept]) -> tuple[Palette, Palette]:
    """Return the colours of the page when it is light and when it is dark.

    A look of somebody else's has one face.
    """
    if theirs(Settings(look=look)):
        one = palette(look, count, swept)
        return one, one
    return palette(LIGHT, count, swept), palette(DARK, count, swept)


def theme(look: str | None) -> str:
    """Return the attribute of the page that says which it is; none leaves it to the reader."""
    if not look or theirs(Settings(look=look)):
        return ""
    return f' data-theme="{"dark" if look == DARK else "light"}"'


def sheet(light: Palette, dark: Palette) -> str:
    """Return the rules that set the colours."""
    one, other = _variables(light), _variables(dark)
    if one == other:
        return f":root{{{one}}}"
    return (
        f":root{{{one}}}\n"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme]){{{other}}}}}\n"
        f":root[data-theme=dark]{{{other}}}"
    )


def _variables(of: Palette) -> str:
    named = {"page": of.page, "inside": of.inside, "ink": of.ink, "grid": of.grid}
    colors = {**named, **{f"c{number}": line.color for number, line in enumerate(of.lines)}}
    scheme = "dark" if of.dark else "light"
    return f"color-scheme:{scheme};" + ";".join(f"--{k}:{v}" for k, v in colors.items())

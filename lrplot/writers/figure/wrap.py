"""Cuts texts into lines that fit; a formula between dollars stays whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from lrplot.errors import LrplotError, shown

_parts = re.compile(r"\s+|[^\s,;:/|&_=-]*[,;:/|&_=-]+|[^\s,;:/|&_=-]+")
_words = re.compile(r"\s+|\S+")
_formula = re.compile(r"(\$[^$]*\$)")


def wrapped(text: str, ems: float, math: bool = False) -> str:
    """Return a text in lines that are at most `ems` wide, cut between words where possible.

    No line is left with one last word: of all ways with as few lines, the narrowest is taken.
    `math`: what stands between dollars is a formula, and is not cut.
    """
    least = _lines(text, ems, _parts, math).count("\n")
    for cut in (_words, _parts):
        best = _lines(text, ems, cut, math)
        if best.count("\n") > least:
            continue
        # narrower lines must not cut a word that was whole
        whole = [width for word in text.split() if (width := _width(word)) <= ems]
        while least > text.count("\n") and ems - 1 >= max([5.0, *whole]):
            ems -= 1
            narrower = _lines(text, ems, cut, math)
            if narrower.count("\n") > least:
                break
            best = narrower
        break
    return best


def check(texts: Sequence[tuple[str, str]]) -> None:
    """Refuse texts whose formulas cannot be read."""
    from matplotlib.mathtext import MathTextParser

    parser = MathTextParser("path")
    for what, text in texts:
        try:
            for line in text.split("\n"):
                parser.parse(line)
        except ValueError as error:
            said = str(error).strip().splitlines()
            raise LrplotError(
                f"{what} {shown(text)}: {said[-1] if said else 'no mathtext'}"
            ) from None


def _lines(text: str, ems: float, cut: re.Pattern[str], math: bool) -> str:
    return "\n".join(_wrapped(line, ems, cut, math) for line in text.split("\n"))


def _wrapped(text: str, ems: float, cut: re.Pattern[str], math: bool) -> str:
    lines, line, width = [], "", 0.0
    for piece, formula in _pieces(text, cut, math):
        long = _width(_drawn(piece) if formula else piece)
        if width + (long if formula else _width(piece.rstrip())) <= ems:
            line, width = line + piece, width + long
            continue
        if line and (piece.isspace() or long <= ems or formula):
            lines.append(line.rstrip())
            line, width = "", 0.0
        if formula:
            line, width = piece, long
            continue
        for part in _parts.findall("" if piece.isspace() else piece):
            if line and width + _width(part) > ems >= _width(part):
                lines.append(line.rstrip())
                line, width = "", 0.0
            for letter in part:
                if line and width + _width(letter) > ems:
                    lines.append(line)
                    line, width = "", 0.0
                line, width = line + letter, width + _width(letter)
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str, cut: re.Pattern[str], math: bool) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is a formula."""
    for number, part in enumerate(_formula.split(text) if math else [text]):
        if number % 2:
            yield part, True
        else:
            yield from ((piece, False) for piece in cut.findall(part))


def _drawn(formula: str) -> str:
    """Return about as many letters as a formula is drawn with."""
    return re.sub(r"\\[a-zA-Z]+", "x", formula).translate(dict.fromkeys(map(ord, "${}_^\\ ")))


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.57 for c in text)

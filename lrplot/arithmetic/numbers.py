"""Reads numbers from text (`3e-4`, `10k`, `1/3`) and writes them back."""

from __future__ import annotations

import ast
import math
import re
import warnings
from typing import Any

from lrplot.arithmetic.arrays import EXACT as EXACT
from lrplot.errors import LrplotError, shown

LONGEST = 400
"""Characters that a number may have: float64 has no more than 309 digits before the point."""

LONGEST_SYNTAX = 100_000
"""Characters that a word may have."""

DEEPEST = 50
"""How deep brackets and words may be nested."""

SUFFIXES = {"k": 3, "K": 3, "M": 6, "B": 9, "G": 9, "T": 12}
NUMBER = r"[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?[kKMBGT]?"
PATTERN = r"^[ ]*[-+(]*[ ]*[.\d][-+*/%.()\d _eEkKMBGT]*$"
"""What text of a number, or of arithmetic with numbers, looks like; for editors."""

_number = re.compile(NUMBER)
_spread = re.compile(r"[(\[{,]\s*\*")
_suffixed = re.compile(r"(?<![\w.])(\d[\d_]*+(?:\.[\d_]*+)?|\.\d[\d_]*+)([kKMBGT])(?!\w)")


def number(text: str) -> float:
    """Return the finite number that `text` says: `3e-4`, `1_000`, `10k`, `1.5B`, `1/3`."""
    text = text.strip()
    if len(text) > LONGEST:
        raise LrplotError(f"{shown(text)} is too long to be a number")
    if _number.fullmatch(text):
        exponent = SUFFIXES.get(text[-1])
        if exponent is None:
            value = float(text.replace("_", ""))
        else:
            mantissa, _, power = text[:-1].replace("_", "").lower().partition("e")
            # one decimal literal, so that 1.1k is 1100 and not 1100.0000000000002
            value = float(f"{mantissa}e{int(power or 0) + exponent}")
    elif re.fullmatch(r"[+-]?(nan|inf(inity)?)", text, re.IGNORECASE):
        value = math.nan
    else:
        try:
            value = _plain(text)
        except LrplotError as error:
            raise LrplotError(f"{shown(text)} is not a number") from error
        except OverflowError:
            value = math.inf
    if not math.isfinite(value):
        raise LrplotError(f"{shown(text)} is not a finite number")
    return value


def _plain(text: str) -> float:
    """Return the value of plain arithmetic: of functions and names, only a constructor has any."""
    tree = syntax(text)
    plain = ast.BinOp | ast.UnaryOp | ast.Constant | ast.operator | ast.unaryop
    if not all(isinstance(node, plain) for node in ast.walk(tree)):
        raise LrplotError("it has more than numbers and operators")
    return float(arithmetic(tree))


def syntax(text: str) -> ast.expr:
    """Return the syntax tree of a Python expression, where a number may carry a suffix (`10k`).

    Raises `LrplotError` for what is no expression, or is nested or long beyond reason.
    """
    if len(text) > LONGEST_SYNTAX:
        raise LrplotError(f"{shown(text)} is too long ({len(text):,} characters)")
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise LrplotError(f"{shown(text)} is nested {deepest} deep; at most {DEEPEST} can be read")
    plain = _suffixed.sub(lambda m: f"{m[1]}e{SUFFIXES[m[2]]}", text)
    try:
        with warnings.catch_warnings():
            # Python would warn about odd letters behind digits before it refuses them
            warnings.simplefilter("ignore")
            tree = ast.parse(plain.strip(), mode="eval").body
    except SyntaxError as error:
        reason = re.split(r"[.;] ", error.msg or "invalid syntax")[0]
        raise LrplotError(f"{shown(text)} cannot be read: {reason}") from None
    except (ValueError, RecursionError, MemoryError):
        raise LrplotError(f"{shown(text)} cannot be read") from None
    if _spread.search(plain):
        from lrplot.arithmetic.spreading import spread

        return spread(tree)
    return tree


def arithmetic(node: ast.expr) -> Any:
    """Return the value of arithmetic in a syntax tree: a number, or a list or table of such.

    It may have whatever a formula may, but for the step. `LrplotError` says what cannot be read.
    """
    try:
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return -value
        from lrplot.arithmetic import constants

        value = constants.constant(node)
    except RecursionError:
        raise LrplotError("it is nested too deep") from None
    if isinstance(value, bool | complex):
        raise LrplotError("only numbers and their arithmetic can stand here")
    return value


def calculated(node: ast.expr) -> Any:
    """Return the value of arithmetic in a syntax tree; the error says what cannot be read."""
    try:
        return arithmetic(node)
    except LrplotError as error:
        read = shown(source(node))
        if str(error).startswith(read):
            # it says already what cannot be read
            raise
        raise LrplotError(f"{read} cannot be read: {error}") from None


def source(node: ast.expr) -> str:
    """Return the text of a syntax tree, for a message."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "…"


def text(value: float) -> str:
    """Return the shortest text that reads back as `value`: `40k`, `1e-05`, `0.001`, `2.5M`."""
    if value == int(value) and abs(value) < EXACT:
        whole = int(value)
        for suffix, exponent in (("T", 12), ("B", 9), ("M", 6), ("k", 3)):
            if abs(whole) >= 10 ** max(exponent, 4) and whole % 10 ** (exponent - 1) == 0:
                return f"{whole / 10**exponent:.1f}".removesuffix(".0") + suffix
        return str(whole)
    return repr(float(value))

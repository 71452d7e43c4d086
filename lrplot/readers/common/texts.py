"""Text in a configuration that is a number: what the program makes of it that reads it."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown
from lrplot.readers.common.memory import Memory
from lrplot.readers.yaml import Quoted

LARGEST = 1e15
"""From which number on it is written with an exponent."""


def read(name: str, found: Any, memory: Memory) -> Any:
    """Return a value, the number that text is to the program where it is one.

    `name` is its key in full. Raises `LrplotError` for text that stays text there.
    """
    if not numeric(found):
        return found
    value = float(found)
    if not _bare(found, memory) and name.startswith(tuple(memory.texts)):
        said = f"{name}: {shown(found)} is text, of which its program makes no number"
        raise LrplotError(f"{said}; write {_written(value)}")
    return value


def numeric(found: Any) -> bool:
    """Tell whether this is text that Python's `float` reads."""
    if not isinstance(found, str):
        return False
    try:
        float(found)
    except ValueError:
        return False
    return True


def check_whole(name: str, found: Any, memory: Memory) -> None:
    """Raise `LrplotError` for what is no whole number to the program, though it is one.

    It has an exponent or a point: text that Python's `int` does not read, though `float` does, or a
    number that stands where the program takes none of these.
    """
    if isinstance(found, float) or _bare(found, memory):
        if name.startswith(tuple(memory.wholes)) and float(found).is_integer():
            said = f"{name}: {shown(found)} is no whole number to its program"
            raise LrplotError(f"{said}; write {_written(float(found))}")
        return
    if not isinstance(found, str):
        return
    try:
        int(found)
    except ValueError:
        value = float(found)
        write = f"; write {_written(value)}" if value.is_integer() else ""
        raise LrplotError(f"{name}: {shown(found)} is no whole number{write}") from None


def hint(found: Any, given: bool) -> str:
    """Return how a number is written that lrplot's own options read: 1k; `given` by --set."""
    try:
        value = numbers.number(found) if isinstance(found, str) else None
    except LrplotError:
        value = None
    if value is None:
        return ""
    number = _written(value)
    return f"; --set takes the file's own words: type {number}" if given else f"; write {number}"


def check_word(word: str) -> None:
    """Raise `LrplotError` for text in a constructor that lrplot would read as a number.

    The program whose file has it does not: '1k' is what lrplot's own words may have.
    """
    try:
        tree = ast.parse(word, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # a formula, or what is refused when it is read
        return
    for node in ast.walk(tree):
        named = [(node.arg, node.value)] if isinstance(node, ast.keyword) else []
        if isinstance(node, ast.Dict):
            named = [
                (getattr(key, "value", ""), one)
                for key, one in zip(node.keys, node.values, strict=True)
            ]
        for name, one in named:
            for part in one.elts if isinstance(one, ast.List | ast.Tuple) else [one]:
                text = part.value if isinstance(part, ast.Constant) else None
                if isinstance(text, str) and (write := hint(text, False)):
                    raise LrplotError(f"{name} must be a number, not {shown(text)}{write}")


def _bare(found: Any, memory: Memory) -> bool:
    """Tell whether this is text that is none to the program, which reads YAML in a newer way."""
    return memory.bare and isinstance(found, str) and not isinstance(found, Quoted)


def _written(value: float) -> str:
    """Return a number as every reader of YAML, JSON and TOML knows it, with no exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0") if abs(value) < LARGEST else repr(value)

"""Text in a configuration that is a number: what the program makes of it that reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
    """Raise `LrplotError` for text that Python's `int` does not read, though `float` does."""
    if not isinstance(found, str) or _bare(found, memory):
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


def _named(node: ast.AST) -> Iterator[tuple[Any, ast.expr]]:
    if isinstance(node, ast.keyword):
        yield node.arg, node.value
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield getattr(key, "value", ""), value


def _bare(found: str, memory: Memory) -> bool:
    """Tell whether this is no text to the program, which reads YAML in a newer way."""
    return memory.bare and not isinstance(found, Quoted)


def _written(value: float) -> str:
    """Return a number as every reader of YAML, JSON and TOML knows it, with no exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0") if abs(value) < LARGEST else repr(value)

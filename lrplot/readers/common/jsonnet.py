"""The data in a file of Jsonnet: objects, lists, texts and numbers, and `local` names of these.

Jsonnet is a language that is run; here only what stands as a value is one. Any other expression is
kept as its text, which is no number or section where one is looked up.
"""

from __future__ import annotations

import json
import re
from typing import Any

from lrplot.errors import LrplotError, shown

TOKEN = re.compile(
    r"""(?P<space>(?:\s+|//[^\n]*|\#[^\n]*|/\*.*?\*/)+)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>::+|(?!/\*)[^\s\w"'])""",
    re.DOTALL | re.VERBOSE,
)
PLAIN = {"true": True, "false": False, "null": None}
ENDS = (",", "}", "]", ";", "")
OPEN, CLOSE = "{[(", "}])"
DEEPEST = 100
MOST = 1_000_000
"""The most signs, names and values that a file may have."""


def values(source: bytes) -> object:
    """Return the values of a file of Jsonnet; nothing in it is run."""
    try:
        return _Parser(source.decode()).whole()
    except UnicodeDecodeError as error:
        raise LrplotError(f"this is no text: {error}") from None


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.place, self.names = text, 0, dict(PLAIN)
        self.tokens: list[tuple[str, str, int]] = []
        at = 0
        while at < len(text):
            found = TOKEN.match(text, at)
            if found is None:
                raise self._error(at, text[at])
            if found.lastgroup != "space":
                self.tokens.append((str(found.lastgroup), found[0], at))
            at = found.end()
            if len(self.tokens) > MOST:
                raise LrplotError(f"it has more than {MOST:,} signs and values")
        self.tokens.append(("end", "", len(text)))

    def whole(self) -> object:
        while self._next() == "local":
            self.place += 1
            name = self._take("name")
            self._expect("=")
            self.names[name] = self._value(0)
            self._expect(";")
        at = self.tokens[self.place][2]
        found = self._value(0)
        self._expect("")
        if isinstance(found, str):
            raise self._error(at, found)
        return found

    def _next(self) -> str:
        return self.tokens[self.place][1]

    def _take(self, kind: str) -> str:
        found, text, at = self.tokens[self.place]
        if found != kind:
            raise self._error(at, text)
        self.place += 1
        return text

    def _expect(self, sign: str) -> None:
        _, text, at = self.tokens[self.place]
        if text != sign:
            raise self._error(at, text)
        self.place += bool(sign)

    def _error(self, at: int, text: str) -> LrplotError:
        line = self.text.count("\n", 0, at) + 1
        said = f"{shown(text)} is more than data" if text else "it ends too early"
        return LrplotError(f"line {line}: {said}; `jsonnet FILE` makes JSON of it")

    def _value(self, depth: int) -> Any:
        """Return a value, or the text of an expression that is more."""
        start = self.place
        kind, text, at = self.tokens[start]
        if depth > DEEPEST:
            raise LrplotError("it is nested too deep to be read")
        if text in ENDS:
            raise self._error(at, text)
        if text == "{":
            found: Any = self._object(depth)
        elif text == "[":
            found = self._list(depth)
        else:
            self.place += 1
            found = self._alone(kind, text)
            if kind == "name" and text not in self.names and self._next() in ENDS:
                raise self._error(at, text)
        if self._next() in ENDS:
            return found
        self.place, level = start, 0
        while level > 0 or self._next() not in ENDS:
            text = self._next()
            if not text:
                raise self._error(at, "")
            level += (text in OPEN) - (text in CLOSE)
            self.place += 1
        return self.text[at : self.tokens[self.place][2]].strip()

    def _alone(self, kind: str, text: str) -> Any:
        if kind == "name":
            return self.names.get(text, text)
        if kind == "text" and text[0] == "'":
            text = '"' + text[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
        try:
            found = json.loads(text)
            str(found).encode()
        except ValueError:
            return text
        return found

    def _list(self, depth: int) -> list[Any]:
        out: list[Any] = []
        self._expect("[")
        while self._next() != "]":
            out.append(self._value(depth + 1))
            if self._next() != "]":
                self._expect(",")
        self._expect("]")
        return out

    def _object(self, depth: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        self._expect("{")
        while self._next() != "}":
            kind, text, at = self.tokens[self.place]
            if kind not in ("name", "text") or text in ("local", "assert"):
                raise self._error(at, text)
            self.place += 1
            self._expect(":")
            name = text if kind == "name" else str(self._alone(kind, text))
            if name in out:
                line = self.text.count("\n", 0, at) + 1
                raise LrplotError(f"line {line}: {shown(name)} is given twice, as Jsonnet refuses")
            out[name] = self._value(depth + 1)
            if self._next() != "}":
                self._expect(",")
        self._expect("}")
        return out

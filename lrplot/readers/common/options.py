"""Reads the options of a command, as a shell script or a file of arguments has them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from lrplot.errors import LrplotError

ITEMS = 100
"""The most numbers that are looked at behind an option."""

SEVERAL = ("dataset", "val_dataset", "target_modules")
"""Options that several words may follow, of which each is a value."""

WITHIN = "\ue000"
"""What stands for a # while shlex splits a line."""

SCRIPT = "script"
"""The key that has the name of the program in Python to which a command gives its options."""


def values(source: bytes) -> object:
    """Return the options of a command: `--lr 3e-4` is `lr`; one that stands alone is true."""
    try:
        script = source.decode()
    except UnicodeDecodeError as error:
        raise LrplotError(f"this is no text: {error}") from None
    variables: dict[str, str] = {}
    words: list[str] = []
    for line in re.sub(r"\\\r?\n", " ", script).splitlines():
        # to a shell, but not to shlex, a # within a word is no comment
        line = re.sub(r"(?<=[^\s;|&()])#", WITHIN, line)
        try:
            parts = [one.replace(WITHIN, "#") for one in shlex.split(line, comments=True)]
        except ValueError:
            # a quote that goes on: what stands in it is no option on this line
            bare = re.sub(r"(^|\s)#.*", "", line.replace(WITHIN, "#"))
            parts = bare.replace('"', " ").replace("'", " ").split()
        for part in parts:
            named = re.fullmatch(r"(?:export\s+)?(\w+)=(.*)", part, re.DOTALL)
            if named and not words:
                key, filled = named[1], _filled(named[2], variables)
                other = variables.get(key, filled) != filled
                # of two ways through a script, which is gone is not known: it stays a variable
                unsure = other and not re.search(rf"\$\{{?{key}\b", named[2])
                variables[key] = f"${key}" if unsure else filled
        if any(part.startswith("--") for part in parts) or "--" in line:
            words += [one for part in parts for one in _filled(part, variables).split()]
    out: dict[str, Any] = {}
    for place, (word, after) in enumerate(zip(words, [*words[1:], "--"], strict=False)):
        found = re.fullmatch(r"\(?[\"']?--([A-Za-z][\w.-]*)(?:=(.*))?", word)
        if not found:
            continue
        text = found[2] if found[2] is not None else after
        alone = found[2] is None and re.match(r"--(?:[A-Za-z]|$)|[|&;<>)]", after)
        value: Any = True if alone else literal(text.rstrip(";").strip("\"'()"))
        # one number is a value; several that follow each other are a list of them, as are several
        # NAME=VALUE
        following = words[place + 1 : place + 1 + ITEMS]
        listed = [*takewhile(_is_number, map(literal, following))]
        listed = listed or [*takewhile(re.compile(r"[A-Za-z_]\w*=.").match, following)]
        name = found[1].replace("-", "_")
        if name in SEVERAL:
            listed = [*takewhile(re.compile(r"[^|&;<>)\\-]").match, following)]
        many = found[2] is None and len(listed) > 1
        value = listed if many else value
        # of two commands, which is meant is not known: it is asked for where it is looked up
        twice = out.get(name, value) != value
        out[name] = f"{out[name]} and {value}, as it is given twice" if twice else value
    if not out:
        raise LrplotError("no --options are seen here")
    if scripts := [word for word in words if re.fullmatch(r"[\w./-]+\.py", word)]:
        out.setdefault(SCRIPT, scripts[0].rpartition("/")[2])
    return out


def _filled(text: str, variables: Mapping[str, str]) -> str:
    """Return text with a shell's variables filled in, as far as the file says them."""

    def value(found: re.Match[str]) -> str:
        name, default = found[1] or found[3], found[2]
        return variables.get(name) or (found[0] if default is None else default)

    return re.sub(r"\$(?:\{(\w+)(?::?-([^${}]*))?\}|(\w+))", value, text, count=100)[:10_000]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def literal(text: str) -> Any:
    """Return a value that stands as text: JSON where it is JSON, else the text."""
    import orjson

    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text

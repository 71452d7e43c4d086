"""What transformers' parser of a command line makes of its dataclasses."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.specs.script import command_line
from lrplot.specs.script.frameworks.huggingface.described import describing
from lrplot.specs.script.inline import instance
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Class, Made, Opaque, Path


def parsed(
    run: Run, parser: Made, name: str, args: list[Any], words: dict[str, Any], node: ast.Call
) -> Any:
    """Return the dataclasses that a method of the parser gives; `MISSING` if it is not known.

    Where the command line is not in the script, each has its defaults.
    """
    given = words.get("args", args[0] if args else None)
    if name in ("parse_args_into_dataclasses", "parse_args_and_config"):
        if not (
            given is None or (isinstance(given, list) and all(isinstance(g, str) for g in given))
        ):
            return MISSING
        said = _pairs(given or [])
    elif name == "parse_dict" and isinstance(given, dict):
        said = given
    else:
        return MISSING
    kinds = parser.argument("dataclass_types", 0)
    found = [
        _one(run, kind, said, node)
        for kind in (kinds if isinstance(kinds, list | tuple) else [kinds])
    ]
    if words.get("return_remaining_strings") is True:
        found.append([])
    return tuple(found)


def _one(run: Run, kind: Any, said: dict[str, Any], node: ast.Call) -> Any:
    if isinstance(kind, Path) and describing(kind.name):
        made = Made(kind.name, [], dict(said), node.lineno, attributes={"(own)": True})
        run.made.append(made)
        return made
    if isinstance(kind, Class):
        own = command_line.fields(kind) or {}
        derived = any(describing(name) for name in kind.roots())
        fit = {key: value for key, value in said.items() if derived or key in own}
        return instance(run, kind, [], fit, node)
    return Opaque(numbers.source(node), node.lineno)


def _pairs(words: list[str]) -> dict[str, Any]:
    """Return the values that a command line gives, by the names of their options."""
    out: dict[str, Any] = {}
    name = ""
    for word in words:
        if word.startswith("--"):
            name, has, value = word[2:].partition("=")
            name = name.replace("-", "_")
            out[name] = _value(value) if has else True
        elif name:
            out[name] = _value(word)
    return out


def _value(text: str) -> Any:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        value = numbers.number(text)
    except LrplotError:
        return text
    return int(value) if text.lstrip("-").isdigit() else value

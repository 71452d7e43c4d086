"""What a script's own commands and settings say: click, typer, dataclasses."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import (
    MISSING,
    Class,
    Function,
    Held,
    Made,
    Scope,
)

DEFAULTED = ("Option", "Argument", "Field", "field")
"""Calls of typer's, pydantic's and dataclasses' that stand for a default."""

BARE = ("object", "ABC", "Protocol", "Generic")
"""What a class may derive from and have no fields yet."""


def default(run: Run, value: Any, scope: Scope) -> Any:
    """Return the default that a call of typer's or a dataclass's `field` stands for."""
    if isinstance(value, Made) and value.path.rpartition(".")[2] in DEFAULTED:
        if "default_factory" in value.keywords:
            factory = value.keywords["default_factory"]
            if isinstance(factory, Function | Class):
                made_here = ast.Call(Held(factory), [], [], lineno=value.line)
                return run.evaluate(run, made_here, scope)
            return {"list": [], "dict": {}}.get(getattr(factory, "name", ""), value)
        given = value.argument("default", 0)
        return (
            value if given is None and not value.args and "default" not in value.keywords else given
        )
    return value


def clicked(run: Run, node: ast.FunctionDef, scope: Scope) -> dict[str, Any]:
    """Return what click gives a function's parameters where nothing is typed."""
    out = {}
    for name, one in options(node).items():
        words = {word.arg: run.evaluate(run, word.value, scope) for word in one.keywords}
        value = words.get("default", MISSING)
        named = [arg.value for arg in one.args if isinstance(arg, ast.Constant)]
        if value is MISSING and (words.get("is_flag") is True or any("/" in str(n) for n in named)):
            value = False
        kind = getattr(words.get("type"), "name", "")
        if isinstance(value, str) and kind in ("int", "float"):
            value = numbers.number(value)
            value = int(value) if kind == "int" else value
        if value is not MISSING:
            out[name] = value
    return out


def command_of(run: Run, app: Made, line: int) -> Function:
    """Return the one command of an application of typer's."""
    known = app.attributes.get("(commands)", [])
    if len(known) != 1:
        raise LrplotError(f"line {line}: which of {len(known)} commands runs is not said")
    found: Function = known[0]
    return found


def options(node: ast.FunctionDef) -> dict[str, ast.Call]:
    """Return the decorators by which click gives a function's parameters their values."""
    found = {}
    for one in node.decorator_list:
        if not isinstance(one, ast.Call) or not isinstance(one.func, ast.Attribute):
            continue
        if one.func.attr in ("option", "argument"):
            names = [arg.value for arg in one.args if isinstance(arg, ast.Constant)]
            bare = [str(n) for n in names if not str(n).startswith("-")]
            long = bare or [str(n) for n in names if str(n).startswith("--")] or [""]
            found[long[0].lstrip("-").partition("/")[0].replace("-", "_")] = one
    return found


def fields(of: Class) -> dict[str, ast.expr | None] | None:
    """Return the fields of a dataclass and their defaults, in order; None where it has none."""
    out: dict[str, ast.expr | None] = {}
    for each in reversed(of.order):
        for part in each.node.body if isinstance(each, Class) and _declares(each) else ():
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                own = "ClassVar" in source(part.annotation)
                out |= {} if own else {part.target.id: part.value}
    return out or None


def _declares(of: Class) -> bool:
    """Tell whether what a class annotates are fields: others have only attributes of their own."""
    others = (getattr(each, "name", getattr(each, "text", "")) for each in of.order[1:])
    names = (name.partition("[")[0].rpartition(".")[2] for name in others)
    return bool(of.node.decorator_list) or any(name not in ("", *BARE) for name in names)

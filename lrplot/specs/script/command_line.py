"""What a script's own command line and settings say: argparse, click, typer, dataclasses."""

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
    Instance,
    Made,
    Opaque,
    Path,
    Scope,
)

PARSERS = ("ArgumentParser",)
GROUPS = ("add_argument_group", "add_mutually_exclusive_group")
DEFAULTED = ("Option", "Argument", "Field", "field")
"""Calls of typer's, pydantic's and dataclasses' that stand for a default."""


OPTIONS = "options"
"""Where a parser keeps what its options are made with."""

COMMANDS = "commands"
"""Where a parser keeps those of its commands."""

SUBPARSERS = "argparse._SubParsersAction"

BARE = ("object", "ABC", "Protocol", "Generic")
"""What a class may derive from and have no fields yet."""

READ = ("action", "nargs", "const", "dest", "choices")
"""What says how the text of an option is read, besides its type."""


def begun(parser: Made) -> None:
    """Give a parser of arguments what its parents have where it is made."""
    parents = parser.keywords.get("parents") if parser.path.rpartition(".")[2] in PARSERS else None
    for one in parents if isinstance(parents, list | tuple) else ():
        if isinstance(one, Made):
            listed = [*parser.attributes.get(OPTIONS, []), *one.attributes.get(OPTIONS, [])]
            parser.attributes |= {**one.attributes, OPTIONS: listed}


def called(run: Run, owner: Made, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a method of a parser of arguments gives; `MISSING` for another's."""
    if owner.path == SUBPARSERS and name == "add_parser":
        return _subparser(owner.args[0], words)
    if owner.path.rpartition(".")[2] not in PARSERS:
        return MISSING
    if name in GROUPS:
        return owner
    if name == "add_subparsers":
        if isinstance(dest := words.get("dest"), str):
            owner.attributes[f"({dest})"] = Opaque(f"args.{dest}", owner.line)
        return Made(SUBPARSERS, [owner], {}, owner.line)
    if name == "add_argument":
        _add(owner, args, words)
        return None
    if name == "set_defaults":
        owner.attributes |= {f"({key})": value for key, value in words.items()}
        return None
    if name in ("parse_args", "parse_known_args"):
        said = {k[1:-1]: value for k, value in _defaults(owner).items()}
        bag = words.get("namespace", args[1] if len(args) > 1 else None)
        if not isinstance(bag, Instance | None):
            # what it has already is no default
            said = {key: Opaque(f"args.{key}", owner.line) for key in said}
        line = words.get("args", args[0] if args else None)
        typed = _typed(owner, list(line)) if isinstance(line, list | tuple) and line else {}
        found = bag if isinstance(bag, Instance) else Instance(None, {}, owner.line)
        found.attributes = {**said, **found.attributes, **typed}
        return found if name == "parse_args" else (found, [])
    return MISSING


def _subparser(parser: Made, words: dict[str, Any]) -> Made:
    """Return the parser of one of several commands."""
    found = Made("argparse.ArgumentParser", [], dict(words), parser.line)
    parser.attributes.setdefault(COMMANDS, []).append(found)
    return found


def _defaults(parser: Made) -> dict[str, Any]:
    """Return the defaults of a parser, and of its commands': what they differ in is not known."""
    own = {k: value for k, value in parser.attributes.items() if k not in (OPTIONS, COMMANDS)}
    every: dict[str, list[Any]] = {}
    for one in parser.attributes.get(COMMANDS, []):
        for key, value in _defaults(one).items():
            every.setdefault(key, []).append(value)
    for key, values in every.items():
        alike = all(type(value) is type(values[0]) and value == values[0] for value in values)
        own[key] = values[0] if alike else Opaque(f"args.{key[1:-1]}", parser.line)
    return own


def overridden(parser: Made, line: int) -> None:
    """Let what a parser gives be whatever something that is not known makes of its defaults."""
    for key in parser.attributes:
        if key not in (OPTIONS, COMMANDS):
            parser.attributes[key] = Opaque(f"args.{key[1:-1]}", line)


def _add(parser: Made, args: list[Any], words: dict[str, Any]) -> None:
    names = [arg for arg in args if isinstance(arg, str)]
    long = [name for name in names if name.startswith("--")] or names
    if not long:
        return
    parser.attributes.setdefault(OPTIONS, []).append((names, words))
    dest = words.get("dest") or long[0].lstrip("-").replace("-", "_")
    value = words.get("default", MISSING)
    if value is MISSING:
        action = words.get("action")
        needed = words.get("required") is True or not names[0].startswith("-")
        value = {"store_true": False, "store_false": True}.get(action) if action else None
        if value is None and needed:
            value = Opaque(f"args.{dest}", parser.line)
    kind = words.get("type")
    if isinstance(value, str) and isinstance(kind, Path) and kind.name in ("float", "int"):
        try:
            number = numbers.number(value)
            value = int(number) if kind.name == "int" else number
        except LrplotError:
            value = Opaque(f"args.{dest}", parser.line)
    parser.attributes.setdefault(f"({dest})", value)
    if "default" in words or f"({dest})" not in parser.attributes:
        parser.attributes[f"({dest})"] = value


def _typed(parser: Made, line: list[Any]) -> dict[str, Any]:
    """Return what a command line gives that stands in the script, as argparse reads it."""
    import argparse

    reader = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    try:
        for names, words in parser.attributes.get(OPTIONS, []):
            own = {key: words[key] for key in READ if key in words}
            kind = words.get("type", Path("str"))
            if "action" not in words:
                own["type"] = {"int": int, "float": float, "str": str}[kind.name]
            reader.add_argument(*names, **own, default=argparse.SUPPRESS)
        return vars(reader.parse_known_args([*map(_text, line)])[0])
    except (argparse.ArgumentError, AttributeError, KeyError, TypeError, ValueError):
        raise LrplotError(
            f"line {parser.line}: what is typed of this parser's arguments is not read"
        ) from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


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

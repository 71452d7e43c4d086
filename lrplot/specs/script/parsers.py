"""What argparse gives: a parser's options, their defaults, and what is typed of them."""

from __future__ import annotations

import argparse
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Instance, Made, Opaque, Path

PARSERS = ("ArgumentParser",)
GROUPS = ("add_argument_group", "add_mutually_exclusive_group")

OPTIONS = "options"
"""Where a parser keeps what its options are made with."""

COMMANDS = "commands"
"""Where a parser keeps those of its commands."""

OPTIONAL = "(optional)"
"""Where it keeps that none of them need be typed."""

KEPT = (OPTIONS, COMMANDS, OPTIONAL)

SUBPARSERS = "argparse._SubParsersAction"

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
        return _subparser(owner.args[0], words, owner.keywords)
    if owner.path.rpartition(".")[2] not in PARSERS:
        return MISSING
    if name in GROUPS:
        return owner
    if name == "add_subparsers":
        if isinstance(dest := words.get("dest"), str):
            owner.attributes[f"({dest})"] = Opaque(f"args.{dest}", owner.line)
        return Made(SUBPARSERS, [owner], words, owner.line)
    if name == "add_argument":
        return _add(owner, args, words)
    if name == "set_defaults":
        owner.attributes |= {f"({key})": value for key, value in words.items()}
        for _, _, action in owner.attributes.get(OPTIONS, ()):
            if action.name in words:
                action.attributes.pop("default", None)
        return None
    if name in ("parse_args", "parse_known_args"):
        said = {k[1:-1]: value for k, value in _defaults(owner).items()}
        bag = words.get("namespace", args[1] if len(args) > 1 else None)
        if not isinstance(bag, Instance | None):
            # what it has already is no default
            said = {key: Opaque(f"args.{key}", owner.line) for key in said}
        line = words.get("args", args[0] if args else None)
        line = _argv(run) if line is None else line
        if not isinstance(line, list | tuple):
            said = {key: Opaque(f"args.{key}", owner.line) for key in said}
        typed = _typed(owner, list(line)) if isinstance(line, list | tuple) and line else {}
        found = bag if isinstance(bag, Instance) else Instance(None, {}, owner.line)
        found.attributes = {**said, **found.attributes, **typed}
        return found if name == "parse_args" else (found, [])
    return MISSING


def _argv(run: Run) -> Any:
    """Return what is typed behind the name of the script; None where that is not known."""
    known = run.argv is not None and id(run.argv) not in {**run.doubts.lost, **run.spoiled}
    return run.argv[1:] if known else None


def _subparser(parser: Made, words: dict[str, Any], of: dict[str, Any]) -> Made:
    """Return the parser of one of several commands; one of them must be typed if that is said."""
    found = Made("argparse.ArgumentParser", [], dict(words), parser.line)
    begun(found)
    if of.get("required") is not True:
        parser.attributes[OPTIONAL] = True
    parser.attributes.setdefault(COMMANDS, []).append(found)
    return found


def _defaults(parser: Made) -> dict[str, Any]:
    """Return the defaults of a parser, and of its commands': what they differ in is not known."""
    own = {k: value for k, value in parser.attributes.items() if k not in KEPT}
    for _, words, action in reversed(parser.attributes.get(OPTIONS, ())):
        if "default" in action.attributes:
            set_ = action.attributes["default"]
            own[f"({action.name})"] = _read(set_, words, action.name, parser.line)
    # `SUPPRESS` says that there is none
    own = {key: value for key, value in own.items() if getattr(value, "last", "") != "SUPPRESS"}
    every = {key: [value] for key, value in own.items()} if OPTIONAL in parser.attributes else {}
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
        if key not in KEPT:
            parser.attributes[key] = Opaque(f"args.{key[1:-1]}", line)


def _add(parser: Made, args: list[Any], words: dict[str, Any]) -> Made | None:
    """Add an option to a parser; return what says how it is."""
    names = [arg for arg in args if isinstance(arg, str)]
    long = [name for name in names if name.startswith("--")] or names
    if not long:
        return None
    dest = words.get("dest") or long[0].lstrip("-").replace("-", "_")
    made = Made("argparse.Action", [], {}, parser.line, dest)
    options = parser.attributes.setdefault(OPTIONS, [])
    options.append((names, words, made))
    if any(one.name == dest and not {*own} & {*names} for own, _, one in options[:-1]):
        # the first option of a name says what it is
        return made
    value = words.get("default", parser.keywords.get("argument_default", MISSING))
    if value is MISSING:
        action = words.get("action")
        needed = words.get("required") is True or not names[0].startswith("-")
        value = {"store_true": False, "store_false": True}.get(action) if action else None
        if value is None and needed:
            value = Opaque(f"args.{dest}", parser.line)
    value = _read(value, words, dest, parser.line)
    parser.attributes.setdefault(f"({dest})", value)
    if "default" in words or f"({dest})" not in parser.attributes:
        parser.attributes[f"({dest})"] = value
    return made


def _read(value: Any, words: dict[str, Any], name: str, line: int) -> Any:
    """Return a default as an option reads it: a text as a number, if it is for numbers."""
    kind: Any = words.get("type")
    if not isinstance(value, str) or getattr(kind, "name", "") not in ("float", "int"):
        return value
    try:
        number = numbers.number(value)
    except LrplotError:
        return Opaque(f"args.{name}", line)
    return int(number) if kind.name == "int" else number


def _typed(parser: Made, line: list[Any]) -> dict[str, Any]:
    """Return what a command line gives that stands in the script, as argparse reads it."""
    reader = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    try:
        if COMMANDS in parser.attributes and any(_text(one).startswith("-") for one in line):
            raise ValueError
        for names, words, _ in parser.attributes.get(OPTIONS, []):
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

"""Objects with fields as other values, and back: what `dataclasses` and `namedtuple` do."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script import command_line
from lrplot.specs.script.inline import instance
from lrplot.specs.script.plain import SINGLE
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import (
    MISSING,
    Class,
    Held,
    Instance,
    Opaque,
    Open,
    Path,
    Scope,
)

REPLACING = ("dataclasses.replace", "attr.evolve", "attrs.evolve", "copy.replace")

MODELS = ("BaseModel", "BaseSettings")
"""Classes of pydantic's, whose objects say their fields by methods of their own."""


def fielded(run: Run, name: str, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Return what a function gives that knows of fields; `MISSING` for another."""
    if name in ("collections.namedtuple", "typing.NamedTuple"):
        return _named_tuple(run, args, words, node)
    if not args or (words and name not in REPLACING):
        return MISSING
    if name in REPLACING and len(args) == 1:
        return _replaced(run, args[0], words, node)
    of = args[0].of if isinstance(args[0], Instance) else args[0]
    fields = command_line.fields(of) if isinstance(of, Class) else None
    if name == "dataclasses.is_dataclass" and isinstance(args[0], Instance):
        return fields is not None
    if name == "dataclasses.fields" and fields is not None:
        return tuple(Instance(None, {"name": each}, node.lineno) for each in fields)
    if name in ("dataclasses.asdict", "attr.asdict", "attrs.asdict") and len(args) == 1:
        return _plainly(run, args[0], False)
    if name in ("dataclasses.astuple", "attr.astuple", "attrs.astuple") and len(args) == 1:
        return _plainly(run, args[0], True)
    return MISSING


def modelled(
    run: Run, of: Instance, name: str, args: list[Any], words: dict[str, Any], line: int
) -> Any:
    """Return what a method gives that objects of pydantic's have; `MISSING` for another."""
    roots = of.of.roots() if of.of else ()
    if args or not any(root.rpartition(".")[2] in MODELS for root in roots):
        return MISSING
    if name in ("model_dump", "dict") and not words:
        return _plainly(run, of, False)
    changes = words.get("update", {})
    if name in ("model_copy", "copy") and not set(words) - {"update"} and isinstance(changes, dict):
        # what is changed is not validated
        made = Instance(of.of, {**of.attributes, **changes}, line)
        run.made.append(made)
        run.created.append(made.attributes)
        return made
    return MISSING


def _replaced(run: Run, of: Any, words: dict[str, Any], node: ast.Call) -> Any:
    fields = command_line.fields(of.of) if isinstance(of, Instance) and of.of else None
    if fields is None or "InitVar" in ast.unparse(of.of.node):
        return MISSING
    for default in fields.values():
        if isinstance(default, ast.Call) and any(word.arg == "init" for word in default.keywords):
            return MISSING
    if not set(fields) <= set(of.attributes) or not set(words) <= set(fields):
        return MISSING
    return instance(run, of.of, [], {**{name: of.attributes[name] for name in fields}, **words},
                    node)  # fmt: skip


def _plainly(run: Run, value: Any, tuples: bool) -> Any:
    """Return an object as a mapping, or a tuple, with what is in it; `MISSING` for what is none."""
    run.count()
    if isinstance(value, Instance):
        fields = command_line.fields(value.of) if value.of else None
        if fields is None or not set(fields) <= set(value.attributes):
            return MISSING
        each = [_plainly(run, value.attributes[name], tuples) for name in fields]
        if MISSING in each:
            return MISSING
        if tuples:
            return tuple(each)
        found = dict(zip(fields, each, strict=True))
        run.created.append(found)
        return found
    if type(value) in (list, tuple):
        each = [_plainly(run, one, tuples) for one in value]
        return MISSING if MISSING in each else type(value)(each)
    if type(value) is dict:
        inner = {key: _plainly(run, one, tuples) for key, one in value.items()}
        run.created.append(inner)
        return MISSING if MISSING in inner.values() else inner
    known = type(value) in (*SINGLE, Opaque) or isinstance(value, Open | Path)
    return value if known else MISSING


def _named_tuple(run: Run, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Return the class that `namedtuple` makes, as its statement would."""
    rest = dict(words)
    names, defaults = [*args[1:], rest.pop("field_names", None)][0], rest.pop("defaults", ())
    if rest or not 1 <= len(args) <= 2 or type(args[0]) is not str:
        return MISSING
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if not isinstance(names, list | tuple) or not isinstance(defaults, list | tuple):
        return MISSING
    names = [one[0] if isinstance(one, tuple) and one else one for one in names]
    if not all(isinstance(one, str) and one.isidentifier() for one in names):
        return MISSING
    values = [None] * (len(names) - len(defaults)) + [Held(value) for value in defaults]
    body: list[ast.stmt] = [
        ast.AnnAssign(
            ast.Name(name, ast.Store()), ast.Constant("Any"), value, 1, lineno=node.lineno
        )
        for name, value in zip(names, values, strict=True)
    ]
    made = ast.ClassDef(args[0], [Held(Path("typing.NamedTuple"))], [], body, [])
    made.lineno = node.lineno
    scope = Scope()
    run.follow(run, [made], scope)
    return scope.names[args[0]]

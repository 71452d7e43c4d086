"""Turns what a script makes into constructors that can be read: its functions become lambdas."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.branches import FAILS
from lrplot.specs.script.derived import BASE, BEGUN, checked
from lrplot.specs.script.groups import Group
from lrplot.specs.script.inline import call
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import STEP, opaque, spelled, tree
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Open, Scope

PER_GROUP = ("lr_lambda", "max_lr", "base_lr", "min_lr", "swa_lr")
"""Parameters of schedulers that may be a list with a value for each group."""

PLACES = {
    "CyclicLR": (1, 2), "LambdaLR": (1,), "MultiplicativeLR": (1,), "OneCycleLR": (1,),
    "ReduceLROnPlateau": (7,), "SWALR": (1,),
}  # fmt: skip
"""Where these stand among the arguments."""


def constructor(run: Run, value: Any, group: Group | None = None) -> ast.expr:
    """Return the tree of a value, functions and objects of the script's own among its arguments.

    `group`: it is for that group of its optimizer.
    """
    match value:
        case Made() if group is not None and value is group.optimizer:
            rate = ast.keyword("lr", tree(group["lr"]))
            return ast.Call(ast.Name(spelled(value.path), ast.Load()), [ast.Name("params")], [rate])
        case Made():
            value = _as_stepped(run, value)
            places = PLACES.get(value.path.rpartition(".")[2], ())
            args = [
                constructor(run, _own(arg, group) if place in places else arg, group)
                for place, arg in enumerate(value.args)
            ]
            words = [
                ast.keyword(k, constructor(run, _own(v, group) if k in PER_GROUP else v, group))
                for k, v in value.keywords.items()
            ]
            return ast.Call(ast.Name(spelled(value.path), ast.Load()), args, words)
        case list() | tuple():
            return ast.List([constructor(run, item, group) for item in value], ast.Load())
        case ast.Lambda():
            return value
    own = _called(value)
    return tree(value) if own is None else lambda_of(run, own)


READ = "(read)"
"""Where a scheduler keeps what its functions were when it was made, and where it is stepped."""


def noted(run: Run, value: Made | Instance) -> None:
    """Note what the functions of a scheduler are now: what they read may be changed later."""
    notes = value.attributes.setdefault(READ, [])
    if isinstance(value, Made):
        notes.append(_read(run, value))
    elif BASE not in value.attributes and BEGUN in value.attributes:
        had = value.attributes if notes else value.attributes[BEGUN]
        many = len(base) if isinstance(base := had.get("base_lrs"), list) else 0
        notes.append([])
        with suppress(LrplotError):
            notes[-1] += [_rate(run, value, had, many, place) for place in range(many)]


def _as_stepped(run: Run, value: Made) -> Made:
    """Return a scheduler with its functions as they were when it was made, and where it is stepped.

    Raises `LrplotError` where they were others there.
    """
    if READ not in value.attributes:
        return value
    first, *later = value.attributes[READ]
    now = _read(run, value)
    if all(_text(each) == _text(first) for each in (*later, now)):
        return value
    if not later or any(_text(each) != _text(first) for each in later):
        raise LrplotError(
            f"line {value.line}: what the function of {value.name or 'this scheduler'} reads is "
            "changed after it is made, which is not read"
        )

    def then(arg: Any) -> Any:
        each = [first.get(id(one), one) for one in arg] if isinstance(arg, list | tuple) else None
        return first.get(id(arg), arg) if each is None else each

    words = {key: then(arg) for key, arg in value.keywords.items()}
    return replace(value, args=[then(arg) for arg in value.args], keywords=words)


def _read(run: Run, value: Made) -> dict[int, ast.Lambda]:
    """Return its functions of now; one that cannot be read is asked for where it is drawn."""
    found = {}
    for arg in (*value.args, *value.keywords.values()):
        for one in arg if isinstance(arg, list | tuple) else [arg]:
            if own := _called(one):
                with suppress(LrplotError):
                    found[id(one)] = lambda_of(run, own)
    return found


def _text(functions: dict[int, ast.Lambda]) -> list[str]:
    return [ast.unparse(one) for one in functions.values()]


def _called(value: Any) -> Function | None:
    """Return the function that something is called by, if it is the script's own."""
    if isinstance(value, Instance) and value.of:
        own = value.of.lookup("__call__")
        return replace(own, owner=value) if isinstance(own, Function) else None
    return value if isinstance(value, Function) else None


def _own(value: Any, group: Group | None) -> Any:
    """Return what a list of functions has for a group."""
    if group is None or not isinstance(value, list | tuple) or not value:
        return value
    functions = all(isinstance(one, Function | ast.Lambda) for one in value)
    single = all(isinstance(one, int | float) for one in value)
    many = len(group.optimizer.attributes["param_groups"])
    return value[group.place] if (functions or single) and len(value) == many > 1 else value


def lambda_of(run: Run, function: Function, line: int = 0) -> ast.Lambda:
    """Return a function of the script's own as a lambda of the step, and of the rate before."""
    takes = function.node.args
    before, more = function.given
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    names = names[len(before) + (function.owner is not None) :]
    open_ = [name for name in names if name not in more]
    needed = open_[: max(1, len(open_) - len(takes.defaults))]
    if not needed or len(needed) > 2:
        raise LrplotError(
            f"line {function.node.lineno}: {function.name} takes {len(needed)} arguments; a "
            "function of the step, or of it and the rate, is wanted"
        )
    steps = [Open(ast.Name(name, ast.Load())) for name in STEP[: len(needed)]]
    body = tree(pure(run, function, steps))
    args = [ast.arg(name) for name in STEP[: len(needed)]]
    return ast.Lambda(ast.arguments([], args, None, [], [], None, []), body)


def pure(run: Run, function: Function, args: list[Any]) -> Any:
    """Return what a function gives that keeps nothing from one call to the next."""
    before, outer, loops, tests = run.mark(), run.pure, run.loops, run.tests
    known = dict(run.spoiled)
    run.pure, run.loops, run.tests = True, (), ()
    try:
        found = call(run, function, args, {}, function.node)
    finally:
        run.pure, run.loops, run.tests = outer, loops, tests
    fresh = {id(made) for made in run.created[before.created :]}
    for write in run.writes[before.writes :]:
        if id(write.within) not in fresh:
            raise LrplotError(
                f"line {write.line}: {function.name} keeps {write.text} from one call to the next"
            )
    for key, spoiled in run.spoiled.items():
        if key not in fresh and known.get(key) is not spoiled:
            _, text, line = spoiled
            raise LrplotError(
                f"line {line}: {function.name} keeps {text} from one call to the next"
            )
    return found


def scheduler(run: Run, value: Instance, many: int, place: int) -> ast.expr:
    """Return the rate of a group by the `get_lr` of the script's own scheduler, as a lambda.

    Its first rate is that of what it had when torch's constructor let it step.
    """
    checked(value)
    begun, *noted_ = [note for note in value.attributes.get(READ, ()) if len(note) == many] or [()]
    first = begun[place] if begun else _rate(run, value, value.attributes[BEGUN], many, place)
    each = [note[place] for note in noted_] or [_rate(run, value, value.attributes, many, place)]
    later = each[0]
    if any(ast.unparse(one) != ast.unparse(later) for one in each):
        raise LrplotError(
            f"line {value.line}: get_lr of {value.name} reads what changes from step to step"
        )
    if ast.unparse(first) != ast.unparse(later):
        test = ast.Compare(ast.Name(STEP[0], ast.Load()), [ast.Lt()], [ast.Constant(1)])
        later = ast.IfExp(test, first, later)
    args = [ast.arg(STEP[0])]
    return ast.Lambda(ast.arguments([], args, None, [], [], None, []), later)


def _rate(run: Run, value: Instance, had: Mapping[str, Any], many: int, place: int) -> ast.expr:
    """Return what `get_lr` gives for a group, by the attributes that a scheduler has."""
    own = value.of.lookup("get_lr") if value.of else MISSING
    if not isinstance(own, Function):
        raise LrplotError(f"line {value.line}: {value.name} has no get_lr that can be read")
    kept, had = dict(value.attributes), dict(had)
    value.attributes.clear()
    value.attributes |= {
        **had,
        "last_epoch": Open(ast.Name(STEP[0], ast.Load())),
        "_step_count": Open(ast.BinOp(ast.Name(STEP[0], ast.Load()), ast.Add(), ast.Constant(1))),
    }
    try:
        found = pure(run, replace(own, owner=value), [])
    finally:
        value.attributes.clear()
        value.attributes |= kept
    rate = _place(tree(found), place, many)
    if rate is None:
        raise LrplotError(
            f"line {own.node.lineno}: what get_lr of {value.name} gives is no list with a rate for "
            f"each of {many} groups that can be read"
        )
    for leaf in opaque(rate):
        if leaf.id.endswith("['lr']"):
            raise LrplotError(
                f"line {own.node.lineno}: get_lr of {value.name} makes a rate of the one before "
                "it, which is not read; what it makes of self.base_lrs is"
            )
    return rate


def _place(node: ast.expr, place: int, many: int) -> ast.expr | None:
    """Return one item of a list, or of the one of several that a test decides."""
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) if len(items) == many:
            return items[place]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yes, no = (
                each if each is FAILS.tree else _place(each, place, many) for each in (body, orelse)
            )
            return None if yes is None or no is None else ast.IfExp(test, yes, no)
    return None


def handed(to: Any, args: list[Any], words: dict[str, Any], line: int) -> Function:
    """Return a function that calls what is imported, or a class, with these arguments first."""
    node = ast.parse("lambda *args, **words: to(*args, **words)", mode="eval").body
    for part in ast.walk(node):
        if hasattr(part, "lineno"):
            part.lineno = line
    assert isinstance(node, ast.Lambda)
    return Function(node, Scope({"to": to}), given=(tuple(args), dict(words)))

"""Schedulers of a script's own classes: what torch's constructor keeps of them."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.specs.script.groups import groups
from lrplot.specs.script.kinds import SCHEDULERS, is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import MOVING
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.values import MISSING, Class, Instance, Made

BEGUN = "(begun here)"
"""What a scheduler had when torch's constructor let it step first."""

FROM = "(from epoch)"
"""The last epoch that torch's constructor was given."""

BASE = "(base class)"
"""The scheduler of the catalogue that an object is one of."""

OWN = ("step", "_initial_step", "_update_lr", "__getattr__", "__getattribute__", "__setattr__")
"""Methods by which a class steps otherwise than torch's."""

RATES = ("get_lr", "_get_closed_form_lr")


class Outside(Instance):
    """An object seen as one of torch's class that its own derives from."""

    def __init__(self, owner: Instance, path: str) -> None:
        super().__init__(None, owner.attributes, owner.line, owner.name)
        self.owner = owner
        self.path = path


def root(of: Class | None) -> str:
    """Return which of torch's schedulers a class derives from; "" for none."""
    for path in of.roots() if of else ():
        last = path.rpartition(".")[2]
        if last in SCHEDULERS[:2]:
            return path
        if "lr_scheduler" in path and find.has(path):
            return path
    return ""


def begun(
    run: Run, of: Instance, path: str, args: list[Any], words: dict[str, Any], line: int
) -> None:
    """Keep what torch's constructor keeps of a scheduler."""
    held = of.attributes
    run.event("made", of, ast.Pass(lineno=line))
    if path.rpartition(".")[2] not in SCHEDULERS[:2]:
        held[BASE] = Made(path, args, words, line, of.name, {}, "", run.loops)
        held[BEGUN] = dict(held)
        return
    given = dict(zip(("optimizer", "last_epoch"), args, strict=False)) | words
    optimizer = given.get("optimizer", MISSING)
    held.pop("last_epoch", None)
    held[FROM] = given.get("last_epoch", -1)
    if is_optimizer(optimizer):
        held["optimizer"] = optimizer
        held["base_lrs"] = [group["lr"] for group in groups(run, optimizer)]
    held[BEGUN] = dict(held)


def checked(value: Instance) -> str:
    """Return which of torch's schedulers an object is; `LrplotError` for what cannot be read."""
    path = root(value.of)
    kind, name = path.rpartition(".")[2], value.name or "this scheduler"
    here = f"line {value.line}: {name}"
    if BEGUN not in value.attributes:
        raise LrplotError(f"{here} never calls super().__init__() of {kind}")
    for method in (*OWN, *(RATES if BASE in value.attributes else ())):
        if value.of and value.of.lookup(method) is not MISSING:
            where = getattr(value.of.lookup(method), "node", value.of.node).lineno
            raise LrplotError(f"{here} has a {method} of its own (line {where}), which is not read")
    for attribute in ("last_epoch", "_step_count"):
        if attribute in value.attributes:
            raise LrplotError(f"{here} sets its {attribute}, which is not read")
    last = value.attributes.get(FROM, -1)
    if any(opaque(tree(last))):
        raise UnknownError([tree(last)])
    if last != -1:
        raise LrplotError(f"{here} goes on from an epoch before (last_epoch), which is not read")
    return path


def base(value: Instance) -> Made | None:
    """Return the scheduler of the catalogue that an object is one of; None for one of its own."""
    found = value.attributes.get(BASE)
    if found is None:
        return None
    kind = checked(value).rpartition(".")[2]
    before = value.attributes[BEGUN]
    for name, now in value.attributes.items():
        looked_up = value.of and value.of.lookup(name) is not MISSING
        if name not in before and not looked_up and name not in MOVING:
            continue
        if name != BEGUN and before.get(name, MISSING) is not now:
            raise LrplotError(
                f"line {value.line}: {value.name or 'this'} is a {kind} that changes its {name} "
                "after super().__init__(), which is not read"
            )
    return Made(found.path, found.args, found.keywords, value.line, value.name, {}, "", value.loops)

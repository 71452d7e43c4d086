"""A schedule of a script, said as its constructor."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.derived import base
from lrplot.specs.script.functions import constructor, scheduler
from lrplot.specs.script.groups import Group, groups
from lrplot.specs.script.kinds import inside, is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import Rhythm, UnknownError
from lrplot.specs.script.trees import leaves, opaque, tree
from lrplot.specs.script.values import Instance


@dataclass(frozen=True)
class Stepped:
    """A schedule of a script: its constructor, its name there, how it is stepped."""

    tree: ast.expr
    name: str
    line: int
    value: Any = None
    """What it is of in the script."""
    plain: bool = False
    """Whether it is the rate itself, as an expression in t."""
    pace: Pace | Beats | None = None
    rhythm: Rhythm | None = None
    length: tuple[int, float | None] | None = None
    """How many updates are made in all, and in an epoch, where that is known."""
    shown: str = ""
    """What is said of it in the place of its word."""
    group: str = ""
    """The parameter group that it moves, where others have other rates."""
    optimizer: str = ""
    """The name of the optimizer, where several train."""
    round: str = ""
    """What tells it from those of other rounds of a loop that trains anew in each."""
    loop: int = 0
    """The line of that loop."""
    assumed: bool = False
    """Whether its updates are not seen, and are where `--interval` says."""

    def called(self) -> str:
        """Return what tells it from other schedules of the script: its name, or its class."""
        kind = "" if self.plain else ast.unparse(getattr(self.tree, "func", self.tree))
        name = self.name or self.optimizer or kind.rpartition(".")[2]
        return " ".join(filter(None, (name.removeprefix("self."), self.round)))

    def long(self) -> tuple[int, float | None] | None:
        """Return how many updates are made in all, and in an epoch; None where nothing says it."""
        if self.length or self.rhythm is None or not self.rhythm.epochs:
            return self.length
        many = self.rhythm.updates
        epoch = float(many) if len(self.rhythm.loops) > 1 else None
        return int(self.rhythm.epochs * many), epoch

    def word(self) -> str:
        """Return the word that says it."""
        text = ast.unparse(self.tree)
        return text if isinstance(self.tree, ast.Call) and not self.plain else f"expr: {text}"


def said(run: Run, value: Any, group: Group | None = None) -> Stepped:
    """Return a schedule as its constructor says it; `group` of its optimizer, if it has several."""
    plain = False
    if isinstance(value, Instance) and (of := base(value)):
        node: ast.expr = _plain(constructor(run, of, group))
    elif isinstance(value, Instance):
        plain = True
        optimizer = next((part for part in inside(value) if is_optimizer(part)), None)
        if optimizer is None:
            raise LrplotError(f"line {value.line}: the optimizer of {value.name} is not known")
        node = scheduler(run, value, len(groups(run, optimizer)), group.place if group else 0)
    else:
        node = _plain(constructor(run, value, group))
    if any(opaque(node)):
        raise UnknownError([node])
    if any(leaves(node)):
        raise LrplotError(f"line {value.line}: {value.name or 'this'} depends on a loop around it")
    return Stepped(node, value.name, value.line, value, plain)


def of_groups(run: Run, value: Any, every: Sequence[Group]) -> list[Stepped]:
    """Return a schedule as it is for the groups of its optimizer; one where all are alike."""
    found = [said(run, value, group) for group in every]
    if all(one.word() == found[0].word() for one in found):
        return found[:1]
    return [replace(one, group=called(group)) for group, one in zip(every, found, strict=True)]


def called(group: Group) -> str:
    """Return what a group is called."""
    own = group.get("name")
    return own if isinstance(own, str) else f"group {group.place}"


def level(group: Group) -> Stepped:
    """Return the rate that a group begins with, kept."""
    rate = tree(group["lr"])
    if any(opaque(rate)):
        raise UnknownError([rate])
    return Stepped(rate, "", group.optimizer.line, None, True)


def _plain(node: ast.expr) -> ast.expr:
    """Return a constructor whose optimizers say their rate, and nothing that is not known."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if ".optim." in f".{name}" and "lr_scheduler" not in name:
            first = ast.Name("params", ast.Load())
            args = [first if not place else arg for place, arg in enumerate(node.args)]
            words = [
                word
                for word in node.keywords
                if word.arg in ("lr", "learning_rate") or not any(opaque(word.value))
            ]
            words = [word for word in words if word.arg != "params"]
            return ast.Call(node.func, args or [first], words)
        return ast.Call(
            node.func,
            [_plain(arg) for arg in node.args],
            [ast.keyword(word.arg, _plain(word.value)) for word in node.keywords],
        )
    if isinstance(node, ast.List):
        return ast.List([_plain(item) for item in node.elts], ast.Load())
    return node

"""The parameter groups of an optimizer, each with a rate of its own."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.kinds import rate_of
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import MISSING, Made, Opaque, Open, Several

USUAL = ("params", "parameters", "model")
"""What stands for the parameters of a model in the lines that people paste."""


class Group(dict[Any, Any]):
    """A parameter group: a mapping, whose rate is no longer what it was once something trains."""

    def __init__(self, optimizer: Made, place: int, values: dict[Any, Any]) -> None:
        super().__init__(values)
        self.optimizer = optimizer
        self.place = place
        self.first = values["lr"]
        """What it was made with."""


def groups(run: Run, optimizer: Made) -> list[Any]:
    """Return the parameter groups of an optimizer, made once."""
    kept = optimizer.attributes.get("param_groups")
    if isinstance(kept, list):
        return kept
    params = optimizer.argument("params", 0)
    whole = rate_of(optimizer)
    whole = (
        Opaque(f"{optimizer.name or 'optimizer'}.lr", optimizer.line) if whole is MISSING else whole
    )
    found = [{}] if not _several(run, params) else list(params)
    made = [_group(optimizer, place, whole, one) for place, one in enumerate(found)]
    optimizer.attributes["param_groups"] = made
    run.created += made
    return made


def _several(run: Run, params: Any) -> bool:
    if type(params) is Opaque and params.text in run.unbound and params.text not in USUAL:
        raise UnknownError([tree(params)])
    if isinstance(params, Several) or (
        isinstance(params, Opaque | Open) and "group" in _text(params)
    ):
        line, text = (params.line if isinstance(params, Opaque) else 0), _text(params)
        raise LrplotError(
            f"line {line}: what groups {text} has is not known; say --let {text + '=None'!r} if "
            "all have the optimizer's rate"
        )
    return isinstance(params, list | tuple) and any(isinstance(one, dict) for one in params)


def _text(params: Opaque | Open) -> str:
    return params.text if isinstance(params, Opaque) else ast.unparse(params.tree)


def _group(optimizer: Made, place: int, whole: Any, own: Any) -> Group:
    said = own if isinstance(own, dict) else {}
    rate = said.get("lr", whole)
    initial = said.get("initial_lr", rate)
    return Group(optimizer, place, {"params": None, **said, "lr": rate, "initial_lr": initial})


def added(run: Run, optimizer: Made, own: Any) -> None:
    """Add a group to an optimizer, as its `add_param_group` does."""
    every = groups(run, optimizer)
    if run.loops or run.tests or not isinstance(own, dict):
        raise LrplotError(f"line {optimizer.line}: the groups of {optimizer.name} are not known")
    every.append(_group(optimizer, len(every), every[0].get("whole", rate_of(optimizer)), own))


def present(run: Run, group: Group, line: int) -> Opaque:
    """Return what stands for the rate that a group has when a loop reads it."""
    return Opaque(rate_text(group), line, read=(len(run.events), run.loops))


def rate_text(group: Group) -> str:
    """Return how the rate of a group is read."""
    return f"{group.optimizer.name or 'optimizer'}.param_groups[{group.place}]['lr']"

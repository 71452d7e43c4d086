"""The parameter groups of an optimizer, each with a rate of its own."""

from __future__ import annotations

import ast
import re
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.iterators import Once, Stream, taken
from lrplot.specs.script.kinds import is_schedule, optimizer_of, rate_of
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import MISSING, Made, Opaque, Open, Several

GROUPED = re.compile(r"group(?!s?_weight_decay)|layer_?decay|lrd", re.IGNORECASE)
"""What gives groups of parameters that may have rates of their own, by its text."""

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
    if isinstance(params, Stream | Once):
        if (items := taken(run, params)) is None:
            raise LrplotError(
                f"line {optimizer.line}: the groups of {optimizer.name} are not known"
            )
        params = items
    whole = rate_of(optimizer)
    whole = (
        Opaque(f"{optimizer.name or 'optimizer'}.lr", optimizer.line) if whole is MISSING else whole
    )
    several = _several(run, params)
    found = list(params) if several else [{}]
    made = [_group(optimizer, place, whole, one) for place, one in enumerate(found)]
    optimizer.attributes["param_groups"] = made
    if several and type(params) is list:
        # the mappings themselves are the groups from then on
        params[:] = made
    run.created += made
    return made


def _several(run: Run, params: Any) -> bool:
    if type(params) is Opaque and params.text in run.unbound and params.text not in USUAL:
        raise UnknownError([tree(params)])
    if isinstance(params, Several) or (
        isinstance(params, Made | Opaque | Open) and GROUPED.search(_text(params))
    ):
        line, text = (0 if isinstance(params, Open) else params.line), _text(params)
        raise LrplotError(
            f"line {line}: what groups {text} has is not known; say --let {text + '=None'!r} if "
            "all have the optimizer's rate"
        )
    return isinstance(params, list | tuple) and any(isinstance(one, dict) for one in params)


def _text(params: Made | Opaque | Open) -> str:
    return ast.unparse(params.tree) if isinstance(params, Open) else params.text


def _group(optimizer: Made, place: int, whole: Any, own: Any) -> Group:
    said = own if isinstance(own, dict) else {}
    rate = said.get("lr", whole)
    initial = said.get("initial_lr", rate)
    return Group(optimizer, place, {"params": None, **said, "lr": rate, "initial_lr": initial})


def added(run: Run, optimizer: Made, own: Any) -> None:
    """Add a group to an optimizer, as its `add_param_group` does."""
    every = groups(run, optimizer)
    if run.loops or run.tests or run.pure or not isinstance(own, dict):
        raise LrplotError(f"line {optimizer.line}: the groups of {optimizer.name} are not known")
    every.append(_group(optimizer, len(every), every[0].get("whole", rate_of(optimizer)), own))


STILL = ("StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "PolynomialLR")
"""Schedulers that leave the rate as it is where they are made."""


def updated(run: Run, group: Group) -> bool:
    """Tell whether an optimizer has made an update before."""
    of = group.optimizer
    return any(e.kind == "step" and (e.of is of or of in e.args) for e in run.events)


def moved(run: Run, group: Group) -> bool:
    """Tell whether the rate of a group may be another by now than the optimizer was made with."""
    made = (one for one in run.made if is_schedule(one) and optimizer_of(one) is group.optimizer)
    still = all(isinstance(one, Made) and one.path.rpartition(".")[2] in STILL for one in made)
    return bool(run.loops or run.tests or run.pure or not still or updated(run, group))


def present(run: Run, group: Group, line: int) -> Opaque:
    """Return what stands for the rate that a group has when a loop reads it."""
    return Opaque(rate_text(group), line, read=(len(run.events), run.loops))


def rate_text(group: Group) -> str:
    """Return how the rate of a group is read."""
    return f"{group.optimizer.name or 'optimizer'}.param_groups[{group.place}]['lr']"

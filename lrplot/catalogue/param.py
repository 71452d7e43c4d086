"""The parameters of an entry, read off the signature of its function."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from lrplot.errors import LrplotError, one_line, shown
from lrplot.parameters import OptimizerRate, Role

TAKEN = ("schedule", "label", "sweep")
"""What no parameter can be called in a plan."""


REQUIRED = inspect.Parameter.empty

RESUMED = ("last_epoch", "last_step", "last_batch_iteration")
"""Where a run goes on: frameworks then start from what a checkpoint says."""


@dataclass(frozen=True)
class Param:
    """A parameter as its signature has it."""

    name: str
    role: Role
    default: Any = REQUIRED
    optional: bool = False
    """Whether None may be given."""
    required: bool = field(init=False)
    """Whether there is no default."""
    key: str = field(init=False)
    """What it is called in words, options and plans: an optimizer stands for its `lr`.

    What is something else in a plan is called by its role.
    """

    def __post_init__(self) -> None:
        key = "lr" if isinstance(self.role, OptimizerRate) else self.name
        vars(self)["key"] = self.role.name if self.name in TAKEN else key
        vars(self)["required"] = self.default is REQUIRED

    def check_unread(self, raw: object) -> None:
        """Raise `LrplotError` for what changes the curve, or is another schedule's argument."""
        number = isinstance(raw, ast.Constant) and isinstance(raw.value, int | float)
        if self.name in ("optimizer", "params") and number:
            raise LrplotError(f"{self.name}: {shown(raw)} is no {self.name}")
        said = ast.unparse(raw) if isinstance(raw, ast.AST) else str(raw)
        if self.name in RESUMED and said not in (str(self.default), "None", "none"):
            raise LrplotError(
                f"{self.name}: only {self.default} is drawn, a run from its first step, not "
                f"{shown(raw)}; leave it out"
            )


def params_of(function: Callable[..., Any]) -> tuple[Param, ...]:
    """Return the parameters in the order of the signature; `LrplotError` for one without a role."""
    try:
        hints = get_type_hints(function, include_extras=True)
    except Exception as error:
        what = one_line(f"{type(error).__name__}: {error}")
        raise LrplotError(f"the types of its parameters cannot be read: {what}") from error
    found = inspect.signature(function).parameters.values()
    for parameter in found:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise LrplotError(f"parameter {parameter} stands for several; each must have a name")
    said = _sentences(function.__doc__ or "")
    params = (Param(p.name, *_role(p.name, hints.get(p.name), p.default)) for p in found)
    return tuple(_saying(param, said.get(param.key, "")) for param in params)


def _saying(param: Param, sentence: str) -> Param:
    """Return a parameter that says a sentence of its own, if there is one, not its role's."""
    return replace(param, role=replace(param.role, help=sentence)) if sentence else param


def _sentences(doc: str) -> dict[str, str]:
    """Return the sentences of parameters in a docstring: `Where: epochs: how many; gamma: …`."""
    found = re.search(r"^\s*Where:\s(.*?)(?:^\s*[A-Z][a-z]+:\s|^\s*$|\Z)", doc, re.M | re.DOTALL)
    items = " ".join(found[1].split()).removesuffix(".").split("; ") if found else []
    pairs = (item.partition(": ") for item in items)
    return {name: sentence for name, _, sentence in pairs}


def _role(name: str, hint: Any, default: Any) -> tuple[Role, Any, bool]:
    """Return the role in a parameter's type hint, the default, and whether None may be given."""
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return _role(name, inner[0], default)[0], default, True
    for extra in getattr(hint, "__metadata__", ()):
        if isinstance(extra, Role):
            return extra, default, default is None
    raise LrplotError(
        f"parameter {name} has no role: its type must be one of lrplot.parameters, such as Peak"
    )

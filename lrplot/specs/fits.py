"""Says in the words of a request that a warmup and a cooldown do not fit into the total.

A framework would speak of what it is made of: a decay of -1000 steps, a part of 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.catalogue import Entry
from lrplot.errors import LrplotError
from lrplot.parameters import NoEffect, OptimizerRate


def misfit(asked: Mapping[str, Any]) -> LrplotError | None:
    """Return the error for a request whose phases leave no step between them, if they do not."""
    total, phases = asked["total_steps"], ("warmup_steps", "cooldown_steps")
    lengths = {name: asked[name] for name in phases if asked[name]}
    if total is None or not lengths or sum(lengths.values()) < total:
        return None
    said = " and ".join(
        f"--{name.replace('_', '-')} {numbers.text(length)}" for name, length in lengths.items()
    )
    verb = "do" if len(lengths) > 1 else "does"
    more = "" if sum(lengths.values()) > total else " with a step to decay in"
    return LrplotError(f"{said} {verb} not fit into --total-steps {numbers.text(total)}{more}")


def check(entry: Entry[...], values: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raise the error for a request that does not fit, where no entry can be built with it.

    The values are what it gives; some frameworks train with a warmup beyond the end.
    """
    wrong = misfit(asked)
    if not wrong or any(role.holds_schedule for role in entry.roles.values()):
        return
    entry.complete(values)
    given = {p.name: None for p in entry.params if p.required and isinstance(p.role, NoEffect)}
    rates = [p for p in entry.params if isinstance(p.role, OptimizerRate)]
    given |= {p.name: p.role.read(p.role.example) for p in rates}
    try:
        entry(**(given | dict(values)))
    except LrplotError:
        raise wrong.at(entry.title) from None

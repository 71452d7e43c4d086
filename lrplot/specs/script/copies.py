"""Copies of a script's values: what is changed in one of them is not changed in the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.defaulting import Default
from lrplot.specs.script.kinds import held
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Instance

COPIES = {"copy.copy": False, "copy.deepcopy": True}
"""Functions that copy, and whether they copy what is inside as well."""

OWN = ("__copy__", "__deepcopy__", "__reduce__", "__reduce_ex__", "__getstate__")


def copied(run: Run, name: str, args: list[Any]) -> Any:
    """Return the copy that a call makes; `MISSING` where it copies something else."""
    if name not in COPIES or not args or not isinstance(args[0], list | dict | Instance):
        return MISSING
    if any(True for _ in held(args[0])) or run.loops:
        return MISSING
    return _copy(run, args[0], COPIES[name], {})


def _copy(run: Run, value: Any, deep: bool, known: dict[int, Any]) -> Any:
    if id(value) in known:
        return known[id(value)]
    run.count()
    if len(known) > 500:
        raise LrplotError("a copy that the script makes is too large to be read")
    made: Any
    if type(value) is list:
        known[id(value)] = made = []
        made += [_copy(run, each, deep, known) if deep else each for each in value]
    elif type(value) is tuple:
        made = tuple(_copy(run, each, deep, known) if deep else each for each in value)
    elif type(value) in (dict, Default):
        known[id(value)] = made = value.copy()
        made.clear()
        made |= {k: _copy(run, each, deep, known) if deep else each for k, each in value.items()}
        run.created.append(made)
    elif type(value) is Instance and not any(
        value.of and value.of.lookup(own) is not MISSING for own in OWN
    ):
        known[id(value)] = made = replace(value, attributes={}, name="")
        made.attributes |= {
            k: _copy(run, each, deep, known) if deep else each
            for k, each in value.attributes.items()
        }
        run.created.append(made.attributes)
    else:
        return value
    return made

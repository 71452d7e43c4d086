"""The names of a request beside a schedule's own parameters, in a word, an option or a plan.

`wsd:total_steps=5k`, `lrplot cosine --total-steps 5k`: what a request asks of every schedule can be
asked of one. Where a schedule has a parameter of that very name, it is this parameter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrplot.catalogue import Entry
from lrplot.errors import LrplotError, unknown, where
from lrplot.parameters import Role, roles_of
from lrplot.specs.clock import measured
from lrplot.specs.request import Request, expressing


def shared(entry: Entry[...]) -> dict[str, Role]:
    """Return the roles of a request by the names that are none of the entry's own parameters'."""
    own = {name for param in entry.params for name in (param.name, param.key)}
    return {name: role for name, role in roles_of(Request).items() if name not in own}


def apart(entry: Entry[...], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is given for an entry's own parameters, and, read, what asks as a request does.

    `-` stands for `_`, as in the names of parameters.
    """
    roles, own, asked = shared(entry), {}, {}
    for key, value in given.items():
        name = key.replace("-", "_")
        if name not in roles:
            with where(entry.title):
                _known(entry, key, value, [each for each in roles if expressing(entry, each)])
            own[key] = value
            continue
        with where(entry.title), where(name):
            asked[name] = measured(roles[name], value)
    return own, asked


def _known(entry: Entry[...], key: str, value: Any, also: list[str]) -> None:
    """Raise `LrplotError` for what is no parameter; it may be a slip of what is `also` known."""
    try:
        entry.param(key, also)
    except LrplotError as error:
        from lrplot.specs import slips

        slip = slips.meant(key)
        able = expressing(entry, slip[0]) if slip else []
        if not able:
            raise
        if "fraction" in able[0].role.name and slips.part(key):
            # what it takes is a part, too
            raise unknown("parameter", key, [able[0].key], part=able[0].key) from error
        raise slips.unknown("parameter", key, value, [*also, able[0].key]) from error


def counted(entry: Entry[...], values: Mapping[str, Any], request: Request) -> dict[str, Any]:
    """Return values with the lengths among those of an entry's own parameters in its steps."""
    asked = {name: values[name] for name in values if name not in {p.name for p in entry.params}}
    return Request(**asked).over(request).settled(entry, values)


def told(
    entry: Entry[...], values: Mapping[str, Any], request: Request, lr: float | None
) -> tuple[dict[str, Any], float | None]:
    """Return values for the parameters of an entry, and the total of its steps that is asked for.

    Of the values given some may ask as a request does; they go before the request around it.
    Raises `LrplotError` for what is given by its own name and by the one that it has in requests.
    """
    names = {param.name for param in entry.params}
    own = {name: value for name, value in values.items() if name in names}
    asked = {name: value for name, value in values.items() if name not in names}
    for name in asked:
        for param in expressing(entry, name):
            if param.name in own:
                raise LrplotError(f"{entry.title}: {name} is given twice, as {param.key} too")
    request = Request(**asked).over(request) if asked else request
    return request.filled(entry, own, lr), request.clock.own("total_steps", request.total_steps)

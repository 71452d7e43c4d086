"""Parameters that several schedules have in common, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from lrplot.pieces import Schedule

Curve = Callable[..., Schedule]


def spread(**groups: type) -> Callable[[Curve], Curve]:
    """Return what puts the fields of dataclasses in the place of a function's parameters.

    The function is called with an object of `groups[name]` for its parameter `name`. Fields that
    are for keywords only come last, all of them where the parameter itself is.
    """

    def decorate(function: Curve) -> Curve:
        hints = dict(function.__annotations__)
        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(function).parameters.values():
            if parameter.name not in groups:
                parameters.append(parameter)
                continue
            kind = groups[parameter.name]
            hints |= get_type_hints(kind, include_extras=True)
            for field in inspect.signature(kind).parameters.values():
                parameters.append(field.replace(kind=max(field.kind, parameter.kind)))
        parameters.sort(key=lambda parameter: parameter.kind)
        signature = inspect.Signature(parameters)
        fields = {name: [*inspect.signature(kind).parameters] for name, kind in groups.items()}

        @functools.wraps(function)
        def whole(*args: Any, **kwargs: Any) -> Schedule:
            given = signature.bind(*args, **kwargs).arguments
            for name, kind in groups.items():
                own = {field: given.pop(field) for field in fields[name] if field in given}
                given[name] = kind(**own)
            return function(**given)

        whole.__annotations__ = hints
        vars(whole)["__signature__"] = signature
        return whole

    return decorate

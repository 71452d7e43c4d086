"""What the parameters of several schedules share: schedules inside, and groups as dataclasses."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

from lrplot.parameters import Nested
from lrplot.pieces import Schedule

Maker = Callable[..., Schedule]

NestedSchedule = Annotated[Schedule, Nested("schedule", "the schedule that it works on")]

NestedSchedules = Annotated[
    tuple[Schedule, ...], Nested("schedules", "the schedules, in order", many=True)
]


def spread(**groups: type) -> Callable[[Maker], Maker]:
    """Return what puts the fields of dataclasses in the place of a function's parameters.

    The function is called with an object of `groups[name]` for its parameter `name`. Fields that
    are for keywords only come last, all of them where the parameter itself is.
    """

    def decorate(function: Maker) -> Maker:
        hints = dict(function.__annotations__)
        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(function).parameters.values():
            if parameter.name not in groups:
                parameters.append(parameter)
                continue
            kinds, fields = _fields(groups[parameter.name])
            hints |= kinds
            for field in fields:
                parameters.append(field.replace(kind=max(field.kind, parameter.kind)))
        parameters.sort(key=lambda parameter: parameter.kind)
        signature = inspect.Signature(parameters)

        @functools.wraps(function)
        def whole(*args: Any, **kwargs: Any) -> Schedule:
            given = signature.bind(*args, **kwargs).arguments
            for name, kind in groups.items():
                names = [field.name for field in _fields(kind)[1]]
                given[name] = kind(**{each: given.pop(each) for each in names if each in given})
            return function(**given)

        whole.__annotations__ = hints
        vars(whole)["__signature__"] = signature
        return whole

    return decorate


@functools.cache
def _fields(kind: type) -> tuple[dict[str, Any], list[inspect.Parameter]]:
    """Return the types of a dataclass's fields by their names, and the parameters that they are."""
    hints = get_type_hints(kind, include_extras=True)
    return hints, [*inspect.signature(kind).parameters.values()]

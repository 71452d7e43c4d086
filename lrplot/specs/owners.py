"""Chooses whose schedule a bare name means, by what its arguments fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lrplot.arithmetic.arrays import np
from lrplot.catalogue import Entry
from lrplot.catalogue.outline import SHORT, STANDARD
from lrplot.errors import LrplotError, one_of, warn
from lrplot.pieces import Schedule
from lrplot.specs.odd import absurd, optimizers

Bound = dict[str, Any]

NEAR = 1e-9
"""How far two curves may be apart, in parts of the peak, that differ by rounding alone."""

CELLS = 1000
"""At how many places, besides all breakpoints, two curves are compared."""


def chosen(
    name: str,
    owners: Iterable[Sequence[Entry[...]]],
    bind: Callable[[Entry[...]], Bound],
    build: Callable[[Entry[...], Bound], Schedule] | None,
    rate: float | None,
) -> tuple[Entry[...], Bound]:
    """Return the entry that takes the arguments, and their values.

    Of one framework's several it is the first that does. Where several frameworks' do and draw
    other curves, it is that of a standard library, and a warning says so; else it is an error, as
    are arguments of a bare name that make no sense. `rate` is the optimizer's, where it is said.
    Without `build` it is the usual entry, whose arguments may still be completed.
    """
    found = iter(owners)
    every = [next(found)]
    errors: list[LrplotError] = []
    if every[0][0].framework == SHORT:
        # a short name that fits is nobody else's
        try:
            return every[0][0], bind(every[0][0])
        except LrplotError as error:
            errors.append(error)
    every += found
    if len(every) == len(every[0]) == 1 or build is None:
        entry, values = _first(every[0], bind)
        if "." not in name:
            _check(entry, values, rate)
        return entry, values
    fits: list[tuple[Entry[...], Bound, Schedule]] = []
    taken: list[LrplotError] = []
    for entries in every:
        for entry in entries:
            try:
                values = bind(entry)
            except LrplotError as error:
                errors.append(error)
                continue
            try:
                fits.append((entry, values, build(entry, values)))
                break
            except LrplotError as error:
                errors.append(error)
                taken.append(error)
    if not fits:
        if len(every) == 1:
            # what took the arguments knows better what is wrong with them
            raise (taken or errors)[0]
        if every[0][0].framework in (SHORT, *STANDARD):
            raise errors[0]
        rest = one_of([entries[0].title for entries in every[1:]])
        raise LrplotError(f"{errors[0]}; nor do these arguments fit {rest}")
    whys = [absurd(*fit[:2], optimizers(*fit[:2]) or rate) for fit in fits]
    sound = [fit for fit, why in zip(fits, whys, strict=True) if not why] or fits
    (entry, values, schedule), *more = sound
    others = [other.title for other, _, made in more if not alike(schedule, made)]
    if others and entry.framework not in STANDARD:
        raise LrplotError(
            f"{name} is in several frameworks, which draw other curves of these arguments: "
            f"type {one_of([entry.title, *others])}"
        )
    if "." not in name:
        _check(entry, values, rate)
    if errors and not values and every[0][0].framework in STANDARD and entry not in every[0]:
        # a name alone is the usual one, and lacks what it must be given
        raise errors[0]
    if errors and entry not in every[0]:
        warn(f"{name} is read as {entry.title}, for {errors[0]}")
    elif sound[0] is not fits[0]:
        warn(f"{name} is read as {entry.title}, for {fits[0][0].title}: {whys[0]}")
    if others:
        warn(f"{name} is read as {entry.title}; {' and '.join(others)} would draw another curve")
    return entry, values


def _first(
    entries: Sequence[Entry[...]], bind: Callable[[Entry[...]], Bound]
) -> tuple[Entry[...], Bound]:
    """Return the first of the entries that takes the arguments; else the first one's error."""
    errors: list[LrplotError] = []
    for entry in entries:
        try:
            return entry, bind(entry)
        except LrplotError as error:
            errors.append(error)
    raise errors[0]


def alike(one: Schedule, other: Schedule) -> bool:
    """Tell whether two schedules have the same rate at all steps of their spans and beyond."""
    if one == other:
        return True
    span = 2.0 * max(one.span, other.span)
    steps = np.unique(np.floor(np.linspace(0.0, span, CELLS)))
    found = np.concatenate([one.breakpoints(steps), other.breakpoints(steps)])
    places = np.concatenate([steps, np.floor(found), np.ceil(found), np.floor(found) + 1.0])
    a, b = one(np.unique(places)), other(np.unique(places))
    peak = np.nanmax(np.abs(np.concatenate([a, b, [0.0]])))
    return bool(np.allclose(a, b, rtol=0.0, atol=NEAR * peak, equal_nan=True))


def _check(entry: Entry[...], values: Bound, rate: float | None) -> None:
    if why := absurd(entry, values, optimizers(entry, values) or rate):
        raise LrplotError(f"{entry.title}: {why}; type {entry.title} if that is meant")

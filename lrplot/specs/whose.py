"""Asks whose schedule a bare name is where its values are options, read for the usual one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lrplot.catalogue import Entry
from lrplot.pieces import Schedule
from lrplot.specs.as_word import written
from lrplot.specs.asking import shared
from lrplot.specs.request import Request
from lrplot.specs.spec import SOME_RATE, inner
from lrplot.specs.values import ValueReader

Options = Mapping[str, Sequence[Any]]
"""The values given for each parameter, and for what asks as a request does."""


def whose(
    name: str, entry: Entry[...], options: Options, request: Request
) -> tuple[Entry[...], Options]:
    """Return the entry that a word of this name would stand for, and the values as it reads them.

    `options` are values for `entry`. The first of each decides, as if they stood in a word.
    """
    asked = shared(entry)

    def look(other: Entry[...], values: dict[str, Any]) -> Schedule:
        return inner(other, values, request=request).schedule(SOME_RATE)

    reader = ValueReader(build=look, request=request)

    def bound(other: Entry[...], values: Mapping[str, Any]) -> dict[str, Any]:
        if other == entry:
            return dict(values)
        texts = {}
        for key, value in values.items():
            if key in asked:
                texts[key] = asked[key].text(value)
            else:
                texts[entry.param(key).key] = written(entry.param(key), value)
        return reader.inside(other).bound(other, (), texts)

    firsts = {key: values[0] for key, values in options.items()}
    other, _ = reader.choice(name, lambda each: bound(each, firsts))
    if other == entry:
        return entry, options
    found: dict[str, list[Any]] = {}
    for key, values in options.items():
        for value in values:
            for own, each in bound(other, {key: value}).items():
                found.setdefault(own, []).append(each)
    return other, found

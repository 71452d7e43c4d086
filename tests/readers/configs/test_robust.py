"""Whatever stands at a key: a configuration is drawn, or refused in one line."""

import contextlib
import copy
import json
import warnings
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan
from lrplot.readers.common import data
from lrplot.readers.configs import formats

CASES = Path(__file__).parent / "cases"
NUMBERS = (True, -1, 0, 1e300, 5e-324, float("nan"), float("inf"), 10**400)
ODD = (None, *NUMBERS, "x", "", "1e3", [], {}, [1, 2], {"a": 1}, "\x1b[31m", [[]], "auto")
NO_NUMBERS = ("x", "1k", "\x1b[31m", [[]], {"a": 1})
MOST = 400
"""The most changes that are tried for a format: every one of so many, evenly."""


def leaves(values, path=()):
    """Yield the paths of all values, sections included."""
    if path:
        yield path
    each = values.items() if isinstance(values, dict) else enumerate(values)
    if isinstance(values, dict | list):
        for key, value in each:
            if isinstance(value, dict | list):
                yield from leaves(value, (*path, key))
            else:
                yield (*path, key)


def changed(values, path, value):
    """Return the values with another at a path."""
    out = copy.deepcopy(values)
    inner = out
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return out


def recorded(name):
    for record in sorted((CASES / name).glob("*.record.json")):
        stem = record.name.removesuffix(".record.json")
        (file,) = (path for path in record.parent.glob(f"{stem}.*") if path != record)
        yield file, json.loads(record.read_text())["options"]


@pytest.mark.parametrize("name", formats())
def test_whatever_stands_at_a_key(name, monkeypatch):
    warnings.simplefilter("ignore", LrplotWarning)
    tried = []
    for file, options in recorded(name):
        found = data.load(str(file))
        for path in leaves(found.values):
            tried += [(file, found, options, path, odd) for odd in ODD]
    for file, found, options, path, odd in tried[:: max(1, len(tried) // MOST)]:
        other = data.Data(found.path, found.kind, changed(found.values, path, odd))
        monkeypatch.setattr(data, "load", lambda path, other=other: other)
        try:
            with contextlib.suppress(LrplotError):
                plan(file, **options, as_format=name)
        except Exception as error:
            raise AssertionError(f"{file.name}: {path} = {odd!r}") from error


def curves(file, options):
    """Return how long a training is and its rates at some updates, or None if it is refused."""
    try:
        plot = plan(file, **options).plot()
    except LrplotError:
        return None
    steps = np.linspace(plot.steps.start, plot.steps.stop - 1, 50).round()
    return plot.steps.stop, [curve(steps).tolist() for _, curve in plot.curves]


@pytest.mark.parametrize("name", formats())
def test_what_is_no_number_is_refused_where_one_stands(name, monkeypatch):
    warnings.simplefilter("ignore", LrplotWarning)
    tried = []
    for file, options in recorded(name):
        found = data.load(str(file))
        for path in leaves(found.values):
            if type(at(found.values, path)) in (int, float):
                # a script's options have no sections
                odds = (*NO_NUMBERS, -1) if found.kind != "options" else (*NO_NUMBERS[:-1], -1)
                tried += [(file, found, options, path, odd) for odd in odds]
    load, other = data.load, {}
    monkeypatch.setattr(data, "load", lambda path: other.get(path) or load(path))
    for file, found, options, path, odd in tried[:: max(1, len(tried) // MOST)]:
        options = {**options, "as_format": name}
        other.clear()
        right = curves(file, options)
        other[str(file)] = data.Data(found.path, found.kind, changed(found.values, path, odd))
        drawn = curves(file, options)
        if drawn is None or drawn == right:
            continue
        if odd == -1:
            assert min(map(min, drawn[1])) >= 0, (file.name, path)
            continue
        # some programs leave out what they cannot use, and say so or not
        other[str(file)] = data.Data(found.path, found.kind, without(found.values, path))
        assert drawn == curves(file, options), (file.name, path, odd)


def at(values, path):
    for part in path:
        values = values[part]
    return values


def without(values, path):
    """Return the values without the one at a path."""
    out = copy.deepcopy(values)
    del at(out, path[:-1])[path[-1]]
    return out

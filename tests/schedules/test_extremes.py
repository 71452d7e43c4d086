"""No number that a role takes is too much for a schedule: it is drawn, or refused in one line."""

import math
import re
from contextlib import contextmanager
from functools import singledispatch

import numpy as np
import pytest

from lrplot import Range, sample
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.parameters import (
    Keywords,
    Metric,
    Number,
    Numbers,
    OptimizerOption,
    OptimizerRate,
    Pairs,
    Role,
)
from lrplot.plots.plan import whole_range
from lrplot.specs.spec import make
from lrplot.specs.values import ValueReader

ENTRIES = find.all_entries()
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)


@singledispatch
def extremes(role: Role):
    """Return what is given for a role at its extremes; nothing where it has no number."""
    return []


@extremes.register
def _(role: Number):
    edges = {role.low, role.high, 0.0, 5e-324, 1e9, 2.0**53, 1e18, 1e308} - {-math.inf, math.inf}
    return [int(edge) if edge == int(edge) else edge for edge in sorted(edges)]


@extremes.register
def _(role: OptimizerRate):
    return extremes(role.rate)


@extremes.register
def _(role: OptimizerOption):
    return extremes(role.value)


@extremes.register
def _(role: Numbers):
    return [[], *([*role.sample[:-1], edge] for edge in extremes(role.each))]


@extremes.register
def _(role: Pairs):
    *others, (first, second) = role.sample
    last = [(edge, second) for edge in extremes(role.first)]
    last += [(first, edge) for edge in extremes(role.second)]
    return [[*others, pair] for pair in last]


@extremes.register
def _(role: Keywords):
    example = role.read(role.example)
    given = dict(example[0] if role.many else example)
    sets = [given | {name: edge} for name, each in role.fields for edge in extremes(each)]
    return [[one] if role.many else one for one in sets]


@contextmanager
def in_one_line():
    """Allow a block to be refused, if that is said in one line."""
    try:
        yield
    except LrplotError as error:
        if "\n" in str(error):
            raise AssertionError from error


def drawn(spec):
    """Draw a schedule over the range that it asks for, and over a thousand steps."""
    schedule, ranges = spec.schedule(), [Range(0, 1000)]
    with in_one_line():
        ranges.append(whole_range([spec]))
    for steps in ranges:
        rates = schedule([0, 1, steps.last // 2, steps.last, 10**12])
        assert (rates.dtype, rates.shape) == (np.float64, (5,))
        assert schedule.breakpoints(np.linspace(0, steps.last, 65)).size < 20_000
        assert sample("", schedule, steps, 128).rates.dtype == np.float64


@every_entry
@pytest.mark.filterwarnings("error")
def test_a_number_at_its_extreme_is_drawn_or_refused(entry, within_seconds):
    example = entry.bind((), entry.example(), ValueReader().read, partial=True)
    for param in entry.params:
        for edge in extremes(param.role):
            with within_seconds(1.0, f"{param.name}={edge}"), in_one_line():
                drawn(make(entry, example | {param.name: param.role.read(edge)}, lr=0.1))


def past_its_end(spec):
    """Return the rates of a schedule until a thousand times as far as all that happens in it."""
    span = min(spec.schedule().span, 1e9)
    steps = np.concatenate([np.linspace(0, span, 500), span * np.geomspace(1, 1000, 50)])
    return spec.schedule()(np.unique(np.floor(steps)))


@every_entry
def test_what_says_nothing_of_it_has_usable_rates_past_its_end(entry):
    if any(isinstance(param.role, Metric) for param in entry.params):
        # what was not measured is not known
        return
    example = entry.bind((), entry.example(), ValueReader().read, partial=True)
    required = {name: v for name, v in example.items() if entry.param(name).required}
    for values in (example, required):
        try:
            rates = past_its_end(make(entry, values, lr=0.1))
        except LrplotError:
            # without its example it cannot be built
            assert values != example
            continue
        differs = entry.notes.get("Differs", "")
        assert np.isfinite(rates).all() or re.search("NaN|not a number", differs)
        assert not (rates < -1e-15).any() or "negative" in differs

"""Hypothesis strategies for what parameters mean: a role says what may be drawn for it."""

from dataclasses import replace
from functools import cache, singledispatch

from hypothesis import assume, strategies as st

from lrplot.catalogue import Entry, find
from lrplot.errors import LrplotError
from lrplot.parameters import (
    Choice,
    Flag,
    Keywords,
    Lambda,
    Metric,
    MetricValues,
    Nested,
    NoEffect,
    Number,
    Numbers,
    OptimizerOption,
    OptimizerRate,
    Pairs,
    Pattern,
    Role,
    TextList,
)
from lrplot.specs.spec import Spec, make

LARGEST = {
    "total": 1e6,
    "model size": 1e4,
    "rate": 1.0,
    "peak": 1.0,
    "start": 1.0,
    "end": 1.0,
    "decay rate": 1.0,
    "factor": 1.02,
    "fade": 1.0,
}
"""The most that is drawn for a role without a bound of its own; 4 if it is not named here.

What multiplies the rate every step must not leave float64 while a level, or a few cycles, last.
"""

SIMPLE = ("compose.ramp", "compose.hold", "cosine", "exp", "piecewise", "step", "noam")
"""What is drawn for a schedule inside a schedule."""


@cache
def values(role: Role, count: int) -> st.SearchStrategy:
    """Return values of a role, as its `read` returns them; a list has `count` joints.

    One strategy serves all draws: Hypothesis looks each new one through, which takes longer than
    to draw from it.
    """
    return _values(role, count)


@singledispatch
def _values(role: Role, count: int) -> st.SearchStrategy:
    raise TypeError(f"no values are known for {role}")


@_values.register
def _(role: Number, count: int) -> st.SearchStrategy:
    if role.whole:
        return st.integers(int(max(role.low, -20)), 20)
    steps = role.meta == "STEPS"
    low = max(role.low, 0.0) if role.high > 0 else role.low
    if role.name == "total":
        low = 1e4
    elif role.above:
        low = 1.0 if steps else 0.01
    high = min(role.high, LARGEST.get(role.name, 4000.0 if steps else 4.0))
    whole = st.integers(int(low), int(high)).map(float).filter(lambda value: value >= low)
    if steps and high > 1:
        # nothing lasts a part of a step, but it may last none
        low = max(low, 1.0)
    return whole | st.floats(low, high, allow_subnormal=False).map(lambda value: round(value, 6))


@_values.register
def _(role: Numbers, count: int) -> st.SearchStrategy:
    if role.alone:
        return values(role.alone, count) | values(replace(role, alone=None), count)
    if role.each.meta != "STEPS":
        # as many as there are steps, or one more, which are then between and beside them
        more = 0 if role.name == "rates at steps" else 1
        return st.tuples(*[values(role.each, 0)] * (count + more))
    gaps = st.tuples(*[st.integers(1, 5000)] * count)
    return gaps.map(lambda gaps: tuple(float(sum(gaps[: n + 1])) for n in range(count)))


@_values.register
def _(role: Pairs, count: int) -> st.SearchStrategy:
    firsts = st.sets(values(role.first, 0), min_size=1, max_size=4).map(sorted)
    return firsts.flatmap(
        lambda keys: st.tuples(*[st.tuples(st.just(key), values(role.second, 0)) for key in keys])
    )


@_values.register
def _(role: TextList, count: int) -> st.SearchStrategy:
    return st.tuples(*[values(role.each, 0)] * (count + 1))


@_values.register
def _(role: Keywords, count: int) -> st.SearchStrategy:
    one = st.tuples(
        *(
            st.tuples(st.just(name), values(each, 0)).map(lambda pair: (pair,))
            | (st.nothing() if name in role.needed else st.just(()))
            for name, each in role.fields
        )
    ).map(lambda pairs: sum(pairs, ()))
    return st.lists(one, min_size=1, max_size=3).map(tuple) if role.many else one


@_values.register
def _(role: Pattern, count: int) -> st.SearchStrategy:
    return st.sampled_from(role.samples)


@_values.register
def _(role: Choice, count: int) -> st.SearchStrategy:
    return st.sampled_from(role.words)


@_values.register
def _(role: Flag, count: int) -> st.SearchStrategy:
    return st.booleans()


@_values.register
def _(role: OptimizerRate, count: int) -> st.SearchStrategy:
    return values(role.rate, count)


@_values.register
def _(role: OptimizerOption, count: int) -> st.SearchStrategy:
    # one joint: a list of the optimizer's has two numbers
    return values(role.value, 1)


@_values.register
def _(role: Lambda, count: int) -> st.SearchStrategy:
    return st.sampled_from(role.samples).map(role.read)


@_values.register
def _(role: Metric, count: int) -> st.SearchStrategy:
    value = st.floats(-4.0, 4.0, allow_subnormal=False).map(lambda value: round(value, 3))
    return st.lists(value, min_size=1, max_size=30).map(lambda values: MetricValues(tuple(values)))


@_values.register
def _(role: Nested, count: int) -> st.SearchStrategy:
    one = st.sampled_from(SIMPLE).flatmap(lambda name: specs(find.entry(name)))
    return st.tuples(*[one] * (count + 1)) if role.many else one


SOME, TENTH, FIFTH = st.booleans(), st.integers(0, 9), st.integers(0, 4)


@st.composite
def arguments(draw, entry: Entry) -> dict:
    """Return values for the parameters of an entry; some of those with a default are left out."""
    count = draw(FIFTH)
    lists = any(isinstance(p.role, Numbers) for p in entry.params)
    given = {}
    for param in entry.params:
        if isinstance(param.role, NoEffect):
            continue
        # lists have to match, so that with one of them all are given
        needed = param.required or (lists and isinstance(param.role, Numbers) and draw_all(entry))
        if not param.required and param.key in entry.example():
            # without it, little else fits
            needed, none = draw(FIFTH) > 0, draw(TENTH) == 0
        else:
            none = draw(SOME)
        if not needed and draw(SOME):
            continue
        if param.optional and none:
            given[param.name] = None
        else:
            given[param.name] = draw(values(param.role, count))
    return given


def draw_all(entry: Entry) -> bool:
    """Tell whether the lists of an entry have defaults that fit only each other."""
    return sum(isinstance(p.role, Numbers) for p in entry.params) > 1


@cache
def specs(entry: Entry) -> st.SearchStrategy:
    """Return specs of an entry whose values fit together."""
    return _specs(entry, arguments(entry))


@st.composite
def _specs(draw, entry: Entry, values: st.SearchStrategy) -> Spec:
    given = draw(values)
    try:
        return make(entry, given)
    except LrplotError:
        assume(False)


def steps_of(schedule) -> st.SearchStrategy:
    """Return arrays of whole steps in the part of a schedule where things happen."""
    last = int(min(max(schedule.span, 10), 1e7))
    return st.lists(st.integers(0, last), min_size=1, max_size=40)

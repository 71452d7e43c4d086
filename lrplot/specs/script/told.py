"""Says in words what was understood of a script: which schedule, how it is stepped, how long."""

from __future__ import annotations

from collections.abc import Iterator

from lrplot.arithmetic import numbers
from lrplot.specs.clock import Beats, Pace
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.training import Rhythm


def told(one: Stepped) -> Iterator[str]:
    """Yield the lines that say what was understood of a schedule."""
    name = " ".join(filter(None, (one.name, one.group, one.round)))
    yield f"{name}{', ' * bool(name)}line {one.line}: {one.shown or one.word()}"
    if one.length and one.rhythm is None:
        yield f"stepped {_often(one.pace)}"
        yield _lasting(*one.length)
        return
    if one.rhythm is None and one.pace:
        yield f"no loop that steps it is seen: stepped {_often(one.pace)}, as --interval says"
        return
    if one.rhythm is None:
        yield "no loop that steps it is seen: a step is an update; --interval epoch says otherwise"
        return
    yield f"stepped {_often(one.pace)} (the update is on line {one.rhythm.event.line})"
    yield from _long(one.rhythm)


def short(one: Stepped) -> str:
    """Return the same in one line, for beside a picture."""
    name = " ".join(filter(None, (one.name or "the rate", one.group, one.round)))
    if one.length and one.rhythm is None:
        return f"{name} of line {one.line}, {_often(one.pace)}; {_lasting(*one.length)}"
    if one.rhythm is None and one.pace:
        return f"{name} of line {one.line}, {_often(one.pace)}, as --interval says"
    if one.rhythm is None:
        return f"{name} of line {one.line}; no loop that steps it is seen, so a step is an update"
    return "; ".join([f"{name} of line {one.line}, {_often(one.pace)}", *_long(one.rhythm)])


def _often(pace: Pace | Beats | None) -> str:
    if pace is None:
        return "once an update"
    if isinstance(pace, Beats):
        return "never" if not any((*pace.counts, *pace.slopes)) else pace.said
    if pace.steps == 1:
        after = "after its first step" if pace.first else "after the last update"
        return f"once an epoch of {numbers.text(pace.updates)} updates, {after}"
    return f"{numbers.text(pace.steps)} times in {numbers.text(pace.updates)} updates"


def _lasting(total: int, epoch: float | None) -> str:
    each = f", {numbers.text(epoch)} an epoch" if epoch else ""
    return f"{numbers.text(total)} updates{each}"


def _long(rhythm: Rhythm) -> Iterator[str]:
    """Yield how many updates there are, and of what this is made."""
    if not rhythm.epochs:
        return
    *outer, inner = rhythm.loops
    updates, epochs = numbers.text(rhythm.updates), numbers.text(rhythm.epochs)
    made = numbers.text(rhythm.epochs * rhythm.updates)
    of = f"{numbers.text(rhythm.batches)} batches"
    each = updates if rhythm.updates == rhythm.batches else f"{updates} (of {of})"
    if outer:
        yield f"{epochs} rounds of line {outer[-1].line} × {each} updates = {made} updates"
    else:
        yield f"{updates} updates, in the loop of line {inner.line}"

"""The events on which it depends when some others happen, and what their occurrences are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lrplot.arithmetic.arrays import Array, np
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.trees import leaves, tree

VALUED = ("step", "rate")
"""Events whose arguments are looked at."""


LEAVING = ("break", "return", "exit")
"""Events by which loops are over before their time."""


class Times(NamedTuple):
    """The occurrences of an event, in order: when, and in which round of each of its loops."""

    keys: Array
    rounds: list[Array]


class Cut(NamedTuple):
    """Where a loop is left: what it would do later in the same rounds of those around it is not.

    Without a loop the script ends there.
    """

    key: int
    loop: Loop | None
    around: tuple[int, ...]


def relevant(run: Run, wanted: Iterable[Event]) -> list[Event]:
    """Return the events that are wanted, and those on which these depend."""
    leaving = [event for event in run.events if event.kind in LEAVING]
    found: dict[int, Event] = {}
    rest = list(wanted)
    while rest:
        event = rest.pop()
        if id(event) in found:
            continue
        found[id(event)] = event
        parts = [*event.tests, *(tree(arg) for arg in event.args if event.kind in VALUED)]
        names = {leaf.id for part in parts for leaf in leaves(part)}
        counters = [run.counters[name] for name in names & run.counters.keys()]
        rest += [counter.point for counter in counters]
        counted = {counter.name for counter in counters}
        rest += [each for each in run.events if each.kind == "count" and each.of in counted]
        rest += [
            each for each in leaving if each.kind == "exit" or each.loops[left(each)] in event.loops
        ]
    return [event for event in run.events if id(event) in found]


def left(event: Event) -> int:
    """Return the level of the loop that a `break` or `return` leaves."""
    if event.kind == "exit":
        return 0
    return len(event.loops) - 1 if event.kind == "break" else int(event.args[0])


def size(rounds: Mapping[Loop, int], loops: Sequence[Loop]) -> float:
    """Return how many rounds loops inside each other have together."""
    return float(np.prod([max(1.0, float(rounds[loop])) for loop in loops] or [1.0]))


def kept(at: Times, keep: Any) -> Times:
    """Return some of the occurrences of an event."""
    return Times(at.keys[keep], [each[keep] for each in at.rounds])

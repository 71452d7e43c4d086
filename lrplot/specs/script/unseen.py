"""Updates that another file makes: where they are, by what is said beside the script."""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.clock import EPOCH, Clock
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.values import Made


def assumed(run: Run, optimizer: Made, steps: list[Event], clock: Clock) -> list[Event]:
    """Return the updates of an optimizer that only the steps of its schedulers are seen of.

    Once an epoch is after `clock.epoch` of them, made where the optimizer is given away, or just
    before the first step. They become events of the script.
    """
    first = steps[0]
    if clock.interval is None:
        raise LrplotError(
            f"line {first.line}: {first.of.name or 'this'} is stepped here, but no update of "
            f"{optimizer.name or 'its optimizer'} is seen: say --interval step, or --interval "
            "epoch with --steps-per-epoch N"
        )
    places: dict[tuple[Loop, ...], Event] = {}
    for event in steps:
        places.setdefault(event.loops, event)
    for one in places:
        if any(one != other and one == other[: len(one)] for other in places):
            raise LrplotError(
                f"line {first.line}: the schedulers of {optimizer.name or 'an optimizer'} are "
                f"stepped in several loops, so --interval {clock.interval} does not say enough"
            )
    return [_update(run, optimizer, event, clock) for event in places.values()]


def _update(run: Run, optimizer: Made, step: Event, clock: Clock) -> Event:
    """Return the update that goes with a step, now an event of the script."""
    place = next((e for e in run.events if _gives(e, optimizer, step)), step)
    loops = step.loops
    if clock.interval == EPOCH:
        loops = (*loops, Loop(step.line, clock.epoch, f"update before event {id(step)}"))
    tests: Any = () if clock.interval == EPOCH and place is step else place.tests
    found = Event("step", optimizer, (), {}, place.line, loops, tests)
    at = run.events.index(place)
    run.events[at : at + (place is not step)] = [found]
    return found


def _gives(event: Event, optimizer: Made, step: Event) -> bool:
    """Tell whether an event gives an optimizer to what trains, beside a step."""
    beside = event.kind == "given" and event.of is None and event.loops == step.loops
    return beside and any(part is optimizer for part in event.args)

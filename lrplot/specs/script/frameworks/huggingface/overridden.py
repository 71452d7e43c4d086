"""The methods by which a Trainer of the script's own makes its optimizer and its scheduler."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.frameworks.huggingface.described import argument
from lrplot.specs.script.inline import call
from lrplot.specs.script.run import Run
from lrplot.specs.script.setting import sets_rate
from lrplot.specs.script.values import Function, Instance, Made, Opaque
from lrplot.specs.trainer import RATES

BOTH, OPTIMIZER, SCHEDULER = SHUFFLES = (
    "create_optimizer_and_scheduler", "create_optimizer", "create_scheduler",
)  # fmt: skip

HELD = ("optimizer", "lr_scheduler")
"""Attributes of a Trainer with what these methods make."""


def overrides(of: Any) -> bool:
    """Tell whether a class of the script's own has such methods."""
    return isinstance(of, Instance) and any(_own(of, name) for name in SHUFFLES)


def made(run: Run, of: Instance, args: Made, given: tuple[Any, Any], total: Any) -> tuple[Any, Any]:
    """Return the optimizer and the scheduler that a Trainer's own methods make, as it calls them.

    `given` is what it was made with, `total` how many updates it makes in all.
    """
    held = of.attributes
    held |= {"args": args, **dict(zip(HELD, given, strict=True))}
    if own := _own(of, BOTH):
        raise LrplotError(
            f"line {own.node.lineno}: {BOTH} is called by transformers before 5 alone; write "
            f"{OPTIMIZER} and {SCHEDULER}"
        )
    if _own(of, OPTIMIZER):
        found = _called(run, of, OPTIMIZER, [])
        if held[HELD[0]] is None:
            held[HELD[0]] = found
    own_optimizer = held[HELD[0]]
    if _own(of, SCHEDULER):
        if own_optimizer is None:
            held[HELD[0]] = default(run, args)
        found = _called(run, of, SCHEDULER, [total])
        if held[HELD[1]] is None:
            held[HELD[1]] = found
        if held[HELD[1]] is None and not any(event.kind == INNER for event in run.events):
            raise LrplotError(f"line {of.line}: {SCHEDULER} of its own class makes no scheduler")
        return held[HELD[0]], held[HELD[1]]
    return own_optimizer, held[HELD[1]]


def default(run: Run, args: Made) -> Made:
    """Return the optimizer that a Trainer makes itself, with the rate of its arguments."""
    rate = argument(run, args, "learning_rate", RATES.get(args.path.rpartition(".")[2]))
    return Made("torch.optim.AdamW", [Opaque("params", args.line)], {"lr": rate}, args.line)


def _own(of: Instance, name: str) -> Function | None:
    found = of.of.lookup(name) if of.of else None
    return found if isinstance(found, Function) else None


def _called(run: Run, of: Instance, name: str, args: list[Any]) -> Any:
    own = _own(of, name)
    assert own is not None
    before = len(run.events)
    takes = own.node.args
    given = args[: len(takes.args) - 1] if not takes.vararg else args
    found = call(run, replace(own, owner=of), given, {}, own.node)
    inner = [event for event in run.events[before:] if event.kind == INNER]
    if inner and (line := sets_rate(own)):
        raise LrplotError(f"line {line}: {name} changes what the Trainer's own has made")
    for event in run.events[before:]:
        if event.kind in ("rate", "set", "given"):
            raise LrplotError(f"line {event.line}: {name} moves the rate in its own way")
    return found


INNER = "trainer super"
"""The event of a method that leaves its work to the Trainer's own."""

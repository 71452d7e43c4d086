"""How a script trains: which schedulers it steps, when, and for how long."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic.arrays import Array
from lrplot.errors import LrplotError
from lrplot.specs.script.kinds import held, is_optimizer, is_schedule
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.sequences import FARTHEST
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.values import Instance, Made, Opaque, Unsure

LONGEST = 10_000_000
"""The most rounds of a loop whose conditions are looked at one by one."""


OPTIONS = {
    "--dataset-size": "how many examples an epoch has",
    "--gpus": "how many processes train",
}
"""What an option says, where no expression of the script does."""


class UnknownError(LrplotError):
    """Something that the script does not say is needed."""

    def __init__(self, trees: Sequence[ast.expr]) -> None:
        found = {name.id: name for node in trees for name in opaque(node)}
        carried = [name for name in found.values() if getattr(name, "carried", False)]
        self.trees = trees
        if carried:
            # one value would not do
            name = carried[0]
            raise LrplotError(
                f"line {name.lineno}: what {name.id} has changes from round to round of a loop, in "
                "a way that is not read; a formula of the round would be"
            )
        if large := [name for name in found.values() if getattr(name, "large", False)]:
            raise LrplotError(
                f"line {large[0].lineno}: {large[0].id} grows too large to be read, and the rate "
                "depends on it"
            )
        if read := [name for name in found.values() if getattr(name, "read", None)]:
            raise LrplotError(
                f"line {read[0].lineno}: this depends on the rate at that moment, which is not read"
            )
        each = ", ".join(f"{OPTIONS.get(id_, id_)} (line {n.lineno})" for id_, n in found.items())
        asks = [
            part
            for name in found
            for part in ((name, "N") if name in OPTIONS else ("--let", f"{name}=…"))
        ]
        super().__init__(f"not known before it runs: {each}", tuple(asks))


def number(value: Any, what: str) -> float:
    """Return a number that must be known."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if any(opaque(tree(value))):
            raise UnknownError([tree(value)])
        raise LrplotError(f"{what} is no number")
    return value


def rounds_of(loop: Loop) -> int:
    """Return how often a loop goes round."""
    many = number(loop.times, f"line {loop.line}: how often the loop goes round")
    if not abs(many) <= FARTHEST:
        raise LrplotError(f"line {loop.line}: this loop has too many rounds to be read")
    return max(0, int(many))


@dataclass(frozen=True)
class Rhythm:
    """The updates of a training: how many an epoch, and how many epochs there are."""

    loops: tuple[Loop, ...]
    event: Event
    batches: int
    """Rounds of the innermost loop, in which the updates are made."""
    happens: Array
    """In which of these an update is made."""
    epochs: float | None
    """How often the loops around it go round; None if only what ends them is not known."""

    @property
    def updates(self) -> int:
        """How many updates an epoch has."""
        return int(self.happens.sum())


MOVES = re.compile(r".*(sched|lr|rate|warm|anneal|optim|decay).*", re.IGNORECASE)
"""What may move a rate with its `step()`, by its name."""

OTHERS = re.compile(r".*(env|prof|ema|sim|game|world|tracker|timer|bar|meter|log).*", re.IGNORECASE)
"""What has a `step()` that moves no rate, by its name."""


def moves(text: str) -> bool:
    """Tell whether the `step()` of what stands there so may move a rate."""
    return bool(MOVES.fullmatch(text) or not OTHERS.fullmatch(text))


OPTIMIZER = re.compile(r"(\w+_)?(optim\w*|opt)(_\w+)?", re.IGNORECASE)
"""What an optimizer is called."""


def out_of_sight(run: Run) -> None:
    """Ask for the optimizer that a script steps, and that another file has made."""
    for event in run.events:
        for one in (event.of, *event.args) if event.kind == "step" else ():
            made = type(one) is Opaque or (isinstance(one, Made) and not is_optimizer(one))
            name = getattr(one, "text" if isinstance(one, Opaque) else "name", "")
            if made and OPTIMIZER.fullmatch(name):
                raise LrplotError(
                    f"line {event.line}: {name} is made by what is not read; say which it is",
                    ("--let", f"{name}=torch.optim.SGD(params, lr=…)"),
                )


def sure(run: Run) -> None:
    """Raise `LrplotError` where it is not known what a `step()` steps."""
    for event in run.events:
        if isinstance(event.of, Unsure) and event.kind == "step":
            if any(opaque(event.of.test)):
                raise UnknownError([event.of.test])
            raise LrplotError(f"line {event.line}: what is stepped here changes with the round")
        if event.kind != "step" or not event.loops:
            continue
        if isinstance(event.of, Opaque):
            text = event.of.text
            if moves(text):
                out_of_sight(run)
                raise UnknownError([tree(event.of)])
        elif isinstance(event.of, Instance) and not is_schedule(event.of) and any(held(event.of)):
            of = event.of.of.node if event.of.of else event.of
            name = getattr(of, "name", "") or "an object"
            raise LrplotError(
                f"line {event.line}: what step() of {event.of.name or name} does is not known: "
                f"{name} (line {getattr(of, 'lineno', event.of.line)}) has it from another file"
            )

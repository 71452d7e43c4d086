"""timm: its schedulers are told the epoch, or the update, after which they are asked."""

from __future__ import annotations

import ast
import math
from typing import Any

from lrplot.specs.script.kinds import is_schedule
from lrplot.specs.script.run import Framework, Run
from lrplot.specs.script.values import MISSING, Made, Opaque

FACTORY = "timm.scheduler.create_scheduler_v2"

CYCLED = ("cosine", "tanh", "poly")
"""What the factory's schedulers are called whose cycles lengthen the training."""

OTHERS = ("step", "multistep", "plateau", "none")


class Timm(Framework):
    """What timm's factory and its schedulers do."""

    def made(self, run: Run, value: Made) -> Any:
        if value.path.startswith("timm.scheduler."):
            # wherever in it the name is imported from
            value.path = f"timm.scheduler.{value.path.rpartition('.')[2]}"
        if value.path != FACTORY:
            return MISSING
        run.made.append(value)
        return value, _epochs(value)

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        ours = isinstance(owner, Made) and owner.path.startswith("timm.scheduler.")
        if not ours or name not in ("step", "step_update") or not is_schedule(owner):
            return MISSING
        by_epoch = owner.keywords.get("t_in_epochs", owner.keywords.get("step_on_epochs", True))
        if by_epoch is (name == "step"):
            told = args[:1] or [words.get("epoch" if name == "step" else "num_updates")]
            run.event("step", owner, node, told)
        return None


def _epochs(of: Made) -> Any:
    """Return how many epochs the factory says that are to be trained."""
    kind = of.argument("sched", 1) or "cosine"
    many = of.argument("num_epochs", 2)
    given = {
        "num_epochs": 300 if many is None else many,
        "warmup_epochs": of.keywords.get("warmup_epochs", 0),
        "cooldown_epochs": of.keywords.get("cooldown_epochs", 0),
        "cycle_limit": of.keywords.get("cycle_limit", 1),
    }
    stretch = of.keywords.get("cycle_mul", 1.0)
    known = all(type(value) is int for value in given.values()) and len(of.args) <= 3
    if not known or not isinstance(stretch, int | float) or kind not in (*CYCLED, *OTHERS):
        return Opaque("num_epochs", of.line)
    total, cycles = given["num_epochs"], max(1, given["cycle_limit"])
    before = given["warmup_epochs"] if of.keywords.get("warmup_prefix") is True else 0
    if kind in OTHERS:
        return total + before
    if stretch == 1.0:
        total *= cycles
    else:
        total = math.floor(-total * (stretch**cycles - 1) / (1 - stretch))
    return total + before + given["cooldown_epochs"]


FRAMEWORK = Timm()

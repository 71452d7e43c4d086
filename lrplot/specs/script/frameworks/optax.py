"""optax, and Flax around it: the schedule stands in the optimizer, `update` is its step."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.run import Framework, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.updates import UPDATE, root, updated
from lrplot.specs.script.values import MISSING, Function, Made, Path

SAME = (
    *("jax.jit", "jax.device_put", "jax.block_until_ready", "flax.nnx.jit", "jax.checkpoint"),
    *("jax.numpy.asarray", "jax.numpy.array", "jax.numpy.float32"),
)
"""Functions that give what they are given, seen from its rate."""

STATES = ("TrainState", "Optimizer", "ModelAndOptimizer")
"""What holds an optimizer, as Flax calls it."""

MULTI = "optax.MultiSteps"

UPDATES = ("update", "apply_gradients")

WRAPPED = (
    "optax.apply_if_finite",
    "optax.lookahead",
    "optax.flatten",
    "optax.with_extra_args_support",
)


class Optax(Framework):
    """What optax's and Flax's calls do."""

    def made(self, run: Run, value: Made) -> Any:
        first = value.args[0] if value.args else None
        if value.path in SAME and first is not None:
            return first
        if value.path == "optax.inject_hyperparams" and isinstance(first, Path | Function):
            return first
        if value.path in WRAPPED and first is not None:
            return first
        return MISSING

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if not self.trains(run, owner, name):
            return MISSING
        run.event(UPDATE, _transformation(owner), node)
        # what it gives is the optimizer's own state, or the next of the whole
        return owner if name == "apply_gradients" else MISSING

    def trains(self, run: Run, owner: Any, name: str) -> bool:
        return name in UPDATES and _transformation(owner) is not None

    def trained(self, run: Run) -> list[Stepped]:
        events = [e for e in run.events if e.kind == UPDATE and root(e.of) == {"optax"}]
        return [
            one if event.of.path != MULTI else _accumulated(one, event.of)
            for event, one in zip(events, updated(run, events, _inner), strict=False)
        ]


def _inner(value: Any) -> Any:
    """Return the optimizer inside one that accumulates gradients."""
    return value.argument("opt", 0) if value.path == MULTI else value


def _accumulated(one: Stepped, of: Made) -> Stepped:
    """Return what an optimizer trains with that updates only every so many calls."""
    every = of.argument("every_k_schedule", 1)
    if type(every) is not int or every < 1:
        raise LrplotError(f"line {of.line}: every_k_schedule is not known")
    total, epoch = one.length or (0, None)
    return replace(one, length=(total // every, epoch / every if epoch else None))


def _transformation(value: Any) -> Made | None:
    """Return the optimizer that updates where something is asked to; None if it is none."""
    if not isinstance(value, Made):
        return None
    if value.path.partition(".")[0] == "optax":
        return value
    parts = value.path.split(".")
    held = STATES if parts[0] in ("flax", "nnx") else ()
    if any(part in held for part in parts):
        for given in (value.keywords.get("tx"), *value.args):
            if isinstance(given, Made) and given.path.partition(".")[0] == "optax":
                return given
    return None


FRAMEWORK = Optax()

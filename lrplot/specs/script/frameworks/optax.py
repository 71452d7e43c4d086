"""optax, and Flax around it: the schedule stands in the optimizer, `update` is its step."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.updates import UPDATE, root, updated
from lrplot.specs.script.values import MISSING, Class, Function, Made, Path, Scope

SAME = (
    *("jax.jit", "jax.device_put", "jax.block_until_ready", "flax.nnx.jit", "jax.checkpoint"),
    *("jax.pmap", "equinox.filter_jit", "equinox.filter_pmap", "flax.jax_utils.replicate"),
    *("jax.numpy.asarray", "jax.numpy.array", "jax.numpy.float32"),
)
"""Functions that give what they are given, seen from its rate."""

STATES = ("TrainState", "Optimizer", "ModelAndOptimizer")
"""What holds an optimizer, as Flax calls it."""

MULTI = "optax.MultiSteps"

PARTED = ("optax.multi_transform", "optax.partition", "optax.transforms.partition")
"""What updates parts of the parameters each with an optimizer of its own."""

STILL = "optax.set_to_zero"

UPDATES = ("update", "apply_gradients")

WRAPPED = (
    "optax.apply_if_finite",
    "optax.lookahead",
    "optax.flatten",
    "optax.masked",
    "optax.with_extra_args_support",
)

FRESH = "optax init"
"""What the event is called by which the count of an optimizer begins."""

SCANS = {
    "jax.lax.scan": "for x in xs:\n    init, given = f(init, x)",
    "jax.lax.fori_loop": "for x in range(low, high):\n    init = f(x, init)",
    "jax.lax.while_loop": "while f(init):\n    init = body(init)",
}
"""JAX's loops, as Python has them."""


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
        if value.path == "optax.named_chain":
            parts = [one[1] for one in value.args if isinstance(one, tuple) and len(one) == 2]
            value.path, value.args = "optax.chain", parts
        if value.path in SCANS:
            return _scanned(run, value)
        if (held := _transformation(value)) is not None and held is not value:
            run.event(FRESH, held, ast.Pass(lineno=value.line))
        return MISSING

    def inherited(self, run: Run, owner: Class, name: str) -> Any:
        state = next((one for one in owner.roots() if one.endswith(".TrainState")), None)
        return Path(f"{state}.{name}") if state and name == "create" else MISSING

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        held = _transformation(owner)
        if held is None:
            return MISSING
        if name == "init" and held is owner:
            run.event(FRESH, owner, node)
        if name == "gradient_transformation" and owner.path == MULTI:
            return owner
        if name == "replace" and held is not owner and "tx" not in words:
            if "opt_state" in words:
                run.event(FRESH, held, node)
            return owner
        if not self.trains(run, owner, name):
            return MISSING
        run.event(UPDATE, held, node)
        # what it gives is the optimizer's own state, or the next of the whole
        return owner if name == "apply_gradients" else MISSING

    def trains(self, run: Run, owner: Any, name: str) -> bool:
        return name in UPDATES and _transformation(owner) is not None

    def trained(self, run: Run) -> list[Stepped]:
        out: list[Stepped] = []
        events = [e for e in run.events if e.kind == UPDATE and root(e.of) == {"optax"}]
        for event in events:
            _counted_once(run, event)
        for label, part in dict.fromkeys(_parts(events)):
            found = updated(run, events, partial(_inner, part=part))
            own = [event for event in events if event.loops]
            for event, one in zip(own, found, strict=True):
                if label and not _parted(event.of):
                    continue
                one = one if event.of.path != MULTI else _accumulated(one, event.of)
                out.append(replace(one, name=label) if label else one)
        return out


def _scanned(run: Run, value: Made) -> Any:
    """Follow a loop of JAX's as one of Python's."""
    text = SCANS[value.path]
    names: tuple[str, ...] = ("f", "init", "xs", "length")
    if value.path.endswith("fori_loop"):
        names = ("low", "high", "f", "init")
    elif value.path.endswith("while_loop"):
        names = ("f", "body", "init")
    scope = Scope({name: value.argument(name, place) for place, name in enumerate(names)})
    if not isinstance(scope.names["f"], Function):
        return MISSING
    if scope.names.get("length") is not None:
        text = text.replace("in xs", "in range(length)")
    elif "xs" in scope.names:
        scope.names["xs"] = _leaf(scope.names["xs"])
    nodes = ast.parse(text).body
    for part in (part for node in nodes for part in ast.walk(node) if hasattr(part, "lineno")):
        part.lineno = value.line
    run.follow(run, nodes, scope)
    carry = scope.names["init"]
    return (carry, []) if value.path.endswith("scan") else carry


def _leaf(of: Any) -> Any:
    """Return the first array in a tree of them: all are as long."""
    while isinstance(of, tuple | list | dict) and of:
        of = next(iter(of.values() if isinstance(of, dict) else of))
    return of


def _counted_once(run: Run, update: Event) -> None:
    """Raise `LrplotError` where the count of an optimizer begins anew between its updates."""
    for event in run.events:
        if event.kind == FRESH and event.of is update.of and event.loops:
            raise LrplotError(
                f"line {event.line}: the state is made anew in every round of the loop of line "
                f"{event.loops[-1].line}, and its schedule begins anew with it"
            )


def _parted(value: Any) -> dict[Any, Any]:
    """Return the optimizers of the parts that something updates, by their labels."""
    if isinstance(value, Made) and value.path in PARTED:
        parts = value.argument("transforms", 0)
        return parts if isinstance(parts, dict) else {}
    inner = value.args if isinstance(value, Made) and value.path in ("optax.chain", MULTI) else []
    return next((found for one in inner if (found := _parted(one))), {})


def _parts(events: list[Event]) -> Iterator[tuple[str, Any]]:
    """Yield the labels of what is updated in parts, else one that is empty."""
    labels = [
        key
        for event in events
        for key, one in _parted(event.of).items()
        if getattr(one, "path", "") != STILL
    ]
    if not labels or not all(_parted(event.of) for event in events):
        yield "", None
    yield from ((str(key), key) for key in labels)


def _inner(value: Any, part: Any = None) -> Any:
    """Return the optimizer that updates a part, without what accumulates gradients."""
    if value.path == MULTI:
        return _inner(value.argument("opt", 0), part)
    if part is None or not isinstance(value, Made):
        return value
    if value.path in PARTED:
        return _parted(value).get(part, value)
    if value.path != "optax.chain" or not _parted(value):
        return value
    args = [_inner(one, part) if _parted(one) else one for one in value.args]
    return Made(value.path, args, value.keywords, value.line, value.name, {}, "", value.loops)


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

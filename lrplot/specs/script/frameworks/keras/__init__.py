"""Keras: `compile` and `fit`, and loops of one's own with `apply_gradients`."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.frameworks.keras.assigned import assigned
from lrplot.specs.script.frameworks.keras.callbacks import ROOTS
from lrplot.specs.script.frameworks.keras.fits import (
    accumulated,
    before,
    fitted,
    got,
    optimizer_of,
    same,
)
from lrplot.specs.script.run import Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.sizes import PART, derived, length
from lrplot.specs.script.updates import HOLDING, UPDATE, optimizers, root, updated
from lrplot.specs.script.values import MISSING, Bound, Instance, Made, Opaque, Path

APPLIES = ("apply_gradients", "apply", "minimize")
"""Methods by which an optimizer updates."""

MODELS = ("compile", "fit", "train_on_batch")
"""Methods by which a model is trained."""

SAME = ("tensorflow.function", "tensorflow.constant", "tensorflow.convert_to_tensor")
"""Functions that give what they are given, seen from its rate."""


class Keras(Framework):
    """What Keras's calls do."""

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if (found := derived(owner, name, args, words)) is not MISSING:
            return found
        if name == "cardinality" and isinstance(owner, Made):
            many = length(run, owner)
            return MISSING if many is None else many
        if name in MODELS and not root(owner) - ROOTS:
            run.event(f"keras {name}", owner, node, args, words)
            return Opaque("history", node.lineno)
        if name == "assign" and isinstance(owner, Bound) and owner.method in HOLDING:
            run.event("set", owner, node, args)
            return None
        if self.trains(run, owner, name):
            run.event(UPDATE, owner, node)
            return None
        return MISSING

    def made(self, run: Run, value: Made) -> Any:
        if value.path.endswith(".load_data") and ".datasets." in value.path:
            return _loaded(value)
        if not value.args:
            return MISSING
        first = value.args[0]
        if value.path.endswith(".cardinality") and (many := length(run, first)) is not None:
            return many
        if value.path.endswith("keras.optimizers.get"):
            return got(first, value.line)
        if value.path.endswith("backend.set_value") and isinstance(first, Bound):
            run.event("set", first, ast.Pass(lineno=value.line))
            return None
        if value.path in SAME:
            return value.args[0]
        if value.path in ("tensorflow.cast", "keras.ops.cast"):
            kind = value.argument("dtype", 1)
            kind = kind.last if isinstance(kind, Path) else kind
            return value.args[0] if kind in ("float32", "float64") else MISSING
        return MISSING

    def trains(self, run: Run, owner: Any, name: str) -> bool:
        if name == "train_on_batch":
            return isinstance(owner, Made | Instance) and not root(owner) - ROOTS
        return name in APPLIES and bool(root(owner) & ROOTS) and _optimizes(owner)

    def trained(self, run: Run) -> list[Stepped]:
        compiled = [event for event in run.events if event.kind == "keras compile"]
        fits, batches = (
            [
                event
                for event in run.events
                if event.kind == f"keras {kind}" and any(same(event.of, one.of) for one in compiled)
            ]
            for kind in ("fit", "train_on_batch")
        )
        own = [e for e in run.events if e.kind == UPDATE and root(e.of) & ROOTS]
        own += [event for event in batches if event.loops]
        if fits and (own or not all(same(fits[0].of, fit.of) for fit in fits)):
            line = fits[-1].line
            raise LrplotError(f"line {line}: this is a second training; its rates cannot be told")
        if fits:
            found = fitted(run, before(compiled, fits[0].of, fits[-1].line), fits)
            return [] if found is None else [found]

        def optimizer(value: Any) -> Any:
            if not _optimizes(value):
                value = optimizer_of(before(compiled, value, own[-1].line))
            if accumulated(value) > 1:
                raise LrplotError(f"line {value.line}: an accumulation of gradients is not read")
            return value

        if own and assigned(run, own):
            return []
        return updated(run, own, optimizer)


IMAGES = {"mnist": (60_000, 10_000), "fashion_mnist": (60_000, 10_000),
          "cifar10": (50_000, 10_000), "cifar100": (50_000, 10_000),
          "imdb": (25_000, 25_000)}  # fmt: skip
"""How many examples Keras's datasets have to train with, and to test with."""


def _loaded(value: Made) -> Any:
    """Return the arrays of one of Keras's datasets, of which only the lengths are known."""
    sizes = IMAGES.get(value.path.split(".")[-2])
    if sizes is None:
        return MISSING
    return tuple(
        tuple(Made(PART, [value, many], {}, value.line) for _ in range(2)) for many in sizes
    )


def _optimizes(value: Any) -> bool:
    return isinstance(value, Made) and optimizers(value.path) is not None


FRAMEWORK = Keras()

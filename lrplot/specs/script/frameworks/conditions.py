"""Functions of a condition, as JAX, TensorFlow and Keras have them, in the place of an `if`."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.framework import Framework
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Function, Made, Scope

CALLING = ("jax.lax.cond", "tensorflow.cond", "keras.ops.cond", "torch.cond")
"""Those that call one of two functions, with what else they are given."""

CHOOSING = ("jax.lax.select", "jax.numpy.select", "numpy.select")
"""Those that choose among values: between two, or the first whose condition holds."""


class Conditions(Framework):
    """What functions of a condition give."""

    def made(self, run: Run, value: Made) -> Any:
        if value.path in CALLING:
            pair = _functions(value)
            if not all(isinstance(one, Function) for one in pair):
                return MISSING
            scope = Scope(dict(zip(("yes", "no"), pair, strict=True)))
            scope.names |= {"test": value.argument("pred", 0), "given": tuple(value.args[3:])}
            return _worked_out(run, "yes(*given) if test else no(*given)", scope, value.line)
        if value.path == CHOOSING[0] and len(value.args) == 3:
            scope = Scope(dict(zip(("test", "yes", "no"), value.args, strict=True)))
            return _worked_out(run, "yes if test else no", scope, value.line)
        if value.path in CHOOSING[1:]:
            return _first(run, value)
        return MISSING


def _functions(value: Made) -> tuple[Any, Any]:
    name = "fun" if value.path == "jax.lax.cond" else "fn"
    return value.argument(f"true_{name}", 1), value.argument(f"false_{name}", 2)


def _first(run: Run, value: Made) -> Any:
    """Return the first of several values whose condition holds, else the default."""
    tests, values = value.argument("condlist", 0), value.argument("choicelist", 1)
    found: Any = value.argument("default", 2) or 0
    if not isinstance(tests, list | tuple) or not isinstance(values, list | tuple):
        return MISSING
    for test, one in reversed([*zip(tests, values, strict=False)]):
        scope = Scope({"test": test, "yes": one, "no": found})
        found = _worked_out(run, "yes if test else no", scope, value.line)
    return found


def _worked_out(run: Run, text: str, scope: Scope, line: int) -> Any:
    node = ast.parse(text, mode="eval").body
    for part in ast.walk(node):
        if hasattr(part, "lineno"):
            part.lineno = line
    return run.evaluate(run, node, scope)


FRAMEWORK = Conditions()

"""The arguments that describe a training: `TrainingArguments`, its kinds, and classes of these."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.frameworks.huggingface.slips import DECIDE
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import tree
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque
from lrplot.specs.trainer import RATES

ROOTS = {"transformers", "trl", "sentence_transformers", "optimum", "setfit"}

GENERATING = ("GRPOConfig", "RLOOConfig", "PPOConfig", "OnlineDPOConfig")
"""Those whose updates are of what the model itself writes."""


def describing(path: str) -> bool:
    """Tell whether that name makes the arguments of a training."""
    last = path.rpartition(".")[2]
    if "." not in path:
        return last in RATES or last in GENERATING
    of_package = path.partition(".")[0] in ROOTS
    named = last.endswith("TrainingArguments") or last in RATES
    return of_package and (named or (last.endswith("Config") and path.startswith("trl.")))


def describes(value: Any) -> bool:
    """Tell whether something made are the arguments of a training."""
    return isinstance(value, Made) and describing(value.path)


def copied(args: Made, call: Made) -> Made:
    """Return arguments with some of them replaced."""
    changed = {name: value for name, value in args.attributes.items() if name.isidentifier()}
    words = {**args.keywords, **changed, **call.keywords}
    return Made(args.path, args.args, words, call.line, "", {}, call.text, call.loops)


def of_own(value: Any) -> Made | None:
    """Return the arguments that something is: made, or an object of a class derived from them."""
    if isinstance(value, Made):
        return value if describes(value) else None
    if not isinstance(value, Instance) or not value.of:
        return None
    path = next((name for name in value.of.roots() if describing(name)), None)
    if path is None:
        return None
    for name in ("__init__", "__post_init__"):
        own = value.of.lookup(name)
        if isinstance(own, Function) and (line := _decides(own.node)):
            raise LrplotError(f"line {line}: what {name} of these arguments sets is not read")
    words = {name: one for name, one in value.attributes.items() if name.isidentifier()}
    return Made(path, [], words, value.line, value.name, {"(own)": True})


def _decides(node: ast.AST) -> int | None:
    for part in ast.walk(node):
        stored = isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
        if stored and part.attr in DECIDE:  # type: ignore[attr-defined]
            return part.lineno  # type: ignore[attr-defined,no-any-return]
    return None


def argument(run: Run, args: Made, name: str, default: Any) -> Any:
    """Return an argument of a training, as the script has it when it trains."""
    if line := args.attributes.get("(set)"):
        kind = args.path.rpartition(".")[2]
        raise LrplotError(
            f"line {line}: a set_… of these arguments is not read; write the values in {kind}(…)"
        )
    if args.name and (said := run.said(f"{args.name}.{name}")) is not MISSING:
        return said
    value = args.attributes.get(name, args.keywords.get(name, default))
    if isinstance(value, Opaque):
        raise UnknownError([tree(value)])
    return value

"""Finds what a training does to another hyper-parameter of its optimizer, beside the rate."""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.catalogue import find
from lrplot.catalogue.companions import companion_of
from lrplot.errors import LrplotError, LrplotWarning, where
from lrplot.parameters import NoEffect
from lrplot.parameters.optimizer import no_group_has
from lrplot.pieces import Constant, Schedule
from lrplot.specs import grammar, syntax
from lrplot.specs.origin import Unsaid
from lrplot.specs.spec import Spec, built
from lrplot.specs.values import pairs

KINDS = {"momentum": ("momentum", "beta1"), "weight-decay": ("weight_decay",)}
"""What optimizers call each; beta1 is the first of their betas."""


@dataclass(frozen=True)
class Other:
    """Another hyper-parameter of an optimizer, update by update, and what the optimizer calls it.

    That is the first of `KINDS` where it is not known.
    """

    schedule: Schedule
    kind: str


def other(spec: Spec, name: str) -> Other:
    """Return what a training does to the hyper-parameter of a name, one of `KINDS`.

    Raises `LrplotError` where that is not known.
    """
    what = name.replace("-", " ")
    said, optimizer = _said(spec)
    stays = _stays(spec, optimizer, KINDS[name])
    called = None if stays is None else next(iter(stays), "")
    for kind in KINDS[name]:
        if moved := _moved(spec, kind, said, called):
            return Other(spec.paced(moved), called or kind)
    for title in _movers(spec, name):
        raise LrplotError(f"what {title} does to the {what} inside {spec.entry.title} is not drawn")
    for kind, value in (stays or {}).items():
        if isinstance(value, str):
            with warnings.catch_warnings():
                # what they say of a rate is none of this
                warnings.simplefilter("ignore", LrplotWarning)
                return Other(spec.paced(grammar.read_body(value).schedule()), kind)
        with where(kind):
            return Other(Constant(number_of(value)), kind)
    if stays is None and spec.origin:
        source = "this file" if spec.origin.path else "these lines"
        raise LrplotError(f"its {what} is not read from {source}")
    if stays is None:
        own = "paste a scheduler with its optimizer: torch.optim.AdamW(params, lr=1e-3)"
        raise LrplotError(f"its {what} is not known; {own}")
    raise LrplotError(f"{optimizer.name if optimizer else 'its optimizer'} has no {what}")


def _stays(
    spec: Spec, optimizer: syntax.Call | None, kinds: Sequence[str]
) -> Mapping[str, str | ast.expr] | None:
    """Return what an optimizer has where no schedule moves it; None if that is not known."""
    if not spec.origin:
        return constants(optimizer, kinds) if optimizer else None
    found: dict[str, str | ast.expr] = {}
    for kind, value in spec.origin.others:
        if kind in kinds and isinstance(value, Unsaid):
            raise LrplotError(f"{kind}: {value.why}", value.asks)
        if kind in kinds and isinstance(value, str):
            found[kind] = value
    return found if spec.origin.others else None


def _said(spec: Spec) -> tuple[Mapping[str, Any] | None, syntax.Call | None]:
    """Return what is said for the parameters of a spec, unread, and its optimizer's constructor.

    What a script or a configuration is told as has no optimizer but for its rate.
    """
    word = spec.said
    if word is None or (isinstance(word, str) and grammar.runs_python(word)):
        return None, None
    own = {key: param.name for param in spec.entry.params for key in (param.name, param.key)}
    if isinstance(word, str) and "(" not in word.partition(":")[0]:
        word = pairs(spec.entry, word.partition(":")[2])
    given: dict[str, Any] = {}
    if isinstance(word, str):
        called = syntax.call(numbers.syntax(word))
        if "." in called.name and _signature(called) is not None:
            return {}, None if spec.origin else called
        word = called.keywords
        given = {
            param.name: arg for param, arg in zip(spec.entry.params, called.args, strict=False)
        }
    given |= {own[name]: v for key, v in word.items() if (name := key.replace("-", "_")) in own}
    if spec.origin:
        return given, None
    made = (given.get(p.name) for p in spec.entry.params if p.name == "optimizer" or p.key == "lr")
    return given, next((syntax.call(one) for one in made if isinstance(one, ast.Call)), None)


def _moved(
    spec: Spec, kind: str, said: Mapping[str, Any] | None, called: str | None
) -> Schedule | None:
    """Return what the schedule of a spec does to a hyper-parameter; None if it leaves it."""
    entry = spec.entry
    companion = companion_of(entry, kind)
    if companion is None:
        return None
    if said is None:
        raise LrplotError(f"what {entry.title} is given for that is not known")
    values: dict[str, Any] = {"kind": called}
    for param in entry.params:
        if isinstance(param.role, NoEffect) and param.role.value:
            raw = said.get(param.name)
            with where(param.name):
                if raw is None and param.required:
                    raise LrplotError("must be given")
                values[param.name] = param.default if raw is None else param.role.value.read(raw)
        else:
            values[param.name] = built(spec.value(param), param.role, spec.lr)
    needed = inspect.signature(companion).parameters
    return companion(**{name: values[name] for name in needed})


def _movers(spec: Spec, name: str) -> Iterator[str]:
    """Yield the schedules inside one that have a companion."""
    for _, value in spec.values:
        for inside in value if isinstance(value, tuple) else (value,):
            if isinstance(inside, Spec):
                if any(companion_of(inside.entry, kind) for kind in KINDS[name]):
                    yield inside.entry.title
                yield from _movers(inside, name)


def _signature(optimizer: syntax.Call) -> tuple[str, int] | None:
    """Return what follows an optimizer's rate, and the place of that; None if it is not known."""
    prefix, _, last = optimizer.name.rpartition(".")
    for _, own in find.optimizers(prefix, last):
        if last in own.signatures:
            return own.signatures[last], own.place + 1
    return None


def constants(optimizer: syntax.Call, kinds: Sequence[str]) -> dict[str, ast.expr] | None:
    """Return what an optimizer has, by its kind; None if that is not known."""
    found = _signature(optimizer)
    if not found:
        return None
    signature, place = found
    tree = numbers.syntax(f"f({signature})")
    assert isinstance(tree, ast.Call)
    defaults = {str(word.arg): word.value for word in tree.keywords}
    given = dict(zip(defaults, optimizer.args[place:], strict=False)) | optimizer.keywords
    out = {}
    for kind in kinds:
        key = "betas" if kind == "beta1" else kind
        if key in defaults:
            no_group_has(key, [one for one in optimizer.args[:1] if one])
            node = given.get(key) or defaults[key]
            out[kind] = node.elts[0] if isinstance(node, ast.Tuple | ast.List) else node
    return out


def number_of(node: ast.expr) -> float:
    """Return the number that a tree says; `LrplotError` where it is none."""
    return float(numbers.calculated(node))

"""Reads an optimizer that stands alone: its rate, or the schedule that it is given.

`torch.optim.AdamW(params)`, `keras.optimizers.Adam(CosineDecay(0.001, 4000))`,
`optax.chain(optax.clip(1.0), optax.adam(1e-3))`. Each framework's module says its optimizers' names
and what their rates are if they are not given.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from lrplot.arithmetic.numbers import calculated, source
from lrplot.catalogue import Entry, find
from lrplot.catalogue.framework import Optimizers
from lrplot.errors import LrplotError, shown, unknown, warn, where
from lrplot.parameters import Nested
from lrplot.parameters.optimizer import one_group
from lrplot.specs.spec import Spec, inner
from lrplot.specs.syntax import Call, call

Reading = Callable[[str, Nested, Any], Spec]
"""Reads a schedule inside a framework's constructor."""

UNLIKE = ("lr", "learning_rate", "lr_decay")
"""What other optimizers call a rate, or what moves it."""

Inner = Callable[[Nested, Any], Spec]

RATE = Nested("schedule", "a rate, or its schedule", level=True, function=True)


def alone(called: Call, read: Reading) -> Spec | None:
    """Return the rate of an optimizer by its constructor; None if the name is no optimizer's.

    Where several frameworks have one of that name, it is the first that takes the arguments.
    """
    prefix, _, last = called.name.rpartition(".")
    errors: list[LrplotError] = []
    for framework, optimizers in find.optimizers(prefix, last):
        if last in (*optimizers.rates, *optimizers.chains):
            try:
                with where(f"{framework}.{last}"):
                    return _rate(optimizers, last, called, partial(read, framework))
            except LrplotError as error:
                errors.append(error)
    if errors:
        raise errors[0]
    return None


def _rate(optimizers: Optimizers, name: str, called: Call, read: Inner) -> Spec:
    if name in optimizers.chains:
        return _chain(optimizers, called, read)
    for key in called.keywords:
        if key in UNLIKE and key not in optimizers.keys:
            raise unknown("parameter", key, optimizers.keys)
    if optimizers.place and (called.args or called.keywords):
        _check_parameters(called)
    for key in optimizers.old.keys() & called.keywords.keys():
        if "legacy" not in called.name and "tf_keras" not in called.name:
            warn(optimizers.old[key])
    named = [called.keywords[key] for key in optimizers.keys if key in called.keywords]
    given = [*called.args[optimizers.place :][:1], *named]
    if len(given) > 1:
        raise LrplotError(f"{optimizers.keys[0]} is given twice")
    default = optimizers.rates[name]
    rate: Any = given[0] if given else default
    if rate is None:
        raise LrplotError(f"{optimizers.keys[0]} must be given, as in {name}(0.001)")
    decay = called.keywords.get(optimizers.decay)
    if decay is not None and (pace := calculated(decay)):
        law = find.entry(optimizers.decays)
        return inner(law, law.bind([rate, 1.0, pace], {}))
    if isinstance(rate, ast.expr) and isinstance(
        rate, ast.Call | ast.Name | ast.Attribute | ast.Lambda
    ):
        if optimizers.place:
            return _level(calculated(rate))
        return read(RATE, rate)
    return _level(calculated(rate) if isinstance(rate, ast.expr) else rate)


def _check_parameters(called: Call) -> None:
    """Raise `LrplotError` for what can be no parameters of a model, or several groups of them."""
    first = called.args[0] if called.args else called.keywords.get("params")
    if not isinstance(first, ast.expr) or isinstance(first, ast.Constant):
        raise LrplotError("params must be the model's parameters, as in model.parameters()")
    one_group([first])


def _chain(optimizers: Optimizers, called: Call, read: Inner) -> Spec:
    """Return the product of all that scales the updates in a chain of transformations."""
    parts: list[Spec] = []
    sign = _scales(optimizers, called, read, parts)
    if sign > 0:
        raise LrplotError("nothing in it turns the updates down the gradient, as scale(-1.0) does")
    several = [part for part in parts if part != _level(1.0)] or parts
    if len(several) == 1:
        return several[0]
    times = find.entry("compose.times")
    return inner(times, {"parts": tuple(several)})


def _scales(optimizers: Optimizers, called: Call, read: Inner, parts: list[Spec]) -> float:
    """Add what scales the updates to the parts, and return its sign."""
    sign = 1.0
    for node in called.args:
        if not isinstance(node, ast.Call):
            raise LrplotError(f"{shown(node)} is a variable of your script; write it in its place")
        one = call(node)
        name = one.name.rpartition(".")[2]
        with where(name):
            if name in optimizers.chains:
                sign *= _scales(optimizers, one, read, parts)
            elif name in optimizers.rates:
                parts.append(_rate(optimizers, name, one, read))
                sign = -sign
            elif name == optimizers.factor:
                factor = float(calculated(_only(one)))
                parts.append(_level(abs(factor)))
                sign *= -1.0 if factor < 0 else 1.0
            elif name in optimizers.scalings:
                parts.append(read(RATE, _only(one)))
            elif not name.startswith(optimizers.others):
                raise LrplotError(f"{shown(source(node))} cannot be read in a chain")
    return sign


def _only(called: Call) -> ast.expr:
    """Return the first argument of a call, by whichever name."""
    for given in (*called.args, *called.keywords.values()):
        if given is not None:
            return given
    raise LrplotError("must be given what it scales by")


def _level(rate: float) -> Spec:
    level: Entry[...] = find.entry("constant")
    return inner(level, level.bind([rate], {}))

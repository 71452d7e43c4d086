"""Says what else the optimizer of a configuration has, as far as that can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import Number
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.specs.origin import Unsaid

Others = dict[str, str | Unsaid]

KEYS = {"momentum": "momentum", "beta1": "betas", "weight_decay": "weight_decay"}
"""What torch calls each."""

VALUE = Number("value", "what it is", low=0.0)


def others(**made: Callable[[], str | float]) -> Others:
    """Return words, or values that stay, by the optimizer's names; or why they are not known.

    What cannot be told of them is no reason to refuse the rate.
    """
    found: Others = {}
    for name, make in made.items():
        try:
            value = make()
            found[name] = value if isinstance(value, str) else f"constant({float(value)!r})"
        except LrplotError as error:
            missing = "this does not say " * isinstance(error, MissingError)
            found[name] = Unsaid(f"{missing}{error}", error.asks)
    return found


def of_optimizer(path: str, given: Mapping[str, Any]) -> dict[str, Callable[[], float]]:
    """Return what gives each value of an optimizer of torch; nothing for one that is not known.

    `path` is its class path, or its name alone, and `given` its arguments.
    """
    from lrplot.specs.also import constants, number_of
    from lrplot.specs.syntax import Call

    name = path.rpartition(".")[2]
    if path != name and not path.startswith("torch.optim."):
        return {}
    usual = constants(Call(f"torch.optim.{name}", [], {}), tuple(KEYS)) or {}
    return {
        kind: partial(_value, KEYS[kind], given.get(KEYS[kind]), number_of(node))
        for kind, node in usual.items()
    }


def of_trainer(keys: Keys) -> Others:
    """Return what else the optimizer of transformers' Trainer has, for the weights that decay."""
    if keys.any("deepspeed") is not None:
        # whose optimizer may be another
        return {}
    name = str(keys.any("optim", "adamw_torch"))

    def beta1() -> float:
        if "adamw" not in name or "optim_args" in keys:
            raise LrplotError(f"optim: that of {shown(name)} is not read")
        found: float = keys.number("adam_beta1", 0.9, low=0.0)
        return found

    return others(beta1=beta1, weight_decay=lambda: keys.number("weight_decay", 0.0, low=0.0))


def _value(key: str, raw: Any, usual: float) -> float:
    if isinstance(raw, list | tuple) and raw:
        raw = raw[0]
    with where(key):
        return usual if raw is None else float(VALUE.read(raw))

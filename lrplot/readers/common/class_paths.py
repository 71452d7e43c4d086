"""`constructor`: a class path and arguments, as a constructor of the catalogue.

Lightning calls them `class_path` and `init_args`, Hydra `_target_`, torchtune `_component_`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lrplot.catalogue import Entry, find, outline
from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.others import KEYS, Others, of_optimizer, others

PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")

MEASURED = ("ReduceLROnPlateau", "PlateauLRScheduler", "ReduceOnPlateau")
"""Schedulers that follow what is measured in training."""

UNLIKE = ("learning_rate", "base_lr", "LR", "Lr", "lr_", "l_r", "rate")
"""What torch's optimizers do not call a rate."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def rate(keys: Keys, path: str) -> float:
    """Return the rate of an optimizer by its arguments: its `lr`, or what its class has for it."""
    name = keys.prefix.rstrip(".")
    for key in keys:
        if key in UNLIKE and "lr" not in keys:
            raise LrplotError(f"{keys.prefix}{key}: it is lr; --set {keys.prefix}lr=…")
    default = usual(path)
    found = keys.number("lr", default, low=0.0)
    if found is None:
        raise MissingError(f"{name}.lr", ("--set", f"{name}.lr=…"))
    return float(found)


def beside(keys: Keys, path: str) -> Others:
    """Return what else an optimizer of torch has, by its arguments."""
    given = {key: keys.any(key) for key in KEYS.values() if key in keys}
    return others(**of_optimizer(path, given))


def usual(path: str) -> float | None:
    """Return the rate that an optimizer of torch has where none is given."""
    prefix, _, last = path.rpartition(".")
    if prefix and not prefix.startswith("torch.optim"):
        return None
    return next((own.rates.get(last) for name, own in find.optimizers("torch", last)), None)


def constructor(
    where: str, path: str, arguments: Mapping[str, Any], rate: float, root: str = ""
) -> str:
    """Return the constructor of a scheduler, over an optimizer of that rate.

    `where` is the key that has the class path, `root` what stands in front of a name alone. Raises
    `LrplotError` for a class that the catalogue does not have by that very name.
    """
    path = path if "." in path else f"{root}.{path}"
    if path.rpartition(".")[2] in MEASURED:
        raise LrplotError(f"{where}: {path} follows what is measured in training")
    found = entry(where, path)
    given = {key: plain(f"{where}: {key}", value) for key, value in arguments.items()}
    said = "".join(f", {key}={value!r}" for key, value in given.items() if key != "optimizer")
    return f"{found.path}(optimizer=torch.optim.SGD(params, lr={rate!r}){said})"


def entry(where: str, path: str) -> Entry[...]:
    """Return the entry that a class path names."""
    prefix, _, last = path.rpartition(".")
    front = path.partition(".")[0]
    if not PATH.fullmatch(path):
        raise LrplotError(f"{where} must be the path of a class, not {shown(path)}")
    tries = [path, f"{front}.{last}"] if front in outline.frameworks() else [path]
    for name in tries if prefix else ():
        with suppress(LrplotError):
            for owner in find.owners(name, called=True):
                for one in owner:
                    if one.name == last:
                        return one
    near: dict[str, None] = {}
    with suppress(LrplotError):
        for name in nearest(path, find.names_like(path)):
            near[find.entry(name).path] = None
    near = {name: None for name in near if name.startswith(f"{prefix}.")}
    hint = f"did you mean {one_of(near)}?" if near else f"--set {where}=… says another"
    raise LrplotError(f"{where}: lrplot has no schedule {shown(path)}; {hint}")


def plain(where: str, value: Any) -> Any:
    """Return an argument as it stands in a constructor; text that is a number is one."""
    if isinstance(value, Mapping):
        raise LrplotError(f"{where}: a class inside a class cannot be read")
    if isinstance(value, list):
        return [plain(where, one) for one in value]
    if value == "":
        raise LrplotError(f"{where} cannot be empty")
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return float(value)
    if not isinstance(value, str | int | float | bool | None):
        raise LrplotError(f"{where} cannot be {shown(value)}")
    return value

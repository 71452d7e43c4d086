"""What Lightning's tuner finds by training: the rate, or the size of a batch."""

from __future__ import annotations

from typing import Any

from lrplot.specs.script.frameworks.lightning.module import ROOTS
from lrplot.specs.script.updates import root
from lrplot.specs.script.values import Instance, Made, Opaque

RATES, SIZES = ("lr", "learning_rate"), ("batch_size",)

FINDS = {"lr_find": RATES, "scale_batch_size": SIZES}
"""The tuner's methods, and the attributes that each sets the first of that is there."""

ASKED = {"auto_lr_find": RATES, "auto_scale_batch_size": SIZES}
"""Arguments by which a Trainer before Lightning 2 does so in `tune`."""


def tuned(owner: Any, name: str, args: list[Any], words: dict[str, Any], line: int) -> None:
    """Leave open what a tuner sets in a module."""
    if not isinstance(owner, Made) or not root(owner) & ROOTS:
        return
    kinds = [FINDS[name]] if name in FINDS and words.get("update_attr") is not False else []
    if name == "tune":
        kinds = [names for key, names in ASKED.items() if owner.keywords.get(key)]
    for module in (*args, *words.values()):
        for names in kinds if isinstance(module, Instance) else ():
            _left_open(module, names, line)


def _left_open(module: Instance, names: tuple[str, ...], line: int) -> None:
    held = module.attributes.get("hparams")
    for of, text in ((module, "self"), (held, "self.hparams")):
        for name in names:
            if isinstance(of, Instance) and name in of.attributes:
                of.attributes[name] = Opaque(f"{text}.{name}", line)

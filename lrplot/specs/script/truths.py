"""Whether what a script has is true, or None, as far as that is known."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.catalogue import find
from lrplot.specs.script.iterators import Once, Stream
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Made, Opaque, Open, Path

EMPTY = (
    "OrderedDict", "Counter", "deque", "ChainMap", "UserDict", "UserList", "Fraction", "Decimal",
    "EasyDict", "Box", "Munch", "AttrDict", "Dict", "ConfigDict", "DotMap", "CfgNode", "Tensor",
    "Parameter", "Sequential", "ModuleList", "ModuleDict", "ParameterList",
)  # fmt: skip
"""Classes of others whose objects may be empty, or 0."""

TRUE = (
    "torch", "torchvision", "transformers", "accelerate", "lightning", "pytorch_lightning", "timm",
    "keras", "tensorflow", "optax", "tqdm", "logging", "argparse", "pathlib", "wandb", "deepspeed",
)  # fmt: skip
"""Packages whose other classes have objects that are true."""

BUILT_IN = ("int", "float", "str", "bytes", "list", "tuple", "dict", "set", "frozenset")

NEVER = ("typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING")


def truth(value: Any) -> bool | None:
    """Return whether a value is true; None if it is not known."""
    if isinstance(value, Once | Stream):
        return True
    if isinstance(value, PLAIN | list | tuple | dict | frozenset):
        return bool(value)
    if isinstance(value, Made):
        # what a function gives may be anything, and what another's class makes may be empty
        sure = value.path.partition(".")[0] in TRUE or is_optimizer(value)
        return True if _made(value) and sure and _last(value) not in EMPTY else None
    if isinstance(value, Instance):
        of = value.of
        own = of and any(of.lookup(name) is not MISSING for name in ("__bool__", "__len__"))
        others = [getattr(one, "name", getattr(one, "text", "")) for one in of.order] if of else []
        own = own or any(one.rpartition(".")[2] in (*EMPTY, *BUILT_IN) for one in others)
        return None if own else True
    if isinstance(value, Path):
        return False if value.name in NEVER else None if value.own or value.vague else True
    if isinstance(value, Function | Class):
        return True
    if isinstance(value, Open):
        match value.tree:
            case ast.BoolOp(op=op, values=parts):
                decides = isinstance(op, ast.Or)
                for part in parts:
                    if isinstance(part, ast.Constant) and bool(part.value) is decides:
                        return decides
    return None


def none(value: Any) -> bool | None:
    """Return whether a value is None; None if it is not known."""
    if isinstance(value, Made):
        sure = value.path.partition(".")[0] in (*TRUE, "numpy")
        return False if sure or _made(value) else None
    if isinstance(value, Opaque | Open) or (isinstance(value, Path) and (value.own or value.vague)):
        return None
    return value is None


def _made(value: Made) -> bool:
    """Tell whether something is an object of a class, or a schedule."""
    return _last(value)[:1].isupper() or find.has(value.path)


def _last(value: Made) -> str:
    return value.path.rpartition(".")[2]

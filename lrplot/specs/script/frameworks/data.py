"""torch's datasets and loaders: parts of a dataset, and what a loader was given."""

from __future__ import annotations

import ast
import math
from typing import Any

from lrplot.specs.script.framework import Framework
from lrplot.specs.script.run import Run
from lrplot.specs.script.sizes import PART, length
from lrplot.specs.script.values import MISSING, Made, Opaque

LOADER = {"dataset": 0, "batch_size": 1, "sampler": 3, "batch_sampler": 4, "drop_last": 8}
"""Attributes of a loader, and where its constructor takes them."""


class Data(Framework):
    """What `torch.utils.data` makes."""

    def made(self, run: Run, value: Made) -> Any:
        if not value.path.startswith("torch.") or not value.path.endswith(".random_split"):
            return MISSING
        lengths = value.argument("lengths", 1)
        if not isinstance(lengths, list | tuple):
            return MISSING
        dataset = value.argument("dataset", 0)
        if all(isinstance(one, float | int) for one in lengths) and math.isclose(sum(lengths), 1):
            many = length(run, dataset)
            if type(many) is not int:
                return MISSING
            lengths = [math.floor(many * part) for part in lengths]
            for place in range(many - sum(lengths)):
                lengths[place % len(lengths)] += 1
        return [Made(PART, [dataset, many], {}, value.line) for many in lengths]

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if name == "select" and args and isinstance(owner, Made | Opaque):
            # of Hugging Face's datasets
            many = length(run, args[0])
            return MISSING if many is None else Made(PART, [owner, many], {}, node.lineno)
        shape = args[0] if len(args) == 1 and isinstance(args[0], tuple | list) else args
        first = shape[0] if name == "reshape" and shape else None
        if type(first) is int and first > 0 and isinstance(owner, Made | Opaque):
            return Made(PART, [owner, first], {}, node.lineno)
        if name == "get_scale" and isinstance(owner, Made) and owner.path.endswith("GradScaler"):
            # no gradient is thought to overflow
            return 65536.0
        if name == "size" and args == [0] and isinstance(owner, Made):
            many = length(run, owner)
            return MISSING if many is None else many
        return MISSING

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if name == "shape" and (many := length(run, owner)) is not None:
            return [many]
        if owner.path.rpartition(".")[2] != "DataLoader" or name not in LOADER:
            return MISSING
        given = owner.argument(name, LOADER[name])
        if given is None and name in ("batch_size", "drop_last"):
            return 1 if name == "batch_size" else False
        return MISSING if given is None else given


FRAMEWORK = Data()

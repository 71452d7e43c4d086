"""Lightning Fabric: what it sets up, and how many batches each of its processes has."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.inline import call
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.sizes import SAMPLERS
from lrplot.specs.script.values import MISSING, Function, Made, Opaque

SETS_UP = ("setup", "setup_module", "setup_optimizers", "setup_dataloaders")

HARMLESS = ("clip_gradients", "backward", "no_backward_sync", "log", "log_dict", "print", "barrier",
            "save", "seed_everything", "all_reduce", "all_gather", "autocast")  # fmt: skip


class Fabric(Framework):
    """What the methods of a Fabric give."""

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if not isinstance(owner, Made) or not _fabric(owner.path):
            return MISSING
        if name in SETS_UP and args:
            each = tuple(_set_up(run, owner, one) for one in args)
            return each[0] if len(each) == 1 else each
        if name == "launch":
            function = args[0] if args else None
            if isinstance(function, Function):
                return call(run, function, [owner, *args[1:]], words, node)
            return None
        return None if name in HARMLESS else MISSING


def _fabric(path: str) -> bool:
    return path.endswith(".Fabric") and path.startswith(("lightning.", "lightning_fabric."))


def _set_up(run: Run, fabric: Made, value: Any) -> Any:
    """Return something as each process has it."""
    strategy = fabric.argument("strategy", 1)
    if is_optimizer(value) and isinstance(strategy, str) and "deepspeed" in strategy:
        raise LrplotError(f"line {fabric.line}: what DeepSpeed does to the rate is not read")
    many = _processes(run, fabric)
    if many == 1 or isinstance(value, Opaque) or not isinstance(value, Made):
        return value
    name = value.path.rpartition(".")[2]
    if name != "DataLoader" or _distributed(value):
        return value
    if value.argument("batch_sampler", 4) is not None:
        raise LrplotError(f"line {value.line}: how this loader is divided is not read")
    dataset = value.argument("dataset", 0)
    part = Made("torch.utils.data.DistributedSampler", [dataset, many], {}, value.line)
    words = {**value.keywords, "sampler": part}
    return Made(value.path, value.args[:3], words, value.line, value.name)


def _distributed(loader: Made) -> bool:
    """Tell whether a loader has a sampler that divides its examples already."""
    sampler = getattr(loader.argument("sampler", 3), "path", "")
    return sampler.rpartition(".")[2] == SAMPLERS[-1]


def _processes(run: Run, fabric: Made) -> int:
    devices = fabric.argument("devices", 2)
    nodes = fabric.argument("num_nodes", 3)
    if isinstance(devices, list | tuple):
        devices = len(devices)
    if type(devices) is int and devices > 0:
        return devices * (nodes if type(nodes) is int else 1)
    return run.sizes.processes()


FRAMEWORK = Fabric()

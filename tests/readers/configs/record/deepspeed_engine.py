"""Record what DeepSpeed does with each configuration of `cases/deepspeed/`.

    python -m tests.readers.configs.record.deepspeed_engine

Needs torch; `DEEPSPEED` is the folder of an unpacked source of DeepSpeed, 0.19.8. Its own
`lr_schedules.py` makes the scheduler and its own `_set_batch_related_parameters` the batches; the
loop is written after `engine.py`: the accumulation runs on over epochs, and the scheduler is
stepped after every update.
"""

from __future__ import annotations

import ast
import importlib.util
import itertools
import json
import logging
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import torch

from .writing import CASES, had, write

OF = Path(os.environ["DEEPSPEED"]) / "deepspeed" / "runtime"

OPTIONS = {
    "log": {"dataset_size": 101, "epochs": 3}, "decay": {}, "cosine": {"dataset_size": 250,
    "epochs": 4}, "cycle": {"total_steps": 60}, "momentum": {"total_steps": 40},
    "range": {"dataset_size": 33, "epochs": 1},
    "constant": {"dataset_size": 40, "epochs": 3},
}  # fmt: skip
"""What each is read beside: none says its own length but by that of its schedule."""


def module() -> Any:
    """Return DeepSpeed's module of schedules, without the rest of it."""
    for name in ("deepspeed", "deepspeed.utils", "deepspeed.runtime"):
        sys.modules[name] = ModuleType(name)
    sys.modules["deepspeed.utils"].logger = logging.getLogger("deepspeed")
    spec = importlib.util.spec_from_file_location("schedules", OF / "lr_schedules.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def batches(said: dict[str, Any]) -> SimpleNamespace:
    """Return the sizes of batches, as DeepSpeed works them out."""
    tree = ast.parse((OF / "config.py").read_text())
    names = ("_set_batch_related_parameters", "_batch_assertion")
    tree.body = [one for one in ast.walk(tree) if getattr(one, "name", "") in names]
    scope: dict[str, Any] = {}
    exec(compile(tree, "config.py", "exec"), scope)
    keys = ("train_batch_size", "train_micro_batch_size_per_gpu", "gradient_accumulation_steps")
    own = SimpleNamespace(world_size=1, **{key: said.get(key) for key in keys})
    for name in names:
        scope[name](own)
    return own


def made(kind: str, params: dict[str, Any]) -> torch.optim.Optimizer:
    """Return the optimizer; DeepSpeed's own Adam, on GPUs only, has another weight decay."""
    weights = [torch.nn.Parameter(torch.ones(1))]
    if kind.lower() in ("adam", "adamw"):
        return torch.optim.AdamW(weights, **{"weight_decay": 0.0, **params})
    return getattr(torch.optim, kind)(weights, **params)


def rates(
    said: dict[str, Any], options: dict[str, int]
) -> tuple[list[float], dict[str, list[float]]]:
    """Return the rate at every update, and what else the optimizer has."""
    sizes = batches(said)
    optimizer = made(said["optimizer"]["type"], said["optimizer"]["params"])
    scheduler = None
    if kind := said.get("scheduler"):
        scheduler = getattr(module(), kind["type"])(optimizer, **kind["params"])
    total = options.get("total_steps")
    if "dataset_size" in options:
        rows = torch.ones(options["dataset_size"], 1)
        loader = torch.utils.data.DataLoader(rows, sizes.train_micro_batch_size_per_gpu)
        stream = itertools.chain.from_iterable(loader for _ in range(options["epochs"]))
    else:
        total = total or kind["params"]["total_num_steps"]
        stream = range(total * sizes.gradient_accumulation_steps)
    found: list[float] = []
    others: dict[str, list[float]] = {}
    for place, _ in enumerate(stream, 1):
        if place % sizes.gradient_accumulation_steps == 0:
            found.append(optimizer.param_groups[0]["lr"])
            had(optimizer.param_groups[0], others)
            optimizer.step()
            if scheduler:
                scheduler.step()
    return found, others


def main() -> None:
    for name, options in OPTIONS.items():
        path = CASES / "deepspeed" / f"{name}.json"
        found, others = rates(json.loads(path.read_text()), options)
        version = f"deepspeed 0.19.8, torch {torch.__version__}"
        write(path, version, {"": found}, options, {"": others})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

"""Record what detectron2 does with each configuration of `cases/detectron2/`.

    PYTHONPATH=DETECTRON2_SOURCE python tests/readers/configs/record/detectron2_solver.py

Needs torch, fvcore, and the source of detectron2. Its own code reads the configuration, scales it
and builds optimizer and scheduler; these are stepped after every iteration, as its hook does.
"""

from __future__ import annotations

import ast
import logging
from pathlib import Path
from typing import Any

import detectron2
import torch
from detectron2.config import get_cfg
from detectron2.solver.build import build_lr_scheduler, build_optimizer
from writing import CASES, write

logging.disable()


def auto_scale_workers() -> Any:
    """Return the trainer's own function, by itself."""
    path = Path(detectron2.__file__).parent / "engine" / "defaults.py"
    tree = ast.walk(ast.parse(path.read_text()))
    (node,) = (one for one in tree if getattr(one, "name", "") == "auto_scale_workers")
    node.decorator_list = []
    space = {"logging": logging, "__name__": "own"}
    exec(compile(ast.Module([node], []), str(path), "exec"), space)
    return space["auto_scale_workers"]


def rates(path: Path, gpus: int) -> dict[str, list[float]]:
    """Return the rate of each group at every iteration."""
    config = get_cfg()
    config.merge_from_file(str(path))
    config = auto_scale_workers()(config, gpus)
    optimizer = build_optimizer(config, torch.nn.Linear(1, 1))
    scheduler = build_lr_scheduler(config, optimizer)
    groups = optimizer.param_groups
    names = ["weights", "biases"] if len(groups) > 1 else [""]
    found: dict[str, list[float]] = {name: [] for name in names}
    for done in range(config.SOLVER.MAX_ITER):
        for name, group in zip(names, groups, strict=True):
            found[name].append(group["lr"])
        optimizer.step()
        # the schedule of equal steps has no rate after the last iteration, and raises there
        if done + 1 < config.SOLVER.MAX_ITER:
            scheduler.step()
    return found


def main() -> None:
    for path in sorted((CASES / "detectron2").glob("*.yaml")):
        first = path.read_text().splitlines()[0]
        said = first.lstrip("# ").split() if first.startswith("#") else []
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        found = rates(path, options.get("gpus", 1))
        write(path, "detectron2 02b5c4e2", found, options)
        print(path.name, {name: (len(each), each[:3]) for name, each in found.items()})


if __name__ == "__main__":
    main()

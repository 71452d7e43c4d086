"""Record what torchtune's recipes do with each configuration of `cases/torchtune/`.

    python tests/readers/configs/record/torchtune_recipe.py

Needs torch, omegaconf and the files of torchtune, which cannot be imported whole. The schedule is
torchtune's own function; the loader, the length and the loop are written after
recipes/full_finetune_distributed.py.
"""

from __future__ import annotations

import ast
import importlib.metadata
import math
from typing import Any

import torch
from omegaconf import OmegaConf
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler
from writing import CASES, write


def own() -> Any:
    """Return torchtune's function, by itself."""
    files = importlib.metadata.files("torchtune") or []
    (path,) = (file for file in files if str(file) == "torchtune/training/lr_schedulers.py")
    tree = ast.parse(path.read_text())
    name = "get_cosine_schedule_with_warmup"
    body = [node for node in tree.body if getattr(node, "name", "") == name]
    space = {"math": math, "torch": torch, "LambdaLR": LambdaLR}
    exec(compile(ast.Module(body, []), str(path), "exec"), space)
    return space[name]


def rates(config: Any, examples: int, gpus: int) -> list[float]:
    """Return the rate at every update."""
    degree = gpus // (config.get("tensor_parallel_dim", 1) * config.get("context_parallel_dim", 1))
    rows = TensorDataset(torch.ones(examples, 1))
    sampler = DistributedSampler(rows, degree, 0, shuffle=True, seed=0)
    loader = DataLoader(rows, config.batch_size, sampler=sampler, drop_last=True)
    accumulation = config.get("gradient_accumulation_steps", 1)
    steps = len(loader) // accumulation
    most = config.get("max_steps_per_epoch")
    steps = most if most is not None and most < steps else steps
    weight = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([weight], config.optimizer.get("lr", 1e-3))
    said = {k: v for k, v in config.get("lr_scheduler", {}).items() if k != "_component_"}
    scheduler = None
    if "lr_scheduler" in config:
        scheduler = own()(
            optimizer, num_training_steps=config.epochs * steps, last_epoch=-1, **said
        )
    found: list[float] = []
    for _ in range(config.epochs):
        done = 0
        for count, _ in enumerate(loader):
            if done == steps:
                break
            if (count + 1) % accumulation == 0:
                found.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                if scheduler is not None:
                    scheduler.step()
                done += 1
    return found


def main() -> None:
    for path in sorted((CASES / "torchtune").glob("*.yaml")):
        said = path.read_text().splitlines()[0].lstrip("# ").split()
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        found = rates(OmegaConf.load(path), options["dataset_size"], options.get("gpus", 1))
        version = f"torchtune {importlib.metadata.version('torchtune')}"
        write(path, version, {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

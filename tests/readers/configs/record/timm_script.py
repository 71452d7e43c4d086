"""Record what timm's train.py does with each configuration of `cases/timm/`.

    python tests/readers/configs/record/timm_script.py

Needs torch and timm. The schedulers, their number of epochs and the sampler are timm's own; the
defaults, the rate, the loader and the loop are written after train.py of 1.0.31, as is
`param_groups_layer_decay`'s scale of each layer.
"""

from __future__ import annotations

import importlib.metadata
import sys
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
import yaml
from torch.utils.data import DataLoader, TensorDataset
from writing import CASES, write

DEFAULTS: dict[str, Any] = {
    "opt": "sgd", "batch_size": 128, "grad_accum_steps": 1, "sched_on_updates": False, "lr": None,
    "lr_base": 0.1, "lr_base_size": 256, "lr_base_scale": "", "lr_noise": None,
    "lr_noise_pct": 0.67, "lr_noise_std": 1.0, "lr_cycle_mul": 1.0, "lr_cycle_decay": 0.5,
    "lr_cycle_limit": 1, "lr_k_decay": 1.0, "warmup_lr": 1e-5, "min_lr": 0, "epochs": 300,
    "decay_milestones": [90, 180, 270], "decay_epochs": 90, "warmup_epochs": 5,
    "warmup_prefix": False, "cooldown_epochs": 0, "patience_epochs": 10, "decay_rate": 0.1,
    "seed": 42, "aug_repeats": 0, "layer_decay": None, "layer_decay_min_scale": 0,
}  # fmt: skip


def own(module: str) -> Any:
    """Return a module of timm without the models, which want torchvision."""
    (root,) = (Path(path) for path in sys.path if (Path(path) / "timm" / "scheduler").is_dir())
    for name in ("timm", "timm.data"):
        stub = ModuleType(name)
        stub.__path__ = [str(root.joinpath(*name.split(".")))]
        sys.modules.setdefault(name, stub)
    return importlib.import_module(module)


def loader(args: Namespace, examples: int, gpus: int) -> DataLoader[Any]:
    rows = TensorDataset(torch.ones(examples, 1))
    sampler = None
    if gpus > 1 and args.aug_repeats:
        kind = own("timm.data.distributed_sampler").RepeatAugSampler
        sampler = kind(rows, gpus, 0, num_repeats=args.aug_repeats)
    elif gpus > 1:
        sampler = torch.utils.data.distributed.DistributedSampler(rows, gpus, 0)
    return DataLoader(rows, args.batch_size, sampler=sampler, drop_last=True)


def optimizer(args: Namespace) -> torch.optim.Optimizer:
    if args.layer_decay is None:
        return torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], args.lr)
    scales = [args.layer_decay ** (args.layers - 1 - layer) for layer in range(args.layers)]
    groups = [
        {
            "params": [torch.nn.Parameter(torch.ones(1))],
            "lr_scale": max(args.layer_decay_min_scale, one),
        }
        for one in scales
    ]
    return torch.optim.SGD(groups, args.lr)


def rates(values: dict[str, Any], examples: int, gpus: int) -> list[list[float]]:
    """Return the rate of each group at every update."""
    args = Namespace(**{**DEFAULTS, **values})
    # argparse reads a default that is text, as 1e-3 is to YAML
    args.lr_base = float(args.lr_base)
    if not args.lr:
        ratio = args.batch_size * gpus * args.grad_accum_steps / args.lr_base_size
        if not args.lr_base_scale:
            on = args.opt.lower()
            args.lr_base_scale = "sqrt" if any(o in on for o in ("ada", "lamb")) else "linear"
        args.lr = args.lr_base * (ratio**0.5 if args.lr_base_scale == "sqrt" else ratio)
    batches = loader(args, examples, gpus)
    moved = optimizer(args)
    factory = own("timm.scheduler.scheduler_factory")
    updates = (len(batches) + args.grad_accum_steps - 1) // args.grad_accum_steps
    scheduler, epochs = factory.create_scheduler_v2(
        moved, **factory.scheduler_kwargs(args), updates_per_epoch=updates
    )
    found: list[list[float]] = [[] for _ in moved.param_groups]
    for epoch in range(epochs):
        done, accumulation = epoch * updates, args.grad_accum_steps
        rest = len(batches) % accumulation
        for index, _ in enumerate(batches):
            update = index == len(batches) - 1 or (index + 1) % accumulation == 0
            if index >= len(batches) - rest:
                accumulation = rest
            if not update:
                continue
            for group, seen in zip(moved.param_groups, found, strict=True):
                seen.append(group["lr"])
            moved.step()
            done += 1
            scheduler.step_update(num_updates=done, metric=None)
        scheduler.step(epoch + 1, None)
    return found


def main() -> None:
    for path in sorted((CASES / "timm").glob("*.yaml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        options = {key: int(value) for key, value in said.items()}
        found = rates(yaml.safe_load(text), options["dataset_size"], options.get("gpus", 1))
        names = [f"layer {place}" if len(found) > 1 else "" for place in range(len(found))]
        version = f"timm {importlib.metadata.version('timm')}"
        write(path, version, dict(zip(names, found, strict=True)), options)
        print(path.name, len(found[0]), found[0][:3])


if __name__ == "__main__":
    main()

"""Record what torchtitan's own builder makes of each configuration of `cases/torchtitan/`.

    TORCHTITAN=CLONE python -m tests.readers.configs.record.torchtitan

The first line of a configuration says of which release, or of which day, its keys are: out of that
commit `build_lr_schedulers` runs, with the defaults of its JobConfig. The loop is that of train.py:
while the step is below `training.steps`, an update and then a step of the schedulers.
"""

from __future__ import annotations

import ast
import functools
import logging
import math
import os
import re
import subprocess
import tomllib
from types import SimpleNamespace
from typing import Any, Literal

import torch
from torch.optim.lr_scheduler import LambdaLR

from .writing import CASES, write

DEFAULTS = {
    "optimizer": {"lr": 8e-4, "early_step_in_backward": False},
    "lr_scheduler": {"warmup_steps": 200, "decay_ratio": None, "decay_type": "linear",
                     "lr_min": 0.0, "min_lr_factor": 0.0, "total_steps": None},
    "training": {"steps": 10_000, "warmup_steps": 200},
}  # fmt: skip
"""What config_manager.py and config/job_config.py have."""


def builder(commit: str) -> Any:
    """Return `build_lr_schedulers` of a commit, with what it makes of an optimizer."""
    git = ["git", "-C", os.environ["TORCHTITAN"]]
    if re.fullmatch(r"[\d-]+", commit):
        commit = subprocess.check_output(
            [*git, "rev-list", "-1", f"--before={commit}", "HEAD"], text=True
        ).strip()
    for file in ("components/lr_scheduler.py", "optimizer.py"):
        found = subprocess.run(
            [*git, "show", f"{commit}:torchtitan/{file}"], capture_output=True, text=True
        )
        if not found.returncode:
            break
    tree = ast.parse(found.stdout)
    wanted = ("build_lr_schedulers", "linear_warmup_linear_decay")
    tree.body = [one for one in tree.body if getattr(one, "name", "") in wanted]
    scope: dict[str, Any] = {
        "functools": functools, "math": math, "Literal": Literal, "Any": Any, "logger": logging,
        **dict.fromkeys(
            ("OptimizersContainer", "JobConfig", "LRSchedulerConfig", "FTManager"), object
        ),
        "LRSchedulersContainer": LambdaLR,
        "SchedulersContainer": LambdaLR,
    }  # fmt: skip
    exec(compile(tree, "lr_scheduler.py", "exec"), scope)
    return scope["build_lr_schedulers"]


def rates(commit: str, values: dict[str, Any]) -> list[float]:
    """Return the rate at every update."""
    sections = {
        name: SimpleNamespace(**{**usual, **values.get(name, {})})
        for name, usual in DEFAULTS.items()
    }
    config = SimpleNamespace(**sections)
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([weight], lr=config.optimizer.lr)
    build = builder(commit)
    # v0.2 hands the section and the steps on
    apart = "job_config" not in build.__code__.co_varnames[: build.__code__.co_argcount]
    given = (config.lr_scheduler, config.training.steps) if apart else (config,)
    scheduler = build(optimizer, *given)
    found = []
    for _ in range(config.training.steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def main() -> None:
    for path in sorted((CASES / "torchtitan").glob("*.toml")):
        text = path.read_text()
        commit = text.splitlines()[0].lstrip("# ")
        found = rates(commit, tomllib.loads(text))
        write(path, f"torchtitan {commit}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

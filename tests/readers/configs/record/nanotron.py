"""Record what nanotron's own builder makes of each configuration of `cases/nanotron/`.

    NANOTRON=CLONE python -m tests.readers.configs.record.nanotron

`LRSchedulerArgs` and `lr_scheduler_builder` run out of a clone, and the scheduler is stepped once
after each update, as trainer.py does.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, Optional

import torch
import yaml
from torch.optim.lr_scheduler import LambdaLR

from .writing import CASES, lifted, write

COMMIT = "2411b022"
SOURCE = "src/nanotron"


def rates(values: dict[str, Any]) -> list[float]:
    """Return the rate at every update."""
    known: dict[str, Any] = {
        "dataclass": dataclass, "Optional": Optional, "math": math, "partial": partial,
        "LambdaLR": LambdaLR, "Optimizer": object, "logging": logging, "logger": None,
        "log_rank": lambda *_, **__: None,
    }  # fmt: skip
    (known["LRSchedulerArgs"],) = lifted(
        "NANOTRON", COMMIT, f"{SOURCE}/config/config.py", ["LRSchedulerArgs"], known
    )
    (build,) = lifted("NANOTRON", COMMIT, f"{SOURCE}/helpers.py", ["lr_scheduler_builder"], known)
    args = known["LRSchedulerArgs"](**values["optimizer"]["learning_rate_scheduler"])
    inner = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=args.learning_rate)
    total = values["tokens"]["train_steps"]
    scheduler = build(SimpleNamespace(get_base_optimizer=lambda: inner), args, total)
    found = []
    for _ in range(total):
        found.append(inner.param_groups[0]["lr"])
        inner.step()
        scheduler.step()
    return found


def main() -> None:
    for path in sorted((CASES / "nanotron").glob("*.yaml")):
        found = rates(yaml.safe_load(path.read_text()))
        write(path, f"nanotron {COMMIT}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

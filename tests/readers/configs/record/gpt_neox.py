"""Record what GPT-NeoX's own builder makes of each configuration of `cases/gpt_neox/`.

    NEOX=CLONE python -m tests.readers.configs.record.gpt_neox

`get_learning_rate_scheduler` and `AnnealingLR` run out of a clone, with the defaults of
neox_args.py, and are stepped once after each update, as DeepSpeed's engine does.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import torch
import yaml

from .writing import CASES, lifted, write

COMMIT = "ea7aefd8"
DEFAULTS = {"lr_decay_style": "linear", "lr_decay_iters": None, "lr_decay_fraction": None,
            "min_lr": 0.0, "warmup": 0.01, "use_checkpoint_lr_scheduler": False,
            "override_lr_scheduler": False, "use_mup": False, "deepspeed": True,
            "no_load_optim": False, "optimizer_type": "adam"}  # fmt: skip


def rates(values: dict[str, Any]) -> list[float]:
    """Return the rate at every update."""
    known = {"math": math, "print_rank_0": lambda *_: None}
    (known["AnnealingLR"],) = lifted(
        "NEOX", COMMIT, "megatron/learning_rates.py", ["AnnealingLR"], known
    )
    (build,) = lifted(
        "NEOX", COMMIT, "megatron/training.py", ["get_learning_rate_scheduler"], known
    )
    args = SimpleNamespace(**{**DEFAULTS, **values, "lr": values["optimizer"]["params"]["lr"]})
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=args.lr)
    scheduler, found = build(optimizer, args), []
    for _ in range(args.train_iters):
        found.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    return found


def main() -> None:
    for path in sorted((CASES / "gpt_neox").glob("*.yml")):
        values = yaml.safe_load(path.read_text())
        found = rates({key.replace("-", "_"): value for key, value in values.items()})
        write(path, f"GPT-NeoX {COMMIT}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

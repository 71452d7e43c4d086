"""Record what OLMo's own schedulers give each configuration of `cases/olmo/`.

    OLMO=FOLDER python -m tests.readers.configs.record.olmo

FOLDER is the package `olmo` of ai2-olmo 0.6.0, out of whose optim.py `build_scheduler` and the
schedulers run, and out of whose train.py the properties of `Trainer` that count. The loop is
written after `Trainer.fit` and `train_step`: over epochs and their batches, the counters first,
then the rate, then the update, until `stop_at`. Where nothing says how large the data are, they
are large. Defaults are those of config.py.
"""

from __future__ import annotations

import ast
import math
import os
import re
from abc import ABCMeta, abstractmethod
from dataclasses import dataclass, replace
from math import cos, pi, sqrt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional

import yaml

from .writing import CASES, write

COUNTS = ("tokens_per_batch", "batches_per_epoch", "max_epochs", "max_steps", "max_tokens",
          "scheduler_current", "scheduler_max")  # fmt: skip
NAMES = ("cosine_with_warmup", "linear_with_warmup", "inverse_sqrt_with_warmup", "max_scheduler",
         "constant", "cosine_linear_envelope", "constant_with_warmup")  # fmt: skip
KINDS = SimpleNamespace(**{name: name for name in NAMES})


@dataclass
class SchedulerConfig:
    """As config.py has it."""

    name: str = "cosine_with_warmup"
    units: str = "steps"
    t_warmup: Any = 100
    t_max: Any = None
    alpha_f: float = 0.1
    grad_clip_warmup_steps: Any = None
    grad_clip_warmup_factor: Any = None
    warmup_min_lr: Any = None


def body(file: str, wanted: Any) -> tuple[ast.Module, dict[str, Any]]:
    """Return the parts of a file that are wanted, and the names that they find."""
    tree = ast.parse((Path(os.environ["OLMO"]) / file).read_text())
    tree.body = [one for one in tree.body if wanted(one)]
    scope: dict[str, Any] = {
        "__name__": __name__, "dataclass": dataclass, "ABCMeta": ABCMeta, "replace": replace,
        "abstractmethod": abstractmethod, "Optional": Optional, "cos": cos, "pi": pi, "sqrt": sqrt,
        "math": math, "TrainConfig": object, "SchedulerConfig": SchedulerConfig,
        "SchedulerType": KINDS, "SchedulerUnits": SimpleNamespace(steps="steps", tokens="tokens"),
    }  # fmt: skip
    return tree, scope


def builder() -> Any:
    """Return `build_scheduler`."""

    def wanted(one: Any) -> bool:
        name = getattr(one, "name", "")
        bases = [getattr(base, "id", "") for base in getattr(one, "bases", [])]
        return name in ("Scheduler", "build_scheduler") or "Scheduler" in bases

    tree, scope = body("optim.py", wanted)
    exec(compile(tree, "optim.py", "exec"), scope)
    return scope["build_scheduler"]


def counter() -> type[Any]:
    """Return a class with the properties of `Trainer` that count."""
    tree, scope = body("train.py", lambda one: getattr(one, "name", "") == "Trainer")
    trainer: Any = tree.body[0]
    trainer.bases, trainer.decorator_list = [], []
    trainer.body = [one for one in trainer.body if getattr(one, "name", "") in COUNTS]
    exec(compile(tree, "train.py", "exec"), scope)
    made: type[Any] = scope["Trainer"]
    return made


def rates(values: dict[str, Any], examples: int) -> list[float]:
    """Return the rate at every update."""
    own = SchedulerConfig(**values["scheduler"])
    for name in ("t_warmup", "t_max", "alpha_f"):
        # OmegaConf takes 9e3 for a number
        if isinstance(text := getattr(own, name), str):
            setattr(own, name, float(text))
    config = SimpleNamespace(
        scheduler=own,
        max_duration=values.get("max_duration", 10_000),
        global_train_batch_size=values.get("global_train_batch_size", 512),
        model=SimpleNamespace(**{"max_sequence_length": 1024, **values.get("model", {})}),
    )
    trainer = counter()()
    trainer.cfg, trainer.dataset = config, SimpleNamespace(total_size=examples)
    type(trainer).dataset = trainer.dataset
    trainer.global_step = trainer.global_train_tokens_seen = 0
    scheduler, peak = builder()(config), values["optimizer"]["learning_rate"]
    stop_at = values.get("stop_at", trainer.max_steps + 10)
    found: list[float] = []
    for _ in range(trainer.max_epochs):
        for _ in range(trainer.batches_per_epoch):
            trainer.global_step += 1
            trainer.global_train_tokens_seen += trainer.tokens_per_batch
            found.append(scheduler.get_lr(peak, trainer.scheduler_current, trainer.scheduler_max))
            if trainer.global_step >= stop_at:
                return found
    return found


def main() -> None:
    for path in sorted((CASES / "olmo").glob("*.yaml")):
        text = path.read_text()
        said = re.search(r"^# dataset_size=(\d+)$", text, re.MULTILINE)
        options = {"dataset_size": int(said[1])} if said else {}
        found = rates(yaml.safe_load(text), options.get("dataset_size", 10**9))
        write(path, "ai2-olmo 0.6.0", {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

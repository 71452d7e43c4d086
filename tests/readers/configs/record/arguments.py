"""Record what transformers' Trainer does with arguments drawn at random, with one process and two.

    python tests/readers/configs/record/arguments.py
    torchrun --nproc-per-node 2 tests/readers/configs/record/arguments.py

Needs what `huggingface.py` needs. The second command adds its cases to those of the first.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import transformers
from huggingface import rates

FILE = Path(__file__).resolve().parent.parent / "arguments.json"

OWN: dict[str, list[dict[str, Any]]] = {
    "linear": [{}],
    "cosine": [{}, {"num_cycles": 0.75}],
    "cosine_with_restarts": [{}, {"num_cycles": 2}],
    "polynomial": [{}, {"power": 2.0, "lr_end": 1e-6}],
    "constant": [{}],
    "constant_with_warmup": [{}],
    "inverse_sqrt": [{}, {"timescale": 7}],
    "cosine_with_min_lr": [{"min_lr_rate": 0.1}, {"min_lr": 1e-5}],
    "warmup_stable_decay": [{"num_decay_steps": 3}, {"num_decay_steps": 2, "min_lr_ratio": 0.2}],
}


def arguments(rng: random.Random) -> dict[str, Any]:
    """Return arguments that may stand in a file."""
    name = rng.choice([*OWN])
    out = {
        "learning_rate": rng.choice([1e-3, 2e-4, 5e-5, 0.03]),
        "lr_scheduler_type": name,
        "lr_scheduler_kwargs": rng.choice(OWN[name]),
        "warmup_steps": rng.choice([0, 0, 2, 3, 0.1, 0.03, 0.25]),
        "per_device_train_batch_size": rng.randint(1, 6),
        "gradient_accumulation_steps": rng.choice([1, 1, 2, 3, 5]),
        "dataloader_drop_last": rng.random() < 0.3,
        "num_train_epochs": rng.choice([1, 2, 3, 0.5, 1.3, 2.7]),
    }
    if rng.random() < 0.2:
        out["max_steps"] = rng.randint(5, 20)
    return out


def main() -> None:
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    rng = random.Random(processes)
    cases = []
    for _ in range(200 if processes == 1 else 24):
        examples, values = rng.randint(13, 60), arguments(rng)
        found = rates(values, examples)
        cases.append({"examples": examples, "gpus": processes, "values": values, "rates": found})
    if os.environ.get("RANK", "0") == "0":
        old = json.loads(FILE.read_text())["cases"] if FILE.exists() else []
        cases = [case for case in old if case["gpus"] != processes] + cases
        lines = ",\n".join(json.dumps(case) for case in cases)
        version = f"transformers {transformers.__version__}"
        FILE.write_text(f'{{"version": "{version}", "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()

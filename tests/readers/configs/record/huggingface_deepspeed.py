"""Record what transformers' Trainer does beside DeepSpeed with each of `cases/huggingface/`.

    DS_ACCELERATOR=cpu python tests/readers/configs/record/huggingface_deepspeed.py

Needs torch, transformers, accelerate and deepspeed 0.19.8 (pip install --no-build-isolation, with
DS_BUILD_OPS=0). Only configurations with `deepspeed` are run, whose file lies in `engines/`: the
Trainer fills in "auto", and DeepSpeed's engine makes optimizer and scheduler and steps them, on the
CPU, in one process for each; ZeRO's stage is 0, and `torch_adam` takes Adam from torch.
"""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import deepspeed
import torch
import transformers
import yaml
from huggingface import Tiny, known
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils.data import TensorDataset
from writing import CASES, write

ALONE = {"RANK": "0", "LOCAL_RANK": "0", "WORLD_SIZE": "1", "MASTER_ADDR": "127.0.0.1",
         "MASTER_PORT": "29544"}  # fmt: skip
# it would be compiled, and is of no use to one process
deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False


def rates(values: dict[str, Any], examples: int) -> list[float]:
    """Return the rate at every update of a real run."""
    found: list[float] = []
    hook = register_optimizer_step_pre_hook(lambda one, *_: found.append(one.param_groups[0]["lr"]))
    transformers.Trainer(
        Tiny(),
        transformers.TrainingArguments(**known(values)),
        train_dataset=TensorDataset(torch.ones(examples, 1)),
        data_collator=lambda rows: {"x": torch.stack([row[0] for row in rows])},
    ).train()
    hook.remove()
    return [float(rate) for rate in found]


def record(path: Path, values: dict[str, Any], options: dict[str, int]) -> None:
    """Write what one configuration gives."""
    os.environ.update(ALONE)
    if isinstance(values["deepspeed"], str):
        values["deepspeed"] = str(path.parent / values["deepspeed"])
    found = rates(values, options.get("dataset_size", 10_000))
    version = f"transformers {transformers.__version__}, deepspeed {deepspeed.__version__}"
    write(path, version, {"": found}, options)
    print(path.name, len(found), found[:4])


def main() -> None:
    for path in sorted((CASES / "huggingface").glob("*.yaml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        values = yaml.safe_load(text)
        if "deepspeed" not in values:
            continue
        options = {key: int(value) for key, value in said.items()}
        own = multiprocessing.get_context("fork").Process(
            target=record, args=(path, values, options)
        )
        own.start()
        own.join()
        assert own.exitcode == 0, path


if __name__ == "__main__":
    main()

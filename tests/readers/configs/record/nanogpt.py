"""Record what nanoGPT's train.py does with each configuration of `cases/nanogpt/`.

    NANOGPT=CLONE python -m tests.readers.configs.record.nanogpt

The script runs as it is, on a tiny model, on tokens made up here, on the CPU.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .writing import CASES, write

COMMIT = "3adf61e"
SMALL = {"device": "cpu", "dtype": "float32", "compile": False, "dataset": "made", "n_layer": 1,
         "n_head": 1, "n_embd": 4, "block_size": 4, "eval_iters": 1, "batch_size": 1,
         "gradient_accumulation_steps": 1,
         "eval_interval": 1_000_000, "log_interval": 1_000_000}  # fmt: skip


def rates(folder: Path, config: Path) -> list[float]:
    """Return the rate at every update of a real run."""
    found: list[float] = []
    step = torch.optim.AdamW.step

    def stepped(self: Any, *args: Any, **kwargs: Any) -> Any:
        found.append(self.param_groups[0]["lr"])
        return step(self, *args, **kwargs)

    torch.optim.AdamW.step = stepped
    sys.argv = ["train.py", str(config), *(f"--{key}={value}" for key, value in SMALL.items())]
    os.chdir(folder)
    runpy.run_path("train.py", run_name="__main__")
    torch.optim.AdamW.step = step
    return found


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    for name in ("train.py", "model.py", "configurator.py"):
        git = ["git", "-C", os.environ["NANOGPT"], "show", f"{COMMIT}:{name}"]
        (folder / name).write_bytes(subprocess.check_output(git))
    sys.path.insert(0, str(folder))
    (folder / "data" / "made").mkdir(parents=True)
    for name in ("train", "val"):
        np.arange(100, dtype=np.uint16).tofile(folder / "data" / "made" / f"{name}.bin")
    for path in sorted((CASES / "nanogpt").glob("*.py")):
        found = rates(folder, path)
        write(path, f"nanoGPT {COMMIT}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

"""Record what mlx_lm's trainer does with each configuration of `cases/mlx_lm/`.

    python tests/readers/configs/record/mlx_lm_train.py

Its own `train` runs a tiny model, with the schedule that its `build_schedule` makes; its YAML
loader reads the file. Needs mlx[cpu] and mlx_lm. MLX computes in float32, whose cosine and powers
round to 1e-7 of the peak, and so to 5e-5 of a rate that is a four-hundredth of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import mlx_lm
import yaml
from mlx_lm.lora import CONFIG_DEFAULTS, yaml_loader
from mlx_lm.tuner import trainer
from mlx_lm.tuner.utils import build_schedule
from writing import CASES

RTOL = 5e-5


class Tiny(nn.Module):
    """A layer over one-hot tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 4)

    def __call__(self, tokens: mx.array) -> mx.array:
        return self.layer(mx.eye(4)[tokens])


def rates(values: dict[str, Any]) -> list[float]:
    """Return the rate of every update of a real training."""
    found: list[float] = []
    made = {"adam": optim.Adam, "adamw": optim.AdamW, "sgd": optim.SGD}[values["optimizer"]]

    class Own(made):  # type: ignore[misc,valid-type]
        def apply_gradients(self, *args: Any) -> Any:
            out = super().apply_gradients(*args)
            mx.eval(self.state)
            found.append(float(self.learning_rate.item()))
            return out

    schedule = values["lr_schedule"]
    optimizer = Own(learning_rate=build_schedule(schedule) if schedule else values["learning_rate"])
    own = trainer.TrainingArgs(
        iters=values["iters"],
        batch_size=1,
        val_batches=0,
        grad_accumulation_steps=values["grad_accumulation_steps"],
        adapter_file=str(Path(tempfile.mkdtemp(), "adapters.safetensors")),
    )
    data = [([0, 1, 2, 3], 0)] * 3
    mx.disable_compile()
    trainer.train(Tiny(), optimizer, data, None, args=own)
    return found


def main() -> None:
    for path in sorted((CASES / "mlx_lm").glob("*.yaml")):
        values = {**CONFIG_DEFAULTS, **yaml.load(path.read_text(), yaml_loader)}
        found = rates(values)
        version = f"mlx_lm {mlx_lm.__version__}, mlx {mx.__version__}"
        said = {"version": version, "options": {}, "rtol": RTOL, "rates": {"": found}}
        text = json.dumps(said, separators=(",", ": "))
        path.with_name(f"{path.stem}.record.json").write_text(f"{text}\n")
        print(path.name, len(found), found[:3], file=sys.stderr)


if __name__ == "__main__":
    main()

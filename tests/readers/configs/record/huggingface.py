"""Record what transformers' Trainer does with each configuration of `cases/huggingface/`.

    python tests/readers/configs/record/huggingface.py

Needs torch, transformers and accelerate. The first line of a configuration says beside which
options it is read: `# dataset_size=64 gpus=1`. Those with `deepspeed` are recorded by
`huggingface_deepspeed.py`.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from typing import Any

import torch
import transformers
import yaml
from torch.utils.data import TensorDataset
from writing import CASES, had, write

transformers.logging.set_verbosity_error()


class Tiny(torch.nn.Module):
    """One weight, which any loss moves."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Linear(1, 1)

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"loss": self.weight(x).square().mean()}


def known(values: dict[str, Any]) -> dict[str, Any]:
    """Return the Trainer's arguments of a file, which has what others are for, too."""
    own = {"output_dir": tempfile.mkdtemp(), "report_to": "none", "save_strategy": "no",
           "use_cpu": True, "disable_tqdm": True, "logging_strategy": "no"}  # fmt: skip
    names = {field.name for field in dataclasses.fields(transformers.TrainingArguments)}
    mine = {key: value for key, value in values.items() if key in names}
    return {**mine, "learning_rate": float(values["learning_rate"]), **own}


def rates(values: dict[str, Any], examples: int) -> tuple[list[float], dict[str, list[float]]]:
    """Return the rate at every update of a real run, and what else the optimizer has."""
    data = TensorDataset(torch.ones(examples, 1))
    found: list[float] = []
    others: dict[str, list[float]] = {}

    def seen(optimizer: torch.optim.Optimizer, *_: Any) -> None:
        found.append(optimizer.param_groups[0]["lr"])
        had(optimizer.param_groups[0], others)

    class Trainer(transformers.Trainer):
        def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
            made = super().create_optimizer(*args, **kwargs)
            if not hasattr(self, "seen"):
                self.seen = True
                made.register_step_pre_hook(seen)
            return made

    trainer = Trainer(
        Tiny(),
        transformers.TrainingArguments(**known(values)),
        train_dataset=data,
        data_collator=lambda rows: {"x": torch.stack([row[0] for row in rows])},
    )
    trainer.train()
    return found, others


def main() -> None:
    for path in sorted((CASES / "huggingface").glob("*.*ml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        options = {key: int(value) for key, value in said.items()}
        values = yaml.safe_load(text)
        if "deepspeed" in values:
            continue
        found, others = rates(values, options.get("dataset_size", 10_000))
        version = f"transformers {transformers.__version__}"
        write(path, version, {"": found}, options, {"": others})
        print(path.name, len(found), json.dumps(found[:3]))


if __name__ == "__main__":
    main()

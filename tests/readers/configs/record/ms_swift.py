"""Record what ms-swift's parts do in transformers' Trainer with each of `cases/ms_swift/`.

    python tests/readers/configs/record/ms_swift.py

Needs ms-swift 4.6.0, which is not imported, and what `huggingface.py` needs. Its class that deals
the examples to the processes and its callback that ends at `max_epochs` are run out of its files;
its defaults, the part held out and the groups of `vit_lr` are written after arguments/sft_args.py,
trainers/arguments.py, dataset/dataset_meta.py and optimizers/multimodal.py. The first line of a
configuration says beside which options it is read.
"""

from __future__ import annotations

import ast
import dataclasses
import math
import os
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import transformers
import yaml
from torch.utils.data import DataLoader, TensorDataset
from transformers.trainer_utils import IntervalStrategy
from writing import CASES, write

SWIFT = distribution("ms-swift")
OWN = {"report_to": "none", "save_strategy": "no", "use_cpu": True, "disable_tqdm": True,
       "logging_strategy": "no"}  # fmt: skip


def lifted(file: str, name: str, known: dict[str, Any]) -> Any:
    """Return a class out of a file of ms-swift, run alone among the names `known`."""
    tree = ast.parse(Path(str(SWIFT.locate_file(file))).read_text())
    tree.body = [one for one in tree.body if getattr(one, "name", "") == name]
    exec(compile(tree, file, "exec"), known)
    return known[name]


Sharded = lifted("swift/dataloader/shard.py", "BatchSamplerShard",
                 {"torch": torch, "dist": dist, "Optional": Any | None})  # fmt: skip
Flow = lifted("swift/trainers/patcher.py", "DefaultFlowCallbackNew",
              {**vars(transformers), "math": math, "IntervalStrategy": IntervalStrategy,
               "DefaultFlowCallback": transformers.trainer_callback.DefaultFlowCallback,
               "logger": transformers.logging.get_logger()})  # fmt: skip


class Tiny(torch.nn.Module):
    """A weight of each group that has a rate of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.vit, self.aligner, self.llm = (torch.nn.Linear(1, 1) for _ in range(3))

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"loss": self.llm(self.aligner(self.vit(x))).square().mean()}


def arguments(values: dict[str, Any], gpus: int) -> dict[str, Any]:
    """Return the arguments of the Trainer, ms-swift's defaults among them."""
    known = {field.name for field in dataclasses.fields(transformers.TrainingArguments)}
    out = {key: value for key, value in values.items() if key in known and key != "deepspeed"}
    full = values.get("tuner_type") == "full"
    out["learning_rate"] = float(values.get("learning_rate", 1e-5 if full else 1e-4))
    out.setdefault("lr_scheduler_type", "cosine")
    batch = out.setdefault("per_device_train_batch_size", 1)
    out.setdefault("gradient_accumulation_steps", max(1, math.ceil(16 / batch / gpus)))
    if values.get("warmup_ratio"):
        out["warmup_steps"] = values["warmup_ratio"]
    return {**out, **OWN, "output_dir": tempfile.mkdtemp()}


def rates(values: dict[str, Any], examples: int, gpus: int) -> dict[str, list[float]]:
    """Return the rates at every update of a real run of this process, by group."""
    given = transformers.TrainingArguments(**arguments(values, gpus))
    given.max_epochs = values.get("max_epochs")
    part = values.get("split_dataset_ratio", 0)
    data = TensorDataset(torch.ones(examples - (max(int(examples * part), 1) if part else 0), 1))
    own = {key[:-3]: values[key] for key in ("vit_lr", "aligner_lr") if key in values}
    found: dict[str, list[float]] = {}

    class Trainer(transformers.Trainer):
        def get_train_dataloader(self) -> DataLoader:
            sampler = Sharded(
                len(data),
                batch_size=self._train_batch_size,
                shuffle=True,
                drop_last=given.dataloader_drop_last,
                data_seed=None,
            )
            return DataLoader(data, batch_sampler=sampler, collate_fn=self.data_collator)

        def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
            groups = [
                {"params": part.parameters(), "lr": own.get(name, given.learning_rate)}
                for name, part in tiny.named_children()
            ]
            self.optimizer = torch.optim.AdamW(groups, lr=given.learning_rate)
            self.optimizer.register_step_pre_hook(seen)
            return self.optimizer

    def seen(optimizer: torch.optim.Optimizer, *_: Any) -> None:
        labels = ("vit", "aligner", "llm") if own else ("",)
        for label, group in zip(labels, optimizer.param_groups, strict=False):
            found.setdefault(label, []).append(group["lr"])

    tiny = Tiny()
    trainer = Trainer(tiny, given, train_dataset=data,
                      data_collator=lambda rows: {"x": torch.ones(len(rows), 1)})  # fmt: skip
    trainer.add_callback(Flow)
    trainer.train()
    return found


def beside(rank: int, gpus: int, path: str, options: dict[str, int]) -> None:
    """Run in one of several processes; the first writes."""
    os.environ |= {
        "RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(gpus),
        "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29533",
    }  # fmt: skip
    if gpus > 1:
        dist.init_process_group("gloo")
    found = rates(yaml.safe_load(Path(path).read_text()), options["dataset_size"], gpus)
    if rank == 0:
        what = f"ms-swift {SWIFT.version}, transformers {transformers.__version__}"
        write(Path(path), what, found, options)


def main() -> None:
    for path in sorted((CASES / "ms_swift").glob("*.yaml")):
        said = dict(pair.split("=") for pair in path.read_text().splitlines()[0][1:].split())
        options = {key: int(value) for key, value in said.items()}
        gpus = options.get("gpus", 1)
        torch.multiprocessing.spawn(beside, (gpus, str(path), options), nprocs=gpus)


if __name__ == "__main__":
    main()

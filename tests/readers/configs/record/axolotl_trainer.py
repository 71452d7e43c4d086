"""Record what axolotl's trainer does with each configuration of `cases/axolotl/`.

    python -m tests.readers.configs.record.axolotl_trainer

Needs torch, transformers, accelerate, and peft 0.20.0, which axolotl pins; `AXOLOTL` is the folder
of an unpacked wheel of axolotl, 0.19.0. Its own mixins make the optimizer's groups and the
scheduler in a real run of transformers' Trainer; its own `calculate_total_num_steps` and
`_configure_warmup_and_logging` give their counts. With `loraplus_lr_ratio` peft lays LoRA around
the model and makes the optimizer; a group without a parameter is not recorded.
The examples held back are cut after datasets' `train_test_split`, which rounds them up. The first
line of a configuration says beside which options it is read.
"""

from __future__ import annotations

import ast
import importlib.util
import math
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import peft
import torch
import transformers
import yaml
from peft.optimizers import create_loraplus_optimizer
from torch.utils.data import Dataset

from .writing import CASES, write

OF = Path(os.environ["AXOLOTL"])
transformers.logging.set_verbosity_error()


class Given(dict):
    """A configuration as axolotl has it: what is not there is None."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


def taken(file: str, names: list[str], known: dict[str, Any]) -> list[Any]:
    """Return functions and classes out of a file of axolotl, run alone among the names `known`."""
    tree = ast.parse((OF / "axolotl" / file).read_text())
    nodes = [one for one in ast.walk(tree) if getattr(one, "name", "") in names]
    tree.body = nodes
    scope = {"__name__": __name__, "LOG": SimpleNamespace(debug=print, warning=print), **known}
    exec(compile(tree, file, "exec"), scope)
    return [scope[name] for name in names]


spec = importlib.util.spec_from_file_location("schedulers", OF / "axolotl/utils/schedulers.py")
schedulers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(schedulers)

none = SimpleNamespace(create_lr_scheduler=lambda **_: None)
known = {
    **vars(schedulers), "torch": torch, "Trainer": transformers.Trainer, "math": math,
    "LRScheduler": torch.optim.lr_scheduler.LRScheduler,
    "OneCycleLR": torch.optim.lr_scheduler.OneCycleLR,
    "PluginManager": SimpleNamespace(get_instance=lambda: none),
    "is_optimizer_factory": lambda _: False, "is_sagemaker_mp_enabled": lambda: False,
    "create_loraplus_optimizer": create_loraplus_optimizer,
}  # fmt: skip
(SchedulerMixin,) = taken("core/trainers/mixins/scheduler.py", ["SchedulerMixin"], known)
(OptimizerMixin,) = taken("core/trainers/mixins/optimizer.py", ["OptimizerMixin"], known)
(counted,) = taken("utils/trainer.py", ["calculate_total_num_steps"], known)
(warmed,) = taken("core/builders/base.py", ["_configure_warmup_and_logging"], known)
(scheduled,) = taken("core/builders/base.py", ["_configure_scheduler"], known)

FIELDS = ("cosine_min_lr_ratio", "cosine_constant_lr_ratio", "lr_quadratic_warmup", "lr_groups",
          "embedding_lr", "embedding_lr_scale", "loraplus_lr_ratio", "loraplus_lr_embedding",
          "jagged_restart_steps", "jagged_restart_warmup_steps",
          "jagged_restart_anneal_steps")  # fmt: skip

NUMBERS = ("learning_rate", "embedding_lr", "loraplus_lr_embedding")


@dataclass
class Arguments(transformers.TrainingArguments):
    """Transformers' arguments, and those of axolotl's that the mixins read."""

    alternate_lr_scheduler_type: str | None = None
    cosine_min_lr_ratio: float | None = None
    cosine_constant_lr_ratio: float | None = None
    lr_quadratic_warmup: bool = False
    lr_groups: list[dict] | None = None
    embedding_lr: float | None = None
    embedding_lr_scale: float | None = None
    loraplus_lr_ratio: float | None = None
    loraplus_lr_embedding: float | None = 1e-6
    jagged_restart_steps: int | None = None
    jagged_restart_warmup_steps: int | None = None
    jagged_restart_anneal_steps: int | None = None


class Rows(Dataset):
    """Examples of one number."""

    def __init__(self, many: int) -> None:
        self.many = many

    def __len__(self) -> int:
        return self.many

    def __getitem__(self, _: int) -> dict[str, torch.Tensor]:
        return {"x": torch.ones(1)}


class Tiny(torch.nn.Module):
    """A weight of each kind that axolotl tells apart, and what LoRA may be laid around."""

    def __init__(self) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(2, 1)
        self.body, self.vision = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
        self.lm_head = torch.nn.Linear(1, 1)

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        x = self.words(x.long()).squeeze(-1)
        return {"loss": self.lm_head(self.vision(self.body(x))).square().mean()}


def model(cfg: Given) -> torch.nn.Module:
    """Return what is trained: with LoRA+ the adapters of every kind, and their biases."""
    if cfg.loraplus_lr_ratio is None:
        return Tiny()
    around = peft.LoraConfig(r=2, target_modules=["words", "body", "vision"], bias="lora_only")
    return peft.get_peft_model(Tiny(), around)


def rates(values: dict[str, Any], examples: int) -> dict[str, list[float]]:
    """Return the rates at every update of a real run, by the first group of each kind."""
    cfg = Given(gradient_accumulation_steps=1, num_epochs=1.0, lr_scheduler="cosine")
    cfg.update(values)
    # its schema makes numbers of text
    cfg.update({key: float(cfg[key]) for key in NUMBERS if key in cfg})
    cfg["batch_size"] = cfg.micro_batch_size * cfg.gradient_accumulation_steps
    rows = Rows(examples - math.ceil((cfg.val_set_size or 0) * examples))
    total = counted(Given(cfg, skip_prepare_dataset=True, total_num_tokens=1), rows)
    total = min(total, cfg.max_steps) if cfg.max_steps else total
    own: dict[str, Any] = {}
    warmed(SimpleNamespace(cfg=cfg), total, own)
    scheduled(SimpleNamespace(cfg=cfg), own)
    own |= {key: cfg[key] for key in FIELDS if key in cfg}
    args = Arguments(
        output_dir=tempfile.mkdtemp(), report_to="none", save_strategy="no", use_cpu=True,
        disable_tqdm=True, max_steps=cfg.max_steps or total or -1,
        num_train_epochs=cfg.num_epochs, learning_rate=cfg.learning_rate,
        per_device_train_batch_size=cfg.micro_batch_size,
        gradient_accumulation_steps=cfg.gradient_accumulation_steps,
        **{**own, "logging_steps": 10_000},
    )  # fmt: skip
    found: list[dict[str, float]] = []
    # decayed, embeddings, not decayed, and those listed
    names = ("others", "embeddings", "", "eyes") if cfg.lr_groups else ("",)
    if cfg.loraplus_lr_ratio is not None:
        names = ("A", "embeddings", "B", "")

    def seen(optimizer: torch.optim.Optimizer, *_: Any) -> None:
        groups = zip(names, optimizer.param_groups, strict=False)
        lrs = {name: group["lr"] for name, group in groups if group["params"]}
        found.append(lrs if len(names) == 1 else {k: v for k, v in lrs.items() if k})

    class Trainer(SchedulerMixin, OptimizerMixin, transformers.Trainer):
        def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
            made = super().create_optimizer(*args, **kwargs)
            if not hasattr(self, "hooked"):
                self.hooked = self.optimizer.register_step_pre_hook(seen)
            return made

    Trainer(model(cfg), args, train_dataset=rows).train()
    return {name: [one[name] for one in found] for name in found[0]}


def main() -> None:
    for path in sorted((CASES / "axolotl").glob("*.yml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        options = {key: int(value) for key, value in said.items()}
        found = rates(yaml.safe_load(text), options["dataset_size"])
        version = f"axolotl 0.19.0 with transformers {transformers.__version__}"
        if "loraplus_lr_ratio" in text:
            version += f", peft {peft.__version__}"
        write(path, version, found, options)
        print(path.name, {name: (len(one), one[:3]) for name, one in found.items()})


if __name__ == "__main__":
    main()

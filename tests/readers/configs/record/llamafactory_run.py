"""Record what LLaMA-Factory's Trainer does with each configuration of `cases/llamafactory/`.

    DISABLE_VERSION_CHECK=1 python tests/readers/configs/record/llamafactory_run.py

Needs llamafactory 0.9.5 with the transformers that it allows, and datasets, trl and peft. Its own
code parses the arguments, loads, cuts and splits the data sets, and makes the optimizer and the
scheduler; its class of a Trainer trains a model of a few weights. Only examples are not tokenized.
The first line of a configuration says beside which options it is read; each of several data sets
has as many examples before it is cut.
"""

from __future__ import annotations

import json
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
import yaml
from llamafactory.data.data_utils import split_dataset
from llamafactory.data.loader import _get_merged_dataset
from llamafactory.hparams import get_train_args
from llamafactory.train.sft.trainer import CustomSeq2SeqTrainer
from writing import CASES, write

GROUPS = ("lora_a", "lora_b", "lora_b_nodecay", "embedding")
OWN = {"do_train": True, "report_to": "none", "save_strategy": "no", "use_cpu": True,
       "disable_tqdm": True, "logging_strategy": "no", "model_name_or_path": "none"}  # fmt: skip
STAGES = {"dpo": "rm"}
RANKED = {"prompt": "instruction", "chosen": "chosen", "rejected": "rejected"}


class Tiny(torch.nn.Module):
    """A weight of each group that LoRA+ tells apart by its name."""

    def __init__(self) -> None:
        super().__init__()
        self.lora_A = torch.nn.Linear(1, 1)
        self.lora_B = torch.nn.Linear(1, 1)
        self.lora_embedding_B = torch.nn.Parameter(torch.ones(1, 1))

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return {"loss": (self.lora_B(self.lora_A(x)) * self.lora_embedding_B).square().mean()}


def rates(values: dict[str, Any], examples: int) -> dict[str, list[float]]:
    """Return the rates at every update of a real run, by group."""
    folder = Path(tempfile.mkdtemp())
    names = values["dataset"].split(",")
    of = {"ranking": True, "columns": RANKED} if values["stage"] in ("rm", "dpo") else {}
    info = {name: {"file_name": f"{name}.json", **of} for name in names}
    (folder / "dataset_info.json").write_text(json.dumps(info))
    for name in names:
        row = {key: key for key in ("instruction", "input", "output", "chosen", "rejected")}
        (folder / f"{name}.json").write_text(json.dumps([row] * examples))
    own = {**OWN, "dataset_dir": str(folder), "output_dir": str(folder / "out")}
    model, data, training, finetuning, _ = get_train_args({**values, **own})
    stage = STAGES.get(finetuning.stage, finetuning.stage)
    merged = _get_merged_dataset(data.dataset, model, data, training, stage)
    parts, _ = split_dataset(merged, None, data, seed=training.seed)
    training.do_eval, training.eval_strategy = False, "no"
    found: dict[str, list[float]] = {}

    class Trainer(CustomSeq2SeqTrainer):
        def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
            made = super().create_optimizer(*args, **kwargs)
            if not hasattr(self, "seen"):
                self.seen = True
                made.register_step_pre_hook(seen)
            return made

    def seen(optimizer: torch.optim.Optimizer, *_: Any) -> None:
        lora = finetuning.loraplus_lr_ratio is not None
        for place, group in enumerate(optimizer.param_groups):
            found.setdefault(GROUPS[place] if lora else "", [])
            if lora or not place:
                found[GROUPS[place] if lora else ""].append(group["lr"])

    trainer = Trainer(
        finetuning_args=finetuning,
        processor=None,
        tokenizer=None,
        model=Tiny(),
        args=training,
        train_dataset=parts["train"],
        data_collator=lambda rows: {"x": torch.ones(len(rows), 1)},
    )
    trainer.train()
    if "lora_b_nodecay" in found:
        assert found.pop("lora_b_nodecay") == found["lora_b"]
    return found


def main() -> None:
    for path in sorted((CASES / "llamafactory").glob("*.yaml")):
        text = path.read_text()
        said = dict(pair.split("=") for pair in text.splitlines()[0].lstrip("# ").split())
        options = {key: int(value) for key, value in said.items()}
        values = yaml.safe_load(text)
        # it is loaded with OmegaConf, to which 1e-4 is a number
        if "learning_rate" in values:
            values["learning_rate"] = float(values["learning_rate"])
        found = rates(values, options.get("dataset_size", 100))
        what = [f"{name} {version(name)}" for name in ("llamafactory", "transformers")]
        write(path, ", ".join(what), found, options)


if __name__ == "__main__":
    main()

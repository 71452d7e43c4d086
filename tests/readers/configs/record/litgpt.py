"""Record what LitGPT's own trainings do with each configuration of `cases/litgpt/`.

    python -m tests.readers.configs.record.litgpt

Needs litgpt 0.5.13 with litdata and jsonargparse. `main` of pretrain.py or finetune/full.py trains
a tiny model on tokens made up here, in one process; its arguments are read by jsonargparse, which
knows the defaults of `setup`. The first line of a configuration says how many examples there are.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonargparse
import lightning
import litgpt
import torch
import yaml
from litgpt import pretrain
from litgpt.finetune import full
from torch.utils.data import DataLoader

from .writing import CASES, write

TINY = litgpt.Config(n_layer=1, n_head=1, n_embd=4, block_size=32, padded_vocab_size=8)


def loader(module: Any, examples: int, batch: int) -> DataLoader[Any]:
    """Return a loader of that many examples, as the module's training takes them."""
    if module is pretrain:
        rows = [torch.ones(33, dtype=torch.long) for _ in range(examples)]
        return DataLoader(rows, batch_size=batch)
    row = torch.ones(4, dtype=torch.long)
    counts = {"raw": row, "raw_plus_prompt_template": row}
    rows = [{"input_ids": row, "labels": row, "token_counts": counts} for _ in range(examples)]
    return DataLoader(rows, batch_size=batch)


def rates(text: str, examples: int) -> list[float]:
    """Return the rate at every update of a real run."""
    values = yaml.safe_load(text)
    module = full if "checkpoint_dir" in values else pretrain
    for key in ("data", "lora_r"):
        values.pop(key, None)
    values.setdefault("train", {})
    parser = jsonargparse.ArgumentParser(exit_on_error=False)
    parser.add_function_arguments(module.setup)
    said = parser.instantiate_classes(parser.parse_object(values))
    optimizer = said.optimizer
    if isinstance(optimizer, dict):
        # what jsonargparse reads of text in YAML's own manner
        optimizer["init_args"] = {k: float(v) for k, v in optimizer["init_args"].items()}
    data = loader(module, examples, said.train.micro_batch_size)
    module.get_dataloaders = lambda *_: (data, data)
    module.torch.compile = lambda model: model
    for name in ("load_checkpoint", "copy_config_files", "save_hyperparameters", "save_checkpoint",
                 "save_prompt_style", "generate_example"):  # fmt: skip
        if hasattr(module, name):
            setattr(module, name, lambda *_, **__: None)
    if module is full:
        module.Tokenizer = lambda *_: None
        module.get_longest_seq_length = lambda *_: (4, 0)
    found: list[float] = []
    make = module.instantiate_torch_optimizer

    def made(*args: Any, **kwargs: Any) -> torch.optim.Optimizer:
        real = make(*args, **kwargs)
        real.register_step_pre_hook(lambda opt, *_: found.append(opt.param_groups[0]["lr"]))
        return real

    module.instantiate_torch_optimizer = made
    said.eval.interval = 10**9
    said.eval.final_validation = False
    fabric = lightning.Fabric(accelerator="cpu", devices=1)
    out = Path(tempfile.mkdtemp())
    given = {
        "fabric": fabric, "devices": 1, "seed": 1, "config": TINY, "out_dir": out,
        "data": SimpleNamespace(prompt_style=None), "train": said.train, "eval": said.eval,
        "optimizer": optimizer, "resume": False, "num_nodes": 1, "tokenizer": None,
        "initial_checkpoint_dir": None, "tokenizer_dir": None, "checkpoint_dir": Path("none"),
    }  # fmt: skip
    wanted = inspect.signature(module.main).parameters
    module.main(**{name: value for name, value in given.items() if name in wanted})
    module.instantiate_torch_optimizer = make
    return found


def main() -> None:
    for path in sorted((CASES / "litgpt").glob("*.yaml")):
        text = path.read_text()
        said = re.search(r"^# dataset_size=(\d+)$", text, re.MULTILINE)
        options = {"dataset_size": int(said[1])} if said else {}
        found = rates(text, options.get("dataset_size", 50))
        write(path, f"litgpt {version('litgpt')}", {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

"""Whole runs of programs that pip has, for `spellings.py`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from .spelled import HERE, program, top


@program(
    "transformers", "a.yaml",
    'output_dir: out\nlearning_rate: RATE\nmax_steps: LENGTH\nlr_scheduler_type: constant\n'
    'per_device_train_batch_size: 1\nreport_to: none\nsave_strategy: "no"\nuse_cpu: true\n',
)  # fmt: skip
def huggingface(path: Path) -> tuple[float, int]:
    import torch
    import transformers
    from huggingface import Tiny

    (args,) = transformers.HfArgumentParser(transformers.TrainingArguments).parse_yaml_file(path)
    found: list[float] = []

    class Trainer(transformers.Trainer):
        def training_step(self, *args: Any) -> Any:
            found.append(self.optimizer.param_groups[0]["lr"])
            return super().training_step(*args)

    data = torch.utils.data.TensorDataset(torch.ones(20, 1))
    collate = lambda rows: {"x": torch.stack([row[0] for row in rows])}  # noqa: E731
    Trainer(Tiny(), args, train_dataset=data, data_collator=collate).train()
    return top(found)


@program(
    "lightning jsonargparse", "a.yaml",
    "trainer: {accelerator: cpu, max_steps: LENGTH, logger: false, enable_checkpointing: false}\n"
    "data: {batch_size: 1}\noptimizer: {class_path: torch.optim.SGD, init_args: {lr: RATE}}\n",
    dataset_size=40,
)  # fmt: skip
def lightning(path: Path) -> tuple[float, int]:
    import lightning_run as own

    sys.argv = ["train.py", "fit", "--config", str(path)]
    own.LightningCLI(own.Tiny, own.Data, save_config_callback=None)
    return top(json.loads(own.SEEN.read_text())[0])


@program(
    "hydra-core omegaconf lightning", "a.yaml",
    "model: {optimizer: {_target_: torch.optim.SGD, _partial_: true, lr: RATE}}\n"
    "data: {batch_size: 1}\n"
    "trainer: {_target_: lightning.pytorch.Trainer, max_steps: LENGTH, accelerator: cpu}\n",
    dataset_size=40,
)  # fmt: skip
def hydra(path: Path) -> tuple[float, int]:
    import hydra_template as own

    (path.parent / "hydra").mkdir(exist_ok=True)
    path.rename(path.parent / "hydra" / path.name)
    own.CASES = path.parent
    return top(own.rates(path.stem, [], 40))


@program(
    "torchtune omegaconf", "a.yaml",
    "optimizer: {_component_: torch.optim.SGD, lr: RATE}\nepochs: LENGTH\nbatch_size: 1\n",
    dataset_size=1,
)  # fmt: skip
def torchtune(path: Path) -> tuple[float, int]:
    import torchtune_recipe as own

    return top(own.rates(own.OmegaConf.load(path), 1, 1))


@program(
    "nemo-toolkit omegaconf", "a.yaml",
    "model:\n  train_ds: {batch_size: 1}\n  optim: {name: sgd, lr: RATE, "
    "sched: {name: WarmupHoldPolicy}}\n"
    "trainer: {max_steps: LENGTH, accelerator: cpu}\n", dataset_size=40,
)  # fmt: skip
def nemo(path: Path) -> tuple[float, int]:
    import nemo_model as own

    return top(own.rates(own.OmegaConf.load(path), 40))


@program(
    "ultralytics", "a.yaml", "task: detect\nlr0: RATE\nepochs: LENGTH\nbatch: 1\nwarmup_epochs: 0\n"
    "cos_lr: false\nlrf: 1.0\nnbs: 1\noptimizer: SGD\n", dataset_size=1,
)  # fmt: skip
def ultralytics(path: Path) -> tuple[float, int]:
    import ultralytics_run as own
    from ultralytics.utils import YAML

    quiet = {"mode": "train", "plots": False, "close_mosaic": 0, "val": False, "device": "cpu",
             "amp": False, "model": "yolo11n.yaml", "data": "", "exist_ok": True,
             "project": str(path.parent)}  # fmt: skip
    own.Trainer.seen, own.Trainer.others, own.Trainer.examples = {}, {}, 1
    own.Trainer(overrides={**YAML.load(path), **quiet}).train()
    return top(own.named(own.Trainer.seen)["weights"])


@program(
    "mmengine", "a.py", "train_dataloader = dict(batch_size=1, "
    "sampler=dict(type='DefaultSampler'))\n"
    "train_cfg = dict(type='IterBasedTrainLoop', max_iters=LENGTH)\n"
    "optim_wrapper = dict(optimizer=dict(type='SGD', lr=RATE))\n",
)  # fmt: skip
def mmengine(path: Path) -> tuple[float, int]:
    own = import_module("tests.readers.configs.record.mmengine")
    return top(own.rates(own.Config.fromfile(path), 40)[0][""])


@program("mlx-lm", "a.yaml", "fine_tune_type: lora\nlearning_rate: RATE\niters: LENGTH\n")
def mlx_lm(path: Path) -> tuple[float, int]:
    import mlx_lm_train as own

    return top(
        own.rates({**own.CONFIG_DEFAULTS, **own.yaml.load(path.read_text(), own.yaml_loader)})
    )


@program(
    "spacy", "a.cfg", (HERE.parent / "cases/spacy/constant.cfg").read_text()
    .replace("max_steps = 12", "max_steps = LENGTH")
    .replace("accumulate_gradient = 2", "accumulate_gradient = 1")
    .replace("learn_rate = 0.002", "learn_rate = RATE"),
)  # fmt: skip
def spacy(path: Path) -> tuple[float, int]:
    import spacy_ as own

    return top(own.rates(path, own.corpus()))

"""Loaders of programs that do not train here, each with what its training does first.

`spellings.py` records them.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional

from .spelled import program, top

SOURCES = Path(os.environ.get("SOURCES", "."))


def trained(rate: Any, length: Any) -> tuple[float, int]:
    """Return the rate of torch's optimizer, and how many updates a loop makes."""
    import torch

    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.ones(1))], lr=rate)
    return optimizer.param_groups[0]["lr"], len(range(length))


@program(
    "trl transformers", "a.yaml",
    'output_dir: out\nlearning_rate: RATE\nmax_steps: LENGTH\nlr_scheduler_type: constant\n'
    'per_device_train_batch_size: 1\nreport_to: none\nsave_strategy: "no"\nuse_cpu: true\n',
)  # fmt: skip
def trl(path: Path) -> tuple[float, int]:
    import transformers
    from trl import TrlParser

    parser = TrlParser((transformers.TrainingArguments,))
    (args,) = parser.parse_args_and_config(["--config", str(path)])
    return trained(args.learning_rate, args.max_steps)


@program(
    "transformers omegaconf", "a.yaml",
    "stage: sft\nfinetuning_type: lora\ntemplate: llama3\noutput_dir: out\nlearning_rate: RATE\n"
    "max_steps: LENGTH\nlr_scheduler_type: constant\nper_device_train_batch_size: 1\n",
)  # fmt: skip
def llamafactory(path: Path) -> tuple[float, int]:
    import transformers
    from omegaconf import OmegaConf

    # as llamafactory/hparams/parser.py reads it
    values = OmegaConf.to_container(OmegaConf.merge(OmegaConf.load(path), OmegaConf.from_cli([])))
    parser = transformers.HfArgumentParser(transformers.TrainingArguments)
    (args,) = parser.parse_dict(values, allow_extra_keys=True)
    return trained(args.learning_rate, args.max_steps)


@program(
    "litgpt jsonargparse", "a.yaml",
    "checkpoint_dir: checkpoints/tiny\n"
    "optimizer: {class_path: torch.optim.SGD, init_args: {lr: RATE}}\n"
    "train: {epochs: LENGTH, micro_batch_size: 1, global_batch_size: 1, lr_warmup_steps: 1}\n",
    dataset_size=1,
)  # fmt: skip
def litgpt(path: Path) -> tuple[float, int]:
    import jsonargparse
    import torch
    from litgpt.finetune import full
    from litgpt.utils import instantiate_torch_optimizer

    parser = jsonargparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--config", action="config")
    parser.add_function_arguments(full.setup)
    said = parser.instantiate_classes(parser.parse_args(["--config", str(path)]))
    made = instantiate_torch_optimizer(said.optimizer, [torch.nn.Parameter(torch.ones(1))])
    return made.param_groups[0]["lr"], len(range(said.train.epochs))


@program(
    "deepspeed", "a.json",
    '{"train_micro_batch_size_per_gpu": 1, "optimizer": {"type": "AdamW", "params": {"lr": RATE,\n'
    ' "torch_adam": true}}, "scheduler": {"type": "WarmupDecayLR", "params": {"warmup_min_lr": 0.0,'
    ' "warmup_max_lr": RATE, "warmup_num_steps": 1, "total_num_steps": LENGTH}}}\n',
)  # fmt: skip
def deepspeed(path: Path) -> tuple[float, int]:
    import deepspeed
    import torch

    os.environ.update(RANK="0", LOCAL_RANK="0", WORLD_SIZE="1", MASTER_ADDR="127.0.0.1",
                      MASTER_PORT="29544", DS_ACCELERATOR="cpu")  # fmt: skip
    deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    model = torch.nn.Linear(1, 1)
    engine, optimizer, _, scheduler = deepspeed.initialize(
        model=model, model_parameters=model.parameters(), config=str(path)
    )
    found = []
    for _ in range(100):
        found.append(optimizer.param_groups[0]["lr"])
        engine.backward(engine(torch.ones(1, 1)).mean())
        engine.step()
    return max(found), len(range(scheduler.total_num_steps))


@program(
    "axolotl pydantic", "a.yaml",
    "base_model: own/tiny\ndatasets: [{path: mine.jsonl, type: alpaca}]\noutput_dir: out\n"
    "micro_batch_size: 1\ngradient_accumulation_steps: 1\nnum_epochs: 1\nlr_scheduler: constant\n"
    "learning_rate: RATE\nmax_steps: LENGTH\n", dataset_size=40,
)  # fmt: skip
def axolotl(path: Path) -> tuple[float, int]:
    import yaml
    from axolotl.utils.schemas.config import AxolotlInputConfig

    made = AxolotlInputConfig(**yaml.safe_load(path.read_text())).model_dump(exclude_none=True)
    return trained(made["learning_rate"], made["max_steps"])


@program(
    "detectron2@02b5c4e2", "a.yaml", "SOLVER: {BASE_LR: RATE, MAX_ITER: LENGTH, WARMUP_ITERS: 0}\n"
)
def detectron2(path: Path) -> tuple[float, int]:
    sys.path.append(str(SOURCES / "detectron2"))
    import detectron2_solver as own

    return top(next(iter(own.rates(path, 1).values())))


@program(
    "timm@aa4b5850", "a.yaml", "sched: none\nopt: sgd\nlr: RATE\nepochs: LENGTH\nbatch_size: 1\n"
    "warmup_epochs: 0\n", dataset_size=1,
)  # fmt: skip
def timm(path: Path) -> tuple[float, int]:
    import yaml

    tree = ast.parse((SOURCES / "timm/train.py").read_text())

    def parsing(node: Any) -> bool:
        text = ast.unparse(node)
        of = ("config_parser =", "parser =", "parser.", "group", "def _parse_args")
        return text.startswith(of)

    utils = SimpleNamespace(ParseKwargs=argparse.Action)
    scope: dict[str, Any] = {"argparse": argparse, "yaml": yaml, "utils": utils}
    tree.body = [one for one in tree.body if parsing(one)]
    exec(compile(tree, "train.py", "exec"), scope)
    sys.argv = ["train.py", "--config", str(path)]
    args, _ = scope["_parse_args"]()
    return trained(args.lr, args.epochs)


@program("sd-scripts@48d368fa", "a.toml", "learning_rate = RATE\nmax_train_steps = LENGTH\n"
         'lr_scheduler = "constant"\nnetwork_module = "networks.lora"\n')  # fmt: skip
def kohya(path: Path) -> tuple[float, int]:
    sys.argv = ["kohya", str(SOURCES / "sd-scripts")]
    import kohya as own

    found = own.rates(own.arguments(path, 0), 0, 1)
    return top(next(iter(found.values())))


@program("diffusers@58eb52c0", "a.sh", "accelerate launch train_text_to_image.py "
         "--learning_rate=RATE \\\n"
         "  --max_train_steps=LENGTH --lr_scheduler=constant\n")  # fmt: skip
def diffusers(path: Path) -> tuple[float, int]:
    parser = argparse.ArgumentParser()
    file = SOURCES / "diffusers/examples/text_to_image/train_text_to_image.py"
    wanted = tuple(f"parser.add_argument('--{one}'" for one in ("learning_rate", "max_train_steps"))
    nodes = (one for one in ast.walk(ast.parse(file.read_text())) if isinstance(one, ast.Expr))
    calls = [one for one in nodes if ast.unparse(one).startswith(wanted)]
    exec(compile(ast.Module(calls, []), "train", "exec"), {"parser": parser})
    words = path.read_text().replace("\\\n", " ").partition(".py ")[2].split()
    args, _ = parser.parse_known_args(words)
    return trained(args.learning_rate, args.max_train_steps)


@program("torchtitan@v0.2.1", "a.toml", "[optimizer]\nlr = RATE\n[lr_scheduler]\nwarmup_steps = 0\n"
         "decay_ratio = 0.0\n[training]\nsteps = LENGTH\n")  # fmt: skip
def torchtitan(path: Path) -> tuple[float, int]:
    sys.path.insert(0, str(SOURCES / "torchtitan"))
    from torchtitan.config.manager import ConfigManager

    said = ConfigManager().parse_args(["--job.config_file", str(path)])
    return trained(said.optimizer.lr, said.training.steps)


@program(
    "dacite nanotron@2411b022", "a.yaml", "optimizer:\n  zero_stage: 0\n"
    "  learning_rate_scheduler:\n"
    "    {learning_rate: RATE, lr_warmup_steps: 1, lr_warmup_style: linear,\n"
    "     lr_decay_style: linear}\n"
    "tokens: {micro_batch_size: 1, train_steps: LENGTH}\n",
)  # fmt: skip
def nanotron(path: Path) -> tuple[float, int]:
    import dacite
    import yaml

    tree = ast.parse((SOURCES / "nanotron/src/nanotron/config/config.py").read_text())
    tree.body = [
        one for one in tree.body if getattr(one, "name", "") in ("LRSchedulerArgs", "TokensArgs")
    ]
    scope: dict[str, Any] = {"dataclass": dataclass, "Optional": Optional, "__name__": __name__}
    exec(compile(tree, "config.py", "exec"), scope)
    values = yaml.safe_load(path.read_text())
    config = dacite.Config(cast=[Path], strict=False)
    rate = dacite.from_dict(
        scope["LRSchedulerArgs"], values["optimizer"]["learning_rate_scheduler"], config
    )
    tokens = dacite.from_dict(scope["TokensArgs"], {**values["tokens"], "sequence_length": 1,
                              "batch_accumulation_per_replica": 1}, config)  # fmt: skip
    return trained(rate.learning_rate, tokens.train_steps)


@program(
    "ai2-olmo omegaconf", "a.yaml", "optimizer: {name: adamw, learning_rate: RATE}\n"
    "scheduler: {name: constant_with_warmup, t_warmup: 0}\nmax_duration: LENGTH\n",
)  # fmt: skip
def olmo(path: Path) -> tuple[float, int]:
    from olmo.config import TrainConfig

    said = TrainConfig.load(path)
    counts = import_module("tests.readers.configs.record.olmo")
    own = counts.counter()()
    own.cfg, own.dataset = said, SimpleNamespace(total_size=10**9)
    type(own).dataset = own.dataset
    own.global_step = own.global_train_tokens_seen = 0
    # as train.py has it without `stop_at`
    return trained(said.optimizer.learning_rate, own.max_steps + 10)


@program(
    "mosaicml omegaconf", "a.yaml", "optimizer: {name: decoupled_adamw, lr: RATE}\n"
    "scheduler: {name: constant_with_warmup, t_warmup: 0ba}\nmax_duration: LENGTH\n"
    "global_train_batch_size: 1\n", dataset_size=1,
)  # fmt: skip
def llm_foundry(path: Path) -> tuple[float, int]:
    sys.argv = ["train.py", str(distribution("llm-foundry").locate_file(""))]
    import llm_foundry_train as own

    return top(own.rates(own.OmegaConf.load(path), 1, 1))

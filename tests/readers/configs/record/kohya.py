"""Record what sd-scripts' own functions make of each configuration of `cases/kohya/`.

    python tests/readers/configs/record/kohya.py PATH_OF_ITS_REPOSITORY

Needs torch, transformers and diffusers. The parser of its options, `get_scheduler_fix` and the
groups of networks/lora.py are taken out of the source at 48d368fa and run; the loop is written
after train_network.py's: the optimizer, then the scheduler once for each process, as accelerate
steps it. What the GUI writes as TOML is written after kohya_gui/lora_gui.py, 45088f04. The first
line, or the comment of a JSON, says which options a configuration is read with.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import logging
import math
import shlex
import subprocess
import sys
import tomllib
import typing
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import diffusers.optimization
import torch
import transformers
from writing import CASES, write

warnings.simplefilter("ignore")
COMMIT = "48d368fa557731ad0488c07304dfeba8c07910eb"


def source(name: str) -> ast.Module:
    """Return the tree of one of its files."""
    git = ["git", "-C", sys.argv[1], "show", f"{COMMIT}:{name}"]
    return ast.parse(subprocess.run(git, capture_output=True, check=True, text=True).stdout)


def defined(name: str, *functions: str) -> dict[str, Any]:
    """Return functions of a file, with what they need around them."""
    found = [
        node
        for node in ast.walk(source(name))
        if isinstance(node, ast.FunctionDef) and node.name in functions
    ]
    optim = transformers.optimization
    names = {
        "argparse": argparse, "ast": ast, "math": math, "importlib": importlib, "torch": torch,
        "transformers": transformers, "Optimizer": torch.optim.Optimizer,
        "logger": logging.getLogger(), "SchedulerType": transformers.SchedulerType,
        "TYPE_TO_SCHEDULER_FUNCTION": optim.TYPE_TO_SCHEDULER_FUNCTION,
        "DiffusersSchedulerType": diffusers.optimization.SchedulerType,
        "DIFFUSERS_TYPE_TO_SCHEDULER_FUNCTION":
            diffusers.optimization.TYPE_TO_SCHEDULER_FUNCTION,
        **{name: getattr(typing, name) for name in ("Any", "Optional", "List", "Dict")},
    }  # fmt: skip
    exec(compile(ast.Module(found, []), name, "exec"), names)
    return names


LIBRARY = (
    "add_optimizer_arguments", "get_scheduler_fix", "is_schedulefree_optimizer",
    "get_dummy_scheduler",
)  # fmt: skip


def written(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the GUI writes for sd-scripts."""
    number = {key: float(values.get(key) or 0) for key in ("lr_warmup", "lr_warmup_steps")}
    warmup: float = (
        int(number["lr_warmup_steps"])
        if number["lr_warmup_steps"] > 0
        else number["lr_warmup"] / 100
    )
    steps = int(values.get("max_train_steps") or 0)
    if values.get("dataset_config"):
        warmup = round(number["lr_warmup"] * steps / 100) if steps else 0
    elif not steps:
        each = float(values["examples"]) / values["train_batch_size"]
        each /= values["gradient_accumulation_steps"]
        steps = math.ceil(each * values["epoch"] * (2 if values.get("reg_data_dir") else 1))
    unet, encoder = values["unet_lr"], values["text_encoder_lr"]
    out = {
        **values,
        "network_module": "networks.lora",
        "lr_warmup_steps": warmup,
        "max_train_steps": steps,
        "max_train_epochs": int(values.get("max_train_epochs") or 0),
        "lr_scheduler_args": str(values.get("lr_scheduler_args") or "").split(),
        "lr_scheduler_num_cycles": int(values["lr_scheduler_num_cycles"] or values["epoch"]),
        "optimizer_type": values["optimizer"],
        "optimizer_args": [],
        "text_encoder_lr": [encoder, encoder] if encoder else None,
        "network_train_unet_only": encoder == 0 and unet != 0,
        "network_train_text_encoder_only": encoder != 0 and unet == 0,
    }
    return {key: value for key, value in out.items() if value not in ["", False, None]}


def arguments(path: Path, examples: int) -> argparse.Namespace:
    """Return the arguments as its own parser has them."""
    parser = argparse.ArgumentParser()
    defined("library/train_util.py", *LIBRARY)["add_optimizer_arguments"](parser)
    parser.add_argument("--max_train_steps", type=int, default=1600)
    parser.add_argument("--max_train_epochs", type=int)
    parser.add_argument("--train_batch_size", type=int, default=1)
    parser.add_argument("--gradient_accumulation_steps", type=int, default=1)
    parser.add_argument("--unet_lr", type=float)
    parser.add_argument("--text_encoder_lr", type=float, nargs="*")
    parser.add_argument("--network_module")
    parser.add_argument("--network_train_unet_only", action="store_true")
    parser.add_argument("--network_train_text_encoder_only", action="store_true")
    parser.add_argument("--config_file")
    if path.suffix == ".sh":
        text = path.read_text().replace("$WARM", "40").partition(".py ")[2]
        words = shlex.split(text.replace("\\\n", " "))
        args = parser.parse_known_args(words)[0]
        if args.config_file is None:
            return args
        values = tomllib.loads((path.parent / args.config_file).read_text())
    else:
        words, text = [], path.read_text()
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        if path.suffix == ".json":
            values = written({**values, "examples": examples})
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat.update(value if isinstance(value, dict) else {key: value})
    return parser.parse_known_args(words, argparse.Namespace(**flat))[0]


def groups(args: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the groups of parameters with their names."""
    if args.network_module is None:
        return [{"params": [torch.nn.Parameter(torch.ones(1))]}], [""]

    def layer(name: str) -> Any:
        weight = torch.nn.Parameter(torch.ones(1))
        return SimpleNamespace(lora_name=name, named_parameters=lambda: [("lora_up", weight)])

    network = SimpleNamespace(
        text_encoder_loras=[] if args.network_train_unet_only else [layer("te")],
        unet_loras=[] if args.network_train_text_encoder_only else [layer("unet")],
        loraplus_lr_ratio=None, loraplus_text_encoder_lr_ratio=None, loraplus_unet_lr_ratio=None,
        block_lr=False, requires_grad_=lambda flag: None,
    )  # fmt: skip
    made = defined("networks/lora.py", "prepare_optimizer_params")["prepare_optimizer_params"]
    encoder = args.text_encoder_lr
    encoder = encoder[0] if isinstance(encoder, list) and encoder else encoder or None
    found, names = made(network, encoder, args.unet_lr, args.learning_rate)
    found = [{**group, "params": [*group["params"]]} for group in found]
    return found, names if len({group["lr"] for group in found}) > 1 else [""]


def rates(args: argparse.Namespace, examples: int, gpus: int) -> dict[str, list[float]]:
    """Return the rate at every update of each group."""
    if args.max_train_epochs is not None:
        batches = math.ceil(examples / args.train_batch_size)
        each = math.ceil(batches / gpus / args.gradient_accumulation_steps)
        args.max_train_steps = args.max_train_epochs * each
    args.optimizer_type = args.optimizer_type or "AdamW"
    params, names = groups(args)
    optimizer = torch.optim.AdamW(params, lr=args.learning_rate)
    made = defined("library/train_util.py", *LIBRARY)["get_scheduler_fix"]
    scheduler = made(args, optimizer, gpus)
    out: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(args.max_train_steps):
        for name, group in zip(names, optimizer.param_groups, strict=False):
            out[name].append(float(group["lr"]))
        optimizer.step()
        for _ in range(gpus):
            scheduler.step()
    return out


def main() -> None:
    for path in sorted(CASES.glob("kohya/*.*")):
        if path.name.endswith(".record.json"):
            continue
        text = path.read_text()
        said = text.splitlines()[0].lstrip("# ")
        said = json.loads(text)["training_comment"] if path.suffix == ".json" else said
        options = {key: int(value) for key, value in (pair.split("=") for pair in said.split())}
        examples = options.get("dataset_size", 0)
        found = rates(arguments(path, examples), examples, options.get("gpus", 1))
        versions = f"sd-scripts {COMMIT[:8]}, transformers {transformers.__version__}"
        write(path, versions, found, options)
        print(path.name, {name: len(each) for name, each in found.items()})


if __name__ == "__main__":
    main()

"""Record what the scripts of diffusers make of each configuration of `cases/diffusers/`.

    python tests/readers/configs/record/diffusers_scripts.py PATH_OF_ITS_REPOSITORY

Needs torch and diffusers. A script's parser of flags runs, and the statements that lead from its
flags to `get_scheduler`, out of its source at 58eb52c0; the loop is written after the source: the
optimizer, then the scheduler once for each process, as accelerate steps it.
"""

from __future__ import annotations

import ast
import json
import math
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from diffusers.optimization import get_scheduler
from writing import CASES, write

COMMIT = "58eb52c0803ea9af3abec60841c2a093bdf1f951"
GIT = ["git", "-C", sys.argv[1]]
NAMES = ("num_warmup_steps_for_scheduler", "num_training_steps_for_scheduler", "lr_scheduler",
         "overrode_max_train_steps", "num_update_steps_per_epoch")  # fmt: skip
TRANSFORMS = SimpleNamespace(InterpolationMode=SimpleNamespace(LANCZOS=1))


def source(script: str) -> ast.Module:
    """Return the tree of a script."""
    listed = subprocess.run([*GIT, "ls-tree", "-r", "--name-only", COMMIT, "examples"],
                            capture_output=True, text=True, check=True).stdout  # fmt: skip
    (path,) = (
        one for one in listed.split() if one.endswith(f"/{script}") and "research" not in one
    )
    text = subprocess.run(
        [*GIT, "show", f"{COMMIT}:{path}"], capture_output=True, text=True, check=True
    )
    return ast.parse(text.stdout)


def mentions(node: ast.stmt) -> bool:
    """Tell whether a statement of `main` is about the rate or the length."""
    code = ast.unparse(node)
    assigned = any(f"{name} = " in code for name in NAMES)
    scaled = code.startswith("if args.scale_lr")
    grouped = "_with_lr" in code and "get_scheduler" not in code and "optimizer_class" not in code
    short = len(code) < 3000 and "accelerator.prepare" not in code and "logger" not in code
    return (assigned or scaled or grouped) and short


def rates(path: Path, examples: int, said: int) -> dict[str, list[float]]:
    """Return the rate at every update of each group."""
    text = path.read_text().replace("\\\n", " ").replace("$NAME", "base")
    launch, script, flags = re.search(r"launch (.*?)(\w+\.py) (.*)", text, re.DOTALL).groups()
    found = re.search(r"--num_processes=(\d+)", launch)
    gpus = said or (int(found[1]) if found else 1)
    tree = source(script)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    scope: dict[str, Any] = {"argparse": __import__("argparse"), "os": os, "math": math,
                             "warnings": __import__("warnings"), "get_scheduler": get_scheduler,
                             "DATASET_NAME_MAPPING": {}, "transforms": TRANSFORMS,
                             "logger": SimpleNamespace(warning=print, info=print)}  # fmt: skip
    exec(compile(ast.Module([functions["parse_args"]], []), script, "exec"), scope)
    sys.argv[1:] = shlex.split(flags)
    if "input_args" in ast.unparse(functions["parse_args"].args):
        scope["args"] = args = scope["parse_args"](sys.argv[1:])
    else:
        scope["args"] = args = scope["parse_args"]()
    weight = torch.nn.Parameter(torch.ones(1))
    other = torch.nn.Parameter(torch.ones(1))
    batches = math.ceil(examples / args.train_batch_size)
    scope |= {
        "accelerator": SimpleNamespace(num_processes=gpus), "train_dataloader": range(batches),
        "transformer_lora_parameters": [weight], "text_lora_parameters_one": [other],
        "text_encoder_one": None, "freeze_text_encoder": not getattr(
            args, "train_text_encoder", False),
    }  # fmt: skip
    for node in functions["main"].body:
        code = ast.unparse(node)
        if mentions(node) and "lr_scheduler = " in code:
            params = scope.get("params_to_optimize")
            # groups that have the rate come without one of the optimizer's
            scope["optimizer"] = (
                torch.optim.AdamW(params)
                if params
                else torch.optim.AdamW([weight], lr=args.learning_rate)
            )
        if mentions(node):
            exec(compile(ast.Module([node], []), script, "exec"), scope)
        if "lr_scheduler = " in code and "lr_scheduler" in scope:
            break
    optimizer, scheduler = scope["optimizer"], scope["lr_scheduler"]
    total = args.max_train_steps
    if total is None or scope.get("overrode_max_train_steps"):
        each = math.ceil(math.ceil(batches / gpus) / args.gradient_accumulation_steps)
        total = args.num_train_epochs * each
    names = ["", "text encoder"][: len(optimizer.param_groups)]
    out: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(total):
        for name, group in zip(names, optimizer.param_groups, strict=True):
            out[name].append(float(group["lr"]))
        optimizer.step()
        for _ in range(gpus):
            scheduler.step()
    return out


def main() -> None:
    for path in sorted(CASES.glob("diffusers/*.sh")):
        said = path.read_text().splitlines()[0].lstrip("# ")
        options = {key: int(value) for key, value in (pair.split("=") for pair in said.split())}
        found = rates(path, options.get("dataset_size", 0), options.get("gpus", 0))
        write(path, f"diffusers {COMMIT[:8]}", found, options)
        print(path.name, {name: (len(each), json.dumps(each[:2])) for name, each in found.items()})


if __name__ == "__main__":
    main()

"""Record the rates that Megatron-LM's own scheduler gives each file of `cases/megatron/`.

    MEGATRON=CLONE python -m tests.readers.configs.record.megatron

Needs megatron-core 0.16.1 (its scheduler and its calculator of batches run) and a clone of
Megatron-LM, out of whose training.py `get_optimizer_param_scheduler` and `update_train_iters` run.
The loop is written after `train_step`: an increment of the samples of the update. Arguments are
read with argparse, and defaults are those of arguments.py. The batch that grows is that of January
2026, before `--rampup-batch-size` was taken out.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shlex
import subprocess
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from megatron.core import num_microbatches_calculator as calculator
from megatron.core.optimizer_param_scheduler import OptimizerParamScheduler

from .writing import CASES, had, write

WANTED = ("get_optimizer_param_scheduler", "update_train_iters")


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the arguments that matter, with Megatron's defaults."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    whole, real = {"type": int, "default": None}, {"type": float, "default": None}
    for name in ("train-iters", "train-samples", "micro-batch-size", "global-batch-size",
                 "lr-decay-iters", "lr-decay-samples", "lr-wsd-decay-iters",
                 "lr-wsd-decay-samples"):  # fmt: skip
        parser.add_argument(f"--{name}", **whole)
    parser.add_argument("--weight-decay", type=float, default=0.01)
    parser.add_argument("--weight-decay-incr-style", default="constant")
    for name in (
        "start-weight-decay",
        "end-weight-decay",
        "lr",
        "decoupled-lr",
        "decoupled-min-lr",
        "lr-warmup-fraction",
    ):
        parser.add_argument(f"--{name}", **real)
    parser.add_argument("--min-lr", type=float, default=0.0)
    parser.add_argument("--lr-warmup-init", type=float, default=0.0)
    parser.add_argument("--lr-warmup-iters", type=int, default=0)
    parser.add_argument("--lr-warmup-samples", type=int, default=0)
    parser.add_argument("--lr-decay-style", default="linear")
    parser.add_argument("--lr-wsd-decay-style", default="exponential")
    parser.add_argument("--rampup-batch-size", nargs="*", default=None)
    for name in ("tensor", "pipeline", "context"):
        where = "" if name == "context" else "model-"
        parser.add_argument(f"--{name}-{where}parallel-size", type=int, default=1)
    return parser


def words(path: Path) -> list[str]:
    """Return the arguments that a file says, as the shell or Megatron has them."""
    text = path.read_text()
    if path.suffix == ".sh":
        shown = re.sub(r"(?m)^(torchrun|python) ", "echo ", text)
        return subprocess.run(["bash", "-c", shown], capture_output=True, text=True).stdout.split()
    if path.suffix == ".args":
        return shlex.split(text)
    values = yaml.safe_load(text)
    values = {**values, **values.pop("model_parallel", {})}
    values = values.get("MODEL_ARGS", values)
    pairs = [
        (f"--{key.lstrip('-').replace('_', '-')}", str(value)) for key, value in values.items()
    ]
    return [word for pair in pairs for word in pair]


def functions(args: Any) -> Any:
    """Return the functions out of training.py, with the arguments that they ask for."""
    clone = Path(os.environ["MEGATRON"])
    before = ["git", "-C", clone, "rev-list", "-1", "--before=2026-01-15", "HEAD"]
    commit = subprocess.check_output(before, text=True).strip()
    source = subprocess.check_output(
        ["git", "-C", clone, "show", f"{commit}:megatron/training/training.py"], text=True
    )
    tree = ast.parse(source)
    tree.body = [one for one in tree.body if getattr(one, "name", "") in WANTED]
    scope = {
        "get_args": lambda: args,
        "OptimizerParamScheduler": OptimizerParamScheduler,
        "update_num_microbatches": calculator.update_num_microbatches,
        "get_current_global_batch_size": calculator.get_current_global_batch_size,
        "print_rank_0": print,
    }
    exec(compile(tree, "training.py", "exec"), scope)
    return SimpleNamespace(**{name: scope[name] for name in WANTED})


def rates(args: Any, gpus: int) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """Return the rates of each group at every update, and its weight decay."""
    size = (
        args.tensor_model_parallel_size
        * args.pipeline_model_parallel_size
        * args.context_parallel_size
    )
    parallel = gpus // size
    args.global_batch_size = args.global_batch_size or args.micro_batch_size * parallel
    if args.weight_decay_incr_style == "constant":
        # as arguments.py has it
        args.start_weight_decay = args.end_weight_decay = args.weight_decay
    args.use_checkpoint_opt_param_scheduler = args.override_opt_param_scheduler = False
    calculator.destroy_num_microbatches_calculator()
    calculator.init_num_microbatches_calculator(
        0, args.rampup_batch_size, args.global_batch_size, args.micro_batch_size, parallel
    )
    groups = {"": {"max_lr": args.lr, "min_lr": args.min_lr}}
    if args.decoupled_lr is not None:
        low = args.min_lr if args.decoupled_min_lr is None else args.decoupled_min_lr
        groups["embedding and output"] = {"max_lr": args.decoupled_lr, "min_lr": low}
    optimizer = SimpleNamespace(param_groups=list(groups.values()))
    scheduler = functions(args).get_optimizer_param_scheduler(optimizer)
    found: dict[str, list[float]] = {name: [] for name in groups}
    others: dict[str, Any] = {name: {} for name in groups}
    consumed = 0
    for _ in range(args.train_iters):
        calculator.update_num_microbatches(consumed, consistency_check=True)
        for name, group in groups.items():
            found[name].append(group["lr"])
            had(group, others[name])
        increment = calculator.get_num_microbatches() * args.micro_batch_size * parallel
        scheduler.step(increment=increment)
        consumed += calculator.get_current_global_batch_size()
    return found, others


def main() -> None:
    for path in sorted((CASES / "megatron").glob("*.*")):
        if path.name.endswith(".record.json"):
            continue
        said = re.search(r"^# gpus=(\d+)$", path.read_text(), re.MULTILINE)
        args, _ = arguments().parse_known_args(words(path))
        counted = said and not args.global_batch_size
        options = {"gpus": int(said[1])} if counted else {}
        found, others = rates(args, int(said[1]) if said else 1)
        write(path, f"megatron-core {version('megatron-core')}", found, options, others)
        print(path.name, len(found[""]), found[""][:3])


if __name__ == "__main__":
    main()

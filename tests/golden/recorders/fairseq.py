"""fairseq: the schedulers of `fairseq.optim.lr_scheduler`, driven as its trainer drives them.

fairseq/optim/lr_scheduler/*.py of facebookresearch/fairseq at 58c8041c, the release 0.12.2, which
cannot be imported by a Python of today. A config holds the fields' own defaults and what is given.
An interpreter with torch is wanted.
"""

from __future__ import annotations

import ast
import logging
import math
import os
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from case import EXACT, Case, arguments
from edges.fairseq import CALLS
from lifting import lifted
from plateaus import metric, texts
from stepping import Run

FOLDER = "facebookresearch/fairseq/fairseq/optim/lr_scheduler"
VERSIONS = {"fairseq": "0.12.2+58c8041c", "torch": torch.__version__}
PRECISION = "float64"

FILES = {
    "inverse_sqrt": ("inverse_square_root_schedule", "InverseSquareRootSchedule"),
    "cosine": ("cosine_lr_scheduler", "CosineLRSchedule"),
    "tri_stage": ("tri_stage_lr_scheduler", "TriStageLRSchedule"),
    "triangular": ("triangular_lr_scheduler", "TriangularLRSchedule"),
    "step": ("step_lr_scheduler", "StepLRSchedule"),
    "polynomial_decay": ("polynomial_decay_schedule", "PolynomialDecayLRSchedule"),
    "fixed": ("fixed_schedule", "FixedLRSchedule"),
    "manual": ("manual_lr_scheduler", "ManualSchedule"),
    "pass_through": ("pass_through", "PassThroughScheduleSchedule"),
    "reduce_lr_on_plateau": ("reduce_lr_on_plateau", "ReduceLROnPlateauLRSchedule"),
}


class Optimizer:
    """A wrapped optimizer of torch's, and is what fairseq's own is to a scheduler."""

    lr_scheduler: Any = None

    def __init__(self) -> None:
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.0)

    def set_lr(self, lr: float) -> None:
        """Take a rate."""
        self.optimizer.param_groups[0]["lr"] = lr

    def get_lr(self) -> float:
        """Return the rate."""
        return self.optimizer.param_groups[0]["lr"]


KNOWN: dict[str, Any] = {
    "ast": ast,
    "math": math,
    "torch": torch,
    "Collection": Collection,
    "Namespace": SimpleNamespace,
    "FairseqOptimizer": Optimizer,
    "logger": logging.getLogger("quiet"),
    "register_lr_scheduler": lambda *_, **__: lambda made: made,
    **{f"{made}Config": None for _, made in FILES.values()},
    "InverseSquareRootLRScheduleConfig": None,
    "PassThroughScheduleConfig": None,
}
logging.disable(logging.WARNING)
BASES = ["FairseqLRScheduler", "LegacyFairseqLRScheduler"]
KNOWN |= zip(BASES, lifted(f"{FOLDER}/fairseq_lr_scheduler.py", BASES, **KNOWN), strict=True)


def defaults(name: str) -> dict[str, Any]:
    """Return the defaults of a config's fields, and of the options that they refer to."""
    found: dict[str, Any] = {"max_update": 0, "lr": [0.25], "epoch2lr": "{}", "update2lr": "{}"}
    found["maximize_best_checkpoint_metric"] = False
    tree = ast.parse(Path(os.environ["UPSTREAM"], FOLDER, f"{FILES[name][0]}.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
            given = {word.arg: word.value for word in node.value.keywords}
            if "default" in given and not isinstance(given["default"], ast.Call):
                found[ast.unparse(node.target)] = ast.literal_eval(given["default"])
    return found


def made(name: str, **given: Any) -> Any:
    """Return a scheduler of the registry's name, built from a config."""
    file, kind = FILES[name]
    (scheduler,) = lifted(f"{FOLDER}/{file}.py", [kind], **KNOWN)
    inner = given.pop("lr_scheduler", None)
    optimizer = inner.optimizer if inner else Optimizer()
    optimizer.lr_scheduler = inner
    config = {**defaults(name), **given}
    config.setdefault("total_num_update", config["max_update"])
    if not isinstance(config["lr"], list):
        config["lr"] = [config["lr"]]
    return scheduler(SimpleNamespace(**config), optimizer)


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    high, low = f"{chance.uniform(0.01, 1):.4g}", f"{chance.uniform(0.0001, 0.01):.3g}"
    warmup, few, total = chance.randint(0, 200), chance.randint(1, 40), chance.randint(1, 900)
    part, power = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(0.2, 3):.3g}"
    rates = [float(f"{10 ** chance.uniform(-4, 0):.3g}") for _ in range(chance.randint(1, 5))]
    # a restart of other factors may fall on the rounding of fairseq's logarithm
    stretch = chance.choice(["1", "1.5", "2"])
    keys = ", ".join(
        f"'{key}{chance.choice(['', f'-{key + few}', f',{key + few}'])}': {rate}"
        for key, rate in zip(chance.sample(range(60), len(rates)), rates, strict=True)
    )
    spread = f"lr={rates}, updates_per_epoch={few}"
    force = chance.choice(["None", str(chance.randint(1, 9))])
    given = {
        "inverse_sqrt": f"{warmup + 1}, {low}, lr={high}",
        "cosine": f"{warmup}, {chance.choice(['-1', low])}, lr={high}, min_lr={low}, "
        f"t_mult={stretch}, lr_period_updates={total}, lr_shrink={part}",
        "tri_stage": f"{warmup}, {few}, {total}, init_lr_scale={part}, final_lr_scale={part}, "
        f"lr={high}",
        "triangular": f"{high}, {total + 1}, {part}, {chance.random() < 0.5}, lr={low}",
        "step": f"{warmup}, lr={high}, min_lr={low}, lr_deacy_period={few}, lr_decay={part}",
        "polynomial_decay": f"{warmup}, {force}, {low}, {power}, {total}, {spread}",
        "fixed": f"{force}, {part}, {warmup}, {spread}",
        "manual": chance.choice(
            [f'update2lr="{{{keys}}}", {spread}', f'epoch2lr="{{{keys}}}", {spread}']
        ),
        "pass_through": f"step({warmup}, lr={high}, lr_deacy_period={few}, lr_decay={part})",
    }
    return given[name]


FIELDS = {
    "inverse_sqrt": "warmup_updates warmup_init_lr",
    "cosine": "warmup_updates warmup_init_lr",
    "tri_stage": "warmup_steps hold_steps decay_steps",
    "triangular": "max_lr lr_period_updates lr_shrink shrink_min",
    "step": "warmup_updates warmup_init_lr",
    "polynomial_decay": "warmup_updates force_anneal end_learning_rate power total_num_update",
    "fixed": "force_anneal lr_shrink warmup_updates",
    "manual": "epoch2lr update2lr",
    "pass_through": "lr_scheduler",
    "reduce_lr_on_plateau": "lr_shrink lr_threshold lr_patience warmup_updates warmup_init_lr",
}

PLATEAU = {
    "factor": "lr_shrink",
    "threshold": "lr_threshold",
    "patience": "lr_patience",
    "mode": "maximize_best_checkpoint_metric",
}
PLATEAUS = [
    "0.5, 0.01, 2, 30, 0.001, updates_per_epoch=10",
    "warmup_updates=31, updates_per_epoch=10",
    "0.7, warmup_updates=29, updates_per_epoch=10",
    "warmup_init_lr=0.02, updates_per_epoch=3",
    "lr_shrink=0.9, warmup_updates=400, updates_per_epoch=9",
    "lr_shrink=0.9, warmup_updates=7, warmup_init_lr=0.7, updates_per_epoch=1",
]


def trained(text: str) -> Run:
    """Return the function that drives a scheduler through epochs, as fairseq's trainer does."""

    def build(name: str) -> Any:
        def call(
            *args: Any, updates_per_epoch: int = EXACT, metrics: Sequence[float] = (), **given: Any
        ) -> Any:
            lengths.append(updates_per_epoch)
            measured.extend(metrics)
            fields = FIELDS[name].split()
            return made(name, **dict(zip(fields, args, strict=False)), **given)

        return call

    lengths: list[int] = []
    measured: list[float] = []

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = eval(text, {name: build(name) for name in FILES})
        scheduler.step_update(0)
        wanted, length = set(steps), lengths[-1]
        for update in range(steps[-1] + 1):
            # after an update, then after a validation, then when an epoch begins
            scheduler.step_update(update)
            epoch, within = divmod(update, length)
            if update and not within:
                scheduler.step(epoch, measured[epoch - 1] if measured else 1.0)
                scheduler.step_update(update)
            if not within:
                scheduler.step_begin_epoch(epoch + 1)
                scheduler.step_update(update)
            if update in wanted:
                yield scheduler.optimizer.get_lr()

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of fairseq's schedulers, by the names of its registry."""
    for name, given in arguments(CALLS, drawn, seed):
        word = f"fairseq.{name}({given})"
        if name == "pass_through":
            word = f"fairseq.{name}(fairseq.{given})"
        yield Case(word, trained(f"{name}({given})"))
    name = "reduce_lr_on_plateau"
    chance = random.Random(name + seed)
    words = {"min": False, "max": True}
    listed = [f"{text}, updates_per_epoch=4" for text in texts(PLATEAU, chance, words)]
    for text in dict.fromkeys([*listed, *PLATEAUS]):
        trace, rate = metric(chance), round(chance.uniform(0.01, 0.5), 4)
        called = f"{name}({text.removeprefix(', ')}, lr={rate}, metrics={trace})"
        known = (len(trace) + 1) * int(text.rpartition("=")[2])
        yield Case(f"fairseq.{called}", trained(called), known)

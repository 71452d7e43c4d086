"""icefall, 36e0420: classes of three recipes, lifted from files that need more than they do.

The files, below UPSTREAM/k2-fsa/icefall/egs: librispeech/ASR/zipformer/optim.py, and
aishell/ASR/conformer_ctc/transformer.py, and libritts/CODEC/encodec/scheduler.py.
"""

from __future__ import annotations

import ast
import logging
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Optional, Union

import torch
from case import EXACT, Case, arguments
from stepping import Run, constructed, stepped

import lrplot

EGS = Path(os.environ["UPSTREAM"]) / "k2-fsa/icefall/egs"
VERSIONS = {"icefall": "0+36e0420", "torch": torch.__version__}
PRECISION = "float64"

NAMES: dict[str, Any] = {
    "torch": torch, "logging": logging, "Optional": Optional, "Union": Union, "List": list,
    "Optimizer": torch.optim.Optimizer,
}  # fmt: skip
FILES = {
    "librispeech/ASR/zipformer/optim.py": ("LRScheduler", "Eden", "Eden2"),
    "aishell/ASR/conformer_ctc/transformer.py": ("Noam",),
}
for path, names in FILES.items():
    tree = ast.parse((EGS / path).read_text())
    tree.body = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name in names]
    exec(compile(tree, path, "exec"), NAMES)
ENCODEC: dict[str, Any] = {}
exec((EGS / "libritts/CODEC/encodec/scheduler.py").read_text(), ENCODEC)

SGD_ = "torch.optim.SGD(params, lr={})"
# the optimizer's rate | the other arguments
CONSTRUCTORS = {
    "Eden": [
        "0.045|7500, 3.5, batches_per_epoch=300",
        "0.1|lr_batches=100, lr_epochs=2, warmup_batches=50, warmup_start=0.1, "
        "batches_per_epoch=40",
        "0.1|30, 1, 0, batches_per_epoch=7",
        "0.1|30, 6, 10.5, 1.0, batches_per_epoch=1",
        "0.1|1, 0.5, 5, 0.0, batches_per_epoch=1000",
    ],
    "Eden2": [
        "0.04|5000",
        "0.1|100, 50",
        "0.1|lr_batches=100, warmup_batches=0",
        "0.1|10, 20.5, 0.0",
        "0.1|10, 2, 1.0",
    ],
    "Noam": ["", "256, 10.0, 100", "model_size=64, warm_step=1", "512, 1, 12.5, 1e-6"],
    "WarmUpLR": ["0.1|100, 3", "0.1|7, 1", "0.1|iter_per_epoch=20, warmup_epoch=0", "0.1|12.5, 2"],
    "WarmupPolyLrScheduler": [
        "0.1|0.9, 1000, 100",
        "0.1|1.0, 100, 10, warmup='linear'",
        "0.1|2.0, max_iter=60, warmup_iter=0",
        "0.1|0.0, 60, 10, 0.1",
        "0.1|3, 60, 10, 0.0",
    ],
    "WarmupExpLrScheduler": [
        "0.1|0.9, 10, 100",
        "0.1|0.999",
        "0.1|gamma=0.5, interval=7, warmup_iter=0",
        "0.1|1.01, 3, 10, 0.0, 'linear'",
        "0.1|0.0, 30, 10, 1.0",
    ],
    "WarmupCosineLrScheduler": [
        "0.1|1000, 0.1, 100, 1e-4",
        "0.1|max_iter=200, warmup_iter=50, warmup='linear'",
        "0.1|100, 0.5, 0",
        "0.1|60, 0.1, 100",
        "0.1|100, 1.5, 30, 2.0",
    ],
    "WarmupStepLrScheduler": [
        "0.1|[100, 200], 0.5, 50",
        "0.1|milestones=[0, 10, 10], warmup_iter=20, warmup='linear'",
        "0.1|[30], 0.2, 0",
        "0.1|[], 0.2, 10",
        "0.1|[5, 10], 0.0, 10, 0.0",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, part = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(0.01, 1):.3g}"
    few, many = chance.randint(1, 300), chance.randint(310, 900)
    power = chance.choice(["1", "2", f"{chance.uniform(0.3, 3):.3g}"])
    warmup = f"{few}, {part}, '{chance.choice(['linear', 'exp'])}'"
    epoch = f"batches_per_epoch={chance.randint(1, 200)}"
    given = {
        "Eden": f"{many}, {power}, {few}, {part}, {epoch}",
        "Eden2": f"{many}, {few}, {part}",
        "WarmUpLR": f"{few}, {chance.randint(1, 9)}",
        "WarmupPolyLrScheduler": f"{power}, {many}, {warmup}",
        "WarmupExpLrScheduler": f"{part}, {chance.randint(1, 99)}, {warmup}",
        "WarmupCosineLrScheduler": f"{many}, {part}, {warmup}",
        "WarmupStepLrScheduler": f"{sorted(chance.choices(range(many), k=4))}, {part}, {warmup}",
    }
    if name == "Noam":
        return f"{chance.randint(1, 1024)}, {part}, {few}"
    return f"{rate}|{given[name]}"


class Batches:
    """Eden as a recipe steps it: told of each epoch as it begins, and of each batch, from 1."""

    def __init__(self, text: str, rate: float, per_epoch: int) -> None:
        self.optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
        self.eden = eval(text, {**NAMES, "opt": self.optimizer})
        self.batch, self.per_epoch = 0, per_epoch
        self.step()

    def step(self) -> None:
        """Begin the next batch, and the epoch that it is the first of."""
        if self.batch % self.per_epoch == 0:
            self.eden.step_epoch(self.batch // self.per_epoch)
        self.batch += 1
        self.eden.step_batch(self.batch)


class Noam:
    """Noam before an update: its step sets the rate, then updates."""

    def __init__(self, text: str) -> None:
        params = [torch.nn.Parameter(torch.zeros(1))]
        self.optimizer = eval(text, {**NAMES, "params": params})
        self.noam, self.optimizer = self.optimizer, self.optimizer.optimizer
        self.noam.step()

    def step(self) -> None:
        """Make the next update."""
        self.noam.step()


def trained(name: str, word: str, rate: str, rest: str) -> Run:
    """Return the function that trains with the scheduler that a constructor's text makes."""
    if name == "Noam":
        return stepped(lambda: Noam(word))
    if not name.startswith("Eden"):
        return constructed(word, ENCODEC)
    given, _, batches = rest.partition(", batches_per_epoch=")
    make: Callable[[], Batches] = lambda: Batches(  # noqa: E731
        f"{name}(opt, {given})", float(rate), int(batches or EXACT)
    )
    return stepped(make)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of icefall's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.rpartition("|")
        first = "params" if name == "Noam" else SGD_.format(rate)
        word = f"{name}({', '.join(filter(None, [first, rest]))})"
        stop = EXACT
        if name == "WarmupPolyLrScheduler":
            spec = lrplot.read(f"icefall.{word}")
            power, total = (spec.value(spec.entry.param(key)) for key in ("power", "max_iter"))
            # past the end a broken power of a number below 0 is no real number
            stop = EXACT if power % 1 == 0 else int(total) + 1
        yield Case(f"icefall.{word}", trained(name, word, rate, rest), stop)

"""torchtune: the schedule of its recipes, stepped after each update.

The package does not import here: a module of torchao that it wants is gone. The one file with
the schedule is run by itself; what it imports from the package stands only in type hints.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from importlib import metadata, util
from types import ModuleType, SimpleNamespace

import torch
from case import Case, arguments
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy", "--no-deps torchtune==0.6.1")
VERSIONS = {"torchtune": metadata.version("torchtune"), "torch": torch.__version__}
PRECISION = "float64"

SGD_ = "torch.optim.SGD(params, lr={})"
NAME = "get_cosine_schedule_with_warmup"
EDGES = {
    NAME: [
        "0.1|10, 100",
        "0.1|10, 100, num_cycles=0.0",
        "0.1|0, 100, 2.5",
        "0.1|100, 100",
        "0.1|120, 100, 0.3",
        "0.1|0, 1",
        "2e-5|num_warmup_steps=100, num_training_steps=1_000",
    ]
}


def lifted() -> ModuleType:
    """Return the module of the schedule, run without its package."""
    for name in ("torchtune", "torchtune.training", "torchtune.training.memory"):
        sys.modules[name] = ModuleType(name)
    sys.modules["torchtune.training.memory"].OptimizerInBackwardWrapper = object  # type: ignore[attr-defined]
    path = metadata.distribution("torchtune").locate_file("torchtune/training/lr_schedulers.py")
    spec = util.spec_from_file_location("torchtune.training.lr_schedulers", str(path))
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments, the optimizer's rate first."""
    few, many = chance.choice([0, 1, chance.randint(0, 300)]), chance.randint(1, 1500)
    waves = chance.choice([0.5, round(chance.uniform(0, 4), 3)])
    return f"{chance.uniform(0.001, 0.5):.4g}|{few}, {many}, {waves}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the schedule."""
    known = {"torchtune": SimpleNamespace(training=lifted())}
    for name, given in arguments(EDGES, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"torchtune.training.{name}({SGD_.format(rate)}, {rest})"
        yield Case(word, constructed(word, known), reach=150)

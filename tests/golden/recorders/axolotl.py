"""axolotl: `axolotl.utils.schedulers`, stepped once after each update, as its trainer does.

Its file is run whole, without the package around it, which needs much that it does not.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from importlib.metadata import version

import torch
from case import EXACT, Case, arguments
from lifting import installed
from stepping import constructed
from torch.optim.lr_scheduler import OneCycleLR

INSTALL = ("torch==2.13.0 numpy", "--no-deps axolotl==0.19.0")
VERSIONS = {"axolotl": version("axolotl"), "torch": torch.__version__}
PRECISION = "float64"

spec = importlib.util.spec_from_file_location(
    "schedulers", installed("axolotl", "axolotl/utils/schedulers.py")
)
schedulers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(schedulers)

SGD = "torch.optim.SGD(params, lr={})"
INNER = {
    "quadratic": "get_cosine_schedule_with_quadratic_warmup(opt, {}, {})",
    "least": "get_cosine_schedule_with_min_lr(opt, {}, {}, 0.1)",
    "rex": "RexLR(opt, 0.1, 0.01, num_warmup_steps={}, total_steps={})",
}
# the optimizer's rate | the other arguments
CALLS = {
    "RexLR": [
        "0.1|0.1, 0.01, 100, 10",
        "0.1|0.1, 0.0, 100",
        "0.3|max_lr=0.1, min_lr=0.05, total_steps=50, num_warmup_steps=1",
        "0.1|0.1, 0.01",
        "0.1|0.1, 0.01, 20, 20",
        "0.1|0.1, 0.1, 20, 5",
        "0.05|0.1, 0.01, 1",
        "0.1|0.1, 0, 2, 1",
    ],
    "InterpolatingLogScheduler": [
        "0.1|400, 1e-6, 1e-4",
        "0.1|num_steps=2, min_lr=0.001, max_lr=0.1",
        "0.1|3, 0.001, 0.1",
        "0.1|100, 0.1, 0.001",
        "0.1|10, 0.01, 0.01",
        "0.1|10, 0.01, 0.0",
    ],
    "get_cosine_schedule_with_quadratic_warmup": [
        "0.1|10, 100",
        "0.1|0, 100, 1.5",
        "0.1|100, 100",
        "0.1|120, 100",
        "0.1|1, 50, num_cycles=0",
        "0.1|num_warmup_steps=7, num_training_steps=8",
    ],
    "get_cosine_schedule_with_min_lr": [
        "0.1|10, 100",
        "0.1|10, 100, 0.1",
        "0.1|0, 100, min_lr_ratio=1.0",
        "0.1|100, 100, 0.2",
        "0.1|120, 100, 0.2",
        "0.1|5, 50, 1.5",
    ],
    "get_cosine_schedule_with_warmup_decay_constant": [
        "0.1|10, 100, 0.8, 0.1",
        "0.1|10, 100, constant_lr_ratio=0.333, min_lr_ratio=0.2, num_cycles=1.25",
        "0.1|0, 100, 1.0, 0.0",
        "0.1|0, 100, 0.0, 0.3",
        "0.1|50, 100, 0.5, 0.1",
        "0.1|50, 100, 0.49, 0.1",
        "0.1|50, 100, 0.48, 0.1",
        "0.1|50, 100, 0.2, 0.1, 0.3",
        "0.1|10, 100, 0.8, 1.5",
        "0.1|10, 100, 0.8, 0.5, 0",
    ],
    "JaggedLRRestartScheduler": [
        f"0.1|{INNER['least'].format(10, 100)}, 20, 5",
        f"0.1|{INNER['least'].format(10, 100)}, 20, 5, 4",
        f"0.1|{INNER['rex'].format(10, 100)}, 20, 5, 4, 0.1",
        f"0.1|{INNER['rex'].format(0, 60)}, 9, 3, 1",
        f"0.1|{INNER['quadratic'].format(0, 500)}, 30, 0, 0, min_lr_scale=0.5",
        f"0.1|{INNER['quadratic'].format(30, 500)}, 30, 20, 20, 0.05",
        f"0.1|{INNER['least'].format(10, 100)}, 20, 30, 4",
        f"0.1|{INNER['least'].format(10, 100)}, 20, 4, 20",
        f"0.1|{INNER['least'].format(10, 100)}, 20, 4, 30, 0.0",
        f"0.1|{INNER['least'].format(10, 100)}, 1, 1, 1, 0.01",
        f"0.1|JaggedLRRestartScheduler(opt, {INNER['rex'].format(10, 100)}, 50, 20, 9), 7, 2, 3",
        "0.1|OneCycleLR(opt, max_lr=0.2, total_steps=100), 20, 5, 4",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate, low = f"{chance.uniform(0.001, 0.5):.4g}", f"{chance.uniform(1e-7, 0.001):.3g}"
    warmup, part = chance.randint(0, 300), f"{chance.uniform(0, 1):.3g}"
    total, cycles = warmup + chance.randint(0, 900), f"{chance.uniform(0, 4):.2f}"
    inner = chance.choice(list(INNER.values())).format(warmup, total + 1)
    restarts = [chance.randint(1, 200), chance.randint(0, 60), chance.randint(0, 60)]
    given = {
        "RexLR": f"{chance.uniform(0.001, 0.5):.4g}, {low}, {total}, {warmup}",
        "InterpolatingLogScheduler": f"{chance.randint(2, 900)}, {low}, {rate}",
        "get_cosine_schedule_with_quadratic_warmup": f"{warmup}, {total + 1}, {cycles}",
        "get_cosine_schedule_with_min_lr": f"{warmup}, {total + 1}, {part}",
        "get_cosine_schedule_with_warmup_decay_constant": f"{warmup}, {total + 1}, "
        f"{chance.uniform(0, 1):.3g}, {part}, {cycles}",
        "JaggedLRRestartScheduler": f"{inner}, {', '.join(map(str, restarts))}, {part}",
    }
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield cases of every scheduler; the same text makes axolotl's and lrplot's."""
    names = {**vars(schedulers), "OneCycleLR": OneCycleLR}
    for name, given in arguments(CALLS, drawn, seed):
        rate, _, rest = given.partition("|")
        text = f"{name}({SGD.format(rate)}, {rest})"
        # torch refuses to step this one beyond its total, which is a step ahead here
        stop = 99 if "OneCycleLR" in text else EXACT
        yield Case(f"axolotl.utils.schedulers.{text}", constructed(text, names), stop)

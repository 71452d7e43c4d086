"""The short names that papers gave: `rex`, `power` and `infinite`, from code that runs them.

Read from `UPSTREAM`, one file each, as they stand there:

    kozistr/pytorch_optimizer, 4.1.0      pytorch_optimizer/lr_scheduler/rex.py
    axolotl-ai-cloud/axolotl, 067b021c8   src/axolotl/utils/schedulers.py
    open-lm-engine/lm-engine, 36bad91e    lm_engine/optimization/lr_scheduler/{base,linear,power}.py
    Pauljanson002/MAE-1, 36ed451          infinite_scheduler.py

The first two have REX, with 1/2 and 0.1 for its constant, and only the second has a warmup; the
third is IBM's power scheduler; the last is by the first author of "Beyond Cosine Decay", and has
both cooldowns of the paper that proposed the infinite schedule. An interpreter needs torch, numpy
and matplotlib for them.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from case import DRAWN, EXACT, Case

VERSIONS = {
    "pytorch_optimizer": "4.1.0",
    "axolotl": "0+067b021c8",
    "lm-engine": "0+36bad91e",
    "MAE-1": "0+36ed451",
    "torch": torch.__version__,
}
PRECISION = "float64"

FILES = {
    "rex": "kozistr/pytorch_optimizer/pytorch_optimizer/lr_scheduler/rex.py",
    "axolotl": "axolotl-ai-cloud/axolotl/src/axolotl/utils/schedulers.py",
    "engine.base": "open-lm-engine/lm-engine/lm_engine/optimization/lr_scheduler/base.py",
    "engine.linear": "open-lm-engine/lm-engine/lm_engine/optimization/lr_scheduler/linear.py",
    "engine.power": "open-lm-engine/lm-engine/lm_engine/optimization/lr_scheduler/power.py",
    "infinite": "Pauljanson002/MAE-1/infinite_scheduler.py",
}


def loaded() -> dict[str, Any]:
    """Return the modules of the files, each run without what stands around it."""
    sys.modules["engine"] = ModuleType("engine")
    sys.modules["engine"].__path__ = []
    found = {}
    for name, path in FILES.items():
        spec = util.spec_from_file_location(name, Path(os.environ["UPSTREAM"], path))
        assert spec
        assert spec.loader
        found[name] = sys.modules[name] = util.module_from_spec(spec)
        spec.loader.exec_module(found[name])
    return found


CODE = loaded()


def optimizer(rate: float) -> torch.optim.Optimizer:
    """Return an optimizer with a rate."""
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def rex(peak: float, total: int, end: float) -> Case:
    """Return a case of pytorch_optimizer's REX: what it says, not what its update 0 runs at."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = CODE["rex"].REXScheduler(optimizer(peak), total, peak, end)
        for step in steps:
            scheduler.step_t = step
            yield scheduler.get_linear_lr()

    return Case(f"rex:peak_lr={peak},total_steps={total},end_lr={end}", run)


def axolotl(peak: float, total: int, warmup: int, end: float) -> Case:
    """Return a case of axolotl's REX, whose clock starts at 1 where it has a warmup."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = CODE["axolotl"].RexLR(optimizer(peak), peak, end, total, warmup)
        for step in steps:
            scheduler.last_step = step
            # never asked for by axolotl: the line to its first value starts at 0
            yield scheduler.get_lr()[0] if step or not warmup else 0.0

    word = f"rex:peak_lr={peak},total_steps={total},warmup_steps={warmup},end_lr={end},a=0.1"
    return Case(word, run)


def power(peak: float, warmup: int, a: float, b: float, batch: int, length: int) -> Case:
    """Return a case of IBM's power scheduler."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = CODE["engine.power"].PowerScheduler(
            optimizer(peak), warmup, 0, None, 1000, 0.1, a * batch, b, batch * length
        )
        for step in steps:
            yield peak * scheduler._lr_lambda(step)

    word = f"power:peak_lr={peak},warmup_steps={warmup},a={a},b={b}"
    return Case(f"{word},batch_size={batch},sequence_length={length}", run)


STYLES = {"cosine": "cosine_cooldown_infinite", "inverse-sqrt": "inverse_sqrt_infinite"}


def infinite(
    peak: float,
    lengths: tuple[int, int, int, int],
    constant: float,
    end: float,
    cooldown: str,
    scale: float = 10.0,
) -> Case:
    """Return a case of the infinite schedule, up to the end: then the authors' rate falls on."""
    warmup, down, level, annealing = lengths
    total = warmup + down + level + annealing

    def part(step: int) -> float:
        # a part of the whole that comes to this step when it is rounded down
        return (step + 0.5) / total

    def run(steps: Sequence[int]) -> Iterator[float]:
        for step in steps:
            yield CODE["infinite"].infinite_lr(
                current_iter=step,
                total_iters=total,
                current_epoch=0,
                total_epochs=1,
                current_task=0,
                warmup_ratio=part(warmup),
                cooldown_ratio=part(warmup + down),
                constant_ratio=part(total - annealing),
                start_lr=peak,
                constant_lr=constant,
                min_lr=end,
                decay_style=STYLES[cooldown],
                timescale=scale,
            )

    word = f"infinite:peak_lr={peak},total_steps={total},warmup_steps={warmup}"
    word += f",cooldown_steps={down},annealing_steps={annealing},constant_lr={constant}"
    word += f",end_lr={end},cooldown={cooldown},timescale={scale}"
    return Case(word, run, stop=min(total + 1, EXACT))


EDGES = [
    rex(0.001, 40_000, 0.0),
    rex(0.1, 1, 0.01),
    rex(0.1, 100, 0.1),
    axolotl(0.001, 100, 0, 0.0),
    axolotl(0.1, 100, 10, 0.01),
    axolotl(0.1, 100, 1, 0.0),
    axolotl(0.1, 100, 99, 0.05),
    power(0.02, 2000, 4.6, -0.51, 128, 4096),
    power(0.02, 10, 4.6, -0.51, 128, 4096),
    power(0.1, 1, 4.6, -0.51, 1, 1),
    power(0.001, 5, 0.5, -1.0, 1, 1),
    power(0.01, 7, 2.0, 0.0, 16, 8),
    infinite(0.001, (2000, 6000, 24_000, 8000), 1e-4, 1e-5, "cosine"),
    infinite(0.001, (2000, 6000, 24_000, 8000), 1e-4, 1e-5, "inverse-sqrt"),
    infinite(0.1, (1, 1, 0, 1), 0.05, 0.01, "cosine"),
    infinite(0.1, (10, 50, 0, 40), 0.2, 0.3, "inverse-sqrt", 0.01),
]


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the edge cases of the three, and others drawn at random."""
    yield from EDGES
    chance = random.Random(f"papers{seed}")

    def rate() -> float:
        return float(f"{10 ** chance.uniform(-5, 0):.3g}")

    for _ in range(DRAWN):
        total = chance.randint(2, 2000)
        end = float(f"{chance.uniform(0, 1) * 1e-5:.3g}")
        yield rex(rate(), total, rate())
        yield axolotl(rate(), total, chance.randint(0, total - 1), end)
        yield power(
            rate(),
            chance.randint(1, 500),
            float(f"{chance.uniform(0.01, 10):.3g}"),
            round(chance.uniform(-1.5, 0), 3),
            chance.randint(1, 512),
            chance.randint(1, 4096),
        )
        lengths = (
            chance.randint(1, 200),
            chance.randint(1, 500),
            chance.choice([0, chance.randint(0, 900)]),
            chance.randint(1, 500),
        )
        shape, scale = chance.choice(list(STYLES)), round(10 ** chance.uniform(-1, 2), 3)
        yield infinite(rate(), lengths, rate(), rate(), shape, scale)

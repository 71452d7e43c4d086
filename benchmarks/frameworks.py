"""lrplot beside the frameworks themselves: the whole curve of one schedule, both ways.

    python benchmarks/frameworks.py [--steps 100000] [--runs 5]

A is lrplot; B steps the real scheduler of torch, transformers and timm through a training without
a model, or calls optax's schedule, compiled and vectorised. Wants these packages beside what
lrplot needs; reading the word is part of A, compiling is no part of B.
"""

from __future__ import annotations

import argparse
import sys
import types
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path

import numpy as np
from inside import paired

import lrplot

OPT = "torch.optim.SGD(params, lr=0.1)"


def stepped(make: Callable, steps: int, by_number: bool = False) -> Callable[[], np.ndarray]:
    """Return the function that trains with a scheduler and keeps every rate."""
    import torch

    def run() -> np.ndarray:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
        scheduler = make(optimizer)
        out = np.empty(steps)
        for update in range(steps):
            out[update] = optimizer.param_groups[0]["lr"]
            optimizer.step()
            scheduler.step(*([update + 1] if by_number else []))
        return out

    return run


def timm_cosine() -> Callable:
    """Return timm's class, whose package itself would want torchvision."""
    folder = Path(util.find_spec("timm").origin).parent
    for name in ("timm", "timm.scheduler"):
        package = types.ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    from timm.scheduler.cosine_lr import CosineLRScheduler

    return CosineLRScheduler


def rows(steps: int) -> Iterator[tuple[str, str, Callable[[], np.ndarray]]]:
    """Yield a name, a word, and the function that gives the framework's own curve."""
    from torch.optim import lr_scheduler as torch_
    from transformers import get_cosine_schedule_with_warmup

    length, warmup = steps, steps // 10
    yield (
        "torch CosineAnnealingLR",
        f"torch.CosineAnnealingLR({OPT}, T_max={length})",
        stepped(lambda o: torch_.CosineAnnealingLR(o, length), steps),
    )
    yield (
        "torch OneCycleLR",
        f"torch.OneCycleLR({OPT}, max_lr=0.1, total_steps={length + 1})",
        stepped(lambda o: torch_.OneCycleLR(o, 0.1, length + 1, cycle_momentum=False), steps),
    )
    yield (
        "transformers get_cosine_schedule_with_warmup",
        f"get_cosine_schedule_with_warmup({OPT}, {warmup}, {length})",
        stepped(lambda o: get_cosine_schedule_with_warmup(o, warmup, length), steps),
    )
    cosine = timm_cosine()
    yield (
        "timm CosineLRScheduler",
        f"timm.CosineLRScheduler({OPT}, t_initial={length}, lr_min=1e-5)",
        stepped(lambda o: cosine(o, t_initial=length, lr_min=1e-5), steps, by_number=True),
    )
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    schedule = optax.warmup_cosine_decay_schedule(0.0, 0.1, warmup, length, 1e-4)
    compiled, at = jax.jit(jax.vmap(schedule)), jax.numpy.arange(steps)
    yield (
        "optax warmup_cosine_decay_schedule, jit and vmap",
        f"optax.warmup_cosine_decay_schedule(0.0, 0.1, {warmup}, {length}, 1e-4)",
        lambda: np.asarray(compiled(at)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure lrplot beside the frameworks.")
    parser.add_argument("--steps", type=int, default=100_000, help="steps of the curve (100000)")
    parser.add_argument("--runs", type=int, default=5, help="pairs of each row (5)")
    given = parser.parse_args()
    steps = np.arange(given.steps)
    print("| A / B | lrplot, a step | B, a step | B / A |\n|---|--:|--:|--:|")
    for name, word, theirs in rows(given.steps):

        def ours(word: str = word) -> np.ndarray:
            return lrplot.read(word).schedule()(steps)

        np.testing.assert_allclose(ours(), theirs(), rtol=0, atol=1e-12, err_msg=word)
        a, b, ratio = paired(ours, theirs, given.runs, given.steps)
        print(f"| {name} | {a:.1f} ns | {b:.1f} ns | {1 / ratio:.0f} |", flush=True)


if __name__ == "__main__":
    main()

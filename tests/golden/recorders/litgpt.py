"""LitGPT: `get_lr` of its pretraining, and `get_lr_scheduler` of its fine-tuning."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from litgpt.args import TrainArgs
from litgpt.finetune.lora import get_lr_scheduler
from litgpt.pretrain import get_lr
from stepping import constructed

INSTALL = ("torch==2.13.0 numpy litgpt==0.5.13",)
VERSIONS = {"litgpt": version("litgpt"), "torch": torch.__version__}
PRECISION = "float64"

ARGUMENTS = {
    "get_lr": [
        "learning_rate=1e-3, max_steps=1000, lr_warmup_steps=100, min_lr=1e-4",
        "learning_rate=1e-3, max_steps=1000, lr_warmup_steps=100, min_lr=1e-4, "
        "gradient_accumulation_iters=8",
        "learning_rate=4e-4, max_steps=10_000",
        "learning_rate=0.1, max_steps=100, lr_warmup_steps=0",
        "learning_rate=0.1, max_steps=100, lr_warmup_steps=1, gradient_accumulation_iters=3",
        "learning_rate=0.1, max_steps=100, lr_warmup_steps=120, gradient_accumulation_iters=2",
        "learning_rate=0.1, max_steps=100, lr_warmup_steps=99, min_lr=0.2",
        "learning_rate=0.1, max_steps=1, lr_warmup_steps=0, gradient_accumulation_iters=128",
    ],
    "get_lr_scheduler": [
        "0.1|warmup_steps=10, max_steps=100",
        "0.1|100, 1000",
        "0.1|1, 2",
        "0.1|99, 100",
        "0.1|warmup_steps=120, max_steps=100",
        "3e-4|warmup_steps=1, max_steps=50",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments; the optimizer's rate first where there is one."""
    rate, low = f"{chance.uniform(0.0001, 0.5):.4g}", f"{chance.uniform(0, 0.01):.3g}"
    warmup, total = chance.randint(1, 300), chance.randint(1, 900)
    total += total == warmup
    if name == "get_lr_scheduler":
        return f"{rate}|{warmup}, {total}"
    text = f"learning_rate={rate}, max_steps={total}, lr_warmup_steps={warmup}, min_lr={low}"
    return f"{text}, gradient_accumulation_iters={chance.choice([1, 2, 3, 7, 16, 128])}"


def pretrained(
    learning_rate: float,
    max_steps: int,
    lr_warmup_steps: int = 2000,
    min_lr: float = 4e-5,
    gradient_accumulation_iters: int = 1,
) -> Callable[[Sequence[int]], Iterator[Any]]:
    """Return the function that sets the rate as the loop does: before each micro-batch."""
    each = gradient_accumulation_iters
    train = TrainArgs(
        global_batch_size=each,
        micro_batch_size=1,
        lr_warmup_steps=lr_warmup_steps,
        min_lr=min_lr,
    )
    total = max_steps * each
    warmup = train.warmup_iters(1, 1, total, None)

    # an update comes after the last of its micro-batches
    last = each - 1
    return lambda steps: (
        get_lr(learning_rate, step * each + last, warmup, total, min_lr) for step in steps
    )


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of both functions."""
    for name, given in arguments(ARGUMENTS, drawn, seed):
        if name == "get_lr":
            options = eval(f"dict({given})")
            # a warmup as long as the training divides 0 by 0 at the step where it is over
            cut = options.get("lr_warmup_steps", 2000) >= options["max_steps"]
            stop = options["max_steps"] if cut else 2**24
            yield Case(f"litgpt.pretrain.{name}({given})", pretrained(**options), stop=stop)
        else:
            rate, _, rest = given.partition("|")
            word = f"{name}(torch.optim.SGD(params, lr={rate}), {rest})"
            yield Case(word, constructed(word, {name: get_lr_scheduler}))

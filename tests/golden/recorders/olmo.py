"""OLMo: the schedulers of `olmo.optim`, asked as its trainer does, with the step counted from 1."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

import torch
from case import Case, arguments
from olmo import optim
from olmo.config import SchedulerConfig

INSTALL = (
    "torch==2.13.0 numpy ai2-olmo-core==3.0.0 omegaconf datasets importlib_resources tokenizers",
    "--no-deps ai2-olmo==0.6.0",
)
VERSIONS = {"ai2-olmo": version("ai2-olmo"), "torch": torch.__version__}
PRECISION = "float64"

CONFIG = SchedulerConfig()
DEFAULTS = {
    "grad_clip_warmup_steps": None,
    "grad_clip_warmup_factor": None,
    "warmup_min_lr": CONFIG.warmup_min_lr,
    "warmup_steps": CONFIG.t_warmup,
}
"""What a config has where it says nothing, by the names of the constructors."""
ENDING = ("CosWithWarmup", "LinearWithWarmup", "CosLinearEnvelope", "max_scheduler")

DECAYS = [
    "0.001, 5000|",
    "0.1, 100|warmup_steps=10, warmup_min_lr=0.0",
    "0.1, 100|warmup_steps=10, alpha_f=0.0, t_max=60",
    "0.1, 100|warmup_steps=10, t_max=150, alpha_f=1.5",
    "0.1, 100|warmup_steps=0",
    "0.1, 100|warmup_steps=1, warmup_min_lr=0.2",
    "0.1, 100|warmup_steps=99",
    "0.1, 100|warmup_steps=120, warmup_min_lr=0.05",
]
LEVELS = [
    "0.001, 5000|",
    "0.1, 100|warmup_steps=10, warmup_min_lr=0.0",
    "0.1, 100|warmup_steps=10, warmup_min_lr=0.09",
    "0.1, 100|warmup_steps=0",
    "0.1, 100|warmup_steps=1",
    "0.1, 100|warmup_steps=120",
]
COSINE = "CosWithWarmup(warmup_steps=10, max_steps=TOTAL)"
ROOT = "InvSqrtWithWarmup(warmup_steps=20, warmup_min_lr=0.0)"
# the rate, the trainer's max_steps | the scheduler; inside one, TOTAL is max_steps
SCHEDULERS = {
    "CosWithWarmup": DECAYS,
    "LinearWithWarmup": DECAYS,
    "CosLinearEnvelope": DECAYS,
    "InvSqrtWithWarmup": LEVELS,
    "ConstantScheduler": ["0.1, 100|", "0.02, 100|warmup_min_lr=0.05"],
    "ConstantWithWarmupScheduler": LEVELS,
    "MaxScheduler": [
        f"0.1, 100|sched1={COSINE}, sched2={ROOT}",
        f"0.1, 100|sched1={ROOT}, sched2=LinearWithWarmup(warmup_steps=5, max_steps=TOTAL)",
    ],
    "max_scheduler": [text.replace("warmup_steps", "t_warmup") for text in DECAYS],
    "BoltOnWarmupScheduler": [
        f"0.1, 100|inner={COSINE}, warmup_start=0, warmup_end=30",
        f"0.1, 100|inner={COSINE}, warmup_start=20, warmup_end=30",
        f"0.1, 100|inner={ROOT}, warmup_start=5, warmup_end=6",
        f"0.1, 100|inner={ROOT}, warmup_start=50, warmup_end=50",
        f"0.1, 100|inner={COSINE}, warmup_start=70, warmup_end=40",
        f"0.1, 100|inner={COSINE}, warmup_start=0, warmup_end=0",
        f"0.1, 100|inner={COSINE}, warmup_start=90, warmup_end=200",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return a random scheduler, after a rate and a length."""
    rate, total = chance.uniform(0.0001, 0.5), chance.randint(1, 1500)
    head = f"{rate:.4g}, {total}|"
    few = chance.randint(0, 300)
    low = chance.choice(["", f", warmup_min_lr={chance.uniform(0, 0.9 * rate):.3g}"])
    end = f", alpha_f={chance.uniform(0, 1.2):.3g}"
    if chance.random() < 0.4:
        end += f", t_max={chance.randint(1, 1500)}"
    warmup = f"warmup_steps={few}{low}"
    inner = f"{chance.choice(ENDING[:3])}({warmup}{end}, max_steps=TOTAL)"
    match name:
        case "MaxScheduler":
            root = f"InvSqrtWithWarmup(warmup_steps={chance.randint(1, 300)})"
            return f"{head}sched1={inner}, sched2={root}"
        case "BoltOnWarmupScheduler":
            at = chance.randint(0, 900), chance.randint(0, 900)
            return f"{head}inner={inner}, warmup_start={at[0]}, warmup_end={at[1]}"
        case "ConstantScheduler":
            return head + low.removeprefix(", ")
        case "max_scheduler":
            return f"{head}t_{warmup.replace('_steps', '')}{end}"
    return head + warmup + (end if name in ENDING else "")


def named(name: str) -> Callable[..., Any]:
    """Return the constructor of a class, which leaves alone what is only said to lrplot."""
    if name == "max_scheduler":
        return lambda **given: optim.build_scheduler(None, SchedulerConfig(name=name, **given))
    if name == "BoltOnWarmupScheduler":
        return lambda **given: optim.BoltOnWarmupScheduler.wrap(given.pop("inner"), **given)
    kind = getattr(optim, name)
    unsaid = {key: DEFAULTS[key] for key in DEFAULTS if key in kind.__dataclass_fields__}
    return lambda max_steps=None, **given: kind(**{**unsaid, **given})


def run(rate: float, total: int, text: str) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that asks a scheduler for the rate of each update."""
    scheduler = eval(text, {name: named(name) for name in SCHEDULERS})
    return lambda steps: (scheduler.get_lr(rate, step + 1, total) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of OLMo's schedulers."""
    for name, given in arguments(SCHEDULERS, drawn, seed):
        head, _, rest = given.partition("|")
        rate, total = head.split(", ")
        rest = rest.replace("TOTAL", total)
        said = [rest, f"initial_lr={rate}", f"max_steps={total}" * (name in ENDING)]
        word = f"olmo.optim.{name}({', '.join(filter(None, said))})"
        yield Case(word, run(float(rate), int(total), f"{name}({rest})"), reach=150)

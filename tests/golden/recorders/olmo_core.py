"""OLMo-core: the schedulers of `olmo_core.optim`, asked as its trainer does, counting from 1."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

import torch
from case import EXACT, Case, arguments
from olmo_core.optim import scheduler as upstream

INSTALL = ("torch==2.13.0 numpy ai2-olmo-core==3.0.0",)
VERSIONS = {"ai2-olmo-core": version("ai2-olmo-core"), "torch": torch.__version__}
PRECISION = "float64"

# old names of parameters, and that a composed schedule does not follow the trainer's length
warnings.simplefilter("ignore")

ENDLESS = ("ConstantScheduler", "WSDS", "ComposableSchedulerStage", "OverrideDecay")
ENDLESS += ("ComposableScheduler",)

LEVELS = [
    "0.001, 5000|warmup=2000",
    "0.1, 100|warmup_steps=10, warmup_min_lr=0.01",
    "0.1, 100|warmup_fraction=0.125",
    "0.1, 100|warmup=0",
    "0.1, 100|warmup=1",
    "0.1, 100|warmup=120",
]
WAVES = [
    *LEVELS,
    "0.1, 100|warmup=10, alpha_f=0.0, t_max=60",
    "0.1, 100|warmup_fraction=0.25, t_max=150, alpha_f=1.5",
]
DECAYS = [
    "0.001, 1000|warmup=100",
    "0.1, 100|warmup_steps=10, warmup_min_lr=0.01, decay_steps=20, decay_fraction=None",
    "0.1, 100|warmup_fraction=0.125, decay_fraction=0.125, decay_min_lr=0.001",
    "0.1, 100|warmup=1, decay=1, decay_fraction=None",
    "0.1, 100|warmup=50, decay_fraction=0.75",
    "0.1, 100|warmup=99, decay=10, decay_fraction=None, decay_min_lr=0.01",
]
COS = "CosWithWarmup(warmup=10, max_steps=TOTAL)"
STABLE = "WSD(warmup=5, decay=10, decay_fraction=None, decay_min_lr=0.001, max_steps=TOTAL)"
LEVEL = "ConstantWithWarmup(warmup=10)"
LINE = "LinearWithWarmup(warmup=0, alpha_f=0.2, max_steps=TOTAL)"
UP = "ComposableSchedulerStage(duration=10, start_lr=0.0, end_lr_fraction=1.0)"
DOWN = "ComposableSchedulerStage(duration=40, shape='cosine', end_lr=0.01)"
AGAIN = "ComposableSchedulerStage(duration=20, start_lr_fraction=0.5, end_lr_fraction=0.0)"
OVER = "override_decay=[OverrideDecay(start=45, duration=20, shape='cosine', end_lr_fraction=0.01)]"
# the optimizer's rate, the trainer's length | the scheduler; inside one, TOTAL is that length
SCHEDULERS = {
    "ConstantScheduler": ["0.1, 100|", "0.02, 100|units='steps'", "0.3, 100|lr_field='lr'"],
    "ConstantWithWarmup": LEVELS,
    "InvSqrtWithWarmup": [*LEVELS, "0.1, 100|warmup=10, alpha_f=0.0"],
    "ExponentialScheduler": [
        "0.1, 100|",
        "0.001, 1000|lr_min=1e-7",
        "0.1, 1|",
        "0.1, 50|lr_min=0.5",
        "0.1, 50|lr_min=0.1",
    ],
    "LinearWithWarmup": WAVES,
    "CosWithWarmup": WAVES,
    "HalfCosWithWarmup": WAVES,
    "CosWithWarmupAndLinearDecay": [
        *DECAYS,
        "0.1, 100|warmup=10, alpha_f=0.3, t_max=60, decay=30, decay_fraction=None",
        "0.1, 100|warmup_fraction=0.1, t_max=200, decay=100, decay_fraction=None, "
        "warmup_min_lr=0.02",
    ],
    "WSD": [*DECAYS, "0.1, 100|warmup=0, decay=130, decay_fraction=None"],
    "PowerLR": [*DECAYS, "0.1, 100|b=-1.0, warmup=10", "0.1, 100|b=-0.1, warmup=130"],
    "WSDS": [
        "0.1, 100|period_lengths=[50, 30, 40], warmup=10, decay=10",
        "0.1, 100|period_lengths=[50, 30], period_lr_multipliers=[1.0, 0.5], "
        "warmup_fraction=0.1, decay_fraction=0.25, decay_min_lr=0.001",
        "0.1, 100|period_lengths=[50], warmup=0, decay=0",
        "0.1, 100|period_lengths=[50], warmup=50, decay=0",
        "0.1, 100|period_lengths=[50, 7, 7], period_lr_multipliers=[0.5, 1.5, 1.0], warmup=43, "
        "decay=7, warmup_min_lr=0.01",
        "0.1, 100|period_lengths=[5, 5, 5, 5, 5], warmup=1, decay=1",
    ],
    "ComposableSchedulerStage": [
        "0.1, 100|duration=20, end_lr=0.0",
        "0.1, 100|20, 'cosine', end_lr_fraction=0.1",
        "0.1, 100|duration=1, start_lr=0.0, end_lr_fraction=1.0",
        "0.1, 100|duration=50, start_lr_fraction=0.5, end_lr=0.3, shape='cosine'",
    ],
    "OverrideDecay": [
        "0.1, 100|start=50, duration=20, end_lr=0.0",
        "0.1, 100|0, 20, 'cosine', end_lr_fraction=0.1",
        "0.1, 100|start=1, duration=1, end_lr=0.5",
    ],
    "ComposableScheduler": [
        f"0.1, 100|stages=[{UP}, {DOWN}]",
        f"0.1, 100|stages=[{UP}, {DOWN}, {AGAIN}]",
        f"0.1, 100|stages=[{DOWN}, {AGAIN}, {UP}], {OVER}",
        f"0.1, 100|stages=[{DOWN}]",
        f"0.1, 100|stages=[{AGAIN}], {OVER}",
    ],
    "SequentialScheduler": [
        f"0.1, 100|schedulers=[{LEVEL}, {COS}], schedulers_max=[30]",
        f"0.1, 100|schedulers=[{STABLE}, {LINE}], schedulers_max_steps=[30]",
        f"0.1, 100|schedulers=[{COS}, {LINE}, {LEVEL}], schedulers_max=[30, 40]",
        f"0.1, 100|schedulers=[{COS}, {LINE}, {STABLE}], schedulers_max=[30, 40, 50]",
        f"0.1, 25|schedulers=[{COS}, {LINE}], schedulers_max=[30]",
        f"0.1, 30|schedulers=[{COS}, {LINE}], schedulers_max=[30]",
        f"0.1, 100|schedulers=[{COS}, {LINE}], schedulers_max=[40], {OVER}",
        f"0.1, 100|schedulers=[ComposableScheduler(stages=[{UP}, {DOWN}]), {LINE}], "
        "schedulers_max=[30]",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return a random scheduler, after a rate and a length."""
    rate, total = chance.uniform(0.0001, 0.5), chance.randint(20, 1500)
    return f"{rate:.4g}, {total}|{scheduler(name, chance, rate, total)}"


def scheduler(name: str, chance: random.Random, rate: float, total: int) -> str:
    """Return random arguments of a scheduler."""

    def part(least: float = 0.0, most: float = 1.0) -> str:
        return f"{chance.uniform(least, most):.3g}"

    low = chance.choice(["", f", warmup_min_lr={part(0, 0.4 * rate)}"])
    few = chance.randint(1, 300)
    warmup = chance.choice([f"warmup={few}", f"warmup_steps={few}", f"warmup_fraction={part(0.1)}"])
    steps = chance.randint(1, total - 1)
    fraction = f"decay_fraction={part(0.1, 0.99)}"
    decay = chance.choice([f"decay={steps}, decay_fraction=None", fraction])
    # OLMo-core asserts that the line falls, and a power is deep down where it starts; so is a
    # warmup that the line cuts short
    deep = {"PowerLR": 0.001, "CosWithWarmupAndLinearDecay": 0.02}.get(name, 0.05)
    tail = chance.choice(["", f", decay_min_lr={part(0, deep * rate)}"])
    end = f", alpha_f={part(0.1, 1.2)}"
    until = chance.choice(["", f", t_max={chance.randint(20, 1500)}"])
    length = chance.randint(1, 500)
    stop = chance.choice([f"end_lr={part(0, rate)}", f"end_lr_fraction={part()}"])
    start = chance.choice(["", f", start_lr={part(0, rate)}", f", start_lr_fraction={part()}"])
    shape = chance.choice(["linear", "cosine"])
    late = f"start={chance.randint(0, total - 1)}, duration={length}, shape='{shape}', {stop}"
    override = chance.choice(["", f", override_decay=[OverrideDecay({late})]"])
    match name:
        case "ConstantScheduler":
            return ""
        case "ConstantWithWarmup":
            return warmup + low
        case "InvSqrtWithWarmup":
            return warmup + low + end
        case "ExponentialScheduler":
            return f"lr_min={10 ** chance.uniform(-9, -3):.3g}"
        case "LinearWithWarmup" | "CosWithWarmup" | "HalfCosWithWarmup":
            return warmup + low + end + until
        case "CosWithWarmupAndLinearDecay":
            # the line must fall from where the cosine is: not from a warmup that has just begun
            return f"warmup_fraction=0.02, {decay}{tail}{end}"
        case "WSD":
            return f"{warmup}, {decay}{low}{tail}"
        case "PowerLR":
            cut = f"decay_fraction={part(0.1, 0.7)}"
            return f"{warmup}, {cut}{low}{tail}, b={-chance.uniform(0.05, 0.9):.3g}"
        case "WSDS":
            lengths = [chance.randint(120, 400) for _ in range(chance.randint(1, 4))]
            factors = ",".join(part(0.5, 1.5) for _ in lengths)
            more = chance.choice(["", f", period_lr_multipliers=[{factors}]"])
            first = chance.choice([f"warmup={chance.randint(0, 60)}", "warmup_fraction=0.3"])
            last = chance.choice(
                [f"decay={chance.randint(1, 60)}", f"decay_fraction={part(0.1, 0.5)}"]
            )
            return f"period_lengths={lengths}{more}, {first}, {last}{low}{tail}"
        case "ComposableSchedulerStage":
            return f"duration={length}, shape='{shape}', {stop}{start}"
        case "OverrideDecay":
            return late
        case "ComposableScheduler":
            stage = "ComposableSchedulerStage"
            stages = [scheduler(stage, chance, rate, total) for _ in range(chance.randint(1, 4))]
            return f"stages=[{', '.join(f'{stage}({text})' for text in stages)}]{override}"
    kinds = [chance.choice(["LinearWithWarmup", "CosWithWarmup"]) for _ in range(2)]
    kinds.append(chance.choice(["InvSqrtWithWarmup", "WSD"]))
    # the rate that is handed over has to stay above the start of the next warmup
    inside = [scheduler(kind, chance, 0.001 * rate, total) for kind in kinds]
    texts = [f"{kind}({text}, max_steps=TOTAL)" for kind, text in zip(kinds, inside, strict=True)]
    lasts = [chance.randint(20, 500) for _ in range(2)]
    return f"schedulers=[{', '.join(texts)}], schedulers_max={lasts}{override}"


def named(name: str) -> Callable[..., Any]:
    """Return the constructor of a class, which leaves alone what is only said to lrplot."""
    kind = getattr(upstream, name)

    def make(
        *args: Any, max_steps: int | None = None, override_decay: Sequence[Any] = (), **given: Any
    ) -> Any:
        # lrplot has it in a list, since nothing in its place is no schedule
        override = {"override_decay": override_decay[0]} if override_decay else {}
        return kind(*args, **given, **override)

    return make


def run(rate: float, total: int, name: str, text: str) -> Callable[[Sequence[int]], Iterator[Any]]:
    """Return the function that asks a scheduler for the rate of each update."""
    made = eval(text, {name: named(name) for name in SCHEDULERS})
    if name == "ComposableSchedulerStage":
        made = upstream.ComposableScheduler(stages=[made])
    if name == "OverrideDecay":
        level = upstream.ComposableSchedulerStage(duration=1, end_lr_fraction=1.0)
        made = upstream.ComposableScheduler(stages=[level], override_decay=made)
    return lambda steps: (made.get_lr(rate, step + 1, total) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of OLMo-core's schedulers; a sequence fails past the trainer's end."""
    for name, given in arguments(SCHEDULERS, drawn, seed):
        head, _, rest = given.partition("|")
        rate, total = head.split(", ")
        rest = rest.replace("TOTAL", total)
        said = [rest, f"initial_lr={rate}", f"max_steps={total}" * (name not in ENDLESS)]
        text = ", ".join(filter(None, said))
        for kind in SCHEDULERS:
            text = text.replace(f"{kind}(", f"olmo_core.{kind}(")
        stop = int(total) if name == "SequentialScheduler" else EXACT
        word = f"olmo_core.optim.scheduler.{name}({text})"
        yield Case(word, run(float(rate), int(total), name, f"{name}({rest})"), stop, reach=150)

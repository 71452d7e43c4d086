"""Levanter: `AdamConfig.lr_scheduler` and the `LrSchedule` classes, under `jax_enable_x64`.

src/levanter/optim/config.py of marin-community/levanter at 9263f81e; its classes and functions
for the rate alone. The registry of the config library, which gives classes their names in YAML,
is one that keeps none, and the default of num_train_steps is the TrainerConfig's.
"""

from __future__ import annotations

import abc
import random
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Optional

import jax
import jax.numpy as jnp
import numpy as np
import optax
from case import Case, arguments
from edges.levanter import EDGES
from lifting import lifted
from stepping import Run

jax.config.update("jax_enable_x64", True)

VERSIONS = {"levanter": "0+9263f81e", "optax": optax.__version__, "jax": jax.__version__}
PRECISION = "float64"


class Registry:
    """A base class whose subclasses register themselves, to no effect."""

    @classmethod
    def register_subclass(cls, name: str) -> Callable[[type], type]:
        return lambda subclass: subclass


CLASSES = [
    "ConstantLrSchedule",
    "CosineLrSchedule",
    "LinearLrSchedule",
    "InvSqrtLrSchedule",
    "InvLrSchedule",
    "PowerLrSchedule",
]
found = lifted(
    "marin-community/levanter/src/levanter/optim/config.py",
    [
        "LrScheduleContext",
        "AdamConfig",
        *CLASSES,
        "LrSchedule",
        "OptimizerConfig",
        "_inv_sqrt_decay_schedule",
        "_inv_decay_schedule",
        "_convert_frac_or_steps",
    ],
    abc=abc,
    dataclass=dataclass,
    draccus=SimpleNamespace(ChoiceRegistry=Registry),
    jnp=jnp,
    np=np,
    optax=optax,
    warnings=warnings,
    Callable=Callable,
    Optional=Optional,
)
Context, Adam = found[:2]
KINDS = dict(zip(CLASSES, found[2:], strict=False))


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    least = chance.choice([0.1, round(chance.uniform(0.001, 1), 3)])
    steps = chance.randint(1, 2000)
    rate = f"learning_rate={chance.uniform(1e-5, 1e-2):.3g}"
    ends = f"{rate}, min_lr_ratio={least}"
    power = f"batch_size={chance.randint(1, 64)}, seq_length={chance.randint(1, 128)}, "
    power += f"a={10 ** chance.uniform(-3, 0):.3g}, b={chance.uniform(-2, -0.2):.3g}"
    match name:
        case "ConstantLrSchedule":
            return rate
        case "CosineLrSchedule":
            return f"exponent={chance.uniform(0.3, 3):.3g}, decay_steps={steps}, {ends}"
        case "InvSqrtLrSchedule":
            return f"{chance.randint(1, 900)}, warmup_steps={chance.randint(0, 900)}, {ends}"
        case "PowerLrSchedule":
            return f"{power}, {rate}"
        case "AdamConfig":
            total = 200 + steps

            def part(most: float) -> str:
                most *= chance.random()
                return str(chance.choice([round(most, 3), max(2, int(most * 200))]))

            cycles = [
                "",
                f", cycles={chance.randint(1, 9)}",
                f", cycles={sorted(chance.sample(range(100, total - 50, 50), 2))}",
                f", cycle_length={chance.randint(100, total)}",
                f", cycle_length={[chance.randint(50, 100), chance.randint(50, 100)]}",
            ]
            kind = chance.choice(["cosine", "linear", "inv_sqrt", "inv", "power"])
            more = {
                "cosine": f", exponent={chance.uniform(0.3, 3):.3g}",
                "inv_sqrt": f", timescale={chance.randint(1, 900)}",
                "power": f", {power}",
            }
            return (
                f"{ends}, warmup={part(0.2)}, rewarmup={part(0.1)}, lr_schedule='{kind}', "
                f"num_train_steps={total}{more.get(kind, '')}"
                + chance.choice(["", f", decay={part(0.2)}"])
                + chance.choice(cycles)
                + chance.choice(["", "", f", cooldown={part(0.2)}"])
            )
    return f"decay_steps={steps}, {ends}"


def config(
    *args: Any,
    num_train_steps: int = 400_000,
    exponent: float = 1.0,
    timescale: float = 10_000,
    batch_size: int | None = None,
    seq_length: int | None = None,
    a: float = 4.6,
    b: float = -0.51,
    **given: Any,
) -> Any:
    """Return the schedule of a config; what its LrSchedule takes is given beside it."""
    classes = {
        "cosine": lambda: KINDS["CosineLrSchedule"](exponent),
        "inv_sqrt": lambda: KINDS["InvSqrtLrSchedule"](timescale),
        "power": lambda: KINDS["PowerLrSchedule"](batch_size, seq_length, a, b),
    }
    of = Adam(*args, **given)
    make = classes.get(of.lr_schedule)
    plain = (exponent, timescale) == (1.0, 10_000) and of.lr_schedule != "power"
    if make and not plain:
        object.__setattr__(of, "lr_schedule", make())
    return of.lr_scheduler(num_train_steps)


def alone(
    name: str,
    *args: Any,
    learning_rate: float = 6e-4,
    min_lr_ratio: float = 0.1,
    warmup_steps: int = 0,
    decay_steps: int = 1,
    **given: Any,
) -> Any:
    """Return the schedule of an LrSchedule by itself."""
    least = learning_rate * min_lr_ratio
    context = Context(warmup_steps, decay_steps, learning_rate, min_lr_ratio, least)
    return KINDS[name](*args, **given).build(context)


def trained(name: str, text: str) -> Run:
    """Return the function that evaluates a schedule at each step."""
    call = f"config({text})" if name == "AdamConfig" else f"alone({name!r}, {text})"
    schedule = eval(call, {"config": config, "alone": alone})
    return lambda steps: (float(schedule(jnp.asarray(step))) for step in steps)


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    # of what is old, and of cycles that do not come out even
    warnings.simplefilter("ignore")
    for name, given in arguments(EDGES, drawn, seed):
        yield Case(f"levanter.{name}({given})", trained(name, given))

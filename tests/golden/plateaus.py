"""Cases of schedules that follow a metric, whatever their framework calls the parameters."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from case import DRAWN, Case
from stepping import Run

TORCH = {
    "mode": "mode",
    "factor": "factor",
    "patience": "patience",
    "threshold": "threshold",
    "threshold_mode": "threshold_mode",
    "cooldown": "cooldown",
    "min_lr": "min_lr",
    "eps": "eps",
}
"""What torch calls them."""

EDGES: Sequence[Mapping[str, object]] = [
    {},
    {"patience": 0},
    {"mode": "max", "factor": 0.5, "patience": 2},
    {"patience": 1, "threshold": 0.05, "threshold_mode": "abs"},
    {"patience": 2, "cooldown": 3, "min_lr": 0.001},
    {"patience": 1, "cooldown": 5, "factor": 0.7},
    {"mode": "max", "threshold": 0.1, "patience": 1},
    {"mode": "max", "threshold": 0.1, "threshold_mode": "abs", "patience": 3},
    {"patience": 1, "eps": 0.005, "factor": 0.5},
    {"patience": 4, "factor": 0.0, "min_lr": 0.02},
    {"patience": 1, "min_lr": 1.0},
]
ABOVE_0 = [one for one in EDGES if one.get("factor") != 0]
"""Those for a framework that divides by the factor, or refuses 0."""


def metric(chance: random.Random, count: int = 60) -> list[float]:
    """Return a loss that falls slower and slower, with noise, or what is 1 minus such a loss."""
    floor, scale, noise = chance.uniform(0, 1), chance.uniform(2, 15), chance.choice((0, 0.02, 0.1))
    fall = [floor + math.exp(-n / scale) + noise * chance.uniform(-1, 1) for n in range(count)]
    turned = chance.random() < 0.3
    return [round(1 - value if turned else value, 3) for value in fall]


def drawn(chance: random.Random) -> dict[str, object]:
    """Return random values for torch's parameters."""
    given: dict[str, object] = {
        "mode": chance.choice(("min", "max")),
        "factor": round(chance.uniform(0.1, 0.95), 3),
        "patience": chance.randint(0, 6),
        "threshold": round(chance.choice((0, 1e-4, 0.01, 0.1)), 4),
        "threshold_mode": chance.choice(("rel", "abs")),
        "cooldown": chance.choice((0, 0, 1, 4)),
        "min_lr": round(chance.choice((0, 0.001, 0.01)), 3),
        "eps": chance.choice((0, 1e-8, 0.002)),
    }
    return {name: given[name] for name in given if chance.random() < 0.7}


def texts(
    names: Mapping[str, str],
    chance: random.Random,
    values: Mapping[object, object] = {},
    edges: Sequence[Mapping[str, object]] = EDGES,
) -> list[str]:
    """Return arguments, the edge cases and random ones, as a framework writes torch's.

    `names` are what it calls torch's parameters, `values` its words for values of torch's.
    """
    return [
        ", ".join(f"{names[key]}={values.get(v, v)!r}" for key, v in one.items() if key in names)
        for one in (*edges, *(drawn(chance) for _ in range(DRAWN)))
    ]


def plateaus(
    name: str,
    seed: str,
    run: Callable[..., Run],
    names: Mapping[str, str] = TORCH,
    head: str = "torch.optim.SGD(params, lr={})",
    tail: str = "",
    more: Sequence[str] = (),
    values: Mapping[object, object] = {},
    last: int = 1,
    edges: Sequence[Mapping[str, object]] = EDGES,
    also: Callable[[random.Random], str] = lambda _: "",
    width: str = "",
    fits: Callable[[str], bool] = lambda _: True,
) -> Iterator[Case]:
    """Yield cases of a schedule of a framework that calls torch's parameters `names`.

    `run` makes a case's function from the text of the constructor, the rate, and the metric; and,
    where lrplot has a parameter `width` for it, from how many updates a value stands for.
    `also` draws arguments that torch has not, and `fits` tells which the framework takes;
    `head` is the first argument, from the rate, and `tail` one that lrplot has and the framework
    has not; `more` are arguments as text, of further cases; `values` are other words for values of
    torch's; `last` is how many rates there are beyond one a value.
    """
    chance = random.Random(name + seed)
    for text in filter(fits, dict.fromkeys([*texts(names, chance, values, edges), *more])):
        rate, trace = round(chance.uniform(0.01, 0.5), 4), metric(chance)
        theirs = list(filter(None, [head.format(rate), text, also(chance)]))
        every = [chance.randint(1, 12)] if width else []
        ours = [*theirs, *filter(None, [tail.format(rate)]), *(f"{width}={n}" for n in every)]
        yield Case(
            f"{name}({', '.join([*ours, f'metrics={trace}'])})",
            run(f"{name.rpartition('.')[2]}({', '.join(theirs)})", rate, trace, *every),
            stop=(len(trace) + last) * (every[0] if every else 1),
        )

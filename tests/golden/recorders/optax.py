"""optax: `optax.schedules`, each called with the number of the update, under `jax_enable_x64`.

One text is given to both sides: optax evaluates `optax.cosine_decay_schedule(0.1, 100)`, lrplot
reads it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import optax
from case import Case, arguments
from edges.optax import EDGES
from plateaus import ABOVE_0, plateaus
from stepping import Run

INSTALL = ("optax==0.2.8 jax==0.10.2 jaxlib==0.10.2",)
VERSIONS = {"optax": optax.__version__, "jax": jax.__version__}
PRECISION = "float64"

jax.config.update("jax_enable_x64", True)


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a schedule."""

    def rate() -> float:
        return float(f"{10 ** chance.uniform(-5, 0):.3g}")

    def some(low: float, high: float) -> float:
        return chance.choice([low, high, round(chance.uniform(low, high), 3)])

    def steps(most: float = 3.0) -> int:
        return int(10 ** chance.uniform(0, most))

    def scales() -> str:
        places = chance.sample(range(1500), chance.randint(1, 6))
        return repr({place: round(chance.uniform(0, 1.5), 3) for place in places})

    def bound() -> str:
        stairs = f", staircase={chance.random() < 0.5}"
        return stairs + chance.choice(["", f", end_value={rate()}"])

    def warm(least: int = 0) -> str:
        few = chance.choice([0, 1, steps(2)])
        total = few + 1 + steps(least or 3)
        return (
            f"init_value={chance.choice([0.0, rate()])}, peak_value={rate()}, "
            f"warmup_steps={few}, decay_steps={total}, end_value={chance.choice([0.0, rate()])}, "
            f"exponent={chance.choice([1.0, some(0.3, 3)])}"
        )

    def inner() -> str:
        other = chance.choice([key for key in EDGES if key not in ("join_schedules",)])
        return f"optax.{other}({drawn(other, chance)})"

    many = chance.randint(1, 4)
    begin, exponent = chance.choice([0, steps(2)]), some(0.3, 3)
    few = chance.choice([0, steps(2)])
    decay = f"{steps()}, {some(0.5, 1.02)}, {begin}"
    given: dict[str, Callable[[], str]] = {
        "constant_schedule": lambda: f"{rate()}",
        "polynomial_schedule": lambda: f"{rate()}, {rate()}, {exponent}, {steps()}, {begin}",
        "linear_schedule": lambda: f"{rate()}, {rate()}, {steps()}, {begin}",
        "exponential_decay": lambda: f"{rate()}, {decay}{bound()}",
        "cosine_decay_schedule": lambda: f"{rate()}, {steps()}, {some(0, 1)}, {exponent}",
        "piecewise_constant_schedule": lambda: f"{rate()}, {scales()}",
        "piecewise_interpolate_schedule": lambda: (
            f"'{chance.choice(['linear', 'cosine'])}', {rate()}, {scales()}"
        ),
        "linear_onecycle_schedule": lambda: (
            f"{steps()}, {rate()}, {some(0, 1)}, {some(0, 1)}, {some(0.5, 50)}, {some(0.5, 1e4)}"
        ),
        "cosine_onecycle_schedule": lambda: (
            f"{steps()}, {rate()}, {some(0, 1)}, {some(0.5, 50)}, {some(0.5, 1e4)}"
        ),
        "warmup_constant_schedule": lambda: f"{rate()}, {rate()}, {steps()}",
        "warmup_cosine_decay_schedule": warm,
        "warmup_exponential_decay_schedule": lambda: f"{rate()}, {rate()}, {few}, {decay}{bound()}",
        "sgdr_schedule": lambda: f"[{', '.join(f'dict({warm(2)})' for _ in range(many))}]",
        "join_schedules": lambda: (
            f"[{', '.join(inner() for _ in range(many + 1))}], "
            f"{sorted(chance.sample(range(900), many))}"
        ),
    }
    return given[name]()


def called(text: str) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that builds what a text says in optax and calls it at steps."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        schedule = eval(text, {"optax": optax})
        for step in steps:
            yield float(schedule(step))

    return run


PLATEAU = {
    "factor": "factor",
    "patience": "patience",
    "threshold": "rtol",
    "cooldown": "cooldown",
    "min_lr": "min_scale",
}
PLATEAUS = [
    "patience=2, rtol=0.0, atol=0.05",
    "patience=1, accumulation_size=3, factor=0.5",
    "0.5, 3, 0.01, 0.01, 2, 4, 0.1",
    "patience=1, min_scale=1.5",
    "patience=1, rtol=1.0",
]


def scaled(text: str, lr: float, metrics: Sequence[float]) -> Run:
    """Return the function that updates with a scale of optax's, told a value each time."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        scale = eval(text, vars(optax.contrib))
        state, forward = scale.init(jnp.zeros(())), jax.jit(scale.update)
        for step, value in enumerate(metrics):
            update, state = forward(jnp.array(lr), state, value=value)
            if step in steps:
                yield float(update)

    return run


OPTIMIZERS = [
    "optax.sgd(0.1)",
    "optax.sgd(learning_rate=0.03, momentum=0.0)",
    "optax.sgd(learning_rate=optax.cosine_decay_schedule(0.1, 100))",
    "optax.sgd(optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 100))",
    "optax.sign_sgd(0.02)",
    "optax.scale_by_learning_rate(optax.linear_schedule(0.1, 0.0, 50))",
    "optax.chain(optax.clip_by_global_norm(10.0), optax.sgd(optax.linear_schedule(0.1, 0.0, 50)))",
    "optax.chain(optax.clip(5.0), optax.scale_by_schedule(optax.exponential_decay(0.1, 10, 0.5)), "
    "optax.scale(-1.0))",
    "optax.chain(optax.sgd(optax.constant_schedule(0.1)), optax.scale(0.5))",
    "optax.chain(optax.identity(), optax.chain(optax.zero_nans(), optax.sgd(0.3)))",
    "optax.inject_hyperparams(optax.sgd)("
    "learning_rate=optax.polynomial_schedule(0.1, 0.01, 2, 40))",
]
"""Optimizers, and chains of transformations, that move a weight by their rate."""

NAMED = [
    "adabelief(1e-3)",
    "adadelta(0.5)",
    "adagrad(0.1)",
    "adam(learning_rate=3e-4)",
    "adamax(0.002)",
    "adamw(optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 100), weight_decay=0.1)",
    "lamb(1e-3)",
    "lion(1e-4)",
    "nadam(0.01)",
    "radam(0.01)",
    "rmsprop(0.01, decay=0.9)",
    "yogi(0.01)",
]
"""Optimizers that move it otherwise; inject_hyperparams tells the rate that they are given."""


def counting(state: Any) -> Any:
    """Return a state whose counts are int64: with an int32, optax computes in float32."""
    return jax.tree.map(lambda leaf: leaf.astype(jnp.promote_types(leaf.dtype, "int64")), state)


def moved(text: str) -> Run:
    """Return the function that updates a weight by a gradient of 1."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        optimizer = eval(text, {"optax": optax})
        weight = jnp.zeros(())
        state, forward = counting(optimizer.init(weight)), jax.jit(optimizer.update)
        for step in range(steps[-1] + 1):
            update, state = forward(jnp.ones(()), state, weight)
            if step in steps:
                yield -float(update)

    return run


def injected(text: str) -> Run:
    """Return the function that reads the rate which an optimizer is given at each update."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        name, _, rest = text.partition("(")
        optimizer = eval(f"optax.inject_hyperparams(optax.{name})({rest}", {"optax": optax})
        weight = jnp.zeros(())
        state, forward = counting(optimizer.init(weight)), jax.jit(optimizer.update)
        for step in range(steps[-1] + 1):
            _, state = forward(jnp.ones(()), state, weight)
            if step in steps:
                yield float(state.hyperparams["learning_rate"])

    return run


def fits(text: str) -> bool:
    """Tell whether a tolerance is above 0, as optax wants."""
    return "atol" in text or "rtol=0." in text or "rtol=0" not in text


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of every schedule."""
    for name, given in arguments(EDGES, drawn, seed):
        word = f"optax.{name}({given})"
        yield Case(word, called(word))
    name = "optax.contrib.reduce_on_plateau"
    more = dict(last=0, edges=ABOVE_0, fits=fits)
    yield from plateaus(name, seed, scaled, PLATEAU, "", "lr={}", PLATEAUS, **more)
    for text in OPTIMIZERS:
        yield Case(text, moved(text))
    for text in NAMED:
        yield Case(f"optax.{text}", injected(text))

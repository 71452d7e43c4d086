"""PaddlePaddle: the functions of `paddle.optimizer.lr` that put a decay into a static graph.

The last Paddle that builds them as it comes is 2.6: the programs of Paddle 3 refuse their
variables. A program with nothing else in it is run again and again; the first run has the rate
of step 0.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import paddle
from case import Case, arguments
from paddle import static
from paddle.optimizer import lr
from stepping import Run

INSTALL = ("paddlepaddle==2.6.2",)
VERSIONS = {"paddlepaddle": paddle.__version__}
PRECISION = "float32"
SLACK = {
    "cosine_decay": (
        1.5e-6,
        "the cosine is taken of up to 4 * pi, for pi, its product with the epoch, 1 / epochs and "
        "the product with that are each off by half a float32 step: 4 * pi * 2 ** -22 / 2",
    ),
}

EDGES = {
    "noam_decay": [
        "128, 400",
        "64, 1",
        "d_model=512, warmup_steps=40, learning_rate=0.5",
        "0.5, 2.5",
        "16, 0.5, 2.0",
    ],
    "exponential_decay": [
        "0.001, 4000, 0.9",
        "0.1, 100, 0.5, staircase=True",
        # a stair comes late, and again not
        "0.1, 41, 0.5, True",
        "0.1, 55, 0.7, True",
        "1, 2.5, 0.5, True",
        "0.1, 1, 0.999",
        "0.1, 10, 1.05",
        "learning_rate=0.1, decay_steps=7, decay_rate=0.0",
    ],
    "natural_exp_decay": [
        "0.1, 100, 0.5",
        "0.1, 30, 0.96, staircase=True",
        "0.1, 47, 0.5, True",
        "0.1, 1, 0.001",
        "0.1, 10, 0.0",
    ],
    "inverse_time_decay": [
        "0.1, 100, 0.5",
        "0.1, 30, 2.0, staircase=True",
        "0.1, 61, 1, True",
        "0.1, 1, 0.01",
        "0.1, 10, 0.0",
    ],
    "polynomial_decay": [
        "0.1, 100",
        "0.1, 100, 0.01, power=0.5",
        # 1 - 41 / 41 is above 0
        "0.1, 41, 0.0, 0.5",
        "0.1, 47, 0.01, power=0.3",
        "0.1, 100, 0.01, power=2.0, cycle=True",
        # 21 / 7 is above 3
        "0.1, 7, 0.0, 1.0, True",
        "0.1, 41, 0.0, 0.5, True",
        "0.001, 50, 0.1, cycle=True",
        "1, 1, 0",
        "0.1, 30, power=0.0",
    ],
    "piecewise_decay": [
        "[10, 20], [0.1, 0.01, 0.001]",
        "[0], [0.1, 0.5]",
        "boundaries=[5], values=[0.0, 1.0]",
        "(100, 200, 300), (0.1, 0.3, 0.2, 0.4)",
        "[10, 5, 20, 20], [0.1, 0.2, 0.3, 0.4, 0.5]",
        "[2.5, 7], [0.3, 0.2, 0.1]",
    ],
    "cosine_decay": [
        "0.1, 10, 12",
        "0.1, 1, 7",
        "0.1, 41, 3",
        "0.1, 2.5, 4",
        "0.1, 3, 2.5",
        "0.1, step_each_epoch=7, epochs=1",
    ],
    "linear_lr_warmup": [
        "0.1, 20, 0.0, 0.1",
        "1, 1, 0.5, 2",
        "learning_rate=0.1, warmup_steps=4, start_lr=1.0, end_lr=0.0",
        "0.1, 2.5, 0, 1",
        "0.1, 0.5, 0.2, 0.2",
        "piecewise_decay([10, 30], [0.3, 0.2, 0.1]), 20, 0.1, 0.5",
        "noam_decay(128, 40), 5, 0.0, 0.01",
        "linear_lr_warmup(noam_decay(128, 4), 9, 0.0, 0.1), 5, 0.0, 0.2",
        "linear_lr_warmup(cosine_decay(0.1, 7, 9), 15, 0.0, 0.5), 8, 0.2, 0.0",
        "polynomial_decay(0.1, 30, cycle=True), 35, 0.0, 0.1",
        "exponential_decay(0.1, 41, 0.5, True), 41, 0.0, 0.1",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    rate, steps = f"{10 ** chance.uniform(-4, 0):.3g}", chance.randint(1, 400)
    part, stairs = round(chance.uniform(0.05, 1), 3), chance.random() < 0.5
    low, few = f"{chance.uniform(0, 0.01):.3g}", chance.randint(1, 30)
    edges = sorted(chance.sample(range(900), 3))
    levels = [round(chance.uniform(0, 1), 3) for _ in range(4)]
    inner = chance.choice(
        [
            f"exponential_decay({rate}, {steps}, {part}, {stairs})",
            f"polynomial_decay({rate}, {steps}, {low}, cycle={stairs})",
            f"piecewise_decay({edges}, {levels})",
            f"noam_decay({steps}, {few})",
            rate,
        ]
    )
    given = {
        "noam_decay": f"{steps}, {chance.randint(1, 900)}, {part}",
        "exponential_decay": f"{rate}, {steps}, {part}, {stairs}",
        "natural_exp_decay": f"{rate}, {steps}, {part}, {stairs}",
        "inverse_time_decay": f"{rate}, {steps}, {chance.uniform(0, 3):.3g}, {stairs}",
        "polynomial_decay": f"{rate}, {steps}, {low}, {chance.uniform(0.4, 3):.3g}, {stairs}",
        "piecewise_decay": f"{edges}, {levels}",
        "cosine_decay": f"{rate}, {few}, {chance.randint(6, 90)}",
        "linear_lr_warmup": f"{inner}, {chance.randint(1, 300)}, {low}, {part}",
    }
    return given[name]


def built(text: str) -> Run:
    """Return the function that runs the program with a decay, as often as it takes."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        program, start, wanted = static.Program(), static.Program(), set(steps)
        with static.program_guard(program, start), static.scope_guard(static.Scope()):
            rate = eval(text, vars(lr))
            executor = static.Executor(paddle.CPUPlace())
            executor.run(start)
            for step in range(steps[-1] + 1):
                (value,) = executor.run(program, fetch_list=[rate])
                if step in wanted:
                    yield float(value.item())

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases."""
    paddle.enable_static()
    for name, given in arguments(EDGES, drawn, seed):
        text = f"{name}({given})"
        yield Case(f"paddle.optimizer.lr.{text}", built(text))

"""PaddlePaddle: `paddle.optimizer.lr`, stepped once an update."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import paddle
from case import EXACT, Case, arguments
from paddle.optimizer import lr
from plateaus import TORCH, plateaus
from stepping import Run

import lrplot

INSTALL = ("paddlepaddle==3.3.1",)
VERSIONS = {"paddlepaddle": paddle.__version__}
PRECISION = "float64"

CONSTRUCTORS = {
    "NoamDecay": [
        "128, 400",
        "64, 1",
        "d_model=512, warmup_steps=40, learning_rate=0.5",
        "0.5, 2.5",
        "16, 0.5, 2.0",
    ],
    "PiecewiseDecay": [
        "[30, 80], [0.1, 0.01, 0.001]",
        "[0], [0.1, 0.2]",
        "boundaries=[3, 6, 9], values=[0.1, 0.2, 0.05, 0.01, 0.3]",
        "[10, 5, 20, 20], [0.1, 0.2, 0.3, 0.4, 0.5]",
        "[2.5, 7], [0.3, 0.2, 0.1]",
    ],
    "NaturalExpDecay": ["0.1, 0.1", "0.5, gamma=1.0", "0.1, 0.001", "0.1, 7", "0.01, 1e-5"],
    "InverseTimeDecay": ["0.1, 0.1", "0.5, gamma=0.0", "0.1, 30.0", "0.1, 0.001", "1, 1"],
    "PolynomialDecay": [
        "0.1, 20",
        "0.1, 20, 0.01, 2.0",
        "0.1, 20, cycle=True",
        "0.1, 7, 0.0, 0.5, True",
        "0.1, 1, 0.05, cycle=True",
        "0.001, 30, end_lr=0.1, power=3.0",
    ],
    "LinearWarmup": [
        "0.5, 20, 0.0, 0.5",
        "learning_rate=0.1, warmup_steps=1, start_lr=0.0, end_lr=0.05",
        "0, 5, 0.01, 0.02",
        "PolynomialDecay(0.1, 40), 10, 0.0, 0.1",
        "CosineAnnealingDecay(0.1, 30, 0.01), warmup_steps=9, start_lr=0.01, end_lr=0.1",
        "LinearLR(0.1, 20, 0.25), 6, 0.001, 0.3",
        "CosineAnnealingWarmRestarts(0.1, 9, 2), 6, 0.001, 0.1",
        "StepDecay(0.1, 7, 0.5), 13, 0.05, 0.2",
        "ExponentialDecay(0.1, 0.9), 13, 0.05, 0.1",
    ],
    "ExponentialDecay": ["0.1, 0.9", "0.5, gamma=0.999", "0.1, 0.5", "0.1, 0.01", "1, 0.99"],
    "MultiStepDecay": ["0.1, [30, 80]", "0.1, [0, 5], 0.5", "0.1, [7], gamma=0.0", "0.1, (), 0.9"],
    "StepDecay": ["0.1, 30", "0.1, 1, 0.9", "0.1, step_size=7, gamma=0.0", "0.5, 50, gamma=0.99"],
    "LambdaDecay": [
        "0.5, lambda x: 0.95 ** x",
        "0.1, lambda epoch: 1.0 if epoch < 30 else 0.1",
        "learning_rate=0.1, lr_lambda=lambda t: min(1.0, (t + 1) / 50)",
        "0.1, lambda t: 1 / (1 + t // 10)",
    ],
    "MultiplicativeDecay": [
        "0.5, lambda x: 0.95",
        "0.1, lambda epoch: 0.1 if epoch == 30 else 1.0",
        "0.1, lambda t: t / (t + 1)",
        "0.1, lr_lambda=lambda t: 0.5 if t == 10 else 1",
    ],
    "CosineAnnealingDecay": ["0.1, 10, 0.01", "0.1, T_max=100", "0.1, 1", "0.1, 7, eta_min=0.2"],
    "OneCycleLR": [
        "0.1, 100",
        "1.0, 100, end_learning_rate=0.0, three_phase=True",
        "max_learning_rate=0.1, total_steps=77, phase_pct=0.45, anneal_strategy='linear'",
        "0.1, 50, 5.0, 0.01, 0.9",
        "0.1, 50, phase_pct=1.0",
        "0.1, 50, phase_pct=0.01",
        "0.1, 50, phase_pct=0.0, three_phase=True, anneal_strategy='linear'",
        "0.1, 200, 1.0, 0.1, 0.25, 'linear', True",
    ],
    "CyclicLR": [
        "0.01, 0.1, 10",
        "0.5, 1.0, 15, 5",
        "0.01, 0.1, 4, step_size_down=6, mode='triangular2'",
        "0.0, 0.1, 20, mode='exp_range', exp_gamma=0.99",
        "0.05, 0.02, 7",
        "0.01, 0.1, 5, scale_fn=lambda x: 1 / (2.0 ** (x - 1))",
        "0.01, 0.1, 5, 9, scale_fn=lambda x: 0.99 ** x, scale_mode='iterations'",
    ],
    "LinearLR": ["0.1, 10", "0.1, 20, 0.25, 1.0", "0.1, total_steps=1, start_factor=0.01"],
    "CosineAnnealingWarmRestarts": [
        "0.1, 5, T_mult=2",
        "0.1, 10",
        "0.1, 10, 3, 0.001",
        "0.1, 1",
        "0.5, T_0=50, T_mult=2, eta_min=0.6",
    ],
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(1, 40), chance.randint(50, 600)
    part, power = f"{chance.uniform(0.01, 0.99):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    end, low = f"{chance.uniform(0, 1):.3g}", f"{chance.uniform(0, 0.01):.3g}"
    steps = sorted(chance.sample(range(many), chance.randint(1, 5)))
    levels = [round(chance.uniform(0, 0.5), 4) for _ in range(len(steps) + 1)]
    inner = chance.choice(
        [
            f"PolynomialDecay({rate}, {many}, {low}, {power})",
            f"CosineAnnealingDecay({rate}, {many}, {low})",
            f"LinearLR({rate}, {many}, {part}, {end})",
            f"NoamDecay({many}, {few})",
            rate,
        ]
    )
    given = {
        "NoamDecay": f"{many}, {chance.randint(1, 900)}, {power}",
        "PiecewiseDecay": f"{steps}, {levels}",
        "NaturalExpDecay": f"{rate}, {10 ** chance.uniform(-4, 0):.3g}",
        "InverseTimeDecay": f"{rate}, {10 ** chance.uniform(-4, 1):.3g}",
        "PolynomialDecay": f"{rate}, {many}, {low}, {power}, {chance.random() < 0.5}",
        "LinearWarmup": f"{inner}, {chance.randint(1, 300)}, {low}, {power}",
        "ExponentialDecay": f"{rate}, {chance.uniform(0.9, 0.9999):.5g}",
        "MultiStepDecay": f"{rate}, {steps}, {part}",
        "StepDecay": f"{rate}, {few}, {part}",
        "LambdaDecay": f"{rate}, lambda t: {part} ** (t / {few})",
        "MultiplicativeDecay": f"{rate}, lambda t: {part} if t == {few} else 1.0",
        "CosineAnnealingDecay": f"{rate}, {chance.randint(1, 400)}, {low}",
        "OneCycleLR": f"{rate}, {many}, {power}, {low}, {chance.uniform(0.1, 0.45):.3g}, "
        f"'{chance.choice(['cos', 'linear'])}', {chance.random() < 0.5}",
        "CyclicLR": f"{low}, {end}, {few}, {chance.randint(1, 30)}, "
        f"'{chance.choice(['triangular', 'triangular2', 'exp_range'])}', {part}",
        "LinearLR": f"{rate}, {many}, {part}, {end}",
        "CosineAnnealingWarmRestarts": f"{rate}, {few}, {chance.randint(1, 3)}, {low}",
    }
    return given[name]


def running(constructor: str, metrics: Sequence[float] = ()) -> Run:
    """Return the function that steps a scheduler, with a metric each time if there are any."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = eval(constructor, vars(lr))
        wanted = set(steps)
        for update in range(steps[-1] + 1):
            if update:
                scheduler.step(*metrics[update - 1 : update])
            if update in wanted:
                yield float(scheduler())

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of Paddle's schedulers."""
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        word = f"paddle.{name}({given})"
        stop = 5000
        if name == "OneCycleLR":
            # past its end Paddle raises
            stop = int(lrplot.read(word).total() or 0)
        yield Case(word, running(f"{name}({given})"), min(stop, EXACT))
    names = TORCH | {"eps": "epsilon"}

    def followed(text: str, rate: float, metrics: Sequence[float]) -> Run:
        return running(text, metrics)

    more = ["patience=1, cooldown=3, factor=0.8", "'max', 0.9, 0, 0.0, 'abs', 2, 0.01, 0.0"]
    yield from plateaus("paddle.ReduceOnPlateau", seed, followed, names, "{}", more=more)

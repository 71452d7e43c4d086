"""PyTorch: `torch.optim.lr_scheduler`, stepped as a training loop steps it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from case import DRAWN, EXACT, Case, arguments
from edges.torch import CONSTRUCTORS
from plateaus import plateaus
from stepping import Run, constructed, measured
from torch.optim.swa_utils import SWALR

import lrplot

INSTALL = ("torch==2.13.0 numpy",)
VERSIONS = {"torch": torch.__version__}
PRECISION = "float64"

STEPS = [
    (0.001, 4000, 0.5),
    (0.1, 30, 0.1),
    (0.1, 1, 0.99),
    (0.05, 7, 0.9),
    (0.1, 10, 1.5),
    (0.1, 10, 1.0),
    (0.1, 10, 0.0),
    (0.0003, 1234, 0.8),
]
CYCLES: list[dict[str, Any]] = [
    {"max_lr": 0.1, "total_steps": 100},
    {"max_lr": 0.001, "total_steps": 40_000},
    {"max_lr": 0.1, "total_steps": 100, "anneal_strategy": "linear"},
    {"max_lr": 0.1, "total_steps": 100, "three_phase": True},
    {"max_lr": 0.1, "total_steps": 100, "anneal_strategy": "linear", "three_phase": True},
    {"max_lr": 0.01, "total_steps": 777, "pct_start": 0.45},
    {"max_lr": 0.01, "total_steps": 777, "pct_start": 0.31, "three_phase": True},
    {"max_lr": 0.5, "total_steps": 1000, "div_factor": 1.0, "final_div_factor": 1.0},
    {"max_lr": 0.003, "total_steps": 2345, "div_factor": 10.0, "final_div_factor": 0.5},
    {"max_lr": 0.1, "total_steps": 50, "pct_start": 0.9},
]


SGD_ = "torch.optim.SGD(params, lr={})"


FACTORS = [
    "{part} ** (step // {few})",
    "(1 - step / {many}) ** {power} if step < {many} else {part}",
    "min((step + 1) / {few}, ({few} / (step + 1)) ** {power})",
    "max({part}, 1 - step % {many} / {few})",
    "{part} if step in ({few}, {many}) else 1",
    "{part} + 0.5 * math.cos(math.pi * step / {many})",
    "round({part} * step / {few}, 2)",
    "not step % {few} or {part} < step / {many} <= {power} and {part}",
]
"""Formulas of the step, with numbers to fill in."""

EXPRESSIONS = [
    "0.001 * min(t / 400, (400 / (t + 1)) ** 0.5)",
    "0.1 * 0.995 ** t",
    "0.1 / (1 + t // 30)",
    "0.1 if t < 30 else 0.05 if t <= 60 else 0.01",
    "0.05 + 0.05 * math.cos(math.pi * min(t, 500) / 500)",
    "max(1e-4, abs(t % 200 - 100) / 1000)",
    "0.1 * (t > 10 and t / 100 or 0.5)",
    "np.where(t < 100, t / 100, np.exp(-t / 1000)) * 0.3",
    "round(t / 7, 1) * 1e-3 + int(t * 0.3) % 5",
]


LEVEL = ["Adadelta", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "RMSprop", "SGD", "SparseAdam"]
"""Optimizers whose rate stays what it is."""

FALLING = {
    "Adagrad": [
        "params",
        "params, 0.1, 0.01",
        "params, lr=0.5, lr_decay=1.0",
        "params, lr=0.003, lr_decay=1e-6, weight_decay=0.1",
    ],
    "ASGD": [
        "params",
        "params, 0.1, 0.01",
        "params, lr=0.5, lambd=1.0, alpha=0.5, t0=10",
        "params, lr=0.003, lambd=0.0",
        "params, lr=1.0, lambd=0.5, alpha=1.0",
    ],
}
"""Optimizers that make their rate fall by themselves."""


def optimizers(seed: str) -> Iterator[Case]:
    """Yield the cases of optimizers that stand alone."""
    chance = random.Random(f"optimizers{seed}")

    def rate() -> str:
        return f"{10 ** chance.uniform(-4, 0):.3g}"

    for name in LEVEL:
        for given in ("params", f"params, {rate()}", f"params, lr={rate()}"):
            yield Case(f"torch.optim.{name}({given})", level(f"{name}({given})"))
    for name, edges in FALLING.items():
        key = "lr_decay" if name == "Adagrad" else "lambd"
        drawn = [f"params, lr={rate()}, {key}={rate()}" for _ in range(DRAWN)]
        for given in (*edges, *drawn):
            yield Case(f"torch.optim.{name}({given})", falling(f"{name}({given})"))


def level(text: str) -> Run:
    """Return the function that reads the rate of an optimizer."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        optimizer = eval(text, {**vars(torch.optim), "params": [torch.nn.Parameter(torch.ones(1))]})
        for _ in steps:
            yield float(optimizer.param_groups[0]["lr"])

    return run


def falling(text: str) -> Run:
    """Return the function that lets an optimizer update a weight of 0 by a gradient of 1.

    Adagrad, whose sum of squares is 0 then, and ASGD move it by the rate. The step before an update
    is set, so that few are taken; in float64, which ASGD keeps its rate in.
    """

    def run(steps: Sequence[int]) -> Iterator[float]:
        torch.set_default_dtype(torch.float64)
        weight = torch.nn.Parameter(torch.zeros(1))
        optimizer = eval(text, {**vars(torch.optim), "params": [weight]})
        optimizer.param_groups[0] |= {"eps": 0.0, "weight_decay": 0.0}

        def updated(before: int | None) -> float:
            state = optimizer.state[weight]
            if before is not None:
                state["step"].fill_(before)
            if "sum" in state:
                state["sum"].zero_()
            weight.data.zero_()
            weight.grad = torch.ones(1)
            optimizer.step()
            return -float(weight.detach())

        for step in steps:
            if "ASGD" in text and step:
                # the update before sets the rate of the next
                updated(step - 1)
            yield updated(step if optimizer.state[weight] else None)
        torch.set_default_dtype(torch.float32)

    return run


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments for a constructor, its optimizer's rate first."""
    rate = f"{chance.uniform(0.001, 0.5):.4g}"
    few, many = chance.randint(1, 40), chance.randint(50, 900)
    # torch takes 1 + cos near the bottom, where its digits are gone: what is lost there it
    # multiplies by the square of the length, and at 900 that is up to 3e-11 of the peak
    wave = 50 + many % 351
    part, power = f"{chance.uniform(0.01, 1):.3g}", f"{chance.uniform(0.3, 3):.3g}"
    end = f"{chance.uniform(0, 1):.3g}"
    smooth = [
        f"CosineAnnealingLR(opt, {wave}, {chance.uniform(0, 0.01):.3g})",
        f"PolynomialLR(opt, {many}, {power})",
        f"SWALR(opt, {end}, {chance.randint(1, 90)})",
        f"ExponentialLR(opt, {chance.uniform(0.98, 1):.5g})",
    ]
    stairs = [
        f"StepLR(opt, {chance.randint(1, 90)}, {part})",
        f"MultiStepLR(opt, {chance.choices(range(many), k=3)}, {power})",
        f"ConstantLR(opt, {part}, {chance.randint(1, 90)})",
    ]
    given = {
        "StepLR": f"{few}, gamma={part}",
        "MultiStepLR": f"{chance.choices(range(many), k=4)}, gamma={part}",
        "ConstantLR": f"{part}, {few}",
        "LinearLR": f"{part}, {end}, {many}",
        "ExponentialLR": f"gamma={chance.uniform(0.9, 1):.5g}",
        "PolynomialLR": f"{many}, {power}",
        "CosineAnnealingLR": f"{wave}, eta_min={chance.uniform(0, 0.01):.3g}",
        "CosineAnnealingWarmRestarts": f"{few}, {chance.randint(1, 3)}, 0.0001",
        "SWALR": f"{end}, {few}, '{chance.choice(['cos', 'linear'])}'",
        "CyclicLR": f"0.001, {end}, {few}, {chance.randint(1, 30)}, cycle_momentum=False, "
        f"mode='{chance.choice(['triangular', 'triangular2'])}'",
        "SequentialLR": f"[LinearLR(opt, {part}, 1.0, {few}), CosineAnnealingLR(opt, {wave})], "
        f"[{few}]",
        "ChainedScheduler": f"[LinearLR(opt, {part}, {end}, {few}), {chance.choice(smooth)}, "
        f"{chance.choice(stairs)}]",
        "OneCycleLR": f"0.01, total_steps={many}, pct_start={chance.uniform(0.1, 0.9):.3g}",
    }
    # a chance of its own, so that what the others draw stays as it is
    factor = random.Random(rate).choice(FACTORS)
    factor = factor.format(few=few, many=many, part=part, power=power)
    late = f"{0.9 + 0.1 * float(part):.4g}"
    given["LambdaLR"] = f"lambda step: {factor}"
    given["MultiplicativeLR"] = f"lambda step: {factor} if step < {few} else {late}"
    return f"{rate}|{given[name]}"


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of torch's own schedulers, and of the short names `step` and `one-cycle`."""
    names = {**vars(torch.optim.lr_scheduler), "SWALR": SWALR, "math": math, "np": np}
    for name, given in arguments(CONSTRUCTORS, drawn, seed):
        rate, _, rest = given.partition("|")
        word = f"{name}({', '.join(filter(None, [SGD_.format(rate), rest]))})"
        if name == "ChainedScheduler":
            word = f"{name}({rest}, {SGD_.format(rate)})"
        # past its end OneCycleLR raises
        stop = EXACT if name != "OneCycleLR" else int(lrplot.read(word).total() or 0)
        if name != "OneCycleLR" and "OneCycleLR" in word:
            stop = 500
        if "epochs=7" in word:
            stop = 7 * 111
        yield Case(word, constructed(word, names), stop)
    name = "torch.optim.lr_scheduler.ReduceLROnPlateau"
    yield from plateaus(name, seed, lambda text, _, trace: measured(text, names, trace))
    for formula in EXPRESSIONS:
        call = f"LambdaLR({SGD_.format(1.0)}, lambda t: {formula})"
        yield Case(f"expr: {formula}", constructed(call, names))
    for rate, size, gamma in STEPS:
        word = f"step:initial_learning_rate={rate},step_size={size},gamma={gamma}"
        call = f"StepLR({SGD_.format(rate)}, {size}, {gamma})"
        yield Case(word, constructed(call, names))
    for options in CYCLES:
        word = f"one-cycle:{','.join(f'{name}={value}' for name, value in options.items())}"
        given = ", ".join(f"{name}={value!r}" for name, value in options.items())
        # torch's last update is total_steps - 1; it has a rate for one more, then raises.
        yield Case(
            word,
            constructed(f"OneCycleLR({SGD_.format(0.1)}, {given})", names),
            options["total_steps"],
        )
    yield from optimizers(seed)

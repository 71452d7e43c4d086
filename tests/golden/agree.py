"""How near lrplot must come to what a framework gave, and how near it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import lrplot
from lrplot.arithmetic.arrays import Array

EPS = 2.0**-23
"""The distance from 1 to the next float32."""

EXACT = 1e-11
"""For what is computed in float64: torch multiplies its rate on, and errors add up."""


def rounding(spec: lrplot.Spec, steps: Array, rates: Array, peak: float) -> Array:
    """Return how far float32 may be off at each step, in `EPS` times the peak.

    Two of them for the few operations that every formula has, each half an `EPS` off; more
    where a formula magnifies the rounding of what goes into it.
    """
    given = {param.name: spec.value(param) for param in spec.entry.params}
    base = np.full(steps.shape, 2.0)
    since = steps - given.get("offset", 0.0)
    steps = np.abs(since)
    match spec.entry.name.removesuffix("WithOffset"):
        case "exp" | "ExponentialDecay" | "exponential_decay" | "natural_exp_decay":
            # the rate of decay is rounded, and its power multiplies that by the exponent
            return base + steps / given["decay_steps"] / 2 * rates / peak
        case "poly" | "PolynomialDecay" | "polynomial_decay":
            # 1 - p is off by the rounding of p: the slope of the power at that place
            end = float(np.float32(given["end_learning_rate"]))
            top = next(given[p.name] for p in spec.entry.params if p.role.name == "peak")
            height = abs(top - end)
            left = np.abs(rates - end) / height
            slope = np.zeros(steps.shape)
            np.power(left, 1 - 1 / (given["power"] or 1), where=left > 0, out=slope)
            # before an offset p is any negative number
            large = np.where(since < 0, np.maximum(steps / given["decay_steps"], 1), 1)
            return base + given["power"] * slope * large * height / peak
        case "CosineDecay" | "StepCosineDecay" if "offset" in given:
            # an angle is as far off as it is large; from the second rate on it is at most pi
            first, second, *_ = given.get("boundaries") or (0.0, given["decay_steps"])
            return base + np.where(since < second, np.pi * steps / (second - first), 0)
        case "DirectPowerDecay" | "PowerAndLinearDecay" | "PowerDecay":
            # the exponent is rounded, and the power multiplies that by the logarithm of its base
            return base + np.abs(given["power"] * np.log(np.maximum(steps, 1))) / 2 * rates / peak
        case "LinearWarmup" | "PolynomialWarmUp":
            # before it ends, the rate is a part of the one that it ends at
            inside, late = given["after_warmup_lr_sched"], np.maximum(steps, given["warmup_steps"])
            return given.get("power", 0.0) + rounding(inside, late, inside.schedule()(late), peak)
        case "cosine-restarts" | "CosineDecayRestarts" | "cosine_decay_restarts":
            # the cycles before this one are taken from the step, and what is left is divided
            # by the length of this one: little is left of many, and a short one magnifies it
            stretch, done = given["t_mul"], steps / given["first_decay_steps"]
            length = np.maximum(1 + done * (stretch - 1), 0) / max(1, stretch)
            magnified = np.divide(done, length, where=length > 0, out=np.zeros(steps.shape))
            return base + (1 + moved(stretch) / 2) * magnified
    return base


def moved(stretch: float) -> float:
    """Return how far the rounding of a stretch moves the cycles, in `EPS` times the step.

    Their starts have 1 - t_mul below the line. 1.5 and 2 are float32 numbers, 1.3 is none.
    """
    return 0.0 if stretch == float(np.float32(stretch)) else 1 / abs(stretch - 1)


def sides(spec: lrplot.Spec, steps: Array) -> Sequence[Array]:
    """Return the steps, and their two sides where float32 moves the restarts.

    A restart that falls on a step may then come a step late or early, and TensorFlow does not
    agree with itself: with first_decay_steps=10 and t_mul=1.6, step 26 has the rate 0 run
    eagerly and the peak in a graph.
    """
    values: dict[str, Any] = {param.name: spec.value(param) for param in spec.entry.params}
    stretch = values.get("t_mul", 1.0)
    if not moved(stretch):
        return [steps]
    # which cycle it is says log(grown) / log(stretch): each is rounded, and so is the quotient,
    # after the stretch, the length, their difference, product and sum
    grown = np.maximum(1 + steps / values["first_decay_steps"] * (stretch - 1), EPS)
    logs = np.abs(np.log(grown)) * (3 + 1 / abs(np.log(stretch)))
    away = EPS / 2 * (4 + stretch / abs(stretch - 1) + logs)
    return [steps, steps * (1 - away), steps * (1 + away)]


def compared(data: Mapping[str, Any], case: Mapping[str, Any]) -> tuple[float, float, str]:
    """Return how far lrplot is off at worst: in parts of the peak, and of what is allowed.

    `data` is what a golden file says of all its cases, `case` one of them. The text says where.
    """
    spec = lrplot.read(case["word"])
    schedule = spec.schedule()
    steps = np.array(case["steps"], dtype=np.float64)
    theirs = np.array([np.nan if rate is None else rate for rate in case["rates"]])
    # the digits are the shortest that mean this float32
    theirs = theirs.astype(data["precision"]).astype(np.float64)
    peak = float(np.nanmax(np.abs(theirs), initial=0.0)) or 1.0
    slack, tried = data.get("slack", {}).get(spec.entry.name), schedule(steps)[None]
    if slack:
        bound = np.full(steps.shape, slack[0])
    elif data["precision"] == "float32":
        bound = EPS * rounding(spec, steps, theirs, peak)
        tried = np.array([schedule(side) for side in sides(spec, steps)])
    else:
        bound = np.full(steps.shape, EXACT)
    off = np.min(np.abs(tried - theirs), axis=0) / peak
    both = np.isnan(tried).any(axis=0) & np.isnan(theirs)
    off = np.where(both, 0.0, np.where(np.isnan(off), np.inf, off))
    worst = int(np.argmax(off / bound))
    where = (
        f"{case['word']}: at step {case['steps'][worst]} the framework has {theirs[worst]!r}, "
        f"lrplot {tried[0][worst]!r}: {off[worst]:.2g} of the peak apart, "
        f"{bound[worst]:.2g} allowed"
    )
    return float(off.max()), float(off[worst] / bound[worst]), where

"""Hugging Face diffusers: the `get_…_schedule…` functions of its training scripts.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Totals include the warmup. All but the line, which can end above 0, and the piecewise constant
are those of transformers.

Keywords: Hugging Face, HF.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Choice,
    Cycles,
    End,
    EndRatio,
    Exponent,
    Optimizer,
    Pattern,
    Scale,
    Total,
    Unused,
    Warmup,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Repeat,
    Schedule,
    warmed,
    waves,
)

FRAMEWORK = Framework(
    paths=("diffusers.optimization",),
    aliases={
        "linear": "get_linear_schedule_with_warmup",
        "cosine": "get_cosine_schedule_with_warmup",
        "cosine_with_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
        "polynomial": "get_polynomial_decay_schedule_with_warmup",
        "constant": "get_constant_schedule",
        "constant_with_warmup": "get_constant_schedule_with_warmup",
        "piecewise_constant": "get_piecewise_constant_schedule",
    },
)

FACTOR = r"\s*(?:\d{1,15}\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?\s*"
Rules = Annotated[
    str,
    Pattern(
        "rules",
        "factors and the steps up to which they hold, then the last factor",
        rf"(?:{FACTOR}:\s*\d{{1,15}}\s*,)*{FACTOR}",
        ("1:10,0.1:20,0.01:30,0.005", "0.5", "2:1000, 1e-1:500 ,0"),
        "F:N,…,F",
    ),
]
Name = Annotated[str, Choice("schedule", "which schedule", tuple(FRAMEWORK.aliases), "NAME")]


@schedule
def get_constant_schedule(optimizer: Optimizer, last_epoch: Unused = -1) -> Schedule:
    """The optimizer's own rate at every step.

    Formula: lr.
    Source: diffusers/optimization.py, 0.42.1.
    """
    return Constant(optimizer)


@schedule
def get_constant_schedule_with_warmup(
    optimizer: Optimizer, num_warmup_steps: Warmup, last_epoch: Unused = -1
) -> Schedule:
    """A linear warmup from 0, then the optimizer's own rate.

    Differs: update 0 has the rate 0.
    Formula: lr * min(t / num_warmup_steps, 1).
    Source: diffusers/optimization.py, 0.42.1.
    """
    return warmed(num_warmup_steps, optimizer, Constant(optimizer))


@schedule
def get_piecewise_constant_schedule(
    optimizer: Optimizer, step_rules: Rules, last_epoch: Unused = -1
) -> Schedule:
    """The rate times a factor until the step that is named with it, then times the last factor.

    Differs: each number of steps is counted from the start of the training, not from the rule
    before it. Rules may stand in any order; of two for one step the later counts.
    Formula: with step_rules="a:m,b:n,c": lr * a while t < m, lr * b while t < n, then lr * c.
    Source: diffusers/optimization.py, 0.42.1.
    """
    *rules, last = step_rules.split(",")
    pairs = (rule.split(":") for rule in rules)
    factors = {int(steps): float(factor) for factor, steps in pairs}
    values = [factors[step] for step in sorted(factors)] + [float(last)]
    return PiecewiseConstant(
        tuple(map(float, sorted(factors))), tuple(optimizer * value for value in values)
    )


@schedule
def get_linear_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    last_epoch: Unused = -1,
    f_min: EndRatio = 0.0,
    f_max: Scale = 1.0,
) -> Schedule:
    """A linear warmup from 0 to `f_max` times the rate, then a line down to `f_min` times it.

    Differs: update 0 has the rate 0. A warmup as long as the training, or longer, is drawn in
    full, and the rate is at its end right after it.
    Formula: lr * f_max * t / num_warmup_steps up to num_warmup_steps; then
    lr * (f_min + (f_max - f_min) * (num_training_steps - t) /
    (num_training_steps - num_warmup_steps)), not below f_min.
    Source: diffusers/optimization.py, 0.42.1.
    """
    left = max(0.0, num_training_steps - num_warmup_steps)
    low, high = optimizer * f_min, optimizer * f_max
    # what is left is divided by at least 1
    decay = Ramp(low + (high - low) * min(1.0, left), low, left)
    return warmed(num_warmup_steps, high, decay)


@schedule
def get_cosine_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 0.5,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then a cosine of `num_cycles` waves, half of one by default.

    Differs: update 0 has the rate 0. The cosine does not stop: past `num_training_steps` the
    rate rises again.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (1 + cos(2 * pi * num_cycles * u)) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps).
    Source: diffusers/optimization.py, 0.42.1.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    return warmed(num_warmup_steps, optimizer, waves(optimizer, 0.0, left, num_cycles))


@schedule
def get_cosine_with_hard_restarts_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    num_cycles: Cycles = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then `num_cycles` half cosines down to 0, one after another.

    Keywords: SGDR, warm restarts.
    Differs: update 0 has the rate 0. From `num_training_steps` on the rate is exactly 0. With
    22 cycles or more, rounding may bring a restart of diffusers one step late.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr * (1 + cos(pi * (num_cycles * u mod 1))) / 2,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps), and 0 from u = 1 on.
    Source: diffusers/optimization.py, 0.42.1.
    """
    left = max(1.0, num_training_steps - num_warmup_steps)
    cycles: Schedule = Constant(optimizer)
    if num_cycles:
        period = left / num_cycles
        cycles = Repeat(Ramp(optimizer, 0.0, period, Cosine()), period)
    return warmed(num_warmup_steps, optimizer, cycles.then(Constant(0.0), at=left))


@schedule
def get_polynomial_decay_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: Warmup,
    num_training_steps: Total,
    lr_end: End = 1e-7,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A linear warmup from 0, then down to `lr_end` as (1 - u) ** power.

    Differs: update 0 has the rate 0. `lr_end` must be below the optimizer's rate. A warmup as
    long as the training divides by zero, and is refused; after a longer one the rate is
    `lr_end` at once.
    Formula: lr * t / num_warmup_steps up to num_warmup_steps; then
    lr_end + (lr - lr_end) * (1 - u) ** power,
    u = (t - num_warmup_steps) / (num_training_steps - num_warmup_steps), at most 1.
    Source: diffusers/optimization.py, 0.42.1.
    """
    if optimizer <= lr_end:
        raise LrplotError("lr_end must be below the optimizer's rate, as diffusers asks")
    left = num_training_steps - num_warmup_steps
    if left == 0:
        raise LrplotError("num_warmup_steps and num_training_steps must not be the same")
    decay: Schedule = Ramp(optimizer, lr_end, max(left, 0.0), Polynomial(power))
    if power == 0 and left > 0:
        decay = Constant(optimizer).then(Constant(lr_end), at=left, closed=True)
    return warmed(num_warmup_steps, optimizer, decay)


@schedule
def get_scheduler(
    name: Name,
    optimizer: Optimizer,
    step_rules: Rules | None = None,
    num_warmup_steps: Warmup | None = None,
    num_training_steps: Total | None = None,
    num_cycles: Cycles = 1.0,
    power: Exponent = 1.0,
    last_epoch: Unused = -1,
) -> Schedule:
    """A schedule by its name, as the training scripts' `--lr_scheduler` has it.

    Differs: `num_cycles` reaches only "cosine_with_restarts", `power` only "polynomial", whose
    end is 1e-7, and `step_rules` only "piecewise_constant"; "cosine" is always half a wave.
    Formula: that of the schedule.
    Example: num_warmup_steps=500, num_training_steps=10000
    Source: diffusers/optimization.py, 0.42.1.
    """
    if name == "constant":
        return get_constant_schedule(optimizer)
    if name == "piecewise_constant":
        if step_rules is None:
            raise LrplotError("step_rules must be given for piecewise_constant")
        return get_piecewise_constant_schedule(optimizer, step_rules)
    if num_warmup_steps is None:
        raise LrplotError(f"num_warmup_steps must be given for {name}")
    if name == "constant_with_warmup":
        return get_constant_schedule_with_warmup(optimizer, num_warmup_steps)
    if num_training_steps is None:
        raise LrplotError(f"num_training_steps must be given for {name}")
    steps = num_warmup_steps, num_training_steps
    if name == "linear":
        return get_linear_schedule_with_warmup(optimizer, *steps)
    if name == "cosine":
        return get_cosine_schedule_with_warmup(optimizer, *steps)
    if name == "polynomial":
        return get_polynomial_decay_schedule_with_warmup(optimizer, *steps, power=power)
    return get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, *steps, num_cycles)

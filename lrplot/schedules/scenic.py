"""Scenic: `compound_lr_scheduler` of `scenic.train_lib.lr_schedules`, a product of factors.

Keywords: JAX.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import (
    Boundaries,
    Cooldown,
    DecayLength,
    End,
    EndRatio,
    Exponent,
    Factor,
    FactorsAt,
    Fraction,
    Growth,
    Length,
    Pattern,
    Peak,
    Period,
    Staircase,
    Stretch,
    Timescale,
    Total,
    Warmup,
    like,
)
from lrplot.pieces import (
    Constant,
    Cosine,
    Decay,
    Geometric,
    InversePower,
    Line,
    PiecewiseConstant,
    Polynomial,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    Stairs,
    product,
    through,
)

FRAMEWORK = Framework(
    paths=("scenic.train_lib.lr_schedules", "lr_schedules"),
    aliases={"compound": "compound_lr_scheduler"},
)

NAME = (
    "(?:constant|polynomial|piecewise_constant|piecewise_linear|linear_warmup|rsqrt_decay"
    "|decay_every|exponential_decay|cosine_decay|linear_decay|linear_cooldown)"
)
Factors = Annotated[
    str,
    Pattern(
        "factors",
        "the factors whose product it is",
        rf" *{NAME}(?: *\* *{NAME})* *",
        (
            "constant*linear_warmup*rsqrt_decay",
            "constant*cosine_decay*linear_warmup",
            "constant * linear_warmup * linear_decay",
            "constant*polynomial",
            "constant*piecewise_linear*linear_cooldown",
            "constant*decay_every*exponential_decay",
        ),
    ),
]
Multiples = Annotated[
    tuple[float, ...], like(FactorsAt, help="the factors at the events; before the first it is 1")
]


@schedule
def compound_lr_scheduler(
    factors: Factors,
    base_learning_rate: Peak,
    warmup_steps: Warmup = 0.0,
    warmup_alpha: Fraction = 0.0,
    total_steps: Total | None = None,
    end_learning_rate: End = 0.0,
    cooldown_steps: Cooldown | None = None,
    steps_per_cycle: Period | None = None,
    t_mul: Stretch = 1.0,
    m_mul: Factor = 1.0,
    alpha: EndRatio = 0.0,
    start_decay_step: Length = 0.0,
    timescale: Timescale = 10_000.0,
    decay_steps: DecayLength | None = None,
    end_factor: EndRatio | None = None,
    power: Exponent | None = None,
    decay_rate: Growth | None = None,
    staircase: Staircase = False,
    decay_events: Boundaries = (),
    decay_factors: Multiples = (),
    steps_per_decay: Period | None = None,
    decay_factor: Factor | None = None,
) -> Schedule:
    """A product of named factors, each with the keys of the config that it needs.

    Keywords: inverse square root, rsqrt.
    Where: warmup_alpha: the factor that the warmup starts from; m_mul: how high each cycle is
    beside the last; alpha: the end of the cosine as a fraction of the peak; start_decay_step: how
    many steps after the warmup the cosine begins; end_factor: the end of the polynomial as a
    fraction of the peak; steps_per_decay: how many steps each stair lasts; decay_factor: what the
    rate is multiplied by at each stair.
    Differs: cosine_decay begins anew after each cycle, so that past the last step it is at its top
    again; a cycle of it is shortened by the warmup. linear_decay works on the product of the
    factors before it. linear_cooldown falls below 0 past `total_steps`. piecewise_constant changes
    in the step after an event. With a `t_mul` other than 1 rounding may bring a restart a step
    late. The result is a float32.
    Formula: w = warmup_steps; linear_warmup min(1, warmup_alpha + t * (1 - warmup_alpha) / w);
    rsqrt_decay sqrt(timescale / (t + timescale - w)) for t > w; polynomial end_factor +
    (1 - end_factor) * (1 - t / decay_steps) ** power; exponential_decay
    decay_rate ** (t / decay_steps); decay_every decay_factor ** (t // steps_per_decay);
    cosine_decay alpha + (1 - alpha) * m_mul ** i * (1 + cos(pi * u)) / 2, u the fraction of
    cycle i; linear_decay end_learning_rate + (product - end_learning_rate) *
    (1 - (t - w) / (total_steps - w)); linear_cooldown min(1, (total_steps - max(t, w)) /
    cooldown_steps)
    Source: scenic/train_lib/lr_schedules.py, 4a38d47.
    """
    warmup = warmup_steps
    known: dict[str, Schedule] = {
        "constant": Constant(base_learning_rate),
        "linear_warmup": Ramp(warmup_alpha, 1.0, warmup),
        "rsqrt_decay": Constant(1.0).then(
            Shift(Decay(1.0, InversePower(0.5), timescale), timescale), at=warmup, closed=True
        ),
    }
    if decay_steps is not None:
        if end_factor is not None and power is not None:
            known["polynomial"] = Ramp(1.0, end_factor, decay_steps, Polynomial(power))
        if decay_rate is not None:
            fall = Decay(1.0, Geometric(decay_rate), decay_steps)
            known["exponential_decay"] = Stairs(fall, decay_steps) if staircase else fall
    if steps_per_decay is not None and decay_factor is not None:
        fall = Decay(1.0, Geometric(decay_factor), steps_per_decay)
        known["decay_every"] = Stairs(fall, steps_per_decay)
    if "piecewise" in factors:
        if len(decay_events) != len(decay_factors) or not decay_events:
            raise LrplotError("decay_events and decay_factors must be equally many, at least one")
        values = (1.0, *decay_factors)
        known["piecewise_constant"] = PiecewiseConstant(decay_events, values, closed=True)
        if "piecewise_linear" in factors:
            known["piecewise_linear"] = through((0.0, *decay_events), values)
    if steps_per_cycle is not None:
        cycles = steps_per_cycle if total_steps is None else total_steps
        left = steps_per_cycle - int(warmup / (cycles / steps_per_cycle))
        cosine: Schedule = Constant(1.0)
        if left > 0:
            cycle = Ramp(1.0 - alpha, 0.0, left, Cosine())
            cosine = Repeat(cycle, left, t_mul, m_mul) + Constant(alpha)
            cosine = Constant(1.0).then(cosine, at=warmup + start_decay_step)
        known["cosine_decay"] = cosine
    if total_steps is not None and cooldown_steps:
        cooled = Constant(1.0).then(
            Decay(1.0, Line(-1.0), cooldown_steps), at=total_steps - cooldown_steps
        )
        known["linear_cooldown"] = Constant(float(cooled(warmup))).then(
            cooled, at=warmup, restart=False
        )
    parts = factors.replace(" ", "").split("*")
    return _decayed(parts, known, warmup, total_steps, end_learning_rate)


def _decayed(
    parts: list[str],
    known: dict[str, Schedule],
    warmup: float,
    total: float | None,
    end: float,
) -> Schedule:
    """Return the product of factors; linear_decay takes the product so far down to `end`."""
    if "linear_decay" not in parts:
        return product("*".join(parts), known)
    if total is None or total <= warmup:
        raise LrplotError("linear_decay wants total_steps above warmup_steps")
    at = len(parts) - 1 - parts[::-1].index("linear_decay")
    before = _decayed(parts[:at], known, warmup, total, end)
    fall = Constant(1.0).then(Ramp(1.0, 0.0, total - warmup), at=warmup)
    decayed = (before + Constant(-end)) * fall + Constant(end)
    return decayed * product("*".join(parts[at + 1 :]), known)

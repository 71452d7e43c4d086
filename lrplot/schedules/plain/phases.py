"""Schedules of several parts: cosine restarts, warmup-stable-decay, one cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, final

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Anneal,
    Choice,
    Cooldown,
    DecayLength,
    End,
    EndDivisor,
    EndRatio,
    Factor,
    Number,
    Peak,
    Period,
    StartDivisor,
    Stretch,
    Switch,
    Total,
    Warmup,
    WarmupFraction,
    like,
)
from lrplot.pieces import (
    LINEAR,
    Array,
    Constant,
    Cosine,
    Exponential,
    Interpolant,
    Power,
    Ramp,
    Repeat,
    Schedule,
    np,
    through,
    warmed,
)

Shape = Annotated[
    str, Choice("cooldown", "the shape of the way down", ("linear", "cosine", "1-sqrt"))
]

Slope = Annotated[
    str,
    Choice(
        "cooldown", "the shape of the way down to the constant rate", ("cosine", "inverse-sqrt")
    ),
]
Twentieth = Annotated[
    float,
    like(Warmup, help="how many steps the rate rises for; a 20th of the total if not given"),
]
Fifth = Annotated[
    float,
    like(
        Cooldown,
        help="how many steps at the end the rate falls for; a 5th of the total if not given",
    ),
]
Most = Annotated[
    float,
    like(
        DecayLength,
        help="how many steps it takes down to the constant rate; 3/20 of the total if not given",
    ),
]
ConstantRate = Annotated[
    float,
    Number("constant rate", "the rate of the long phase", low=0.0, above=True, sample=0.0001),
]
Least = Annotated[float, like(End, above=True)]
Steepness = Annotated[
    float,
    Number(
        "steepness", "how steep the inverse square root sets out", low=0.0, above=True, sample=10
    ),
]

COOLDOWNS: dict[str, Interpolant] = {"linear": LINEAR, "cosine": Cosine(), "1-sqrt": Power(0.5)}


@final
@dataclass(frozen=True)
class InverseRoot:
    """1 / sqrt(1 + alpha u), set to go from 0 to 1."""

    alpha: float

    def __call__(self, u: Array) -> Array:
        whole = np.expm1(-0.5 * np.log1p(self.alpha))
        done: Array = np.expm1(-0.5 * np.log1p(self.alpha * u)) / whole
        return done


@schedule
def cosine_restarts(
    initial_learning_rate: Peak = 0.001,
    first_decay_steps: Period = 2500.0,
    t_mul: Stretch = 2.0,
    m_mul: Factor = 1.0,
    alpha: EndRatio = 0.0,
) -> Schedule:
    """Half cosines, each `t_mul` times as long and `m_mul` times as high as the last.

    Where: m_mul: how high each cycle is beside the last.
    Differs: the floor, `alpha` times the first peak, stays where it is while the peaks fade.
    With `t_mul` below 1 the cycles shrink away, and the rate is NaN from
    first_decay_steps / (1 - t_mul) on.
    Formula: alpha * lr + m_mul ** j * (1 - alpha) * lr * (1 + cos(pi * u)) / 2 in cycle j, from 0,
    which lasts first_decay_steps * t_mul ** j; u goes from 0 to 1 in each.
    Source: keras.CosineDecayRestarts; SGDR (arXiv:1608.03983), equation 5.
    """
    floor = alpha * initial_learning_rate
    cycle = Ramp(initial_learning_rate - floor, 0.0, first_decay_steps, Cosine())
    return Repeat(cycle, first_decay_steps, t_mul, m_mul) + Constant(floor)


@schedule
def wsd(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Twentieth | None = None,
    cooldown_steps: Fifth | None = None,
    cooldown: Shape = "linear",
    end_lr: End = 0.0,
) -> Schedule:
    """Warmup, stable, decay: a linear warmup, a level, and a cooldown over the last steps.

    Keywords: warmup-stable-decay, 1-sqrt, minus_sqrt.
    Formula: the cooldown, with u from 0 to 1, is 1 - u, (1 + cos(pi * u)) / 2 or 1 - sqrt(u).
    Source: transformers' get_wsd_schedule; 1-sqrt from arXiv:2405.18392, section 3.
    """
    warmup_steps = total_steps / 20 if warmup_steps is None else warmup_steps
    cooldown_steps = total_steps / 5 if cooldown_steps is None else cooldown_steps
    start = total_steps - cooldown_steps
    if start < warmup_steps:
        raise LrplotError("warmup_steps and cooldown_steps must fit into total_steps")
    down = Ramp(peak_lr, end_lr, cooldown_steps, COOLDOWNS[cooldown])
    return warmed(warmup_steps, peak_lr, Constant(peak_lr)).then(down, at=start)


@schedule
def one_cycle(
    max_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    pct_start: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    div_factor: StartDivisor = 25.0,
    final_div_factor: EndDivisor = 1e4,
    three_phase: Switch = False,
) -> Schedule:
    """Up from max_lr / div_factor to `max_lr`, and down to far below where it began.

    Keywords: super-convergence.
    Where: three_phase: whether it goes back down as far as it came up, and then on down.
    Differs: the peak is at pct_start * total_steps - 1, which need not be a whole step, and
    the end at total_steps - 1. Past the end the rate stays, where torch turns back up for one
    step and then raises an error.
    Formula: from max_lr / div_factor at step 0 to max_lr at pct_start * total_steps - 1 to max_lr
    / (div_factor * final_div_factor) at total_steps - 1, each way a line or half a cosine; in
    three phases back to max_lr / div_factor first, in as many steps as up.
    Source: torch.optim.lr_scheduler.OneCycleLR; arXiv:1708.07120.
    """
    interpolant = Cosine() if anneal_strategy == "cos" else LINEAR
    start, last = max_lr / div_factor, total_steps - 1
    end, top = start / final_div_factor, pct_start * total_steps - 1
    joints, rates = [0.0, top, last], [start, max_lr, end]
    if three_phase:
        joints, rates = [0.0, top, 2 * top, last], [start, max_lr, start, end]
    return through(joints, rates, interpolant)


@schedule
def infinite(
    peak_lr: Peak = 0.001,
    total_steps: Total = 40_000.0,
    warmup_steps: Twentieth | None = None,
    cooldown_steps: Most | None = None,
    annealing_steps: Fifth | None = None,
    constant_lr: ConstantRate = 0.0001,
    end_lr: Least = 0.00001,
    cooldown: Slope = "cosine",
    timescale: Steepness = 10.0,
) -> Schedule:
    """The "infinite" schedule: warmup, cooldown to a constant rate, and an exponential annealing.

    Keywords: infinite learning rate, continual pretraining.
    Differs: the constant phase is what can go on for ever; `total_steps` says when the annealing
    ends, and a run resumed before it begins knows nothing of it. Past the end the rate stays;
    the authors' code would let it fall on.
    Formula: peak_lr * t / warmup_steps; then, u from 0 to 1 in cooldown_steps,
    constant_lr + (peak_lr - constant_lr) * (1 + cos(pi * u)) / 2, or
    peak_lr + (constant_lr - peak_lr) * h(u) / h(1), h(u) = 1 / sqrt(1 + timescale * u) - 1; then
    constant_lr; then, u from 0 to 1 in annealing_steps, constant_lr * (end_lr / constant_lr) ** u.
    Source: arXiv:2403.08763; arXiv:2503.02844, and its first author's
    infinite_scheduler.py, Pauljanson002/MAE-1, 36ed451.
    """
    warmup_steps = total_steps / 20 if warmup_steps is None else warmup_steps
    cooldown_steps = total_steps * 3 / 20 if cooldown_steps is None else cooldown_steps
    annealing_steps = total_steps / 5 if annealing_steps is None else annealing_steps
    start = total_steps - annealing_steps
    if start < warmup_steps + cooldown_steps:
        raise LrplotError(
            "warmup_steps, cooldown_steps and annealing_steps must fit in total_steps"
        )
    interpolant = Cosine() if cooldown == "cosine" else InverseRoot(timescale)
    down = Ramp(peak_lr, constant_lr, cooldown_steps, interpolant)
    annealing = Ramp(constant_lr, end_lr, annealing_steps, Exponential(end_lr / constant_lr))
    return warmed(warmup_steps, peak_lr, down).then(annealing, at=start)

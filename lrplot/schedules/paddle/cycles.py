"""Schedulers in cycles: a cosine, cosine restarts, triangles, one cycle."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import LrplotError, schedule
from lrplot.parameters import (
    Anneal,
    Choice,
    End,
    Factor,
    Multiplier,
    Peak,
    Start,
    StartDivisor,
    Switch,
    Times,
    TotalCount,
    Unused,
    Verbose,
    WarmupFraction,
)
from lrplot.pieces import (
    LINEAR,
    Computed,
    Constant,
    Cosine,
    Decay,
    Geometric,
    Ramp,
    Repeat,
    Schedule,
    Shift,
    Stairs,
    Wave,
    one_cycle,
)
from lrplot.schedules.paddle.decays import DecayCount

Mode = Annotated[
    str, Choice("mode", "how high each cycle is", ("triangular", "triangular2", "exp_range"))
]
ScaleMode = Annotated[
    str, Choice("scale mode", "what the height is a function of", ("cycle", "iterations"))
]


@schedule
def CosineAnnealingDecay(
    learning_rate: Peak,
    T_max: DecayCount,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half a cosine from the rate down to `eta_min` at `T_max`, and up again.

    Differs: it does not stop: past `T_max` the rate rises, and is back at its start at twice
    `T_max`.
    Formula: eta_min + (learning_rate - eta_min) * (1 + cos(pi * t / T_max)) / 2.
    Source: paddle/optimizer/lr.py, 3.3.1; SGDR (arXiv:1608.03983), without restarts.
    """
    return Wave(learning_rate, eta_min, T_max)


@schedule
def CosineAnnealingWarmRestarts(
    learning_rate: Peak,
    T_0: Times,
    T_mult: Times = 1,
    eta_min: End = 0.0,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Half cosines from the rate to `eta_min`, each `T_mult` times as long as the last.

    Keywords: SGDR, warm restarts.
    Where: T_0: how many steps the first cycle lasts; T_mult: how many times as long each cycle is
    as the last.
    Differs: `eta_min` is never reached: the restart comes in the step that would have it.
    Formula: eta_min + (learning_rate - eta_min) * (1 + cos(pi * u)) / 2 in cycle j, from 0, which
    lasts T_0 * T_mult ** j; u is how much of the cycle is over.
    Source: paddle/optimizer/lr.py, 3.3.1; SGDR (arXiv:1608.03983), equation 5.
    """
    return Repeat(Ramp(learning_rate, eta_min, T_0, Cosine()), T_0, T_mult)


@schedule
def OneCycleLR(
    max_learning_rate: Peak,
    total_steps: TotalCount,
    divide_factor: StartDivisor = 25.0,
    end_learning_rate: End = 0.0001,
    phase_pct: WarmupFraction = 0.3,
    anneal_strategy: Anneal = "cos",
    three_phase: Switch = False,
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Up from max_learning_rate / divide_factor to the maximum, and down to the end rate.

    Keywords: 1cycle, one cycle, super-convergence.
    Where: three_phase: whether it goes back down as far as it came up, and then on down.
    Differs: `end_learning_rate` is a rate; torch has a divisor. The peak is at
    phase_pct * total_steps - 1, which need not be a whole step, and the end at total_steps - 1.
    One step later Paddle extrapolates (a cosine turns back up), and from then on it raises an
    error; the rate stays here.
    Formula: a + (b - a) * g(u) from a to b in each phase; g(u) = (1 - cos(pi * u)) / 2 or u.
    Source: paddle/optimizer/lr.py, 3.3.1; arXiv:1708.07120.
    """
    if three_phase and phase_pct >= 0.5:
        raise LrplotError("phase_pct must be below 0.5 with three phases")
    rates = max_learning_rate / divide_factor, max_learning_rate, end_learning_rate
    interpolant = Cosine() if anneal_strategy == "cos" else LINEAR
    return one_cycle(total_steps, phase_pct, rates, interpolant, three_phase)


@schedule
def CyclicLR(
    base_learning_rate: Start,
    max_learning_rate: Peak,
    step_size_up: Times,
    step_size_down: Times | None = None,
    mode: Mode = "triangular",
    exp_gamma: Factor = 1.0,
    scale_fn: Multiplier | None = None,
    scale_mode: ScaleMode = "cycle",
    last_epoch: Unused = -1,
    verbose: Verbose = False,
) -> Schedule:
    """Up from the base rate to the maximum in a line and down again, again and again.

    Keywords: CLR, cyclical learning rate, triangular.
    Where: step_size_up: how many steps the rate rises for in a cycle; step_size_down: how many
    steps it falls for, as many as it rises for if not given; exp_gamma: what the height is
    multiplied by every step, in exp_range.
    Differs: in `triangular2` each triangle is half as high as the last; in `exp_range` the
    height is `exp_gamma` ** step. With `scale_fn` there is no `mode`: the height is that lambda
    of the cycle's number, from 1, or of the step.
    Formula: base + (max - base) * h * s, h from 0 to 1 in step_size_up and back to 0 in
    step_size_down; s is 1, 0.5 ** j in cycle j, from 0, exp_gamma ** t, or what scale_fn says.
    Source: paddle/optimizer/lr.py, 3.3.1; arXiv:1506.01186.
    """
    down = step_size_up if step_size_down is None else step_size_down
    size, height = step_size_up + down, max_learning_rate - base_learning_rate
    triangle = Ramp(0.0, height, step_size_up).then(Ramp(height, 0.0, down), step_size_up)
    cycles, base = Repeat(triangle, size), Constant(base_learning_rate)
    if scale_fn is not None:
        each = Stairs(Shift(Computed(1.0, scale_fn, size), size), size)
        return cycles * (each if scale_mode == "cycle" else Computed(1.0, scale_fn)) + base
    if mode == "exp_range":
        return cycles * Decay(1.0, Geometric(exp_gamma)) + base
    return Repeat(triangle, size, fade=0.5 if mode == "triangular2" else 1.0) + base

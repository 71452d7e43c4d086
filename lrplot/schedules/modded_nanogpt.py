"""modded-nanogpt: the schedule of the NanoGPT speedrun, KellerJordan/modded-nanogpt."""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import CooldownFraction, Joints, Number, Numbers, Optimizer, Total, Unused
from lrplot.pieces import PiecewiseConstant, Ramp, Schedule, Shift

FRAMEWORK = Framework(paths=("modded_nanogpt.train_gpt",))

FLOOR = 0.15
"""What the rate is multiplied by at the end, whatever the stage: written into the code."""

Multipliers = Annotated[
    tuple[float, ...],
    Numbers(
        "multipliers",
        "what the rate is multiplied by in each stage",
        Number("multiplier", "a factor", low=0.0),
        (1.0, 1.52, 1.73),
    ),
]


@schedule
def TrainingSchedule(
    optimizer: Optimizer,
    lr_mul: Multipliers = (1.0, 1.52, 1.73),
    boundaries: Joints = (),
    scheduled_iterations: Total = 1270.0,
    extension_iterations: Unused = 15,
    cooldown_frac: CooldownFraction = 0.6,
) -> Schedule:
    """A level in each stage, higher as the batch grows, and a line down to 0.15 of the rate.

    Differs: `lr_mul` has the multipliers of the stages, and `boundaries` the step at which each
    but the first begins, where the script has a duration for each; without it, all last equally
    long. The cooldown runs across the stages: when the multiplier changes in it, the rate
    jumps. There is no warmup. The script passes a `cooldown_frac` of 0.6; its class says 0.5.
    Formula: lr * (m * (1 - u) + 0.15 * u), m the multiplier of the stage, u from 0 at
    int(scheduled_iterations * (1 - cooldown_frac)) to 1 at scheduled_iterations.
    Source: KellerJordan/modded-nanogpt, train_gpt.py, f411b3d.
    """
    stages, total = len(lr_mul), scheduled_iterations
    if not boundaries:
        boundaries = tuple(float(round(stage / stages * total)) for stage in range(1, stages))
    if len(boundaries) != stages - 1:
        count = f"{stages} stages want {stages - 1} boundaries"
        raise LrplotError(f"boundaries: {count}, not {len(boundaries)}")
    start = int(total * (1 - cooldown_frac))
    if start == total:
        raise LrplotError("cooldown_frac must leave a step for the cooldown, or it divides 0 by 0")
    stage = PiecewiseConstant(boundaries, tuple(optimizer * factor for factor in lr_mul))
    left = Shift(Ramp(1.0, 0.0, total - start), -start)
    end = Shift(Ramp(0.0, FLOOR * optimizer, total - start), -start)
    return stage * left + end

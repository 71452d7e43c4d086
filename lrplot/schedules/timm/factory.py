"""The function that makes a scheduler from the options of timm's training script."""

from __future__ import annotations

from typing import Annotated, Any

from lrplot.catalogue import Direction, LrplotError, Patience, schedule
from lrplot.parameters import (
    Boundaries,
    Choice,
    DecayEnd,
    End,
    EpochMetrics,
    Exponent,
    Factor,
    Number,
    Numbers,
    Optimizer,
    Start,
    Stretch,
    Switch,
    Timescale,
    Unused,
    Warmup,
)
from lrplot.pieces import Constant, Schedule
from lrplot.schedules.timm.common import NoiseLimit, NoiseSpread, Seed
from lrplot.schedules.timm.curves import CosineLRScheduler, Limit, PolyLRScheduler, TanhLRScheduler
from lrplot.schedules.timm.phases import DecayShape, WSDLRScheduler
from lrplot.schedules.timm.plateau import PlateauLRScheduler
from lrplot.schedules.timm.stairs import MultiStepLRScheduler, StepLRScheduler

SCHEDULES = (
    "cosine", "tanh", "step", "constant", "multistep", "plateau", "poly", "wsd", "rsqrt", "none",
)  # fmt: skip
Name = Annotated[str, Choice("schedule", "the schedule's name", SCHEDULES)]
DecayEpochs = Annotated[
    float,
    Number(
        "decay epochs",
        "how far apart the steps are, or how long the decay of wsd is; below 1, a part of it",
        low=0.0,
        above=True,
        meta="STEPS",
        sample=30,
    ),
]
NoiseParts = Annotated[
    tuple[float, ...] | None,
    Numbers(
        "noise range",
        "where noise begins, and maybe where it is over, in parts of the epochs",
        Number("fraction", "a part of the whole", low=0.0, sample=0.5),
        (0.4, 0.9),
    ),
]
Updates = Annotated[
    int, Number("updates", "how many updates an epoch has", low=0, whole=True, sample=100)
]


@schedule
def create_scheduler_v2(
    optimizer: Optimizer,
    sched: Name = "cosine",
    num_epochs: DecayEnd = 300.0,
    decay_epochs: DecayEpochs | None = None,
    decay_milestones: Boundaries = (90.0, 180.0, 270.0),
    cooldown_epochs: Unused = 0,
    patience_epochs: Patience = 10,
    decay_rate: Factor = 0.1,
    min_lr: End = 0.0,
    warmup_lr: Start = 1e-5,
    warmup_epochs: Warmup = 0.0,
    warmup_prefix: Switch = False,
    noise: NoiseParts = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed = 42,
    cycle_mul: Stretch = 1.0,
    cycle_decay: Factor = 0.1,
    cycle_limit: Limit = 1,
    k_decay: Exponent = 1.0,
    decay_fn: DecayShape | None = None,
    stable_timescale: Timescale | None = None,
    plateau_mode: Direction = "max",
    step_on_epochs: Switch = True,
    updates_per_epoch: Updates = 0,
    *,
    metrics: EpochMetrics | None = None,
) -> Schedule:
    """The scheduler that timm's training script makes: a cosine over 300 epochs by default.

    Where: decay_rate: what the rate is multiplied by at each step down, or the power of poly;
    warmup_prefix: whether the schedule begins after the warmup, not under it; cycle_decay: how high
    each cycle is beside the last; k_decay: the exponent of the part that is over: above 1 it falls
    later; step_on_epochs: whether a step is an epoch, not an update.
    Differs: a step is an epoch, and with step_on_epochs=False an update, every length times
    `updates_per_epoch`. `decay_rate` is the power of poly; `warmup_prefix` is false for step and
    multistep too; each cycle has 0.1 of the last one's height. `decay_epochs` is 90, and 0.2 of
    the length for wsd and rsqrt, whose warmup is part of `num_epochs` unless `warmup_prefix`.
    "constant" is a warmup and no more, "none" not even that. Cooldown epochs are added after the
    end, which changes no rate. "plateau" follows `metrics`, a value for each epoch.
    Formula: that of the scheduler it makes.
    Source: timm/scheduler/scheduler_factory.py, 1.0.31.
    """
    if sched == "none":
        return Constant(optimizer)
    if not step_on_epochs and not updates_per_epoch:
        raise LrplotError("updates_per_epoch must be given where step_on_epochs is false")
    times = 1 if step_on_epochs else updates_per_epoch
    length, warmup = num_epochs * times, warmup_epochs * times
    spacing = decay_epochs or (0.2 if sched in ("wsd", "rsqrt") else 90.0)
    decay_t = spacing * times
    timescale = None if stable_timescale is None else stable_timescale * times
    begun: dict[str, Any] = {"warmup_t": warmup, "warmup_lr_init": warmup_lr}
    noisy: dict[str, Any] = {
        "noise_range_t": None if noise is None else tuple(part * length for part in noise),
        "noise_pct": noise_pct,
        "noise_std": noise_std,
        "noise_seed": noise_seed,
    }
    both: dict[str, Any] = {**begun, "warmup_prefix": warmup_prefix, **noisy}
    cycles: dict[str, Any] = {
        "cycle_mul": cycle_mul,
        "cycle_decay": cycle_decay,
        "cycle_limit": cycle_limit,
    }
    match sched:
        case "cosine":
            return CosineLRScheduler.function(
                optimizer, length, min_lr, k_decay=k_decay, **cycles, **both
            )
        case "tanh":
            return TanhLRScheduler.function(optimizer, length, lr_min=min_lr, **cycles, **both)
        case "poly":
            return PolyLRScheduler.function(
                optimizer, length, decay_rate, min_lr, k_decay=k_decay, **cycles, **both
            )
        case "plateau":
            if metrics is None or not step_on_epochs:
                raise LrplotError("plateau wants metrics, a value for each epoch")
            return PlateauLRScheduler.function(
                optimizer, decay_rate, patience_epochs, lr_min=min_lr, mode=plateau_mode,
                metrics=metrics, **begun, **noisy,
            )  # fmt: skip
        case "step":
            return StepLRScheduler.function(optimizer, decay_t, decay_rate, **both)
        case "constant":
            return StepLRScheduler.function(optimizer, 1.0, 1.0, **both)
        case "multistep":
            milestones = tuple(at * times for at in decay_milestones)
            return MultiStepLRScheduler.function(optimizer, milestones, decay_rate, **both)
    left = length if warmup_prefix else length - warmup
    cooldown = float(round(spacing * left if spacing < 1 else decay_t))
    if not 0 < cooldown <= left:
        said = "the epochs" if warmup_prefix else "the epochs after the warmup"
        raise LrplotError(f"decay_epochs must be above 0 and fit into {said}")
    stable, way = ("constant", "1-sqrt") if sched == "wsd" else ("rsqrt", "linear")
    return WSDLRScheduler.function(
        optimizer, left, cooldown, min_lr, stable, timescale, decay_fn=decay_fn or way,
        **begun, **noisy,
    )  # fmt: skip

"""get_scheduler: every schedule by its name in `lr_scheduler_type`."""

from __future__ import annotations

from typing import Annotated, Any

from lrplot.catalogue import Entry, LrplotError, schedule
from lrplot.parameters import (
    Choice,
    Keywords,
    Metrics,
    NoEffect,
    Optimizer,
    OptimizerRate,
    Total,
    Warmup,
)
from lrplot.pieces import Schedule
from lrplot.schedules.transformers.cosines import (
    get_cosine_schedule_with_warmup,
    get_cosine_with_hard_restarts_schedule_with_warmup,
    get_cosine_with_min_lr_schedule_with_warmup,
    get_cosine_with_min_lr_schedule_with_warmup_lr_rate,
)
from lrplot.schedules.transformers.decays import (
    get_constant_schedule,
    get_constant_schedule_with_warmup,
    get_inverse_sqrt_schedule,
    get_linear_schedule_with_warmup,
    get_polynomial_decay_schedule_with_warmup,
)
from lrplot.schedules.transformers.metrics import GreedyLR, get_reduce_on_plateau_schedule
from lrplot.schedules.transformers.phases import get_wsd_schedule

SCHEDULES: dict[str, Entry[...]] = {
    "linear": get_linear_schedule_with_warmup,
    "cosine": get_cosine_schedule_with_warmup,
    "cosine_with_restarts": get_cosine_with_hard_restarts_schedule_with_warmup,
    "polynomial": get_polynomial_decay_schedule_with_warmup,
    "constant": get_constant_schedule,
    "constant_with_warmup": get_constant_schedule_with_warmup,
    "inverse_sqrt": get_inverse_sqrt_schedule,
    "cosine_with_min_lr": get_cosine_with_min_lr_schedule_with_warmup,
    "cosine_warmup_with_min_lr": get_cosine_with_min_lr_schedule_with_warmup_lr_rate,
    "warmup_stable_decay": get_wsd_schedule,
    "reduce_lr_on_plateau": get_reduce_on_plateau_schedule,
    "greedy": GreedyLR,
}
FOLLOWING = ("reduce_lr_on_plateau", "greedy")
"""Those that follow a metric."""

APART = ("num_warmup_steps", "num_training_steps", "metrics")
Name = Annotated[str, Choice("schedule", "which schedule", tuple(SCHEDULES), "NAME")]
Specific = Annotated[
    tuple[tuple[str, Any], ...],
    Keywords(
        "specific",
        "the parameters that only this schedule has",
        tuple(
            {
                param.name: param.role
                for entry in SCHEDULES.values()
                for param in entry.params
                if param.name not in APART and not isinstance(param.role, OptimizerRate | NoEffect)
            }.items()
        ),
    ),
]


@schedule
def get_scheduler(
    name: Name,
    optimizer: Optimizer,
    num_warmup_steps: Warmup | None = None,
    num_training_steps: Total | None = None,
    scheduler_specific_kwargs: Specific | None = None,
    *,
    metrics: Metrics | None = None,
) -> Schedule:
    """A schedule by its name, as `lr_scheduler_type` has it.

    Differs: "constant" and "constant_with_warmup" forget what they do not take; the others
    refuse it. "reduce_lr_on_plateau" and "greedy" follow `metrics`, and forget the steps.
    Formula: that of the schedule.
    Example: num_warmup_steps=500, num_training_steps=10000
    Source: transformers/optimization.py, 5.23.
    """
    entry = SCHEDULES[name]
    given: dict[str, Any]
    if name == "constant":
        return entry(optimizer)
    if name in FOLLOWING:
        given = {} if metrics is None else {"metrics": metrics}
        given.update(scheduler_specific_kwargs or ())
        return entry(optimizer, **entry.bind((), given, lambda role, value: value))
    if num_warmup_steps is None:
        raise LrplotError(f"num_warmup_steps must be given for {name}")
    given = {"num_warmup_steps": num_warmup_steps}
    if name != "constant_with_warmup":
        given.update(scheduler_specific_kwargs or ())
    if name not in ("constant_with_warmup", "inverse_sqrt"):
        if num_training_steps is None and name != "warmup_stable_decay":
            raise LrplotError(f"num_training_steps must be given for {name}")
        given["num_training_steps"] = num_training_steps
    return entry(optimizer, **entry.bind((), given))

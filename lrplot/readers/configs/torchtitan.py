"""torchtitan's TOML, in the key names of all its releases.

A warmup in `[training]` is that of before v0.1.0, which knew one schedule: a line up and a line
down. At v0.1.0 the floor was called `lr_min`.
Source: torchtitan/components/lr_scheduler.py and config/job_config.py, v0.1.0 to v0.2.2;
torchtitan/optimizer.py of December 2024.
"""

from __future__ import annotations

from collections.abc import Mapping

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, replicas
from lrplot.readers.common.keys import Keys

MARKS = ("training.steps", "training.seq_len", "optimizer.lr", "lr_scheduler.warmup_steps",
         "lr_scheduler.decay_ratio", "training.warmup_steps", "parallelism")  # fmt: skip

PARALLEL = ("parallelism.tensor_parallel_degree", "parallelism.pipeline_parallel_degree",
            "parallelism.context_parallel_degree")  # fmt: skip
SHAPES = ("linear", "sqrt", "cosine")


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    ours = data.kind == "toml" and isinstance(data.at("training"), Mapping)
    return " and ".join(found[:2]) if ours and len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    training, own = keys.section("training"), keys.section("lr_scheduler")
    rate = keys.section("optimizer").number("lr", 8e-4, low=0.0)
    steps = training.whole("steps", 10_000, low=1)
    batch, length = training.whole("global_batch_size", None, -1), training.whole("seq_len", None)
    if batch and batch > 0 and length:
        held(keys, batch, length=length, gpus=1)
    elif keys.said.counts and length and (own_batch := training.whole("local_batch_size", None)):
        held(keys, own_batch, length=length, gpus=replicas(keys, PARALLEL))
    if training.any("warmup_steps") is not None:
        return Training((Rate(_old(training, own, rate, steps)),), steps)
    low = own.number("min_lr_factor", None, low=0.0)
    if (older := own.number("lr_min", None, low=0.0)) is not None:
        if low is not None:
            raise LrplotError("lr_scheduler.lr_min and min_lr_factor are one: leave one out")
        low = older
    given = {
        "warmup_steps": own.whole("warmup_steps", 200),
        "total_steps": own.whole("total_steps", None, low=1),
        "decay_ratio": own.number("decay_ratio", None, low=0.0, high=1.0),
        "decay_type": own.choice("decay_type", SHAPES, "linear"),
        "min_lr_factor": low,
    }
    total = given["total_steps"] or steps
    if given["decay_ratio"] is not None:
        ratio, decay = given["decay_ratio"], round(total * given["decay_ratio"])
        keys.say(f"the decay is over the last round({total:,} × {ratio}) = {decay:,} updates")
    if total < steps:
        keys.say("the run goes on past lr_scheduler.total_steps, as does the curve of its decay")
    said = ", ".join(f"{key}={value!r}" for key, value in given.items() if value is not None)
    optimizer = f"optimizers=torch.optim.AdamW(params, lr={rate!r}), training_steps={steps}"
    return Training((Rate(f"torchtitan.LRSchedulersContainer({said}, {optimizer})"),), steps)


def _old(training: Keys, own: Keys, rate: float, steps: int) -> str:
    if [*own]:
        raise LrplotError("training.warmup_steps stands in [lr_scheduler] since v0.1.0: move it")
    warmup = training.whole("warmup_steps")
    fall = max(1, steps - warmup)
    training.say("training.warmup_steps is of before v0.1.0: a line up, and down to 0 at the end")
    return f"expr: {rate!r} * min((t + 1) / {warmup + 1}, 1 - (t - {warmup}) / {fall})"


FORMAT = Format(
    "torchtitan",
    "torchtitan configuration",
    _fits,
    _read,
    flags={"batch_size": "training.local_batch_size", "total_steps": "training.steps"},
    texts=("",),
    wholes=("",),
)

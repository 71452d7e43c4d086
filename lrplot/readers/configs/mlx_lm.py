"""mlx_lm's LoRA configurations: a rate, or a schedule of MLX by its name, once an update.

Numbers as 1e-5, text to YAML, are numbers to mlx_lm. An iteration is a batch; those that are left
when the last update is made are in none.
Source: mlx_lm/lora.py, tuner/trainer.py and tuner/utils.py (build_schedule), 0.32.2.
"""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import Keys

MARKS = ("lr_schedule", "lora_parameters", "adapter_path", "num_layers", "fine_tune_type",
         "mask_prompt", "steps_per_eval", "steps_per_report")  # fmt: skip
ARGUMENTS = {
    "cosine_decay": ("init", "decay_steps", "end"),
    "exponential_decay": ("init", "decay_rate"),
    "linear_schedule": ("init", "end", "steps"),
    "step_decay": ("init", "decay_rate", "step_size"),
}
"""What each schedule takes, in its order; only the `end` of a cosine may be left out."""


def _fits(data: Data) -> str:
    own = data.has("lr_schedule.name", "lr_schedule.arguments")
    found = data.those(MARKS)
    if own:
        return "lr_schedule.name and arguments"
    return f"iters, {found[0]} and {found[1]}" if data.has("iters") and len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    if keys.text("optimizer", "adam").lower() == "adafactor":
        own = keys.section("optimizer_config").section("adafactor")
        if own.flag("relative_step", True):
            raise LrplotError("optimizer: adafactor sets its own rate, unless "
                              "optimizer_config.adafactor.relative_step is false")  # fmt: skip
    iters = keys.whole("iters", 1000, low=1)
    many = keys.whole("grad_accumulation_steps", 1, low=1)
    updates = iters // many
    if not updates:
        raise LrplotError(f"iters: {iters} are less than the {many} of grad_accumulation_steps")
    if keys.said.counts:
        held(keys, keys.whole("batch_size", 4, low=1), many, gpus=1)
    if many > 1:
        keys.say(f"{iters:,} iters / {many} = {updates:,} updates")
    if keys.any("lr_schedule") is not None:
        return Training((Rate(_schedule(keys.section("lr_schedule"))),), updates)
    rate = keys.number("learning_rate", 1e-5, low=0.0)
    return Training((Rate(f"constant(rate={rate!r})"),), updates)


def _schedule(keys: Keys) -> str:
    """Return the constructor of a schedule, after its warmup."""
    name = keys.choice("name", ARGUMENTS)
    given, takes = keys.numbers("arguments"), ARGUMENTS[name]
    least = len(takes) - (name == "cosine_decay")
    if not least <= len(given) <= len(takes):
        raise LrplotError(f"lr_schedule.arguments: {name} takes {', '.join(takes)}")
    word = f"mlx.{name}({', '.join(map(repr, given))})"
    warmup = keys.whole("warmup", 0)
    if not warmup:
        return word
    start = keys.number("warmup_init", 0.0)
    keys.say(f"the schedule begins at update {warmup + 1}, one after the end of the warmup")
    line = f"mlx.linear_schedule({start!r}, {given[0]!r}, {warmup})"
    return f"mlx.join_schedules([{line}, {word}], [{warmup + 1}])"


FORMAT = Format(
    "mlx_lm",
    "mlx_lm configuration",
    _fits,
    _read,
    flags={
        "total_steps": "iters",
        "grad_accum": "grad_accumulation_steps",
    },
    texts=("",),
    bare=True,
    wholes=("iters",),
)

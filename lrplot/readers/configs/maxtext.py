"""MaxText's YAML, over the defaults of its `base.yml`.

Source: src/maxtext/utils/maxtext_utils.py (create_learning_rate_schedule), configs/types.py and
configs/base.yml, AI-Hypercomputer/maxtext e591f30c.
"""

from __future__ import annotations

from pathlib import Path

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import Data, beside
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import Keys

OWN = ("learning_rate_schedule_steps", "warmup_steps_fraction", "learning_rate_final_fraction",
       "cosine_learning_rate_final_fraction", "wsd_decay_steps_fraction",
       "lr_schedule_type")  # fmt: skip
OTHERS = ("steps", "learning_rate", "run_name", "model_name", "per_device_batch_size",
          "max_target_length", "base_output_directory", "dataset_type", "tokenizer_path",
          "use_sft", "use_dpo")  # fmt: skip
RL = ("trainer_devices_fraction", "sampler_devices_fraction")
OTHER_TRAININGS = ("use_grpo", "rl", "teacher_overrides", "student_overrides", "distill_alpha")
"""Keys of reinforcement learning and of distillation, which have schedules of their own."""

BASE = "base.yml"
"""The file that all others stand on, which comes with MaxText."""

DEEPEST = 5
"""How many files may stand below each other."""


def _fits(data: Data) -> str:
    if data.kind not in ("yaml", "json"):
        return ""
    if data.has(*RL):
        return " and ".join(RL)
    own = data.those(OWN)
    name = data.at("base_config")
    base = ["base_config"] if isinstance(name, str) else []
    found = [*own, *base, *data.those(OTHERS)]
    if len(found) == 1 and base and Path(name).name == BASE:
        return f"base_config: {BASE}"
    return " and ".join(found[:2]) if (own or base) and len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    values, path = dict(keys.data), keys.path
    for _ in range(DEEPEST):
        name = values.pop("base_config", None)
        if name is None:
            break
        if not isinstance(name, str):
            raise LrplotError(f"base_config must be a file, not {shown(name)}")
        if Path(name).name == BASE and not (Path(path).parent / name).is_file():
            keys.say("what it leaves out is that of MaxText's base.yml")
            break
        below = beside(path, name, keys.said.outside)
        path, values = below.path, {**below.values, **values}
        values.pop("base_config", None)
        if "base_config" in below.values:
            values["base_config"] = below.values["base_config"]
    else:
        raise LrplotError(f"base_config: more than {DEEPEST} files, or files that name each other")
    keys = Keys(keys.path, values, keys.said, keys.origins, memory=keys.memory)
    for key in OTHER_TRAININGS:
        if keys.any(key):
            raise LrplotError(f"{key}: its training makes another schedule")
    steps = keys.whole("steps", 150_001, low=-1)
    length = keys.whole("learning_rate_schedule_steps", -1, low=-1)
    updates = length if steps == -1 else steps
    if updates < 1:
        raise LrplotError("steps and learning_rate_schedule_steps: one of them must be 1 or more")
    if keys.said.counts and (batch := keys.number("per_device_batch_size", None, low=0.0)):
        many = keys.whole("gradient_accumulation_steps", 1, low=1)
        length = keys.whole("max_target_length", None, low=1)
        held(keys, int(batch * keys.gpus()), many, length=length, gpus=1)
    final = keys.number("cosine_learning_rate_final_fraction", None, low=0.0)
    if final is None:
        final = keys.number("learning_rate_final_fraction", 0.1, low=0.0)
    given = {
        "learning_rate": keys.number("learning_rate", 3e-5, low=0.0),
        "lr_schedule_type": keys.choice("lr_schedule_type", ("cosine", "wsd"), "cosine"),
        "learning_rate_final_fraction": final,
        "wsd_decay_steps_fraction": keys.number("wsd_decay_steps_fraction", 0.1, low=0.0, high=1.0),
        "wsd_decay_style": keys.choice("wsd_decay_style", ("linear", "cosine"), "linear"),
        "warmup_steps_fraction": keys.number("warmup_steps_fraction", 0.1, low=0.0, high=1.0),
        "learning_rate_schedule_steps": updates if length == -1 else length,
    }
    if 0 <= length < updates:
        keys.say(f"the rate is 0 from update {length:,} on, where the schedule ends")
    said = ", ".join(f"{key}={value!r}" for key, value in given.items())
    word = f"maxtext.create_learning_rate_schedule(steps={updates}, {said})"
    return Training((Rate(word),), updates)


FORMAT = Format(
    "maxtext", "MaxText configuration", _fits, _read, flags={"total_steps": "steps"}, bare=True
)

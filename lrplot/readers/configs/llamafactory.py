"""LLaMA-Factory's YAML: the Trainer's arguments, and how many examples are trained on.

Source: llamafactory/data/loader.py, data/data_utils.py and train/trainer_utils.py, v0.9.3.
"""

from __future__ import annotations

import math

from lrplot.errors import LrplotError
from lrplot.readers.configs.huggingface import FORMAT as ARGUMENTS, training
from lrplot.readers.data import Data
from lrplot.readers.format import Format, Training
from lrplot.readers.keys import Keys

REFUSED = {
    "loraplus_lr_ratio": "its parameter groups are not in the file",
    "use_badam": "its optimizer is not read",
    "use_galore": "its optimizer is not read",
    "use_apollo": "its optimizer is not read",
    "use_mca": "Megatron's own trainer is not read",
    "use_ray": "what it hands on is not read",
    "streaming": "how many examples it has is not known; max_steps says the length",
}
"""Keys by which the rates are others than those of a plain Trainer, and why."""


def _fits(data: Data) -> str:
    if not data.has("finetuning_type") and not data.has("stage", "template"):
        return ""
    return " and ".join([key for key in ("stage", "finetuning_type") if data.has(key)])


def _read(keys: Keys) -> Training:
    if keys.text("stage", "sft") == "ppo":
        raise LrplotError("stage: ppo trains on what the model writes, which is not read")
    for key, why in REFUSED.items():
        streams = key == "streaming" and keys.whole("max_steps", -1, low=-1) > 0
        if keys.any(key) and not streams:
            raise LrplotError(f"{key}: {why}; --set {key}=false leaves it out")
    if keys.text("lr_scheduler_type", "linear") == "warmup_stable_decay":
        raise LrplotError(
            "lr_scheduler_type: LLaMA-Factory's own warmup_stable_decay is not read; type "
            "lrplot compare 'transformers.get_wsd_schedule(…)'"
        )
    rate = keys.number("learning_rate", 5e-5, low=0.0)
    return training(keys, rate, _examples(keys))


def _examples(keys: Keys) -> int | None:
    """Return how many examples are trained on, where an option says those of the data set."""
    many = keys.said.dataset
    most = keys.whole("max_samples", None, low=1)
    held = keys.number("val_size", 0.0, low=0.0)
    if many is None:
        return None
    keys.said.examples()
    if most is not None:
        several = keys.any("dataset")
        names = several.split(",") if isinstance(several, str) else keys.items("dataset")
        if len(names) > 1:
            raise LrplotError(
                f"max_samples: it cuts each of {len(names)} data sets; give --dataset-size after "
                "it, with --set max_samples=null"
            )
        if most < many:
            keys.say(f"max_samples: {most:,} of {many:,} examples are taken")
        many = min(many, most)
    if held:
        part = int(held) if held > 1 else math.ceil(held * many)
        if part >= many:
            raise LrplotError(f"val_size: {part:,} of {many:,} examples leave none to train on")
        many -= part
        keys.say(f"val_size: {part:,} are held out, {many:,} are trained on")
    return many


FORMAT = Format("llamafactory", "LLaMA-Factory configuration", _fits, _read, flags=ARGUMENTS.flags)

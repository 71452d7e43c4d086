"""LLaMA-Factory's YAML: the Trainer's arguments, and how many examples are trained on.

Source: llamafactory/data/loader.py, data/data_utils.py and train/trainer_utils.py, v0.9.5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Training
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.configs.huggingface import FORMAT as ARGUMENTS, training

REFUSED = {
    "use_badam": "its optimizer is not read",
    "use_galore": "its optimizer is not read",
    "use_apollo": "its optimizer is not read",
    "use_mca": "Megatron's own trainer is not read",
    "tensor_model_parallel_size": "Megatron's own trainer is not read",
    "pipeline_model_parallel_size": "Megatron's own trainer is not read",
    "use_ray": "what it hands on is not read",
    "streaming": "how many examples it has is not known; max_steps says the length",
}
"""Keys by which the rates are others than those of a plain Trainer, and why."""

STAGES = ("pt", "sft", "rm", "ppo", "dpo", "kto")

NO_SIZE = 1e-6
"""What is held out where it is more than this."""


def _fits(data: Data) -> str:
    if not data.has("finetuning_type") and not data.has("stage", "template"):
        return ""
    return " and ".join(data.those(("stage", "finetuning_type")))


def _read(keys: Keys) -> Training:
    stage = keys.choice("stage", STAGES, "sft")
    if stage == "ppo":
        raise LrplotError("stage: ppo trains on what the model writes, which is not read")
    if not keys.flag("do_train", True):
        raise LrplotError("do_train: false is no training; --set do_train=true")
    for key, why in REFUSED.items():
        streams = key == "streaming" and keys.whole("max_steps", -1, low=-1) > 0
        if keys.any(key) and not streams:
            raise LrplotError(f"{key}: {why}; --set {key}=false leaves it out")
    rate = keys.number("learning_rate", 5e-5, low=0.0)
    return training(keys, _groups(keys, rate), _examples(keys, stage), more=_stable)


def _groups(keys: Keys, rate: float) -> dict[str, float]:
    """Return the rates of the groups of parameters: with LoRA+ its matrices B have their own."""
    ratio = keys.number("loraplus_lr_ratio", None, low=0.0) if keys.any("loraplus_lr_ratio") else 0
    if not ratio:
        return {"": rate}
    embedding = keys.number("loraplus_lr_embedding", 1e-6, low=0.0)
    return {"lora_a": rate, "lora_b": rate * ratio, "embedding": embedding}


def _stable(name: str, left: int) -> Mapping[str, int]:
    """Return what it gives a schedule that says nothing: a third stable, the rest decay."""
    if name != "warmup_stable_decay":
        return {}
    return {"num_stable_steps": left // 3, "num_decay_steps": left - left // 3}


def _examples(keys: Keys, stage: str) -> int | None:
    """Return how many examples are trained on, where an option says those of the data set."""
    packed = keys.flag("neat_packing") or keys.flag("packing", stage == "pt")
    most = keys.whole("max_samples", None, low=1)
    held = keys.number("val_size", 0.0, low=0.0)
    many = keys.said.dataset_size
    if many is None:
        epochs = keys.whole("max_steps", -1, low=-1) < 0 and keys.said.epoch is None
        if packed and epochs and "--dataset-size" not in keys.memory.supposed:
            what = "how many packed sequences an epoch has"
            raise MissingError("--dataset-size", ("--dataset-size", "N"), what)
        return None
    keys.said.examples()
    if packed:
        keys.say(f"{many:,} packed sequences: max_samples and val_size count before packing")
        return many
    if most is not None:
        many = _cut(keys, many, most)
    if held <= NO_SIZE:
        return many
    if isinstance(held, float) and held == 1:
        raise LrplotError("val_size: 1.0 is neither a part nor a whole number of examples")
    part = int(held) if held >= 1 else math.ceil(held * many)
    if part >= many:
        raise LrplotError(f"val_size: {part:,} of {many:,} examples leave none to train on")
    keys.say(f"val_size: {part:,} are held out, {many - part:,} are trained on")
    return many - part


def _cut(keys: Keys, many: int, most: int) -> int:
    """Return what is left of the examples where each data set has so many at most."""
    several = keys.any("dataset")
    names = several.split(",") if isinstance(several, str) else keys.items("dataset")
    if len(names) > 1 and many > most:
        if many > most * len(names):
            raise LrplotError(
                f"max_samples: it leaves {most * len(names):,} examples at most of {len(names)} "
                f"data sets; --dataset-size is how many it leaves"
            )
        keys.say(f"max_samples: {many:,} examples are taken to be what it leaves of all data sets")
        return many
    if most < many:
        keys.say(f"max_samples: {most:,} of {many:,} examples are taken")
    return min(many, most)


FORMAT = Format(
    "llamafactory",
    "LLaMA-Factory configuration",
    _fits,
    _read,
    flags=ARGUMENTS.flags,
    once=True,
    texts=("",),
    bare=True,
    wholes=("max_steps",),
)

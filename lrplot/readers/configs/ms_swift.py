"""ms-swift's arguments: those of the Trainer with other defaults, and its own way to deal examples.

Each process has the same whole number of examples, the rest is left out; what is accumulated makes
a batch of 16 where nothing is said.
Source: swift/arguments/sft_args.py, trainers/arguments.py and dataloader/shard.py, v4.6.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Training
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.configs.huggingface import FORMAT as ARGUMENTS, training

OWN = ("tuner_type", "train_type", "rlhf_type")
ALSO = ("model", "dataset", "learning_rate", "num_train_epochs", "per_device_train_batch_size")

ZERO = ("zero0", "zero1", "zero2", "zero3", "zero2_offload", "zero3_offload")
"""Files of DeepSpeed's that it brings along; none has a scheduler."""

WHOLE_BATCH = 16
"""The examples of an update where the accumulation is not said."""

REFUSED = {
    "use_galore": "its optimizer is not read",
    "optimizer": "its groups of parameters are not read",
    "sequence_parallel_size": "its batches are not read",
}


def _fits(data: Data) -> str:
    own = next((key for key in OWN if data.has(key)), "")
    also = next((key for key in ALSO if data.has(key)), "")
    megatron = data.has("train_iters") or data.has("micro_batch_size")
    return f"{own} and {also}" if own and also and not megatron else ""


def _read(keys: Keys) -> Training:
    if keys.text("rlhf_type", "dpo") == "ppo":
        raise LrplotError("rlhf_type: ppo trains on what the model writes, which is not read")
    for key, why in REFUSED.items():
        found = keys.any(key)
        if found is True or found not in (None, False, 1, "default", "multimodal"):
            raise LrplotError(f"{key}: {why}; --set {key}=null leaves it out")
    tuner = keys.text("tuner_type", None) or keys.text("train_type", "lora")
    rate = keys.number("learning_rate", 1e-5 if tuner == "full" else 1e-4, low=0.0)
    steps = keys.whole("max_steps", -1, low=-1)
    supposed = keys.memory.supposed
    generated = keys.data.get("rlhf_type") == "grpo" or keys.flag("streaming")
    if steps < 0 and generated and "--total-steps" not in supposed:
        what = "how long it trains (max_steps)"
        raise MissingError("--total-steps", ("--total-steps", "N"), what)
    batch = keys.whole("per_device_train_batch_size", 1, low=1)
    defaults: dict[str, Any] = {"per_device_train_batch_size": 1}
    known = keys.said.dataset_size is not None or steps < 0 or keys.said.counts
    if known and "gradient_accumulation_steps" not in keys:
        each = batch * keys.gpus()
        defaults["gradient_accumulation_steps"] = max(1, -(-WHOLE_BATCH // each))
    trained = training(_with(keys, defaults), _groups(keys, rate), _examples(keys), "cosine")
    return _ended(keys, trained)


def _with(keys: Keys, defaults: Mapping[str, Any]) -> Keys:
    """Return keys with values where the file says nothing, and without DeepSpeed's own files."""
    missing = {key: value for key, value in defaults.items() if key not in keys}
    if keys.data.get("deepspeed") in ZERO:
        missing["deepspeed"] = None
    origins = {**keys.origins, **dict.fromkeys(missing, "default")}
    return Keys(keys.path, {**keys.data, **missing}, keys.said, origins, keys.prefix, keys.memory)


def _groups(keys: Keys, rate: float) -> dict[str, float]:
    """Return the rates of the groups of parameters: a model of images may have three."""
    own = {key: keys.number(key, None, low=0.0) for key in ("vit_lr", "aligner_lr")}
    if set(own.values()) == {None} or keys.data.get("optimizer") == "default":
        return {"": rate}
    return {"llm": rate, **{key[:-3]: rate if one is None else one for key, one in own.items()}}


def _examples(keys: Keys) -> int | None:
    """Return how many examples the processes have, where an option says those of the data set."""
    many = keys.said.dataset_size
    if many is None:
        return None
    keys.said.examples()
    if not keys.flag("packing"):
        many = _without_validation(keys, many)
    gpus = keys.gpus()
    if many % gpus:
        keys.say(f"each of {gpus} processes has {many // gpus:,} examples, the rest is left out")
    if many < gpus:
        raise LrplotError(f"{many:,} examples are none for each of {gpus} processes")
    return many // gpus * gpus


def _without_validation(keys: Keys, many: int) -> int:
    """Return how many examples are left once those for validation are taken off."""
    part = keys.number("split_dataset_ratio", 0.0, low=0.0, high=1.0)
    if "train_type" in keys and "split_dataset_ratio" not in keys:
        keys.say("early releases of ms-swift 3 hold out split_dataset_ratio: 0.01")
    saved = keys.any("eval_strategy", keys.any("save_strategy"))
    if not part or keys.any("val_dataset") or saved == "no":
        return many
    named = keys.any("dataset")
    if isinstance(named, list) and len(named) > 1:
        raise LrplotError(
            f"split_dataset_ratio: it takes a part of each of {len(named)} data sets; give "
            "--dataset-size after it, with --set split_dataset_ratio=0"
        )
    off = max(int(many * part), 1)
    if off >= many:
        raise LrplotError(f"split_dataset_ratio: {off:,} of {many:,} leave none to train on")
    keys.say(f"split_dataset_ratio: {off:,} are held out, {many - off:,} are trained on")
    return many - off


def _ended(keys: Keys, found: Training) -> Training:
    """Return the training that `max_epochs` ends, with the schedule of a longer one."""
    most = keys.whole("max_epochs", None, low=1)
    if most is None:
        return found
    if found.epoch is None:
        what = "how many examples an epoch has, since max_epochs ends it"
        raise MissingError("--dataset-size", ("--dataset-size", "N"), what)
    if most * found.epoch < found.updates:
        keys.say(f"max_epochs ends it after {most:,} epochs, the schedule is that of all")
    return replace(found, updates=min(found.updates, int(most * found.epoch)))


FORMAT = Format("ms_swift", "ms-swift arguments", _fits, _read, flags=ARGUMENTS.flags)

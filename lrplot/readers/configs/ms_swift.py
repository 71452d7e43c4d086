"""ms-swift's arguments: those of the Trainer with other defaults, and its own way to deal examples.

Each process has the same whole number of examples, the rest is left out; what is accumulated makes
a batch of 16 where nothing is said. `mine#500` takes 500 examples, by turns where there are less.
Source: swift/arguments/, trainers/arguments.py, dataset/dataset_meta.py, dataloader/shard.py,
optimizers/ and tuners/peft.py, v4.6.0.
"""

from __future__ import annotations

import re
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

FROZEN = {"llm": False, "vit": True, "aligner": True}
"""Which parts of a model of images are not trained, where `freeze_vit` and its like say nothing."""

EMBEDDINGS = 1e-6
"""What LoRA+ has for LoRA around embeddings, which no key says."""

REFUSED = {
    "use_swift_lora": "its groups of parameters are not read",
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
        if found is True or found not in (None, False, 1, "default", "multimodal", "lorap"):
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
    examples = _examples(keys)
    known = examples is not None or steps < 0 or keys.said.counts
    if known and "gradient_accumulation_steps" not in keys:
        each = batch * keys.gpus()
        defaults["gradient_accumulation_steps"] = max(1, -(-WHOLE_BATCH // each))
    groups = _groups(keys, rate, tuner)
    trained = training(_with(keys, defaults), groups, examples, "cosine")
    return _ended(keys, _thawed(keys, trained, tuner))


def _with(keys: Keys, defaults: Mapping[str, Any]) -> Keys:
    """Return keys with values where the file says nothing, and without DeepSpeed's own files."""
    missing = {key: value for key, value in defaults.items() if key not in keys}
    if keys.data.get("deepspeed") in ZERO:
        missing["deepspeed"] = None
    origins = {**keys.origins, **dict.fromkeys(missing, "default")}
    return Keys(keys.path, {**keys.data, **missing}, keys.said, origins, keys.prefix, keys.memory)


def _groups(keys: Keys, rate: float, tuner: str) -> dict[str, float]:
    """Return the rates of the groups of parameters: of LoRA+, or of a model of images."""
    own = {key: keys.number(key, None, low=0.0) for key in ("vit_lr", "aligner_lr")}
    optimizer = keys.data.get("optimizer")
    ratio = keys.number("lorap_lr_ratio", None, low=0.0)
    if optimizer == "lorap" or (ratio and optimizer is None):
        backend = keys.text("tuner_backend", "peft")
        if not ratio or tuner not in ("lora", "longlora") or backend != "peft":
            keys.stress(f"LoRA+ does nothing with {tuner}" if ratio else "lorap_lr_ratio: no LoRA+")
            return {"": rate}
        around = " ".join(map(str, _listed(keys, "target_modules")))
        embedded = {"embeddings": EMBEDDINGS} if re.search("embed|wte", around) else {}
        return {"A": rate, **embedded, "B": rate * ratio}
    if set(own.values()) == {None} or optimizer == "default":
        return {"": rate}
    return {"llm": rate, **{key[:-3]: rate if one is None else one for key, one in own.items()}}


def _thawed(keys: Keys, found: Training, tuner: str) -> Training:
    """Return the training without the groups of a model of images that are frozen."""
    full = tuner == "full"
    free = ("trainable_parameters", "trainable_parameters_regex") if full else ("target_regex",)
    named = not full and "all-linear" not in (_listed(keys, "target_modules") or ["all-linear"])
    if {rate.label for rate in found.rates} != set(FROZEN) or named or any(map(keys.any, free)):
        return found
    frozen = [part for part, usual in FROZEN.items() if keys.flag(f"freeze_{part}", usual)]
    for part in frozen:
        keys.stress(f"{part} is frozen, whatever its rate: freeze_{part}=false trains it")
    left = tuple(rate for rate in found.rates if rate.label not in frozen)
    if not left:
        raise LrplotError("freeze_llm, freeze_vit and freeze_aligner leave nothing to train")
    return replace(found, rates=left)


def _listed(keys: Keys, key: str) -> list[Any]:
    """Return what may be one value or several."""
    found = keys.any(key)
    return found if isinstance(found, list) else [] if found is None else [found]


def _examples(keys: Keys) -> int | None:
    """Return how many examples the processes have, where an option or `mine#500` says it."""
    many, packed = keys.said.dataset_size, keys.flag("packing")
    taken = [] if packed or keys.said.epoch is not None else _sampled(keys)
    if many is None and not taken:
        return None
    keys.said.examples()
    held = 0.0 if packed else _held(keys)
    if taken:
        if many not in (None, sum(taken)):
            keys.stress(f"dataset: {sum(taken):,} examples are taken, whatever --dataset-size says")
        least = many if many and len(taken) == 1 else None
        many = sum(_without(keys, one, held, least) for one in taken)
    elif held and len(_listed(keys, "dataset")) > 1:
        raise LrplotError(
            f"split_dataset_ratio: it takes a part of each of {len(_listed(keys, 'dataset'))} data "
            "sets; give --dataset-size after it, with --set split_dataset_ratio=0"
        )
    else:
        many = _without(keys, many or 0, held)
    gpus = keys.gpus()
    if many % gpus:
        keys.say(f"each of {gpus} processes has {many // gpus:,} examples, the rest is left out")
    if many < gpus:
        raise LrplotError(f"{many:,} examples are none for each of {gpus} processes")
    return many // gpus * gpus


def _sampled(keys: Keys) -> list[int]:
    """Return how many examples are taken of each data set; nothing if one does not say it."""
    names = [str(name).rpartition("#") for name in _listed(keys, "dataset")]
    if not all(mark and many.strip().isdecimal() and int(many) for _, mark, many in names):
        return []
    return [int(many) for *_, many in names]


def _held(keys: Keys) -> float:
    """Return which part of each data set is held out."""
    part = keys.number("split_dataset_ratio", 0.0, low=0.0, high=1.0)
    if "train_type" in keys and "split_dataset_ratio" not in keys:
        keys.say("early releases of ms-swift 3 hold out split_dataset_ratio: 0.01")
    saved = keys.any("eval_strategy", keys.any("save_strategy"))
    apart = keys.any("val_dataset") or keys.flag("streaming") or saved == "no"
    return 0.0 if apart else part


def _without(keys: Keys, many: int, part: float, least: int | None = None) -> int:
    """Return how many of a data set's examples are trained on; it may have fewer than are taken."""
    if not part:
        return many
    off = max(int(min(many, least or many) * part), 1)
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


FORMAT = Format("ms_swift", "ms-swift arguments", _fits, _read, flags=ARGUMENTS.flags, wholes=("",))

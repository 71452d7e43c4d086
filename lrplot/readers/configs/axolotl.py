"""axolotl's YAML, whose updates are counted over the whole run, not epoch by epoch.

Source: axolotl 0.19.0, core/builders/base.py, core/trainers/mixins/, utils/trainer.py and data/.
"""

from __future__ import annotations

import math

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, said_epoch
from lrplot.readers.common.keys import Keys
from lrplot.readers.configs import deepspeed
from lrplot.readers.configs.huggingface import ends
from lrplot.specs.trainer import MEASURED

ENDLESS = ("grpo", "ebft")
"""Trainings whose updates axolotl leaves to their own trainer to count."""

OWN = ("dion", "muon")
"""Optimizers that group the parameters by themselves."""


def _fits(data: Data) -> str:
    found = data.those(("micro_batch_size", "num_epochs", "lr_scheduler"))
    others = data.has("stage") or data.has("max_tokens")
    return f"base_model and {found[0]}" if data.has("base_model") and found and not others else ""


def _read(keys: Keys) -> Training:
    if keys.any("plugins"):
        keys.say("plugins are not read: a scheduler of their own would run instead")
    if keys.said.counts:
        held(keys, _batch(keys)[0], gpus=1)
    engine = _engine(keys)
    optimizer = keys.text("optimizer", "adamw_torch_fused")
    if optimizer in OWN or "layerwise" in optimizer or "lomo" in optimizer:
        raise LrplotError(f"optimizer: the rates of {shown(optimizer)} are not known here")
    total, epoch, known = _length(keys)
    warmup = _warmup(keys, total, known)
    peak = keys.number("learning_rate", low=0.0)
    groups = deepspeed.peaks(engine, _groups(keys, peak))
    rates = [Rate(_word(keys, peak, lr, warmup, total), name) for name, lr in groups.items()]
    return Training(tuple(rates), total, epoch)


def _engine(keys: Keys) -> Keys | None:
    """Return DeepSpeed's file, as far as it can be read; refuse a scheduler in it."""
    try:
        engine = deepspeed.filled(keys)
    except LrplotError:
        if not isinstance(keys.any("deepspeed"), str):
            raise
        # its usual place is axolotl's own folder, whose files have no scheduler
        keys.say("deepspeed's file is not read: a scheduler in it would run instead")
        return None
    if engine and deepspeed.scheduler(engine):
        said = "its scheduler runs instead of lr_scheduler; --set deepspeed=false for none"
        raise LrplotError(f"deepspeed: {said}")
    return engine


def _length(keys: Keys) -> tuple[int, float | None, int | None]:
    """Return the updates in all, of an epoch, and those by which a warmup is measured."""
    most = keys.whole("max_steps", 0, low=-1)
    if most < 0:
        raise LrplotError("max_steps: axolotl measures the warmup by -1; leave it out")
    for key in ("streaming", "pretraining_dataset"):
        if keys.any(key):
            most = most or keys.whole("max_steps")
            return most, None, most
    if keys.text("rl", "") in ENDLESS:
        return most or keys.whole("max_steps"), None, None
    if most and keys.said.dataset_size is None and keys.said.epoch is None:
        keys.say("max_steps is taken to be no more than the epochs have")
        return most, None, most
    epochs = keys.number("num_epochs", 1.0, low=0.0)
    total, epoch = _packed(keys, epochs) if keys.flag("sample_packing") else _plain(keys, epochs)
    if total < 1:
        raise LrplotError(f"{numbers.text(epochs)} epochs are no training")
    return most or total, epoch, min(most, total) if most else total


def _plain(keys: Keys, epochs: float) -> tuple[int, float]:
    if each := said_epoch(keys):
        return math.ceil(each * epochs), each
    batch, text = _batch(keys)
    examples = _kept(keys, keys.dataset_size())
    total = math.ceil(examples * epochs / batch)
    said = f"ceil({examples:,} examples × {numbers.text(epochs)} epochs / {text})"
    keys.say(f"{said} = {total:,} updates")
    return total, examples / batch


def _packed(keys: Keys, epochs: float) -> tuple[int, float]:
    """Return how long a training on packed rows is, as many to a batch as there are examples."""
    if keys.any("sample_packing_eff_est"):
        raise LrplotError(
            "sample_packing_eff_est: axolotl estimates the updates by tokens; type --total-steps N"
        )
    each = said_epoch(keys)
    if not each:
        batch, text = _batch(keys)
        micro = keys.whole("micro_batch_size", 1, low=1)
        held_out = keys.number("val_set_size", 0.0, low=0.0)
        part = f", without what val_set_size ({numbers.text(held_out)}) holds back"
        rows = keys.dataset_size(f"how many packed rows an epoch has{part if held_out else ''}")
        if held_out:
            keys.say(f"the packed rows are taken to be{part[1:]}")
        each = max(1, rows // micro * micro // batch)
        keys.stress(f"sample_packing: {rows:,} packed rows / {text} → {each:,} updates an epoch")
    total = math.floor(each * epochs)
    if keys.flag("dataloader_drop_last"):
        total -= math.ceil(epochs)
        keys.say("dataloader_drop_last: one update less for every epoch")
    return total, each


def _batch(keys: Keys) -> tuple[int, str]:
    """Return the examples of an update."""
    whole = keys.whole("batch_size", None, low=1)
    micro = keys.whole("micro_batch_size", 1, low=1)
    accumulation = keys.whole("gradient_accumulation_steps", 1, low=1)
    own = whole or micro * accumulation
    shards = [
        keys.whole(key, 1, low=1) for key in ("context_parallel_size", "tensor_parallel_size")
    ]
    gpus = max(1, keys.gpus() // shards[0] // shards[1])
    return own * gpus, f"({own}{f' × {gpus} GPUs' if gpus > 1 else ''})"


def _kept(keys: Keys, examples: int) -> int:
    """Return how many examples are left to train on."""
    part = keys.number("val_set_size", 0.0, low=0.0)
    held = math.ceil(part * examples) if part < 1 else int(part)
    if not held:
        return examples
    if held >= examples:
        raise LrplotError(f"val_set_size: {numbers.text(part)} of {examples:,} leaves no example")
    keys.say(f"val_set_size: {held:,} of {examples:,} examples are held back")
    return examples - held


def _warmup(keys: Keys, total: int, known: int | None) -> int:
    steps = keys.whole("warmup_steps", None)
    ratio = keys.number("warmup_ratio", None, low=0.0, high=1.0)
    if steps and ratio:
        raise LrplotError("warmup_steps and warmup_ratio: axolotl takes one of them")
    if steps is None and known is None:
        part = 0.03 if ratio is None else ratio
        return math.ceil(part * total)
    if steps is None and known is not None:
        cut, most = (0.03, 100) if ratio is None else (ratio, known)
        steps = min(int(cut * known), most)
        keys.say(f"warmup: int({numbers.text(cut)} × {known:,}) → {steps:,} updates")
    if steps == 1:
        keys.say("axolotl makes a warmup of 1 update one of 2")
        return 2
    return steps or 0


def _groups(keys: Keys, peak: float) -> dict[str, float]:
    """Return the rates of the parameter groups."""
    listed = keys.sections("lr_groups") if "lr_groups" in keys else []
    ratio = keys.number("loraplus_lr_ratio", None, low=0.0)
    scale = keys.number("embedding_lr_scale", None, low=0.0)
    embedding = keys.number("embedding_lr", None, low=0.0)
    if ratio is not None:
        if listed:
            raise LrplotError("lr_groups and loraplus_lr_ratio cannot be used together")
        own = numbers.text(keys.number("loraplus_lr_embedding", 1e-6, low=0.0))
        tell = keys.stress if "loraplus_lr_embedding" in keys else keys.say
        tell(f"embeddings have the rate of A; loraplus_lr_embedding ({own}) from peft 0.21 on")
        return {"A": peak, "B": peak * ratio}
    groups = {"": peak}
    if scale or embedding:
        keys.say("embeddings: embed_tokens, lm_head and modules_to_save, where they are trained")
        groups = {"others": peak, "embeddings": peak * scale if scale else embedding}
    for one in listed:
        one.items("modules")
        groups = {name or "others": rate for name, rate in groups.items()}
        name = one.text("name")
        if name in groups:
            raise LrplotError(f"lr_groups: {shown(name)} is there twice")
        groups[name] = one.number("lr", low=0.0)
    return groups


def _word(keys: Keys, peak: float, rate: float, warmup: int, total: int) -> str:
    """Return the constructor of a group's schedule, as axolotl chooses it."""
    name = keys.text("lr_scheduler", "cosine")
    if name in MEASURED:
        raise LrplotError(f"lr_scheduler: {name} follows what is measured in training")
    low = keys.number("cosine_min_lr_ratio", None, low=0.0, high=1.0)
    level = keys.number("cosine_constant_lr_ratio", None, low=0.0, high=1.0)
    more = dict(keys.section("lr_scheduler_kwargs").data)
    optimizer = f"torch.optim.AdamW(params, lr={rate!r})"
    counts = f"num_warmup_steps={warmup}, num_training_steps={total}"
    if name == "one_cycle":
        given = {"pct_start": warmup / total, "anneal_strategy": "cos", **more}
        own = "".join(f", {key}={value!r}" for key, value in given.items())
        word = f"torch.optim.lr_scheduler.OneCycleLR({optimizer}, {peak!r}, {total}{own})"
    elif name == "rex":
        least = peak * low if low else 0.0
        word = f"axolotl.RexLR({optimizer}, {peak!r}, {least!r}, {total}, {warmup})"
    elif name != "cosine" or not (keys.flag("lr_quadratic_warmup") or low):
        if low or level:
            keys.say(f"cosine_min_lr_ratio and cosine_constant_lr_ratio do nothing with {name}")
        more = {**ends(name, more, rate / peak)} if rate != peak and peak else more
        own = f", scheduler_specific_kwargs={more!r}" if more else ""
        word = f"transformers.get_scheduler({name!r}, {optimizer}, {counts}{own})"
    elif keys.flag("lr_quadratic_warmup"):
        if low:
            keys.say("lr_quadratic_warmup goes before cosine_min_lr_ratio")
        word = f"axolotl.get_cosine_schedule_with_quadratic_warmup({optimizer}, {counts})"
    elif level:
        own = f"{optimizer}, {counts}, constant_lr_ratio={level!r}, min_lr_ratio={low!r}"
        word = f"axolotl.get_cosine_schedule_with_warmup_decay_constant({own})"
    else:
        own = f"{optimizer}, {counts}, min_lr_ratio={low!r}"
        word = f"axolotl.get_cosine_schedule_with_min_lr({own})"
    restart = keys.whole("jagged_restart_steps", None, low=0)
    if not restart:
        return word
    up = keys.whole("jagged_restart_warmup_steps", 10) or 10
    down = keys.whole("jagged_restart_anneal_steps", 1) or 1
    if name == "one_cycle":
        keys.say("after the last update one_cycle stops in an error: the restarts are ahead")
    keys.say("the restarts begin one update ahead, as axolotl counts them")
    own = f"{restart}, {up}, {down}, min_lr_scale={low or 0.001!r}"
    return f"axolotl.JaggedLRRestartScheduler({optimizer}, {word}, {own})"


FORMAT = Format(
    "axolotl",
    "axolotl configuration",
    _fits,
    _read,
    flags={
        "epochs": "num_epochs",
        "batch_size": "micro_batch_size",
        "grad_accum": "gradient_accumulation_steps",
        "drop_last": "dataloader_drop_last",
        "total_steps": "max_steps",
    },
    null=("lr_scheduler", "jagged_restart_warmup_steps", "jagged_restart_anneal_steps"),
)

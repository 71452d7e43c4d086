"""A configuration of AllenNLP: its trainer's optimizer and `learning_rate_scheduler`.

Noam, polynomials and the slanted triangle change before every update, all others once an epoch.
Source: allennlp/training/gradient_descent_trainer.py, optimizers.py and learning_rate_schedulers/,
2.10.1; the counts of batches are those of data/data_loaders and data/samplers.
"""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.class_paths import constructor
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, asked_epoch, dealt, held, said_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.specs.clock import Pace

BY_UPDATE = {
    "noam": "NoamLR",
    "polynomial_decay": "PolynomialDecay",
    "linear_with_warmup": "LinearWithWarmup",
    "slanted_triangular": "SlantedTriangular",
}
BY_EPOCH = {
    "cosine": "CosineWithRestarts",
    "constant": "ConstantLearningRateScheduler",
    "constant_with_warmup": "ConstantWithWarmupLearningRateScheduler",
    "cosine_with_warmup": "CosineWithWarmupLearningRateScheduler",
    "cosine_hard_restarts_with_warmup": "CosineHardRestartsWithWarmupLearningRateScheduler",
    "step": "StepLearningRateScheduler",
    "multi_step": "MultiStepLearningRateScheduler",
    "exponential": "ExponentialLearningRateScheduler",
}
KNOWN = {**BY_UPDATE, **BY_EPOCH}
APART = {
    "reduce_on_plateau": "it follows what is measured in training",
    "combined": "schedulers that take turns are not read",
}

USUAL = {
    "adam": 0.001, "sparse_adam": 0.001, "adamax": 0.002, "adamw": 0.001,
    "huggingface_adamw": 1e-5, "adagrad": 0.01, "adadelta": 1.0, "rmsprop": 0.01,
    "averaged_sgd": 0.01, "dense_sparse_adam": 0.001,
}  # fmt: skip
"""The rates that optimizers have where none is given."""

DATA = ("dataset_reader", "train_data_path", "data_loader")


def _fits(data: Data) -> str:
    trainer = [key for key in ("learning_rate_scheduler", "optimizer", "num_epochs")
               if data.has(f"trainer.{key}")]  # fmt: skip
    found = data.those(DATA)
    return f"trainer.{trainer[0]} and {found[0]}" if trainer and found else ""


def _read(keys: Keys) -> Training:
    trainer = keys.section("trainer")
    kind = _typed(trainer, "optimizer", "adam")
    optimizer = kind.text("type", "adam")
    if optimizer not in (*USUAL, "sgd"):
        raise LrplotError(f"trainer.optimizer.type: the rates of {shown(optimizer)} are not read")
    lr = kind.number("lr", USUAL.get(optimizer), low=0.0)
    if lr is None:
        raise MissingError("trainer.optimizer.lr", ("--set", "trainer.optimizer.lr=…"))
    groups = _groups(kind, lr)
    section = _typed(trainer, "learning_rate_scheduler", "")
    name = section.text("type", "")
    if name in APART:
        raise LrplotError(f"trainer.learning_rate_scheduler.type: {name}: {APART[name]}")
    if trainer.data.get("learning_rate_scheduler") is not None and name not in KNOWN:
        near = nearest(name, KNOWN) or KNOWN
        raise LrplotError(f"trainer.learning_rate_scheduler.type: no {shown(name)}; it is "
                          f"{one_of(near)}")  # fmt: skip
    epoch = _epoch(keys, trainer)
    epochs = trainer.whole("num_epochs", 20, low=1)
    total = epoch * epochs
    keys.say(f"{epoch:,} updates × {epochs:,} epochs = {total:,} updates")
    if trainer.any("patience") is not None:
        keys.say("patience may end it earlier")
    if not name:
        words = {label: f"constant({own!r})" for label, own in groups.items()}
        return Training(tuple(Rate(word, label) for label, word in words.items()), total, epoch)
    given: dict[str, Any] = {key: section.argument(key) for key in section if key != "type"}
    if given.get("discriminative_fine_tuning") and len(groups) > 1:
        raise LrplotError(f"{section.prefix}discriminative_fine_tuning: its groups are not read")
    if name in BY_UPDATE and name != "noam":
        given = {"num_epochs": epochs, "num_steps_per_epoch": epoch, **given}
    where = "trainer.learning_rate_scheduler.type"
    pace = Pace(epoch) if name in BY_EPOCH else None
    root = "allennlp.training.learning_rate_schedulers"
    rates = [
        Rate(constructor(where, KNOWN[name], given, own, root), label, pace)
        for label, own in groups.items()
    ]
    return Training(tuple(rates), total, epoch)


def _typed(keys: Keys, key: str, default: str) -> Keys:
    """Return a section that may stand as its type alone."""
    found = keys.data[key] if key in keys else None
    if found is None or isinstance(found, str):
        kind = default if found is None else found
        return keys.over({**keys.data, key: {"type": kind}}).section(key)
    return keys.section(key)


def _groups(optimizer: Keys, lr: float) -> dict[str, float]:
    """Return the rate of each group of parameters by its label, one where all have the same."""
    out: dict[str, float] = {}
    for place, group in enumerate(optimizer.items("parameter_groups"), 1):
        name = f"{optimizer.prefix}parameter_groups: item {place}"
        if not isinstance(group, list) or len(group) != 2 or not isinstance(group[1], dict):
            raise LrplotError(f"{name} must be a list of patterns and a section")
        prefix = f"{optimizer.prefix}parameter_groups.{place - 1}.1."
        own = Keys(optimizer.path, group[1], optimizer.said, {}, prefix, optimizer.memory)
        if own.data.get("requires_grad") is False:
            continue
        out[f"group {place}"] = float(own.number("lr", lr, low=0.0))
    if all(own == lr for own in out.values()):
        return {"": lr}
    return {**out, "the rest": lr}


def _epoch(keys: Keys, trainer: Keys) -> int:
    """Return the updates of an epoch; a rest of an accumulation is one."""
    loader = keys.section("data_loader")
    accumulation = trainer.whole("num_gradient_accumulation_steps", 1, low=1)
    many = keys.items("distributed.cuda_devices")
    batches = loader.whole("batches_per_epoch", None, low=1)
    sampler = loader.section("batch_sampler")
    if not sampler.data:
        sampler = loader
    elif sampler.text("type") not in ("bucket", "max_tokens_batch_sampler"):
        raise LrplotError("data_loader.batch_sampler.type: only bucket is counted",
                          ("--steps-per-epoch", "N"))  # fmt: skip
    size = sampler.whole("batch_size", None, low=1)
    if size:
        held(keys, size, accumulation, gpus=max(1, len(many)))
    if said_epoch(keys) or (batches is None and (size is None or len(many) > 1)):
        return asked_epoch(keys)
    if batches is None:
        drop = sampler.flag("drop_last")
        batches = dealt(keys, keys.dataset_size(), size, drop_last=drop)
    updates = accumulated(keys, batches, accumulation)
    if updates < 1:
        raise LrplotError("data_loader.drop_last: an epoch has no batch")
    return updates


FORMAT = Format(
    "allennlp",
    "AllenNLP configuration",
    _fits,
    _read,
    flags={
        "epochs": "trainer.num_epochs",
        "batch_size": "data_loader.batch_size",
        "grad_accum": "trainer.num_gradient_accumulation_steps",
        "drop_last": "data_loader.drop_last",
    },
    texts=("",),
)

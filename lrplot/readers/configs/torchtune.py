"""A configuration of a torchtune recipe: `_component_` paths, whose length the recipe fills in.

A batch that is not full and the rest of an accumulation are left out; the schedule is stepped once
an update.
Source: torchtune, recipes/full_finetune_distributed.py and lora_finetune_single_device.py, 0.6.1
and bd2a0fc7c.
"""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.readers.common.class_paths import beside, constructor, rate
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import accumulated, dealt, epochs_of, held, replicas, said_epoch
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys

PARALLEL = ("tensor_parallel_dim", "context_parallel_dim")
OTHERS = ("ppo_epochs", "grpo_samples", "num_steps")
"""Keys of recipes that learn by what they try out, and count their steps in another way."""


def _fits(data: Data) -> str:
    marks = ("lr_scheduler._component_", "optimizer._component_")
    return " and ".join(key for key in marks if data.has(key))


def _read(keys: Keys) -> Training:
    keys = Keys(keys.path, filled(keys.data), keys.said, keys.origins, memory=keys.memory)
    for other in OTHERS:
        if other in keys:
            raise LrplotError(f"{other}: reinforcement learning is not followed here")
    optimizer, scheduler = keys.section("optimizer"), keys.section("lr_scheduler")
    lr = rate(optimizer, optimizer.text("_component_"))
    own = beside(optimizer, optimizer.text("_component_"))
    epoch = _epoch(keys)
    total = epochs_of(keys, keys.whole("epochs", low=1), epoch)
    path = scheduler.text("_component_", None) if [*scheduler] else None
    if path is None:
        if [*scheduler]:
            raise LrplotError("lr_scheduler: only a class by its _component_ is understood")
        return Training((Rate(f"constant({lr!r})", others=own),), total, epoch)
    arguments = {key: scheduler.argument(key) for key in scheduler if key != "_component_"}
    if "num_training_steps" in arguments:
        raise LrplotError("lr_scheduler.num_training_steps: the recipe fills this in")
    word = constructor(
        "lr_scheduler._component_", path, {**arguments, "num_training_steps": total}, lr
    )
    return Training((Rate(word, others=own),), total, epoch)


def _epoch(keys: Keys) -> int:
    """Return the updates of an epoch."""
    most = keys.whole("max_steps_per_epoch", None, low=1)
    if keys.said.counts:
        many = keys.whole("gradient_accumulation_steps", 1, low=1)
        held(keys, keys.whole("batch_size", None), many, gpus=replicas(keys, PARALLEL))
    if said := said_epoch(keys):
        return said
    if most is not None and keys.said.dataset_size is None:
        keys.say(f"an epoch is taken to have the {most:,} updates that it may have")
        return int(most)
    if keys.any("dataset.packed") is True:
        keys.say("dataset.packed: the packs are the examples")
    apart = replicas(keys, PARALLEL)
    batch = keys.whole("batch_size", low=1)
    batches = dealt(keys, keys.dataset_size(), batch, apart, drop_last=True)
    updates = accumulated(
        keys, batches, keys.whole("gradient_accumulation_steps", 1, low=1), rest=False
    )
    if updates == 0:
        raise LrplotError("an epoch has no update: its examples fill no batch or accumulation")
    if most is not None and most < updates:
        keys.say(f"max_steps_per_epoch ends each after {most:,} updates")
        updates = most
    return updates


FORMAT = Format(
    "torchtune",
    "torchtune recipe configuration",
    _fits,
    _read,
    flags={
        "epochs": "epochs",
        "batch_size": "batch_size",
        "grad_accum": "gradient_accumulation_steps",
    },
    once=True,
    texts=("",),
    bare=True,
    wholes=("epochs",),
)

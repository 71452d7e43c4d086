"""nanotron's YAML.

Source: src/nanotron/helpers.py (lr_scheduler_builder) and config/config.py, 2411b022.
"""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import Keys

MARKS = ("optimizer.learning_rate_scheduler", "tokens")
WARMUPS = ("linear", "constant")
DECAYS = ("linear", "cosine", "1-sqrt")


def _fits(data: Data) -> str:
    return " and ".join(MARKS) if data.has(*MARKS) else ""


def _read(keys: Keys) -> Training:
    own = keys.section("optimizer").section("learning_rate_scheduler")
    total = keys.section("tokens").whole("train_steps", low=1)
    if keys.section("model").section("init_method").flag("use_mup"):
        raise LrplotError("model.init_method.use_mup: the groups' rates need the model's widths")
    tokens = keys.section("tokens")
    if keys.said.counts and (micro := tokens.whole("micro_batch_size", None, low=1)):
        many = tokens.whole("batch_accumulation_per_replica", 1, low=1)
        length = tokens.whole("sequence_length", None, low=1)
        replicas = keys.section("parallelism").whole("dp", 1, low=1)
        held(keys, micro, many, length=length, gpus=replicas)
    rate = own.number("learning_rate", low=0.0)
    given = {
        "lr_warmup_steps": own.whole("lr_warmup_steps", 0),
        "lr_warmup_style": own.choice("lr_warmup_style", WARMUPS),
        "lr_decay_style": own.choice("lr_decay_style", DECAYS, "linear"),
        "lr_decay_steps": own.whole("lr_decay_steps", None),
        "lr_decay_starting_step": own.whole("lr_decay_starting_step", None),
        "min_decay_lr": own.number("min_decay_lr", None, low=0.0),
    }
    start, steps = given["lr_decay_starting_step"], given["lr_decay_steps"]
    if given["min_decay_lr"] is None:
        keys.say("without min_decay_lr nothing decays")
    elif start is not None and steps is None and given["lr_warmup_steps"]:
        early = given["lr_warmup_steps"]
        keys.say(f"without lr_decay_steps the decay ends {early:,} updates early, by the warmup")
    said = ", ".join(f"{key}={value!r}" for key, value in given.items() if value is not None)
    word = f"nanotron.lr_scheduler_builder({rate!r}, {said}, total_training_steps={total})"
    return Training((Rate(word),), total)


FORMAT = Format(
    "nanotron",
    "nanotron configuration",
    _fits,
    _read,
    flags={"total_steps": "tokens.train_steps"},
    texts=("",),
    wholes=("",),
)

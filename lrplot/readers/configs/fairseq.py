"""fairseq's configurations: its sections in YAML, or the options of `fairseq-train`.

A training ends at `max_update` or after `max_epoch`, whichever comes first.
Source: fairseq/optim/lr_scheduler/*.py, optim/composite.py, data/data_utils.py (batch_by_size) and
fairseq_cli/train.py, 3d262bb2.
"""

from __future__ import annotations

from collections.abc import Mapping

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.fairseq import MEASURED, PERIOD, SCHEDULES, by_epoch, check, rates, word
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import asked_epoch, held, said_epoch
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys, MissingError

MARKS = ("lr_scheduler", "max_update", "warmup_updates", "update_freq", "total_num_update",
         "warmup_init_lr", "stop_min_lr", "criterion", "arch", PERIOD)  # fmt: skip
SECTIONS = ("optimizer", "lr_scheduler", "task", "criterion", "distributed_training", "fairseq")


def _fits(data: Data) -> str:
    for place in ("", "fairseq."):
        found = [key for key in ("lr", "max_update", "max_epoch", "update_freq")
                 if data.has(f"{place}optimization.{key}")]  # fmt: skip
        other = data.those(SECTIONS)
        if found and other:
            return f"{place}optimization.{found[0]} and {other[0]}"
    found = data.those(MARKS)
    if (
        len(found) > 1
        and data.has("lr")
        and data.at("lr_scheduler") in (None, MEASURED, *SCHEDULES)
    ):
        return f"lr, {found[0]} and {found[1]}"
    return ""


def _read(keys: Keys) -> Training:
    flat = "lr" in keys.data
    # in a script ${…} is a variable of the shell
    whole = keys if flat else keys.over(filled(keys.data))
    nested = whole.section("fairseq")
    plain = flat or bool([*nested])

    def part(name: str) -> Keys:
        """Return a section, with what options say of it where a file keeps it elsewhere."""
        if not plain:
            return whole.section(name)
        inner, said = whole if flat else nested.section(name), whole.data.get(name)
        return inner.over({**inner.data, **(said if isinstance(said, Mapping) else {})})

    optimization = part("optimization")
    schedule = optimization if plain else _named(whole, "lr_scheduler", "fixed")
    name = schedule.text("lr_scheduler" if plain else "_name", "fixed")
    groups = [("", schedule, name, rates(optimization, "lr", [0.25]))]
    if name == "pass_through":
        groups = _composite(_named(whole, "optimizer"), groups[0][3])
    for group in groups:
        check(group[2])
    if optimization.any("relative_step") is True:
        raise LrplotError("relative_step: Adafactor makes a rate of its own")
    most = optimization.whole("max_update", 0)
    epochs = optimization.whole("max_epoch", 0)
    if keys.origins.get("optimization.max_update") == "--total-steps":
        epochs = 0
    if not most and not epochs:
        raise MissingError(f"{optimization.prefix}max_update", ("--total-steps", "N"))
    each: list[int] = []
    if epochs or any(by_epoch(*group[1:]) for group in groups):
        each = _updates(optimization, part("dataset"), part("distributed_training"))
    total = most
    if epochs:
        made = sum(each[:epochs]) + max(0, epochs - len(each)) * each[-1]
        total = min(most, made) if most else made
        keys.say(f"{epochs:,} epochs make {made:,} updates")
    if optimization.number("stop_min_lr", -1.0) >= 0:
        keys.say("stop_min_lr may end it earlier, after an epoch")
    if total < 1:
        raise LrplotError(f"{optimization.prefix}max_epoch: its epochs have no updates")
    made_of = tuple(
        Rate(word(own, which, lr, most, each, not plain), label) for label, own, which, lr in groups
    )
    return Training(made_of, total, each[0] if len(set(each)) == 1 else None)


def _named(keys: Keys, key: str, default: str | None = None) -> Keys:
    """Return a section that may stand as its name alone."""
    found = keys.data.get(key)
    if found is None or isinstance(found, str):
        kind = default if found is None else found
        return keys.over({**keys.data, key: {"_name": kind}}).section(key)
    return keys.section(key)


def _composite(optimizer: Keys, lr: list[float]) -> list[tuple[str, Keys, str, list[float]]]:
    """Return each group's label, schedule, its name, and rates."""
    if optimizer.text("_name", "") != "composite":
        raise LrplotError("lr_scheduler: pass_through is read with optimizer: composite only")
    groups, out = optimizer.section("groups"), []
    for label in groups:
        group = groups.section(str(label))
        schedule = _named(group, "lr_scheduler")
        peaks = rates(_named(group, "optimizer"), "lr") if "optimizer.lr" in group else lr
        if (own := group.number("lr_float", None, low=0.0)) is not None:
            peaks = [own]
        elif "lr" in group and "optimizer.lr" not in group:
            group.say("fairseq of 2025 reads a group's lr_float, and no lr of it")
            peaks = rates(group, "lr")
        out.append((str(label), schedule, schedule.text("_name"), peaks))
    if not out:
        raise LrplotError("optimizer.groups: there is none")
    return out


def _updates(optimization: Keys, dataset: Keys, world: Keys) -> list[int]:
    """Return the updates of the first epochs; of those that follow, the last."""
    freqs = rates(optimization, "update_freq", [1.0])
    if any(one < 1 or one != int(one) for one in freqs):
        raise LrplotError(f"{optimization.prefix}update_freq must be whole numbers from 1")
    sentences = dataset.whole("batch_size", None, low=1) or dataset.whole("max_sentences", None)
    tokens = dataset.whole("max_tokens", None)
    if said_epoch(optimization) or tokens or not sentences:
        if len(set(freqs)) > 1:
            raise LrplotError(f"{optimization.prefix}update_freq: epochs of several lengths")
        return [asked_epoch(optimization)]
    examples, multiple = dataset.dataset_size(), dataset.whole("required_batch_size_multiple", 8)
    size = sentences
    if multiple > 1:
        size = max(multiple * (sentences // multiple), sentences % multiple)
    batches, rest = divmod(examples, size)
    dropped = multiple > 1 and (rest or size) % multiple != 0
    batches += bool(rest) - dropped
    if dropped:
        dataset.say(f"the last batch is left out, for it is no multiple of {multiple}")
    gpus = world.whole("distributed_world_size", None, low=1)
    if gpus is None or world.said.gpus is not None:
        gpus = world.gpus()
    each = -(-batches // gpus)
    held(dataset, size, int(freqs[-1]), gpus=gpus)
    dataset.say(f"{examples:,} examples in batches of {size} → {each:,} batches an epoch")
    rest_too = not optimization.flag("skip_remainder_batch")
    return [int(-(-each // one) if rest_too else each // one) for one in freqs]


FORMAT = Format(
    "fairseq",
    "fairseq configuration",
    _fits,
    _read,
    flags={
        "epochs": "optimization.max_epoch",
        "batch_size": "dataset.batch_size",
        "grad_accum": "optimization.update_freq",
        "total_steps": "optimization.max_update",
    },
    once=True,
)

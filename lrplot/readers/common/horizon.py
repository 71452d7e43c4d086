"""How long a training is: examples, batches, processes and epochs as updates, and said so."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.keys import Keys, MissingError


def launched(keys: Keys) -> Keys:
    """Return keys that know how many processes `accelerate launch` starts, where they say it."""
    if keys.said.gpus is not None or "num_processes" not in keys:
        return keys
    said = replace(keys.said, gpus=keys.whole("num_processes", low=1))
    return Keys(keys.path, keys.data, said, keys.origins, keys.prefix, keys.memory)


def held(
    keys: Keys, batch: int | None, *times: int, length: int | None = None, gpus: int | None = None
) -> None:
    """Remember how many samples an update has, and tokens by the length of one.

    That is where the x axis counts them, and the file says it. `gpus` is 1 where `batch` is that of
    all processes.
    """
    if keys.said.counts and batch:
        many = math.prod((batch, *times)) * (keys.gpus() if gpus is None else gpus)
        keys.holds(samples=many, **({"tokens": many * length} if length else {}))


def replicas(keys: Keys, parallel: Collection[str]) -> int:
    """Return how many models train side by side, where one is shared out as these keys say."""
    one = math.prod(max(1, keys.whole(key, 1)) for key in parallel)
    many = keys.gpus()
    if many % one:
        raise LrplotError(f"--gpus {many}: one model takes {one} GPUs ({' × '.join(parallel)})")
    return int(many // one)


def said_epoch(keys: Keys) -> int:
    """Return the updates of an epoch where an option says them, else 0."""
    if keys.said.epoch is None:
        return 0
    keys.say(f"an epoch has {numbers.text(keys.said.epoch)} updates (--steps-per-epoch)")
    return int(keys.said.epoch)


def asked_epoch(keys: Keys) -> int:
    """Return the updates of an epoch, which only an option can say."""
    found = said_epoch(keys) or keys.memory.supposed.get("--steps-per-epoch")
    if not found:
        what = "how many updates an epoch has"
        raise MissingError("--steps-per-epoch", ("--steps-per-epoch", "N"), what)
    return int(found)


def per_epoch(
    keys: Keys,
    examples: int | None,
    batch: int,
    accumulation: int = 1,
    drop_last: bool = False,
    rest: bool = True,
) -> int:
    """Return the updates of an epoch; a `rest` of an accumulation is an update of its own.

    `batch` is that of one process; the examples are asked for where they are None. An epoch has an
    update at least.
    """
    if said := said_epoch(keys):
        return said
    examples = keys.dataset_size() if examples is None else examples
    gpus = keys.gpus()
    batches = examples // (batch * gpus) if drop_last else -(-examples // (batch * gpus))
    updates = max(1, -(-batches // accumulation) if rest else batches // accumulation)
    parts = [f"{batch}"]
    parts += [f"{gpus} GPUs"] * (gpus > 1) + [f"{accumulation}"] * (accumulation > 1)
    by = f"({' × '.join(parts)})" if len(parts) > 1 else parts[0]
    keys.say(f"{examples:,} examples / {by} → {updates:,} updates an epoch")
    return updates


def dealt(keys: Keys, examples: int, batch: int, gpus: int = 1, drop_last: bool = False) -> int:
    """Return the batches of an epoch, where its examples are first dealt out to the processes."""
    each = -(-examples // gpus)
    batches = each // batch if drop_last else -(-each // batch)
    shared = f"ceil({examples:,} / {gpus} GPUs) = {each:,}" if gpus > 1 else f"{each:,}"
    keys.say(f"{shared} examples / {batch} → {batches:,} batches an epoch")
    return batches


def accumulated(keys: Keys, batches: int, accumulation: int, rest: bool = True) -> int:
    """Return the updates of so many batches; a `rest` of an accumulation is one too."""
    updates = -(-batches // accumulation) if rest else batches // accumulation
    if accumulation > 1:
        how = f"{batches:,} batches / {accumulation}, rounded {'up' if rest else 'down'}"
        keys.say(f"{how} → {updates:,} updates an epoch")
    return updates


def epochs_of(keys: Keys, epochs: float, updates: int) -> int:
    """Return the updates of so many epochs, a part of one rounded up."""
    total = math.ceil(epochs * updates)
    if total < 1:
        raise LrplotError(f"{numbers.text(epochs)} epochs of {updates:,} updates are no training")
    keys.say(f"{updates:,} updates × {numbers.text(epochs)} epochs = {total:,} updates")
    return total


def rounded_up(keys: Keys, what: str, part: float, total: int) -> int:
    """Return a part of the total as updates, as `math.ceil(part * total)` has it."""
    updates = math.ceil(part * total)
    keys.say(f"{what}: ceil({numbers.text(part)} × {total:,}) = {updates:,} updates")
    return updates

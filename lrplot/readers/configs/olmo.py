"""OLMo's YAML (OLMo 1 and 2), whose lengths are in steps, tokens or epochs.

Source: olmo/config.py, olmo/optim.py (build_scheduler) and olmo/train.py, ai2-olmo 0.6.0.
"""

from __future__ import annotations

import re
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, shown
from lrplot.readers.common import texts
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.keys import Keys
from lrplot.readers.yaml import Quoted
from lrplot.specs.clock import Pace

MARKS = ("optimizer.learning_rate", "scheduler.name")
NAMES = {
    "cosine_with_warmup": "CosWithWarmup", "linear_with_warmup": "LinearWithWarmup",
    "inverse_sqrt_with_warmup": "InvSqrtWithWarmup", "max_scheduler": "max_scheduler",
    "constant": "ConstantScheduler", "cosine_linear_envelope": "CosLinearEnvelope",
    "constant_with_warmup": "ConstantWithWarmupScheduler",
}  # fmt: skip
MOST = 10**18
"""The most updates or tokens that a length may have."""

BEYOND = 10
"""How many updates the loop goes on for after the length, where `stop_at` is not said."""


def _fits(data: Data) -> str:
    mine = data.has(*MARKS) and data.at("scheduler.name") in NAMES
    return " and ".join(MARKS) if mine else ""


def _read(keys: Keys) -> Training:
    own = keys.section("scheduler")
    name = own.choice("name", NAMES)
    units = own.choice("units", ("steps", "tokens"), "steps")
    steps, most = _length(keys)
    stop = keys.whole("stop_at", None, low=1)
    after = keys.whole("stop_after", None, low=1)
    if after:
        stop = min(stop or after, after)
    updates = steps + BEYOND if stop is None else stop
    if stop is None and most is None:
        keys.say(f"without stop_at the run goes on for {BEYOND} updates after max_duration")
    updates = updates if most is None else min(updates, most)
    batch = _tokens(keys) if units == "tokens" or keys.said.counts else 1
    batch = batch if units == "tokens" else 1
    rate = keys.section("optimizer").number("learning_rate", low=0.0)
    given: dict[str, Any] = {"initial_lr": f"torch.optim.AdamW(params, lr={rate!r})"}
    warmup = "t_warmup" if name == "max_scheduler" else "warmup_steps"
    if name != "constant":
        given[warmup] = int(own.number("t_warmup", 100, low=0.0))
        low = own.number("warmup_min_lr", None, low=0.0)
        if low is None:
            own.say("without warmup_min_lr the warmup begins at a tenth of the rate")
        given["warmup_min_lr"] = low
    if name in ("cosine_with_warmup", "linear_with_warmup", "cosine_linear_envelope",
                "max_scheduler"):  # fmt: skip
        given["alpha_f"] = own.number("alpha_f", 0.1, low=0.0)
        longest = own.number("t_max", None, low=1.0)
        given["t_max"] = None if longest is None else int(longest)
        given["max_steps"] = _tokens_in_all(keys, steps) if units == "tokens" else steps
    said = ", ".join(f"{key}={value}" for key, value in given.items() if value is not None)
    pace = Pace(1, batch, batch - 1) if batch > 1 else None
    return Training((Rate(f"olmo.{NAMES[name]}({said})", pace=pace),), updates)


def _length(keys: Keys) -> tuple[int, int | None]:
    """Return the updates of `max_duration`, and the most that its epochs have, if known."""
    said = keys.any("max_duration", 10_000)
    if isinstance(said, int) and not isinstance(said, bool) and 0 < said <= MOST:
        steps = said
    elif isinstance(said, str) and (epochs := re.fullmatch(r"\s*(\d+)\s*ep", said)):
        each = _per_epoch(keys)
        many = min(int(epochs[1]), MOST) * each
        return many, many
    else:
        tokens = isinstance(said, str) and said.endswith("T")
        try:
            many = int(float(said[:-1] if tokens else said)) if isinstance(said, str) else 0
        except (ValueError, OverflowError):
            many = 0
        # a bare 1e4 is no text to OmegaConf, and no whole number
        bare = texts.numeric(said) and not isinstance(said, Quoted) and not str(said).isdigit()
        if bare or not 1 <= many <= MOST:
            raise LrplotError(
                f"max_duration must be steps, or text such as '3ep' or '2e12T', not {shown(said)}"
            )
        steps = many
        if tokens:
            steps = -(-many // (batch := _tokens(keys)))
            keys.say(f"{many:,} tokens / {batch:,} of an update, rounded up: {steps:,} updates")
    if keys.said.dataset_size is None:
        return steps, None
    each = _per_epoch(keys)
    return steps, -(-steps // each) * each


def _per_epoch(keys: Keys) -> int:
    batch = keys.whole("global_train_batch_size", 512, low=1)
    many = keys.dataset_size()
    if not many // batch:
        raise LrplotError(f"{many:,} examples are no batch of {batch:,}")
    keys.say(f"{many:,} examples // {batch:,} = {many // batch:,} updates an epoch")
    return int(many // batch)


def _tokens(keys: Keys) -> int:
    """Return how many tokens an update has."""
    batch = keys.whole("global_train_batch_size", 512, low=1)
    length = keys.section("model").whole("max_sequence_length", 1024, low=1)
    keys.say(f"an update has {batch:,} × {length:,} = {batch * length:,} tokens")
    keys.holds(samples=batch, tokens=batch * length)
    return int(batch * length)


def _tokens_in_all(keys: Keys, steps: int) -> int:
    said = keys.any("max_duration", 10_000)
    if isinstance(said, str) and said.endswith("T"):
        return int(float(said[:-1]))
    tokens = steps * _tokens(keys)
    keys.say(f"the schedule is for {numbers.text(tokens)} tokens")
    return tokens


FORMAT = Format(
    "olmo",
    "OLMo configuration",
    _fits,
    _read,
    flags={"total_steps": "max_duration"},
    once=True,
    bare=True,
)

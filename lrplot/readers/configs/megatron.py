"""Megatron-LM's arguments: flags in a shell script, YAML, or a list of `--key value` pairs.

Megatron counts in samples. With a constant batch, a training in iterations has the same rates
counted in these, so that the batch matters only where the samples themselves are counted.
Source: megatron/training/arguments.py and training.py (get_optimizer_param_scheduler,
update_train_iters), d98e8a64; num_microbatches_calculator.py of megatron-core 0.16.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import replicas
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.others import Others, others
from lrplot.specs.clock import Beats, Pace

MARKS = ("lr_decay_style", "lr_warmup_fraction", "lr_warmup_iters", "lr_warmup_samples",
         "lr_decay_iters", "lr_decay_samples", "min_lr", "decoupled_lr",
         "tensor_model_parallel_size")  # fmt: skip
LENGTHS = ("train_iters", "train_samples")
STYLES = ("constant", "linear", "cosine", "inverse-square-root", "WSD")
TAILS = ("exponential", "linear", "cosine", "minus_sqrt")
PARALLEL = ("tensor_model_parallel_size", "pipeline_model_parallel_size", "context_parallel_size")
SECTIONS = ("MODEL_ARGS", "model_parallel")
"""Sections whose keys are arguments."""

CHANGES = {
    "warmup": "Megatron refuses it: write lr_warmup_fraction",
    "step_batch_size_schedule": "only a batch that grows by rampup_batch_size is read",
    "decrease_batch_size_if_needed": "a batch that is cut to the machines' number is not read",
    "use_mup": "the layers' own rates need the model's widths",
}
"""Keys that change the rates in ways that are not drawn."""

MOST = 10**15
"""The most samples."""

STAGES = 10_000
"""The most sizes that a growing batch may have."""


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments by the names that Megatron keeps them under, sections flattened."""
    out: dict[str, Any] = {}
    for name in SECTIONS:
        if isinstance(inner := data.get(name), Mapping):
            out |= _plain(inner)
    for key, value in data.items():
        if key not in SECTIONS:
            out[str(key).removeprefix("--").replace("-", "_")] = value
    return out


def _fits(data: Data) -> str:
    values = _plain(data.values)
    if isinstance(data.at("optimizer"), Mapping) or "lr" not in values:
        return ""
    found = [key for key in (*LENGTHS, *MARKS) if key in values]
    return f"lr, {found[0]} and {found[1]}" if len(found) > 1 and found[0] in LENGTHS else ""


def _read(keys: Keys) -> Training:
    for name in SECTIONS:
        keys.section(name)
    if any(str(key).startswith("--") for key in (*keys.data, *keys.section("MODEL_ARGS"))):
        # which argparse reads, and not --yaml-cfg
        keys.memory.texts, keys.memory.wholes = (), ("",)
    keys = Keys(keys.path, _plain(keys.data), keys.said, keys.origins, memory=keys.memory)
    for key, why in CHANGES.items():
        if keys.any(key) not in (None, False):
            raise LrplotError(f"{key}: {why}")
    iters, samples = (keys.whole(key, None, low=1) for key in LENGTHS)
    if iters and samples:
        raise LrplotError("train_iters and train_samples: Megatron takes one of them")
    unit = "samples" if samples else "iters"
    other = "iters" if samples else "samples"
    for key in (f"lr_decay_{other}", f"lr_warmup_{other}", f"lr_wsd_decay_{other}"):
        if keys.number(key, None):
            raise LrplotError(f"{key}: this training counts in train_{unit}; write lr_…_{unit}")
    if not iters and not samples:
        raise MissingError("train_iters", ("--set", "train_iters=…"))
    style = keys.choice("lr_decay_style", STYLES, "linear")
    ramp = keys.items("rampup_batch_size")
    if ramp and not samples:
        raise LrplotError("rampup_batch_size: Megatron takes it with train_samples only")
    # from the first sample, not the first update, where there is no warmup
    scale = 1 if samples or style != "inverse-square-root" else _batch(keys)
    total = samples or iters
    decay = scale * keys.whole(f"lr_decay_{unit}", total, low=1)
    warmup = _warmup(keys, unit, decay, scale)
    tail = ""
    if style == "WSD":
        length = scale * keys.whole(f"lr_wsd_decay_{unit}", low=0)
        shape = keys.choice("lr_wsd_decay_style", TAILS, "exponential")
        tail = f", wsd_decay_steps={length}, lr_wsd_decay_style={shape!r}"
    pace: Pace | Beats | None = Pace(1, scale) if scale > 1 else None
    updates = iters
    batch = keys.whole("global_batch_size", None, low=1) if iters else None
    if iters and keys.said.counts and "micro_batch_size" in keys:
        batch = _batch(keys)
    if batch:
        seen = keys.whole("seq_length", None, low=1)
        keys.holds(samples=batch, **({"tokens": batch * seen} if seen else {}))
    if samples:
        pace, updates = _samples(keys, samples, ramp)
    init = keys.number("lr_warmup_init", 0.0, low=0.0)
    weights, rest = _others(keys, total * scale)
    groups = [("", keys.number("lr", low=0.0), keys.number("min_lr", 0.0, low=0.0))]
    if (own := keys.number("decoupled_lr", None, low=0.0)) is not None:
        low = keys.number("decoupled_min_lr", None, low=0.0)
        groups.append(("embedding and output", own, groups[0][2] if low is None else low))
    rates = [
        Rate(
            f"megatron.OptimizerParamScheduler(optimizer, {init!r}, {peak!r}, {low!r}, {warmup!r}, "
            f"{decay}, {style!r}, {weights}{tail})",
            label,
            pace,
            rest,
        )
        for label, peak, low in groups
    ]
    return Training(tuple(rates), updates)


def _others(keys: Keys, total: int) -> tuple[str, Others]:
    """Return the arguments of the weight decay, and what else the optimizer has."""

    def decay() -> str:
        style = keys.choice("weight_decay_incr_style", ("constant", "linear", "cosine"), "constant")
        ends = [keys.number(f"{end}_weight_decay", None, low=0.0) for end in ("start", "end")]
        if style == "constant":
            if ends != [None, None]:
                raise LrplotError("start_weight_decay wants a weight_decay_incr_style")
            ends = [keys.number("weight_decay", 0.01, low=0.0)] * 2
        for end, value in zip(("start", "end"), ends, strict=True):
            if value is None:
                key = f"{end}_weight_decay"
                raise MissingError(key, ("--set", f"{key}=…"))
        return f"{ends[0]!r}, {ends[1]!r}, {total}, {style!r}"

    found = others(weight_decay=decay)
    name = keys.any("optimizer", "adam")
    if name == "adam":
        found |= others(beta1=lambda: keys.number("adam_beta1", 0.9, low=0.0))
    if name == "sgd":
        found |= others(momentum=lambda: keys.number("sgd_momentum", 0.9, low=0.0))
    # the schedule itself moves it
    if isinstance(said := found["weight_decay"], str):
        del found["weight_decay"]
        return said, found
    return "0.0, 0.0, 1, 'constant'", found


def _warmup(keys: Keys, unit: str, decay: int, scale: int) -> float:
    part = keys.number("lr_warmup_fraction", None, low=0.0, high=1.0)
    count = keys.whole(f"lr_warmup_{unit}", 0)
    if part is None:
        return scale * float(count)
    if count:
        raise LrplotError(f"lr_warmup_fraction and lr_warmup_{unit}: Megatron takes one of them")
    warmup = float(part * decay)
    keys.say(f"the warmup is {numbers.text(part)} of the decay and not rounded: "
             f"{numbers.text(warmup / scale)} {unit}")  # fmt: skip
    return warmup


def _batch(keys: Keys) -> int:
    """Return how many samples an update has."""
    whole = keys.whole("global_batch_size", None, low=1)
    if whole:
        return int(whole)
    micro = keys.whole("micro_batch_size", low=1)
    many = replicas(keys, PARALLEL)
    keys.say(f"an update has {micro} × {many} = {micro * many} samples")
    return int(micro * many)


def _samples(keys: Keys, samples: int, ramp: list[Any]) -> tuple[Pace | Beats, int]:
    """Return how a training in samples counts them, and its updates."""
    batch = _batch(keys)
    if not ramp:
        if samples < batch:
            raise LrplotError(f"train_samples: {samples} are less than an update's {batch}")
        keys.say(f"{samples:,} samples // {batch:,} = {samples // batch:,} updates")
        length = keys.whole("seq_length", None, low=1)
        keys.holds(samples=batch, **({"tokens": batch * length} if length else {}))
        return Pace(1, batch), samples // batch
    first, more, length = (int(one) for one in _ramp(keys))
    if first > batch or more < 1 or (batch - first) % more or first == batch:
        raise LrplotError("rampup_batch_size must lead to global_batch_size in whole increments")
    starts, counts, slopes = [0.0], [0.0], [float(first)]
    last = min(length, samples)
    updates = consumed = 0
    for size, many in _stages(first, more, length, batch, last):
        starts.append(updates := updates + many)
        counts.append(consumed := consumed + many * size)
        slopes[-1:] = [size, batch]
    updates += max(0, samples - consumed) // batch
    keys.say(
        f"the batch grows from {first} to {batch} over {length:,} samples: {updates:,} updates"
    )
    beats = Beats(tuple(starts), tuple(counts), tuple(slopes), updates - 1.0)
    return beats, updates


def _ramp(keys: Keys) -> list[float]:
    found = keys.numbers("rampup_batch_size", low=1.0)
    if len(found) != 3 or any(one != int(one) or one > MOST for one in found):
        raise LrplotError("rampup_batch_size must be whole numbers: start, increment, samples")
    return found


def _stages(first: int, more: int, length: int, batch: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield each size of a growing batch with how many updates begin at up to `last` samples."""
    each = length / ((batch - first) // more)
    if (batch - first) // more > STAGES:
        raise LrplotError(f"rampup_batch_size: more than {STAGES:,} increments")

    def size(at: int) -> int:
        return batch if at > length else first + int(at / each) * more

    at = 0
    while at <= last:
        here = size(at)
        many, high = 1, (last - at) // here + 1
        while many < high:
            middle = (many + high + 1) // 2
            many, high = (
                (middle, high) if size(at + (middle - 1) * here) == here else (many, middle - 1)
            )
        yield here, many
        at += many * here


FORMAT = Format(
    "megatron",
    "Megatron-LM arguments",
    _fits,
    _read,
    flags={"batch_size": "micro_batch_size", "total_steps": "train_iters"},
    marks=(*MARKS, *LENGTHS, "lr"),
    texts=("",),
)

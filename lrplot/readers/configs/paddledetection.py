"""A configuration of PaddleDetection: its LearningRate, over that of the `_BASE_` that it names.

Schedulers are written under a tag, `!CosineDecay`, or with a `name`. Epochs are counted in batches
of the loader; the first scheduler is the decay, the second its warmup.
Source: ppdet/optimizer/optimizer.py, engine/trainer.py and data/reader.py, 666f597fd.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.bases import BASE, based
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import dealt, epochs_of, held, said_epoch
from lrplot.readers.common.keys import Keys
from lrplot.readers.yaml import Tagged
from lrplot.specs.lets import Sizes

MARKS = ("TrainReader", "architecture", "pretrain_weights", "weights", "epoch", "snapshot_epoch")

KNOWN = {
    "CosineDecay": ("max_epochs", "use_warmup", "min_lr_ratio", "last_plateau_epochs"),
    "PiecewiseDecay": ("gamma", "milestones", "values", "use_warmup"),
    "LinearWarmup": ("steps", "start_factor", "epochs", "epochs_first"),
    "ExpWarmup": ("steps", "epochs", "power"),
}
DECAYS, WARMUPS = ("CosineDecay", "PiecewiseDecay"), ("LinearWarmup", "ExpWarmup")

MOST = 50
"""The most milestones that a formula is written with."""


def _fits(data: Data) -> str:
    if data.has("LearningRate.schedulers") or data.has("LearningRate.base_lr"):
        return "LearningRate"
    bases = isinstance(data.at(BASE), list)
    marks = data.those(MARKS)
    return f"{BASE} and {marks[0]}" if bases and marks else ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    values = dict(based(data, said.outside))
    own = values.get("LearningRate")
    if isinstance(own, Mapping) and isinstance(own.get("schedulers"), list):
        values["LearningRate"] = {**own, "schedulers": [_plain(one) for one in own["schedulers"]]}
    return values, ()


def _plain(one: Any) -> Any:
    """Return a scheduler under a tag as one with a name."""
    if not isinstance(one, Tagged):
        return one
    given = one.value if isinstance(one.value, Mapping) else {}
    return {**given, "name": one.tag}


def _read(keys: Keys) -> Training:
    section = keys.section("LearningRate")
    base = section.number("base_lr", 0.01, low=0.0)
    if isinstance(section.any("base_lr"), str):
        keys.say("PaddleDetection's reader of YAML takes this base_lr for text: write 1.0e-4")
    epoch = _epoch(keys)
    total = epochs_of(keys, keys.whole("epoch", low=1), epoch)
    default = [{"name": "PiecewiseDecay"}, {"name": "LinearWarmup"}]
    if section.any("schedulers") is None:
        section = Keys(
            keys.path, {"schedulers": default}, keys.said, {}, "LearningRate.", keys.memory
        )
    schedulers = section.sections("schedulers")
    decay = _named(schedulers, 0, DECAYS)
    if keys.any("OptimizerBuilder.optimizer.type") == "AdamWDL":
        keys.say("AdamWDL multiplies this rate by a factor of each layer")
    warm, warmup = 0, ""
    if decay.flag("use_warmup", True):
        warm, warmup = _warmup(_named(schedulers, 1, WARMUPS), base, epoch)
        keys.say(f"the warmup takes {warm:,} updates")
    cosine = decay.text("name") == "CosineDecay"
    word = (_cosine if cosine else _pieces)(decay, base, epoch, warm)
    word = f"({warmup}) if t < {warm} else ({word})" if warm else word
    return Training((Rate(word if word.startswith("paddle.") else f"expr: {word}"),), total, epoch)


def _named(schedulers: list[Keys], place: int, names: tuple[str, ...]) -> Keys:
    """Return one of the schedulers, which has one of the names."""
    if place >= len(schedulers):
        raise LrplotError(f"LearningRate.schedulers must be a decay and its {one_of(names)}")
    found = schedulers[place]
    name = found.choice("name", names)
    for key in found:
        if key not in ("name", *KNOWN[name]):
            near = nearest(str(key), KNOWN[name]) or KNOWN[name]
            raise LrplotError(f"{found.prefix}{key}: {name} has no such key; it is {one_of(near)}")
    return found


def _epoch(keys: Keys) -> int:
    if keys.said.counts:
        held(keys, keys.whole("TrainReader.batch_size", 1, low=1))
    if said := said_epoch(keys):
        return said
    batches = dealt(
        keys,
        keys.dataset_size(),
        keys.whole("TrainReader.batch_size", 1, low=1),
        keys.gpus(),
        keys.flag("TrainReader.drop_last", True),
    )
    if not batches:
        raise LrplotError("TrainReader.batch_size: not one full batch in an epoch")
    return batches


def _warmup(warmup: Keys, base: float, epoch: int) -> tuple[int, str]:
    """Return how many updates a warmup has, and its formula."""
    linear = warmup.text("name") == "LinearWarmup"
    epochs = warmup.whole("epochs", None)
    steps = warmup.whole("steps", 500 if linear else 1000)
    first = warmup.flag("epochs_first", True) if linear else True
    updates = max(epochs * epoch if first and epochs is not None else steps, 1)
    if not linear:
        return updates, f"{base!r} * (t / {updates}) ** {warmup.number('power', 2, low=0.0)!r}"
    factor = warmup.number("start_factor", 1 / 3, low=0.0)
    part = f"t / {updates}"
    return updates, f"{base!r} * ({factor!r} * (1 - {part}) + {part})"


def _cosine(decay: Keys, base: float, epoch: int, warm: int) -> str:
    """Return the formula of a cosine after a warmup."""
    whole = decay.whole("max_epochs", 1000, low=1) * epoch
    flat = decay.whole("last_plateau_epochs", 0) * epoch
    low = base * decay.number("min_lr_ratio", 0.0, low=0.0)
    if not warm and not flat:
        return f"paddle.optimizer.lr.CosineAnnealingDecay({base!r}, T_max={whole}, eta_min={low!r})"
    long = whole - warm - flat
    if long < 1:
        raise LrplotError(f"{decay.prefix}max_epochs: the warmup and the plateau leave no decay")
    last = whole - 1
    wave = f"cos((min(t, {last}) - {warm}) * pi / {long})"
    curve = f"{low!r} + {base - low!r} * 0.5 * ({wave} + 1)"
    return f"({curve}) if t < {whole - flat} else {low!r}" if flat else curve


def _pieces(decay: Keys, base: float, epoch: int, warm: int) -> str:
    """Return the formula of a rate that is another from each milestone on."""
    milestones = decay.items("milestones", [8, 11])
    gamma: Any = decay.any("gamma", [0.1, 0.01])
    if len(milestones) > MOST:
        raise LrplotError(f"{decay.prefix}milestones: more than {MOST} are too many")
    if isinstance(gamma, list):
        factors = decay.numbers("gamma", low=0.0)
    else:
        first = decay.number("gamma", low=0.0)
        factors = [first / 10**place for place in range(len(milestones))]
    values = [base, *(base * factor for factor in factors)]
    if "values" in decay:
        if warm:
            raise LrplotError(
                f"{decay.prefix}values wants use_warmup: false, or Paddle has too few"
            )
        values = decay.numbers("values", low=0.0)
    starts = [round(at * epoch) for at in decay.numbers("milestones", [8, 11], low=0.0)]
    if any(at != int(at) for at in decay.numbers("milestones", [8, 11])):
        raise LrplotError(f"{decay.prefix}milestones must be whole epochs, not {shown(milestones)}")
    if len(values) != len(starts) + 1:
        raise LrplotError(f"{decay.prefix}gamma must be as many as there are milestones")
    if starts != sorted(starts) or (starts and starts[0] < warm):
        raise LrplotError(f"{decay.prefix}milestones must go up, and lie behind the warmup")
    word = repr(values[-1])
    for start, value in zip(reversed(starts), reversed(values[:-1]), strict=True):
        word = f"{value!r} if t < {start} else {word}"
    return word


FORMAT = Format(
    "paddledetection",
    "PaddleDetection configuration",
    _fits,
    _read,
    whole=_whole,
    flags={
        "epochs": "epoch",
        "batch_size": "TrainReader.batch_size",
        "drop_last": "TrainReader.drop_last",
    },
    texts=("",),
    wholes=("epoch",),
)

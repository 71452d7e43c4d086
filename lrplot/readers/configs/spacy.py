"""spaCy's `config.cfg`: a rate, or a schedule of thinc's, stepped once an update.

spaCy makes `max_steps` + 1 updates; `accumulate_gradient` divides a batch, and changes no update.
It ends earlier where `patience` says so, which no configuration can tell.
Source: spacy/training/loop.py, v3.8.18; thinc/optimizers.py, v8.3.14.
"""

from __future__ import annotations

from lrplot.errors import LrplotError, unknown
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys, MissingError

PARAMETERS = {
    "constant": ("rate",),
    "constant_then": ("rate", "steps"),
    "decaying": ("base_rate", "decay"),
    "compounding": ("start", "stop", "compound"),
    "slanted_triangular": ("max_rate", "num_steps"),
    "warmup_linear": ("initial_rate", "warmup_steps", "total_steps"),
    "cyclic_triangular": ("min_lr", "max_lr", "period"),
}
"""What thinc's schedules must be given, by the name that the registry has for each."""

OPTIONAL = {"decaying": ("t",), "compounding": ("t",), "slanted_triangular": ("cut_frac", "ratio")}


def _fits(data: Data) -> str:
    return "training.optimizer" * (data.has("training.optimizer") and data.has("nlp"))


def _read(keys: Keys) -> Training:
    keys = keys.over(filled(keys.data))
    training = keys.section("training")
    optimizer = training.section("optimizer")
    if isinstance(optimizer.data.get("learn_rate"), dict):
        word = _schedule(optimizer.section("learn_rate"))
    else:
        word = f"thinc.constant(rate={optimizer.number('learn_rate', 0.001, low=0.0)!r})"
    return Training((Rate(word),), *_length(training))


def _schedule(keys: Keys) -> str:
    """Return the constructor of a schedule that stands in a section."""
    name = keys.text("@schedules").removesuffix(".v1")
    if name not in PARAMETERS:
        raise unknown("schedule", name, PARAMETERS, "thinc's own are read")
    if name == "constant_then":
        # a generator, in the thinc that spaCy has: what comes then starts with its first rate
        rate, steps = keys.number("rate"), keys.number("steps")
        level = f"hold(value={rate!r}, length={steps!r})"
        return f"then(parts=[{level}, {_schedule(keys.section('schedule'))}])"
    given = [f"{key}={keys.number(key)!r}" for key in PARAMETERS[name]]
    given += [f"{key}={keys.number(key)!r}" for key in OPTIONAL.get(name, ()) if key in keys]
    return f"thinc.{name}({', '.join(given)})"


def _length(training: Keys) -> tuple[int, float | None]:
    """Return how many updates are made in all, and in an epoch where that is known."""
    steps, epochs = training.whole("max_steps", 20_000), training.whole("max_epochs", 0, low=-1)
    if training.whole("patience", 1600):
        training.say("patience may end it earlier")
    epoch = training.said.epoch
    if epochs <= 0:
        if not steps:
            raise LrplotError("training.max_steps and max_epochs: nothing but patience ends this")
        training.say(f"{steps:,} max_steps + 1 = {steps + 1:,} updates")
        return steps + 1, epoch
    if epoch is None:
        epoch = training.memory.supposed.get("--steps-per-epoch")
    if epoch is None:
        what = "how many updates an epoch has"
        raise MissingError("--steps-per-epoch", ("--steps-per-epoch", "N"), what)
    most = int(epochs * epoch)
    training.say(f"{epoch:,.0f} updates × {epochs:,} epochs = {most:,} updates")
    return (min(most, steps + 1) if steps else most), epoch


FORMAT = Format(
    "spacy",
    "spaCy configuration",
    _fits,
    _read,
    flags={"total_steps": "training.max_steps", "epochs": "training.max_epochs"},
    texts=("",),
)

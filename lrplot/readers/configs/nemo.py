"""A configuration of NeMo: `model.optim` with its `sched`, and a Lightning Trainer.

The schedule is stepped once an update, but for ExponentialLR, once an epoch. Its length is the
trainer's `max_steps`, else its own, else that of the epochs.
Source: nemo/core/optim/lr_scheduler.py and core/classes/modelPT.py, nemo-toolkit 3.0.0.
"""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError, nearest, one_of, shown
from lrplot.readers.common.class_paths import constructor, rate
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.interpolation import filled
from lrplot.readers.common.keys import Keys
from lrplot.readers.common.trainer import FOREVER, length
from lrplot.specs.clock import Pace

OWN = (
    "WarmupPolicy", "WarmupHoldPolicy", "SquareAnnealing", "CosineAnnealing", "NoamAnnealing",
    "NoamHoldAnnealing", "WarmupHoldAnnealOneMinusSquareRoot", "WarmupHoldAnnealLinear",
    "WarmupAnnealing", "InverseSquareRootAnnealing", "T5InverseSquareRootAnnealing",
    "SquareRootAnnealing", "PolynomialDecayAnnealing", "PolynomialHoldDecayAnnealing",
)  # fmt: skip
TORCH = ("StepLR", "ExponentialLR", "ReduceLROnPlateau", "CyclicLR")
EPOCHWISE = "ExponentialLR"

APART = ("name", "monitor", "reduce_on_plateau", "args", "max_steps")
"""What in `sched` is no argument of the scheduler."""

DATA = ("model.train_ds.", "model.train_ds.dataloader_params.", "model.")


def _fits(data: Data) -> str:
    optim = "model.optim"
    if data.has(f"{optim}.sched"):
        return f"{optim}.sched"
    return f"{optim} and exp_manager" if data.has(optim, "exp_manager") else ""


def _read(keys: Keys) -> Training:
    keys = Keys(keys.path, filled(keys.data), keys.said, keys.origins, memory=keys.memory)
    optim = keys.section("model.optim")
    lr = rate(optim, "")
    if "sched._target_" in optim:
        raise LrplotError("model.optim.sched._target_: a schedule is read by its name here")
    name = optim.text("sched.name", None)
    if name is not None and name not in OWN + TORCH:
        near = nearest(name, OWN + TORCH) or ["CosineAnnealing"]
        raise LrplotError(f"model.optim.sched.name: no {shown(name)}; it is {one_of(near)}")
    steps = keys.whole("trainer.max_steps", FOREVER, low=-1)
    own = optim.whole("sched.max_steps", None, low=-1)
    if steps == FOREVER and own is None and not keys.said.epoch:
        _check_batches(keys)
    total, epoch = length(keys, stepped=name == EPOCHWISE, data=DATA)
    if keys.said.counts and (whole := keys.whole("model.global_batch_size", None, low=1)):
        held(keys, whole, length=keys.whole("model.encoder_seq_length", None, low=1), gpus=1)
    if steps == FOREVER and own == FOREVER and name is not None:
        keys.say("sched.max_steps is -1, beside which NeMo makes no scheduler")
        name = None
    if name is None:
        return Training((Rate(f"constant({lr!r})"),), total, epoch)
    long = steps if steps != FOREVER else total if own is None else own
    if steps != FOREVER and own not in (None, steps):
        keys.say(f"the schedule's max_steps is the trainer's, {steps:,}")
    section = optim.section("sched.args.params" if "sched.args" in optim else "sched")
    arguments: dict[str, Any] = {key: section.argument(key) for key in section if key not in APART}
    if name in OWN:
        arguments["max_steps"] = long
    root = "nemo.core.optim.lr_scheduler" if name in OWN else "torch.optim.lr_scheduler"
    word = constructor("model.optim.sched.name", name, arguments, lr, root)
    pace = Pace(int(epoch or 1)) if name == EPOCHWISE else None
    return Training((Rate(word, pace=pace),), total, epoch)


def _check_batches(keys: Keys) -> None:
    """Raise `LrplotError` for batches that are not of so many examples."""
    timed = keys.any("model.train_ds.batch_duration") or keys.any("model.train_ds.use_lhotse")
    if timed and keys.any("model.train_ds.batch_size") is None:
        raise LrplotError(
            "model.train_ds.batch_duration: batches of so many seconds cannot be counted",
            ("--steps-per-epoch", "N"),
        )
    if keys.any("model.train_ds.is_tarred") is True:
        keys.say("the examples of tarred data are taken to be counted as those of any other")


FORMAT = Format(
    "nemo",
    "NeMo configuration",
    _fits,
    _read,
    flags={
        "epochs": "trainer.max_epochs",
        "batch_size": "model.train_ds.batch_size",
        "grad_accum": "trainer.accumulate_grad_batches",
        "drop_last": "model.train_ds.drop_last",
        "total_steps": "trainer.max_steps",
    },
    once=True,
    texts=("",),
    bare=True,
)

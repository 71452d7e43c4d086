"""nanoGPT's configurations: a Python file of plain assignments over the defaults of `train.py`.

Source: karpathy/nanoGPT, train.py and configurator.py, 3adf61e.
"""

from __future__ import annotations

from lrplot.errors import LrplotError
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import Keys

MARKS = ("max_iters", "lr_decay_iters", "warmup_iters", "decay_lr")
OTHERS = ("learning_rate", "min_lr", "block_size", "eval_iters", "gradient_accumulation_steps")

SECTIONS = ("optim_wrapper", "train_cfg", "_base_")


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    found += data.those(OTHERS) if found else []
    # its values are plain; in a configuration of sections such names are for the file's own use
    plain = data.kind == "python" and not any(
        map(data.has, ("optim_wrapper", "train_cfg", "_base_"))
    )
    return " and ".join(found[:2]) if plain and len(found) > 1 else ""


def _read(keys: Keys) -> Training:
    if keys.flag("eval_only"):
        raise LrplotError("eval_only: nothing is trained")
    last = keys.whole("max_iters", 600_000)
    given = {
        "learning_rate": keys.number("learning_rate", 6e-4, low=0.0),
        "warmup_iters": keys.number("warmup_iters", 2000, low=0.0),
        "lr_decay_iters": keys.number("lr_decay_iters", 600_000, low=0.0),
        "min_lr": keys.number("min_lr", 6e-5, low=0.0),
        "decay_lr": keys.flag("decay_lr", True),
    }
    if keys.said.counts:
        # the accumulation is shared out to the processes
        many = keys.whole("gradient_accumulation_steps", 40, low=1)
        length = keys.whole("block_size", 1024, low=1)
        held(keys, keys.whole("batch_size", 12, low=1), many, length=length, gpus=1)
    keys.say(f"max_iters is the last update's number, from 0: {last + 1:,} updates")
    said = ", ".join(f"{key}={value!r}" for key, value in given.items())
    return Training((Rate(f"nanogpt.get_lr({said})"),), last + 1)


FORMAT = Format(
    "nanogpt",
    "nanoGPT configuration",
    _fits,
    _read,
    flags={"batch_size": "batch_size", "grad_accum": "gradient_accumulation_steps"},
    texts=("",),
)

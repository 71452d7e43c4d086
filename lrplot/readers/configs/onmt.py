"""OpenNMT-py's configurations: a rate, and by which `decay_method` it falls, once an update.

Where `decay_method` says nothing, the rate is halved from `start_decay_steps` on.
Source: onmt/utils/optimizers.py, onmt/opts.py and onmt/trainer.py, v3.5.1.
"""

from __future__ import annotations

from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held
from lrplot.readers.common.keys import NEEDED, Keys

MARKS = ("src_vocab", "accum_count", "decay_method", "encoder_type", "decoder_type", "save_data")


def _fits(data: Data) -> str:
    found = data.those(MARKS)
    return f"train_steps and {found[0]}" if found and data.has("train_steps") else ""


def _read(keys: Keys) -> Training:
    method = keys.choice("decay_method", ("noam", "noamwd", "rsqrt", "none"), "none")
    given = [f"learning_rate={keys.number('learning_rate', 1.0, low=0.0)!r}"]
    if method.startswith("noam"):
        size = keys.whole("hidden_size", None, low=1) or keys.whole("rnn_size", NEEDED, low=1)
        given.append(f"hidden_size={size}")
    if method != "none":
        given.append(f"warmup_steps={keys.whole('warmup_steps', 4000)}")
    if method in ("noamwd", "none"):
        given += [
            f"learning_rate_decay={keys.number('learning_rate_decay', 0.5, low=0.0)!r}",
            f"start_decay_steps={keys.whole('start_decay_steps', 50_000)}",
            f"decay_steps={keys.whole('decay_steps', 10_000, low=1)}",
        ]
    _hold(keys)
    total = keys.whole("train_steps", 100_000, low=1)
    if keys.whole("early_stopping", 0):
        keys.say("early_stopping may end it earlier")
    return Training((Rate(f"onmt.{method}({', '.join(given)})"),), total)


def _hold(keys: Keys) -> None:
    if not keys.said.counts or keys.text("batch_type", "sents") != "sents":
        return
    many = keys.any("accum_count")
    if isinstance(many, list) and len(many) > 1:
        return
    count = int(keys.numbers("accum_count", low=1)[0]) if many else 1
    gpus = None if keys.said.gpus else keys.whole("world_size", 1, low=1)
    held(keys, keys.whole("batch_size", 64, low=1), count, gpus=gpus)


FORMAT = Format(
    "onmt",
    "OpenNMT-py configuration",
    _fits,
    _read,
    flags={"total_steps": "train_steps"},
    wholes=("",),
)

"""kohya's sd-scripts: flags in a shell script or TOML, and the JSON that the kohya_ss GUI saves.

The scheduler is stepped once for each process at every update. Its length is multiplied by their
number, but a warmup or decay in whole steps is not.
Source: library/train_util.py (get_scheduler_fix, int_or_float, read_config_from_file),
train_network.py and networks/lora.py of kohya-ss/sd-scripts, 48d368fa; kohya_gui/lora_gui.py and
common_gui.py (resolve_lr_warmup_steps) of bmaltais/kohya_ss, 45088f04.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from lrplot.errors import LrplotError, shown
from lrplot.readers.common.data import Data, beside
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, launched, per_epoch
from lrplot.readers.common.keys import Keys
from lrplot.readers.common.sd_scripts import arguments, constructed, steps_of
from lrplot.specs.clock import Pace
from lrplot.specs.lets import Sizes

MARKS = ("network_module", "dataset_config", "max_train_epochs", "save_every_n_epochs",
         "save_model_as", "save_precision", "max_data_loader_n_workers", "optimizer_type",
         "lr_scheduler_args", "in_json")  # fmt: skip
OWN = ("block_lr", "loraplus_lr_ratio", "loraplus_unet_lr_ratio", "loraplus_text_encoder_lr_ratio",
       "down_lr_weight", "mid_lr_weight", "up_lr_weight", "network_reg_lrs")  # fmt: skip
"""What gives layers rates of their own, as keys or in `network_args`."""

STARTS = ("initial_epoch", "initial_step")


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments; the sections of TOML count for nothing."""
    out: dict[str, Any] = {}
    for key, value in data.items():
        out.update(value if isinstance(value, Mapping) else {key: value})
    return {str(key): value for key, value in out.items()}


def _gui(data: Mapping[str, Any]) -> bool:
    return "lr_warmup" in data and "epoch" in data


def _fits(data: Data) -> str:
    if _gui(data.values) and "train_batch_size" in data.values:
        return "lr_warmup and epoch"
    values = _plain(data.values)
    found = [key for key in MARKS if key in values]
    named = "pretrained_model_name_or_path" in values or "network_module" in values
    diffusers = {"num_train_epochs", "checkpointing_steps"}.intersection(values)
    return " and ".join(found[:2]) if named and len(found) > 1 and not diffusers else ""


def _whole(data: Data, said: Sizes) -> tuple[Mapping[str, Any], Collection[str]]:
    """Put what `--config_file` names under the flags beside it."""
    name = data.values.get("config_file")
    if data.kind != "options" or name is None:
        return data.values, ()
    if not isinstance(name, str):
        raise LrplotError(f"config_file must be the name of a file, not {shown(name)}")
    file = name if name.endswith(".toml") else f"{name}.toml"
    return {**_plain(beside(data.path, file, said.outside).values), **data.values}, ()


def _read(keys: Keys) -> Training:
    gui = _gui(keys.data)
    if gui:
        # which makes numbers of what was typed
        keys.memory.texts, keys.memory.wholes = (), ()
    # what the GUI saves has no sections
    values = dict(keys.data) if gui else _plain(keys.data)
    values |= {name: keys.data[name] for name in keys.origins if name in keys.data}
    if gui:
        # it hands on nothing that is empty, false or 0
        values = {key: value for key, value in values.items() if value not in ("", False, None)}
    keys = launched(Keys(keys.path, values, keys.said, keys.origins, memory=keys.memory))
    for key in STARTS:
        if keys.whole(key, 0) > 1 - (key == "initial_step"):
            raise LrplotError(f"{key}: a training that starts in its midst is not read")
    total, epoch = _length(keys, gui)
    gpus = keys.gpus()
    pace = Pace(1, gpus) if gpus > 1 else None
    if gpus > 1:
        keys.say(f"the schedule's {total:,} × {gpus} steps go by {gpus} an update; "
                 "a warmup in steps is not multiplied")  # fmt: skip
    optimizer = keys.text("optimizer" if gui else "optimizer_type", "AdamW").lower()
    adafactor = optimizer == "adafactor" and arguments(keys, "optimizer_args").get(
        "relative_step", True
    )
    if adafactor or keys.text("lr_scheduler", "constant").startswith("adafactor"):
        raise LrplotError("optimizer_type: Adafactor sets its own rate, unless optimizer_args has "
                          "relative_step=False")  # fmt: skip
    if optimizer.startswith(("prodigy", "dadapt")):
        keys.say(f"{optimizer} multiplies this rate by its own estimate")
    free = optimizer.endswith("schedulefree")
    usual = keys.number("learning_rate", 2e-6, low=0.0)
    warmup = 0 if free else _warmup(keys, total * gpus, gui)
    cycles = keys.any("epoch", 1) if gui else 1
    rates = []
    for label, rate in _groups(keys, usual, gui):
        word = f"transformers.get_constant_schedule(torch.optim.AdamW(params, lr={rate!r}))"
        if not free:
            word = constructed(keys, rate, usual, warmup, total * gpus, cycles)
        rates.append(Rate(word, label, pace))
    return Training(tuple(rates), total, epoch)


def _length(keys: Keys, gui: bool) -> tuple[int, float | None]:
    """Return how many updates are made in all, and in an epoch where that is known."""
    batch = keys.whole("train_batch_size", 1, low=1)
    many = keys.whole("gradient_accumulation_steps", 1, low=1)
    held(keys, batch, many)
    epochs = keys.whole("max_train_epochs", None, low=1)
    if keys.origins.get("max_train_steps"):
        epochs = None
    known = keys.said.dataset_size is not None or keys.said.epoch is not None
    each = per_epoch(keys, None, batch, many) if epochs or known else None
    if each:
        keys.say("an example is an image as often as it is repeated; buckets may end in batches "
                 "that are not full, and so have more")  # fmt: skip
    if epochs and each:
        keys.say(f"{each:,} updates × {epochs} epochs = {each * epochs:,} updates")
        return each * epochs, each
    steps = keys.whole("max_train_steps", None, low=1)
    if steps is None and gui and "dataset_config" not in keys:
        epochs = keys.whole("epoch", low=1)
        twice = 2 if "reg_data_dir" in keys else 1
        steps = math.ceil(float(keys.dataset_size()) / batch / many * epochs * twice)
        keys.say(f"the GUI's examples / {batch} / {many} × {epochs} epochs × {twice} = {steps:,} "
                 "updates, whatever the GPUs")  # fmt: skip
    return int(steps or keys.whole("max_train_steps", 1600, low=1)), each


def _groups(keys: Keys, rate: float, gui: bool) -> list[tuple[str, float]]:
    """Return each group of parameters with its rate, `rate` where it has none of its own."""
    given = arguments(keys, "network_args", False)
    for key in OWN:
        if key in given or key in keys:
            raise LrplotError(f"{key}: layers with rates of their own are not read")
    if "network_module" not in keys and "LoRA_type" not in keys:
        own = [key for key in keys if key.startswith("learning_rate_te")]
        if any(keys.number(key, low=0.0) != rate for key in own):
            keys.say("the text encoders have this curve too, from rates of their own")
        return [("", rate)]
    unet, encoder = keys.number("unet_lr", None, low=0.0), _encoder(keys)
    unet_only, encoder_only = (
        (encoder is None and unet is not None, unet is None and encoder is not None)
        if gui
        else (keys.flag("network_train_unet_only"), keys.flag("network_train_text_encoder_only"))
    )
    groups = [("textencoder", rate if encoder is None else encoder)] * (not unet_only)
    groups += [("unet", rate if unet is None else unet)] * (not encoder_only)
    trained = [one for one in groups if one[1]]
    if not trained:
        raise LrplotError("learning_rate, unet_lr and text_encoder_lr: nothing has a rate")
    if len({one for _, one in trained}) == 1:
        return [("", trained[0][1])]
    return trained


def _encoder(keys: Keys) -> float | None:
    """Return the rate of the text encoder."""
    if not isinstance(keys.any("text_encoder_lr"), list):
        found: float | None = keys.number("text_encoder_lr", None, low=0.0)
        if keys.number("t5xxl_lr", found) != found:
            raise LrplotError("t5xxl_lr: text encoders with rates of their own are not read")
        return found
    several = keys.numbers("text_encoder_lr", low=0.0)
    if len(set(several)) > 1 and keys.text("network_module", "") != "networks.lora":
        raise LrplotError("text_encoder_lr: text encoders with rates of their own are not read")
    return several[0] if several else None


def _warmup(keys: Keys, total: int, gui: bool) -> int:
    if not gui:
        return steps_of(keys, "lr_warmup_steps", total)
    if steps := int(keys.number("lr_warmup_steps", 0, low=0.0)):
        return steps
    percent: float = keys.number("lr_warmup", 0, low=0.0)
    if "dataset_config" in keys:
        given: int = keys.whole("max_train_steps", 0)
        return round(percent * given / 100)
    steps = int(percent / 100 * total)
    if percent:
        keys.say(f"lr_warmup: int({percent!r} % × {total:,}) = {steps:,} steps")
    return steps


FORMAT = Format(
    "kohya",
    "kohya sd-scripts arguments",
    _fits,
    _read,
    _whole,
    flags={
        "epochs": "max_train_epochs",
        "batch_size": "train_batch_size",
        "grad_accum": "gradient_accumulation_steps",
        "total_steps": "max_train_steps",
    },
    marks=(*MARKS, "pretrained_model_name_or_path"),
    texts=("",),
    wholes=("max_train_steps",),
)

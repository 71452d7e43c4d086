"""Flags of diffusers' training scripts, each with its own defaults and its own way to count.

The scheduler is stepped once for each process at every update. Most scripts multiply warmup and
length by the processes; some by the accumulation, or by nothing, and are drawn so.
Source: huggingface/diffusers, examples/*/train_*.py, 58eb52c0.
"""

from __future__ import annotations

from dataclasses import dataclass

from lrplot.errors import LrplotError, unknown
from lrplot.readers.common.data import Data
from lrplot.readers.common.format import Format, Rate, Training
from lrplot.readers.common.horizon import held, launched, per_epoch
from lrplot.readers.common.keys import Keys, MissingError
from lrplot.readers.common.options import SCRIPT
from lrplot.specs.clock import Pace

MARKS = ("checkpointing_steps", "instance_prompt", "instance_data_dir", "validation_prompt",
         "num_train_epochs", "lr_num_cycles", "scale_lr", "dataset_name")  # fmt: skip
SCHEDULES = ("linear", "cosine", "cosine_with_restarts", "polynomial", "constant",
             "constant_with_warmup")  # fmt: skip
ADAMW = 1e-3
"""torch's own rate of AdamW, by which lr_end is divided where only groups are given one."""


@dataclass(frozen=True)
class Script:
    """What a script does where nothing is said, and how it counts."""

    rate: float = 1e-4
    batch: int = 4
    epochs: int = 1
    times: str = "processes"
    """What warmup and length are multiplied by."""
    cycles: bool = True
    """Whether lr_num_cycles and lr_power are handed on."""
    whole: bool = False
    """Whether the schedule's length is of the epochs of one process."""
    counted: bool = False
    """Whether its epochs cannot be told from the number of images, or are of no use to it."""
    grouped: bool = False
    """Whether groups of parameters have the rate, not the optimizer."""
    encoder: float | None = None
    """The rate of the text encoder, where it has its own."""


SCRIPTS = {
    "train_dreambooth": Script(5e-6),
    "train_dreambooth_lora": Script(5e-4),
    "train_dreambooth_lora_sdxl": Script(grouped=True, encoder=5e-6),
    "train_dreambooth_sd3": Script(grouped=True, encoder=5e-6, whole=True),
    "train_dreambooth_lora_sd3": Script(grouped=True, encoder=5e-6),
    "train_dreambooth_flux": Script(grouped=True, encoder=5e-6),
    "train_dreambooth_lora_flux": Script(grouped=True, encoder=5e-6),
    "train_dreambooth_lora_flux_kontext": Script(grouped=True, encoder=5e-6, counted=True),
    "train_dreambooth_lora_flux2": Script(grouped=True, counted=True),
    "train_dreambooth_lora_flux2_img2img": Script(grouped=True, counted=True),
    "train_dreambooth_lora_flux2_klein": Script(grouped=True, counted=True),
    "train_dreambooth_lora_flux2_klein_img2img": Script(grouped=True, counted=True),
    "train_dreambooth_lora_z_image": Script(grouped=True, counted=True),
    "train_dreambooth_lora_qwen_image": Script(grouped=True, counted=True),
    "train_dreambooth_lora_ideogram4": Script(grouped=True, counted=True),
    "train_dreambooth_lora_krea2": Script(3e-4, grouped=True, counted=True),
    "train_dreambooth_lora_hidream": Script(grouped=True, whole=True),
    "train_dreambooth_lora_lumina2": Script(grouped=True, whole=True),
    "train_dreambooth_lora_sana": Script(grouped=True, whole=True),
    "train_cogvideox_lora": Script(grouped=True, whole=True),
    "train_cogvideox_image_to_video_lora": Script(grouped=True, whole=True),
    "train_controlnet": Script(5e-6),
    "train_controlnet_sdxl": Script(5e-6),
    "train_controlnet_sd3": Script(5e-6, whole=True),
    "train_controlnet_flux": Script(5e-6, counted=True),
    "train_control_flux": Script(5e-6),
    "train_control_lora_flux": Script(5e-6),
    "train_control_cogview4": Script(5e-6, counted=True),
    "train_t2i_adapter_sdxl": Script(5e-6, times="", whole=True),
    "train_text_to_image": Script(1e-4, 16, 100, cycles=False),
    "train_text_to_image_lora": Script(1e-4, 16, 100, cycles=False),
    "train_instruct_pix2pix": Script(1e-4, 16, 100, cycles=False),
    "train_text_to_image_sdxl": Script(1e-4, 16, 100, "accumulation", False, True),
    "train_text_to_image_lora_sdxl": Script(1e-4, 16, 100, "accumulation", False, True),
    "train_instruct_pix2pix_sdxl": Script(1e-4, 16, 100, "accumulation", False, True),
    "train_text_to_image_prior": Script(1e-4, 1, 100, "accumulation", False, True),
    "train_text_to_image_decoder": Script(1e-4, 1, 100, "accumulation", False, True),
    "train_text_to_image_lora_prior": Script(1e-4, 1, 100, "accumulation", False, True),
    "train_text_to_image_lora_decoder": Script(1e-4, 1, 100, "accumulation", False, True),
}


def _name(found: object) -> str:
    return str(found or "").rpartition("/")[2].removesuffix(".py")


def _fits(data: Data) -> str:
    if (name := _name(data.at(SCRIPT))) in SCRIPTS:
        return f"{name}.py"
    found = data.those(MARKS)
    own = data.has("pretrained_model_name_or_path") and not data.has("network_module")
    return f"pretrained_model_name_or_path, {' and '.join(found[:2])}" if own and found[1:] else ""


def _read(keys: Keys) -> Training:
    keys = launched(keys)
    script = _script(keys)
    batch = keys.whole("train_batch_size", script.batch, low=1)
    many = keys.whole("gradient_accumulation_steps", 1, low=1)
    gpus = keys.gpus()
    held(keys, batch, many)
    total, length, each = _length(keys, script, batch, many)
    factor = {"processes": gpus, "accumulation": many}.get(script.times, 1)
    warmup = keys.whole("lr_warmup_steps", 500)
    name = keys.choice("lr_scheduler", SCHEDULES, "constant")
    if factor != gpus:
        by = f"by {many} (gradient_accumulation_steps)" if script.times else "by nothing"
        keys.say(f"warmup and length are multiplied {by}, and the schedule is stepped "
                 f"{gpus} times an update")  # fmt: skip
    rates = []
    for label, rate in _groups(keys, script, batch * many * gpus):
        steps = f"num_warmup_steps={warmup * factor}, num_training_steps={length * factor}"
        own = f"torch.optim.AdamW(params, lr={rate!r})"
        word = f"diffusers.get_scheduler({name!r}, {own}, {steps}"
        cycles = keys.whole("lr_num_cycles", 1, low=1) if script.cycles else 1
        power = keys.number("lr_power", 1.0) if script.cycles else 1.0
        if name == "polynomial" and script.grouped:
            word = f"diffusers.get_polynomial_decay_schedule_with_warmup({own}, {steps}"
            word += f", lr_end={1e-7 * rate / ADAMW!r}, power={power!r}"
            keys.say("the end of the rate is taken as a part of AdamW's own 1e-3")
        elif name == "polynomial":
            word += f", power={power!r}"
        elif name == "cosine_with_restarts":
            word += f", num_cycles={cycles}"
        rates.append(Rate(f"{word})", label, Pace(1, gpus) if gpus > 1 else None))
    return Training(tuple(rates), total, each)


def _script(keys: Keys) -> Script:
    if SCRIPT not in keys and SCRIPT not in keys.memory.supposed:
        what = "which of diffusers' scripts trains, whose defaults differ"
        raise MissingError(SCRIPT, ("--set", f"{SCRIPT}=train_text_to_image.py"), what)
    if SCRIPT in keys.memory.supposed:
        return SCRIPTS["train_text_to_image"]
    name = _name(keys.text(SCRIPT))
    if name not in SCRIPTS:
        raise unknown("script", name, SCRIPTS, f"--set {SCRIPT}=… says which one it is like")
    return SCRIPTS[name]


def _length(keys: Keys, script: Script, batch: int, many: int) -> tuple[int, int, float | None]:
    """Return the updates of all, those that the schedule is made for, and those of an epoch."""
    steps = keys.whole("max_train_steps", None, low=1)
    known = keys.said.dataset_size is not None or keys.said.epoch is not None
    if script.counted:
        if steps is None:
            raise MissingError("max_train_steps", ("--set", "max_train_steps=…"))
        return steps, steps, None
    each = per_epoch(keys, None, batch, many) if steps is None or known else None
    if steps is not None:
        return steps, steps, each
    epochs = keys.whole("num_train_epochs", script.epochs, low=1)
    keys.say(f"{each:,} updates × {epochs:,} epochs = {each * epochs:,} updates")
    if not script.whole or keys.said.epoch is not None or keys.gpus() == 1:
        return each * epochs, each * epochs, each
    # counted before its batches are shared out to the processes
    batches = -(-keys.dataset_size() // batch)
    length = -(-batches // many) * epochs
    keys.say(f"the schedule is made for {length:,} updates, as if one process trained")
    return each * epochs, length, each


def _groups(keys: Keys, script: Script, all_of_it: int) -> list[tuple[str, float]]:
    """Return each group of parameters with its rate."""
    rate = keys.number("learning_rate", script.rate, low=0.0)
    if keys.flag("scale_lr"):
        keys.say(f"scale_lr: {rate!r} × {all_of_it} (batch, accumulation and processes)")
        rate *= all_of_it
    if keys.text("optimizer", "adamw").lower() == "prodigy":
        raise LrplotError("optimizer: prodigy multiplies the rate by its own estimate; "
                          "--set optimizer=adamw draws it without")  # fmt: skip
    if script.encoder is None or not keys.flag("train_text_encoder"):
        return [("", rate)]
    own = keys.number("text_encoder_lr", script.encoder, low=0.0) or rate
    return [("", rate)] if own == rate else [("", rate), ("text encoder", own)]


FORMAT = Format(
    "diffusers",
    "diffusers training script's arguments",
    _fits,
    _read,
    flags={
        "epochs": "num_train_epochs",
        "batch_size": "train_batch_size",
        "grad_accum": "gradient_accumulation_steps",
        "total_steps": "max_train_steps",
    },
)

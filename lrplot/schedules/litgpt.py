"""LitGPT: `litgpt.pretrain` and `litgpt.finetune`, as their loops set the rate.

Keywords: Lightning AI.
"""

from __future__ import annotations

from typing import Annotated

from lrplot.catalogue import Framework, LrplotError, schedule
from lrplot.parameters import End, Number, Optimizer, Peak, Total, Warmup, WarmupLength
from lrplot.pieces import Cosine, Ramp, Schedule, Shift, Wave, warmed

FRAMEWORK = Framework(
    paths=(
        "litgpt.pretrain",
        "litgpt.finetune.full",
        "litgpt.finetune.lora",
        "litgpt.finetune.lora_legacy",
        "litgpt.finetune.adapter",
        "litgpt.finetune.adapter_v2",
    ),
)

Accumulated = Annotated[
    int,
    Number("accumulation", "how many micro-batches make an update", low=1, whole=True, sample=8),
]


@schedule
def get_lr(
    learning_rate: Peak,
    max_steps: Total,
    lr_warmup_steps: Warmup = 2000.0,
    min_lr: End = 4e-5,
    gradient_accumulation_iters: Accumulated = 1,
) -> Schedule:
    """Pretraining: a linear warmup from 0, then half a cosine down to `min_lr`.

    Keywords: cosine annealing, cosine decay.
    Differs: LitGPT sets the rate before every micro-batch, counting those, and an update runs at
    the rate of its last one: with accumulation, the first is not wasted at 0. Here, all steps
    are updates; `max_steps` stands for `max_tokens` over the tokens of an update. A warmup
    beyond the end is cut. `lr_warmup_fraction`, a part of an epoch, is not taken.
    Formula: with G = gradient_accumulation_iters and k = t + (G - 1) / G: lr * k / lr_warmup_steps;
    then, with u = (k - lr_warmup_steps) / (max_steps - lr_warmup_steps), min_lr + (lr - min_lr) *
    (1 + cos(pi * u)) / 2; then min_lr.
    Source: litgpt/pretrain.py and args.py, 0.5.13.
    """
    warmup = min(lr_warmup_steps, max_steps)
    decay = Ramp(learning_rate, min_lr, max_steps - warmup, Cosine())
    curve = Ramp(0.0, learning_rate, warmup).then(decay, at=warmup)
    return Shift(curve, 1 - 1 / gradient_accumulation_iters)


@schedule
def get_lr_scheduler(
    optimizer: Optimizer, warmup_steps: WarmupLength, max_steps: Total
) -> Schedule:
    """Fine-tuning: a linear warmup from 0, then half a cosine down to 0 at `max_steps`.

    Differs: past `max_steps` the cosine comes back up. Update 0 has the rate 0. A warmup longer
    than the training is not cut. There must be a warmup, since LitGPT divides by it.
    Formula: lr * t / warmup_steps; then lr * (1 + cos(pi * (t - warmup_steps) /
    (max_steps - warmup_steps))) / 2.
    Source: litgpt/finetune/lora.py (and full, adapter, adapter_v2), 0.5.13.
    """
    if warmup_steps == max_steps:
        raise LrplotError("warmup_steps must not equal max_steps: the cosine has no length")
    wave = Wave(optimizer, 0.0, abs(max_steps - warmup_steps))
    return warmed(warmup_steps, optimizer, wave)

"""What Hugging Face's Trainer does where nothing is said, for its scripts and its configurations.

Source: transformers/training_args.py and trainer.py, v5.24.0.
"""

from __future__ import annotations

from typing import Any

from lrplot.errors import LrplotError

DEFAULTS: dict[str, Any] = {
    "num_train_epochs": 3.0,
    "max_steps": -1,
    "per_device_train_batch_size": 8,
    "gradient_accumulation_steps": 1,
    "warmup_steps": 0,
    "lr_scheduler_type": "linear",
    "dataloader_drop_last": False,
}
"""Arguments of a training that decide its rate; none of them may be None."""

MEASURED = ("reduce_lr_on_plateau", "greedy")
"""Schedules that follow what is measured in training."""

RATES = {
    "TrainingArguments": 5e-5,
    "Seq2SeqTrainingArguments": 5e-5,
    "SentenceTransformerTrainingArguments": 5e-5,
    "SFTConfig": 2e-5,
    "DPOConfig": 1e-6,
    "RewardConfig": 1e-4,
}
"""The rate of each kind of arguments if none is given."""


def warmup(steps: float, ratio: float) -> float:
    """Return the warmup that both say: whole updates from 1 on, else a part of all, rounded up.

    Raises `LrplotError` where they contradict each other.
    """
    if steps and ratio:
        raise LrplotError(
            "warmup_steps and warmup_ratio: which of them counts differs between versions of "
            "transformers; write one"
        )
    return int(steps) if steps >= 1 else float(steps or ratio)

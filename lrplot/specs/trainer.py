"""What Hugging Face's Trainer does where nothing is said, for its scripts and its configurations.

Source: transformers/training_args.py and trainer.py, v5.24.0.
"""

from __future__ import annotations

from typing import Any

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

"""Hugging Face transformers: the `get_…_schedule…` functions, as its Trainer steps them.

`optimizer` is any name, or the optimizer's constructor, whose rate is taken; `lr=` says it too.
Totals include the warmup. The schedules that follow a metric are drawn from it: a step is then an
evaluation.

Keywords: Trainer.
"""

from __future__ import annotations

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("transformers", "transformers.optimization", "hf", "huggingface"),
    first=("decays", "cosines", "phases"),
    # What `lr_scheduler_type` calls them, and what people do.
    aliases={
        "linear_with_warmup": "get_linear_schedule_with_warmup",
        "cosine_with_warmup": "get_cosine_schedule_with_warmup",
        "cosine_warmup": "get_cosine_schedule_with_warmup",
        "cosine_hard_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
        "wsd": "get_wsd_schedule",
        "plateau": "get_reduce_on_plateau_schedule",
        "linear": "get_linear_schedule_with_warmup",
        "cosine": (
            "get_cosine_schedule_with_warmup",
            "get_cosine_with_min_lr_schedule_with_warmup",
        ),
        "cosine_with_restarts": "get_cosine_with_hard_restarts_schedule_with_warmup",
        "polynomial": "get_polynomial_decay_schedule_with_warmup",
        "constant": "get_constant_schedule",
        "constant_with_warmup": "get_constant_schedule_with_warmup",
        "inverse_sqrt": "get_inverse_sqrt_schedule",
        "cosine_with_min_lr": "get_cosine_with_min_lr_schedule_with_warmup",
        "cosine_warmup_with_min_lr": "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
        "warmup_stable_decay": "get_wsd_schedule",
        "reduce_lr_on_plateau": "get_reduce_on_plateau_schedule",
        "greedy": "GreedyLR",
        "get_greedy_schedule": "GreedyLR",
    },
)

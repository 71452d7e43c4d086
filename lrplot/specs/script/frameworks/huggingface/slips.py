"""The arguments of a Hugging Face Trainer that decide the curve, and slips of their names."""

from __future__ import annotations

from difflib import get_close_matches

from lrplot.errors import LrplotError
from lrplot.specs.script.values import Made
from lrplot.specs.trainer import DEFAULTS

DECIDE = (*DEFAULTS, "learning_rate", "lr_scheduler_kwargs", "warmup_ratio")

OTHERS = ("eval_accumulation_steps", "per_device_eval_batch_size")
"""What is called nearly so and decides nothing, among the arguments of transformers 5.24."""


def check(args: Made) -> None:
    """Raise `LrplotError` for an argument whose name is a slip of one that decides the curve."""
    for name in args.keywords:
        near = get_close_matches(name, DECIDE, n=1, cutoff=0.75)
        if near and name not in (*DECIDE, *OTHERS):
            kind = args.path.rpartition(".")[2]
            said = f"{kind} has no argument {name!r}; did you mean {near[0]}?"
            raise LrplotError(f"line {args.line}: {said}")

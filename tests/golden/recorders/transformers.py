"""Hugging Face transformers: the `get_…_schedule` functions, stepped as its Trainer does."""

from __future__ import annotations

from collections.abc import Iterator

import torch
import transformers
from case import Case
from recorders.torch import stepped

VERSIONS = {"transformers": transformers.__version__, "torch": torch.__version__}
PRECISION = "float64"

# peak, warmup, total
LINEARS = [
    (0.001, 0, 40_000),
    (0.1, 10, 100),
    (0.1, 1, 2),
    (3e-4, 500, 10_000),
    (0.05, 99, 100),
    (0.02, 123, 4567),
]
# peak, warmup, total, end, power
POLYNOMIALS = [
    (0.1, 10, 100, 1e-7, 1.0),
    (0.01, 0, 1000, 0.001, 1.0),
    (0.001, 4000, 20_000, 0.0, 2.0),
    (0.1, 10, 100, 0.01, 0.5),
    (0.002, 77, 3210, 1e-5, 3.0),
]
# peak, warmup
CONSTANTS = [
    (0.001, 0),
    (0.1, 1),
    (0.1, 2),
    (0.1, 10),
    (3e-4, 500),
    (1.0, 3),
    (0.02, 1234),
    (5e-5, 10_000),
]
SQUARE_ROOTS = [*CONSTANTS[1:], (0.001, 4000)]
# peak, warmup, total, decay
STABLE = [(0.1, 10, 100, 20), (0.001, 2000, 40_000, 8000), (3e-4, 0, 1000, 1000), (0.02, 1, 777, 1)]


def cases() -> Iterator[Case]:
    """Yield the cases of the short names that have their counterpart here."""
    for peak, warmup, total in LINEARS:
        run = stepped(
            peak,
            transformers.get_linear_schedule_with_warmup,
            num_warmup_steps=warmup,
            num_training_steps=total,
        )
        yield Case(f"linear:peak_lr={peak},total_steps={total},warmup_steps={warmup}", run)
    for peak, warmup, total, end, power in POLYNOMIALS:
        run = stepped(
            peak,
            transformers.get_polynomial_decay_schedule_with_warmup,
            num_warmup_steps=warmup,
            num_training_steps=total,
            lr_end=end,
            power=power,
        )
        if power == 1:
            start = f"linear:peak_lr={peak},total_steps={total},warmup_steps={warmup}"
            yield Case(f"{start},end_lr={end}", run)
        start = f"poly:initial_learning_rate={peak},decay_steps={total - warmup}"
        yield Case(f"{start},end_learning_rate={end},power={power},warmup_steps={warmup}", run)
    for peak, warmup in CONSTANTS:
        run = stepped(peak, transformers.get_constant_schedule_with_warmup, num_warmup_steps=warmup)
        yield Case(f"constant:learning_rate={peak},warmup_steps={warmup}", run)
    for peak, warmup in SQUARE_ROOTS:
        run = stepped(
            peak,
            transformers.get_inverse_sqrt_schedule,
            num_warmup_steps=warmup,
            timescale=warmup,
        )
        yield Case(f"inverse-sqrt:peak_lr={peak},warmup_steps={warmup}", run)
    for peak, warmup, total, decay in STABLE:
        for shape in ("linear", "cosine", "1-sqrt"):
            # with a floor, transformers starts its warmup there, and lrplot at 0
            for ratio in (0.0, 0.1) if warmup == 0 else (0.0,):
                run = stepped(
                    peak,
                    transformers.get_wsd_schedule,
                    num_warmup_steps=warmup,
                    num_decay_steps=decay,
                    num_training_steps=total,
                    decay_type=shape,
                    min_lr_ratio=ratio,
                )
                word = f"wsd:peak_lr={peak},total_steps={total},warmup_steps={warmup}"
                word += f",cooldown_steps={decay},cooldown={shape}"
                yield Case(word + (f",end_lr={peak * ratio}" if ratio else ""), run)

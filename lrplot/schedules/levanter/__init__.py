"""Levanter: the learning rate of an optimizer's config, and the `LrSchedule` classes in it.

The count is that of the updates, from 0. Levanter computes in float32; lrplot gives the same
curves in float64.

Keywords: JAX, Haliax.
"""

from __future__ import annotations

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    paths=("levanter.optim", "levanter.optim.config"),
    aliases={
        "OptimizerConfig": "AdamConfig",
        "adam": "AdamConfig",
        "constant": "ConstantLrSchedule",
        "cosine": "CosineLrSchedule",
        "linear": "LinearLrSchedule",
        "inv_sqrt": "InvSqrtLrSchedule",
        "inv": "InvLrSchedule",
        "power": "PowerLrSchedule",
    },
)

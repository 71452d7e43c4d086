"""The short names: schedules as people call them, no framework in mind.

`cosine`, `exp`, `piecewise`, `warmup` and `noam` have the parameters and values of the notes on
warmup that lrplot began with; the defaults of the others draw a curve over 40,000 steps. Each
says whose formula it has: the same name means other things elsewhere.
"""

from __future__ import annotations

from lrplot.catalogue import Framework

FRAMEWORK = Framework(
    first=("notes", "decays", "phases"),
    # What else people call them.
    aliases={
        "1-cycle": "one-cycle",
        "exponential": "exp",
        "flat": "constant",
        "formula": "expr",
        "inv-sqrt": "inverse-sqrt",
        "inverse-square-root": "inverse-sqrt",
        "hyperbolic": "inverse-time",
        "one-cycle-policy": "one-cycle",
        "polynomial": "poly",
        "reciprocal-sqrt": "inverse-sqrt",
        "super-convergence": "one-cycle",
        "sgdr": "cosine-restarts",
        "transformer": "noam",
        "trapezoid": "wsd",
        "trapezoidal": "wsd",
        "vaswani": "noam",
        "warm-restarts": "cosine-restarts",
        "warmup-hold-decay": "wsd",
    },
)

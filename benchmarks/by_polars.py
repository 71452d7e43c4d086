"""A table of four schedules as one writes it by hand, by polars: the yardstick of `run.py`."""

import sys

import numpy as np
import polars as pl

steps, path = int(sys.argv[1]), sys.argv[2]
t = np.arange(steps)
table = pl.DataFrame(
    {
        "step": t,
        "cosine": 0.001 * 0.5 * (1 + np.cos(np.pi * np.minimum(t, 4000) / 4000)),
        "exp": 0.001 * 0.9 ** (t / 4000),
        "piecewise": np.array([0.001, 0.0008, 0.0004, 0.0001])[
            np.searchsorted([10_000, 20_000, 30_000], t)
        ],
        "warmup": 0.001 * np.minimum(t / 4000, 4000 / np.maximum(t, 1)),
    }
)
table.write_csv(path)

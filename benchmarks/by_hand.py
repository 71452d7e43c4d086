"""The document's figure as one writes it by hand: the yardstick of `run.py`."""

import sys

import matplotlib.pyplot as plt
import numpy as np

t = np.arange(40_000)
cosine = 0.001 * 0.5 * (1 + np.cos(np.pi * np.minimum(t, 4000) / 4000))
exp = 0.001 * 0.9 ** (t / 4000)
piecewise = np.array([0.001, 0.0008, 0.0004, 0.0001])[np.searchsorted([10_000, 20_000, 30_000], t)]
warmup = 0.001 * np.minimum(t / 4000, 4000 / np.maximum(t, 1))

plt.plot(t, cosine, label="cosine")
plt.plot(t, exp, label="exp")
plt.plot(t, piecewise, label="piecewise")
plt.plot(t, warmup, label="warmup")
plt.title("Learning rate schedule")
plt.xlabel("Train Step")
plt.ylabel("Learning Rate")
plt.legend()
plt.savefig(sys.argv[1])

"""What `run.py` measures in one process: it prints JSON, a list of rows, and is not run by hand.

Each row: name, a's and b's median nanoseconds for each step or row, the median of a / b.
"""

from __future__ import annotations

import csv
import io
import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import orjson

from lrplot.specs import grammar

Array = np.ndarray
N = 1_000_000


def cosine(t: Array) -> Array:
    return 0.0005 * (1 + np.cos(np.pi * np.minimum(t / 100e3, 1)))


def exp(t: Array) -> Array:
    return 0.001 * 0.9 ** (t / 100e3)


def piecewise(t: Array) -> Array:
    return np.array([1e-3, 8e-4, 4e-4, 1e-4])[np.searchsorted([250e3, 500e3, 750e3], t)]


def warmup(t: Array) -> Array:
    with np.errstate(divide="ignore"):
        return 0.001 * np.minimum(t / 100e3, 100e3 / t)


def noam(t: Array) -> Array:
    with np.errstate(divide="ignore"):
        return 128**-0.5 * np.minimum(1 / np.sqrt(t), t * 100e3**-1.5)


def constant(t: Array) -> Array:
    return np.full(t.shape, 0.001)


def linear(t: Array) -> Array:
    return 0.001 * (1 - np.minimum(t / 800e3, 1))


def poly(t: Array) -> Array:
    return 0.0009 * (1 - np.minimum(t / 800e3, 1)) ** 2 + 0.0001


def step(t: Array) -> Array:
    return 0.001 * 0.5 ** np.floor(t / 100e3)


def inverse_time(t: Array) -> Array:
    return 0.001 / (1 + 0.5 * t / 100e3)


def inverse_sqrt(t: Array) -> Array:
    with np.errstate(divide="ignore"):
        return 0.001 * np.minimum(t / 100e3, np.sqrt(100e3 / t))


def cosine_restarts(t: Array) -> Array:
    u = t / 60e3
    power = 2 ** np.floor(np.log2(u + 1))
    return 0.0005 * (1 + np.cos(np.pi * (u + 1 - power) / power))


def wsd(t: Array) -> Array:
    return 0.001 * np.clip(np.minimum(t / 50e3, (1e6 - t) / 200e3), 0, 1)


def one_cycle(t: Array) -> Array:
    top, last = 0.3e6 - 1, 1e6 - 1
    first, end = 0.001 / 25, 0.001 / 25e4
    way = np.where(t <= top, t / top, 1 + (t - top) / (last - top))
    low = np.where(t <= top, first, end)
    return low + (0.001 - low) * (1 - np.cos(np.pi * way)) / 2


def keras_cosine(t: Array) -> Array:
    fall = 0.0001 + 0.00045 * (1 + np.cos(np.pi * np.minimum((t - 1e5) / 7e5, 1)))
    return np.where(t < 1e5, t / 1e5 * 0.001, fall)


def keras_restarts(t: Array) -> Array:
    u = t / 60_001
    i = np.floor(np.log(u * 0.5 + 1) / np.log(1.5))
    power = 1.5**i
    u = (u - (power - 1) / 0.5) / power
    return 0.00045 * 0.9**i * (1 + np.cos(np.pi * u)) + 0.0001


def keras_exp(t: Array) -> Array:
    return 0.001 * 0.9 ** np.floor(t / 100e3)


def keras_inverse_time(t: Array) -> Array:
    return 0.001 / (1 + 0.5 * np.floor(t / 100e3))


def keras_polynomial(t: Array) -> Array:
    length = 150e3 * np.maximum(1, np.ceil(t / 150e3))
    return 0.0009 * np.sqrt(1 - t / length) + 0.0001


SCHEDULES: dict[str, Callable[[Array], Array]] = {
    "cosine:decay_steps=100k": cosine,
    "exp:decay_steps=100k": exp,
    "piecewise:boundaries=[250k,500k,750k]": piecewise,
    "warmup:warmup_steps=100k": warmup,
    "noam:warmup_steps=100k": noam,
    "constant": constant,
    "linear:total_steps=800k": linear,
    "poly:decay_steps=800k": poly,
    "step:step_size=100k": step,
    "inverse-time:decay_steps=100k": inverse_time,
    "inverse-sqrt:warmup_steps=100k": inverse_sqrt,
    "cosine-restarts:first_decay_steps=60k": cosine_restarts,
    "wsd:total_steps=1M,warmup_steps=50k,cooldown_steps=200k": wsd,
    "one-cycle:total_steps=1M": one_cycle,
    "keras.CosineDecay(0.0, 700e3, 0.1, warmup_target=0.001, warmup_steps=1e5)": keras_cosine,
    "keras.CosineDecayRestarts(0.001, 60001, 1.5, 0.9, 0.1)": keras_restarts,
    "keras.ExponentialDecay(0.001, 1e5, 0.9, staircase=True)": keras_exp,
    "keras.InverseTimeDecay(0.001, 1e5, 0.5, staircase=True)": keras_inverse_time,
    "keras.PiecewiseConstantDecay([250e3, 500e3, 750e3], [1e-3, 8e-4, 4e-4, 1e-4])": piecewise,
    "keras.PolynomialDecay(0.001, 150e3, power=0.5, cycle=True)": keras_polynomial,
}


def evaluate(runs: int) -> list[tuple[str, float, float, float]]:
    """A: a schedule of lrplot at a million steps. B: the same as an expression of numpy's."""
    t = np.arange(N, dtype=np.float64)
    rows = []
    for word, by_hand in SCHEDULES.items():
        schedule = grammar.read(word).schedule()
        np.testing.assert_allclose(schedule(t), by_hand(t), rtol=1e-9, atol=1e-12, err_msg=word)
        rows.append((word, *paired(lambda s=schedule: s(t), lambda f=by_hand: f(t), runs, N)))
    return rows


def serialise(runs: int) -> list[tuple[str, float, float, float]]:
    """A: a block of rates as lrplot writes it, by orjson. B: by what else there is."""
    t = np.arange(1 << 14, dtype=np.float64)
    table = np.stack([cosine(t), exp(t), piecewise(t), warmup(t)], axis=1)

    def by_orjson() -> bytes:
        return orjson.dumps(table, option=orjson.OPT_SERIALIZE_NUMPY)

    def by_repr() -> str:
        return "".join(",".join(map(repr, row)) + "\n" for row in table.tolist())

    def by_json() -> str:
        return json.dumps(table.tolist())

    def by_csv() -> str:
        out = io.StringIO()
        csv.writer(out).writerows(table.tolist())
        return out.getvalue()

    def by_savetxt() -> str:
        out = io.StringIO()
        np.savetxt(out, table, fmt="%.17g", delimiter=",")
        return out.getvalue()

    others = {"repr": by_repr, "json": by_json, "csv": by_csv, "numpy.savetxt": by_savetxt}
    return [
        (f"orjson / {name}", *paired(by_orjson, other, runs, t.size))
        for name, other in others.items()
    ]


def paired(
    a: Callable[[], object], b: Callable[[], object], runs: int, parts: int
) -> tuple[float, float, float]:
    """Run a b a b …; return the median time of each for a part, in ns, and of their ratio."""
    a(), b()
    pairs = [(timed(a), timed(b)) for _ in range(runs)]
    each_a, each_b = zip(*pairs, strict=True)
    ratio = statistics.median(x / y for x, y in pairs)
    median = statistics.median
    return median(each_a) / parts * 1e9, median(each_b) / parts * 1e9, ratio


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps({"evaluate": evaluate, "serialise": serialise}[sys.argv[1]](int(sys.argv[2]))))

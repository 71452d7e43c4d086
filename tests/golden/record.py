"""Record what a framework itself answers, as golden values for the tests.

    python tests/golden/record.py keras [--seed TEXT] [--folder FOLDER]

Run it with an interpreter that has the framework; README.md here says how to make one. It
runs `recorders/keras.py` and writes `keras.json`. A recorder is a module with

    VERSIONS    the packages that were run, and their versions
    PRECISION   "float32" or "float64": what the framework computes in
    INSTALL     lines for `pip install`, which make an interpreter that can run it; without
                it the framework is no package, and its code is read from a checkout
    SLACK       for an entry whose rates may lie further apart than rounding explains, how far
                in parts of the peak, and why: {"OneCycleLR": (1e-7, "...")}; may be left out
    cases(seed) yields a `Case` for each word, the random ones drawn from the seed
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))


def text(rate: Any, precision: str) -> str:
    """Return the shortest digits that read back as the framework's own number; null for NaN."""
    value = np.dtype(precision).type(rate)
    if value != rate and not math.isnan(rate):
        raise ValueError(f"{rate!r} is not a {precision}")
    if math.isinf(value):
        raise ValueError("JSON has no infinity")
    return "null" if math.isnan(value) else str(value)


def line(word: str, steps: Iterable[int], rates: Iterable[str]) -> str:
    """Return a case as one line of JSON."""
    parts = f"[{','.join(map(str, steps))}]", f"[{','.join(rates)}]"
    return f'{{"word":{json.dumps(word)},"steps":{parts[0]},"rates":{parts[1]}}}'


def record(framework: str, seed: str = "", folder: Path = HERE) -> Path:
    """Run the recorder of a framework and return the file written.

    Golden values are drawn from the empty seed; another one draws other parameters.
    """
    recorder = importlib.import_module(f"recorders.{framework}")
    lines = []
    for case in recorder.cases(seed):
        steps = case.steps()
        rates = [text(rate, recorder.PRECISION) for rate in case.run(steps)]
        if len(rates) != len(steps):
            raise ValueError(f"{case.word}: {len(rates)} rates at {len(steps)} steps")
        lines.append(line(case.word, steps, rates))
    said = {"versions": recorder.VERSIONS, "precision": recorder.PRECISION}
    said["slack"] = getattr(recorder, "SLACK", {})
    head = "".join(f'"{key}":{json.dumps(value)},\n' for key, value in said.items())
    head += '"cases":[\n'
    path = folder / f"{framework}.json"
    path.write_text("{" + head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} cases, {path.stat().st_size // 1000} kB")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description="Record what frameworks answer.")
    parser.add_argument("names", nargs="+", help="recorders")
    parser.add_argument("--seed", default="", help="golden values are drawn from the empty one")
    parser.add_argument("--folder", type=Path, default=HERE, help="where the files are written")
    given = parser.parse_args()
    for name in given.names:
        record(name, given.seed, given.folder)


if __name__ == "__main__":
    main()

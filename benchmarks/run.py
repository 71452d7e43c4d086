"""How fast lrplot is, beside what one would write by hand: prints a Markdown table.

    python benchmarks/run.py [PART OF A ROW'S NAME ...] [--runs 9]

Whole processes, A and B in turn, so that both meet the same noise; the ratio is the median of
the ratios of the pairs. Memory is the kernel's count of each process's largest size. Wants
polars beside what lrplot needs. Nothing is left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# nothing of numpy's or lrplot's is imported here: a child's memory starts as a copy of ours
HERE = Path(__file__).parent
LRPLOT = [sys.executable, "-m", "lrplot"]
COMPARE = [*LRPLOT, "compare", "cosine", "exp", "piecewise", "warmup"]
RESTARTS = [*LRPLOT, "compare", "cosine-restarts:first_decay_steps=1000,t_mul=1"]
BARE = [sys.executable, "-c", "import click, numpy"]
TEXT_ONLY = """
import contextlib, sys
from lrplot.cli import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:])
sys.exit("matplotlib is imported" if "matplotlib" in sys.modules else 0)
"""


@dataclass(frozen=True)
class Pair:
    """A command, the one it is held against, and the bounds of time and memory, A / B."""

    name: str
    a: Sequence[str]
    b: Sequence[str]
    time: float
    memory: float | None = None
    runs: int | None = None


PAIRS = [
    Pair(
        "the document's figure / by pyplot",
        [*COMPARE, "-o", "a.png"],
        [sys.executable, str(HERE / "by_hand.py"), "b.png"],
        1.0,
    ),
    Pair(
        "the same figure, 1T steps / 40k",
        [*COMPARE, "--steps", "1_000_000_000_000", "-o", "a.png"],
        [*COMPARE, "-o", "b.png"],
        1.1,
        1.1,
    ),
    Pair(
        "1G restarts, 1T steps / 40 restarts, 40k",
        [*RESTARTS, "--steps", "1T", "-o", "a.png"],
        [*RESTARTS, "--steps", "40k", "-o", "b.png"],
        1.1,
        1.1,
    ),
    Pair(
        "the figure as a page / as a PNG",
        [*COMPARE, "-o", "a.html"],
        [*COMPARE, "-o", "b.png"],
        1.0,
        1.0,
    ),
    Pair("lrplot --help / import click, numpy", [*LRPLOT, "--help"], BARE, 1.3),
    Pair("lrplot list / import click, numpy", [*LRPLOT, "list"], BARE, 1.3),
    Pair(
        "a script of 2,000 lines / ast.parse of it, and a word",
        [sys.executable, str(HERE / "long_script.py"), "read"],
        [sys.executable, str(HERE / "long_script.py"), "parse"],
        1.5,
    ),
    Pair(
        "CSV, 10M steps x 4 / by polars",
        [*COMPARE, "--steps", "10M", "-o", "a.csv"],
        [sys.executable, str(HERE / "by_polars.py"), "10000000", "b.csv"],
        1.5,
    ),
    Pair(
        "CSV, 10M steps x 4 / 1M (memory only)",
        [*COMPARE, "--steps", "10M", "-o", "a.csv"],
        [*COMPARE, "--steps", "1M", "-o", "b.csv"],
        float("inf"),
        1.1,
        runs=3,
    ),
]


def main() -> None:
    # what is installed has its bytecode
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(description="Measure lrplot.")
    parser.add_argument("names", nargs="*", help="parts of the names of rows")
    parser.add_argument("--runs", type=int, default=9, help="pairs of each row (9)")
    given = parser.parse_args()

    def wanted(name: str) -> bool:
        return not given.names or any(part in name for part in given.names)

    print("| A / B | A | B | A / B | bound | memory A | memory B | A / B | bound |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for pair in PAIRS:
            if wanted(pair.name):
                print(compared(pair, pair.runs or given.runs, folder), flush=True)
        for kind, bound in (("evaluate", 1.5), ("serialise", 1.0)):
            if wanted(kind):
                for row in inside(kind, given.runs, bound, folder):
                    print(row, flush=True)
        if wanted("matplotlib"):
            for row in text_only(folder):
                print(row, flush=True)


def compared(pair: Pair, runs: int, folder: str) -> str:
    measure(pair.a, folder), measure(pair.b, folder)
    pairs = [(measure(pair.a, folder), measure(pair.b, folder)) for _ in range(runs)]
    seconds = [median(pairs, lambda p, i=i: p[i][0]) for i in (0, 1)]
    memory = [median(pairs, lambda p, i=i: p[i][1]) for i in (0, 1)]
    cells = [
        pair.name,
        *(f"{value:.3f} s" for value in seconds),
        verdict(median(pairs, lambda p: p[0][0] / p[1][0]), pair.time),
        *(f"{value / 1024:.0f} MiB" for value in memory),
        verdict(median(pairs, lambda p: p[0][1] / p[1][1]), pair.memory),
    ]
    return f"| {' | '.join(cells)} |"


def median(pairs: Sequence, value: Callable) -> float:
    return statistics.median(map(value, pairs))


def verdict(ratio: float, bound: float | None) -> str:
    """Return the cells of a ratio and its bound, the ratio bold where it is above."""
    if bound is None or bound == float("inf"):
        return f"{ratio:.2f} | "
    return f"{f'**{ratio:.2f}**' if ratio > bound else f'{ratio:.2f}'} | {bound:g}"


def measure(command: Sequence[str], folder: str) -> tuple[float, int]:
    """Run a command in the folder; return its seconds and its largest size in KiB."""
    quiet = subprocess.DEVNULL
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)[:300]}: exit status {child.returncode}")
    for file in Path(folder).iterdir():
        file.unlink()
    # macOS counts bytes
    return seconds, usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def inside(kind: str, runs: int, bound: float, folder: str) -> list[str]:
    """Return the rows of what is measured in one process."""
    command = [sys.executable, str(HERE / "inside.py"), kind, str(runs)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return [
        f"| {kind}: {name} | {a:.2f} ns | {b:.2f} ns | {verdict(ratio, bound)} | | | | |"
        for name, a, b, ratio in json.loads(done.stdout)
    ]


def text_only(folder: str) -> list[str]:
    """Return a row for each command that writes text: whether it imports matplotlib."""
    commands = [["--help"], ["list"], ["info", "noam"], ["compare", "exp", "--format", "csv"]]
    rows = []
    for words in commands:
        command = [sys.executable, "-c", TEXT_ONLY, *words]
        done = subprocess.run(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        answer = "no" if done.returncode == 0 else f"**{done.stderr.strip().splitlines()[-1]}**"
        rows.append(f"| matplotlib imported by lrplot {' '.join(words)} | {answer} {'| ' * 7}|")
    return rows


if __name__ == "__main__":
    main()

"""What a million steps of each entry of the catalogue cost, beside an expression of numpy's.

    python benchmarks/every.py [--runs 5] [PART OF A NAME ...]

Each schedule is its example of the help text. Beside it stands what one would write by hand for
the commonest schedule there is, a warmup and a cosine; B is that expression, run in turn with A.
"""

from __future__ import annotations

import argparse

import numpy as np
from inside import N, paired

from lrplot.catalogue import find
from lrplot.specs.grammar import example

BOUND = 3.0


def by_hand(t: np.ndarray) -> np.ndarray:
    u = np.minimum((t - 1e5) / 9e5, 1)
    return np.where(t < 1e5, t / 1e5 * 0.001, 0.0001 + 0.00045 * (1 + np.cos(np.pi * u)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure every entry.")
    parser.add_argument("names", nargs="*", help="parts of the names of entries")
    parser.add_argument("--runs", type=int, default=5, help="pairs of each row (5)")
    given = parser.parse_args()
    t = np.arange(N, dtype=np.float64)
    rows = []
    for entry in find.all_entries():
        if given.names and not any(part in entry.title for part in given.names):
            continue
        schedule = example(entry).schedule()
        ours, theirs, ratio = paired(
            lambda s=schedule: s(t), lambda: by_hand(t), given.runs, t.size
        )
        rows.append((ratio, ours, theirs, entry.title))
    rows.sort(reverse=True)
    print("| entry | lrplot | by hand | A / B |\n|---|--:|--:|--:|")
    for ratio, ours, theirs, title in rows[:20]:
        said = f"**{ratio:.2f}**" if ratio > BOUND else f"{ratio:.2f}"
        print(f"| {title} | {ours:.1f} ns | {theirs:.1f} ns | {said} |")
    middle = rows[len(rows) // 2][0]
    above = sum(row[0] > BOUND for row in rows)
    print(f"\n{len(rows)} entries: the middle one {middle:.2f}, {above} above {BOUND:g}")


if __name__ == "__main__":
    main()

"""How fast a training configuration is read, beside loading it and starting lrplot.

    python benchmarks/configs.py [--runs 11]

Three processes in turn: lrplot with a configuration; lrplot with the word that it comes to; Python
that only loads the file with the quickest safe loader. The ratio is the median of the first over
the sum of the others, less Python's own start. Prints a Markdown table; leaves nothing behind.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from run import LRPLOT, measure, verdict

WORD = (
    "transformers.get_scheduler('cosine', torch.optim.AdamW(params, lr=2e-4), "
    "num_warmup_steps=5, num_training_steps=100)"
)
ARGUMENTS = {
    "learning_rate": 2e-4,
    "lr_scheduler_type": "cosine",
    "warmup_steps": 5,
    "max_steps": 100,
    "per_device_train_batch_size": 4,
}
BOUND = 1.2
MANY = 1000


def yaml_of(more: int) -> str:
    """Return the arguments, with a list of so many sections behind them."""
    lines = [f"{key}: {value!r}".replace("'", "") for key, value in ARGUMENTS.items()]
    lines += ["datasets:"] if more else []
    lines += [f"  - {{path: some/where/{n}, split: train, weight: 0.{n}}}" for n in range(more)]
    return "\n".join([*lines, ""])


def json_of(more: int) -> str:
    """Return the same as JSON."""
    data = [{"path": f"some/where/{n}", "split": "train", "weight": n / 7} for n in range(more)]
    return json.dumps({**ARGUMENTS, "datasets": data})


LOADS = {
    "yaml": "import yaml, sys; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)",
    "json": "import orjson, sys; orjson.loads(open(sys.argv[1], 'rb').read())",
}
CASES = [("yaml", yaml_of, 0), ("yaml", yaml_of, 6_000), ("json", json_of, 0)]


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser(description="Measure how configurations are read.")
    parser.add_argument("--runs", type=int, default=11, help="rounds of each row (11)")
    runs = parser.parse_args().runs
    print("| Configuration | lrplot | the word | loading | Python | ratio | bound |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as files, tempfile.TemporaryDirectory() as folder:
        for suffix, text, more in CASES:
            path = Path(files) / f"train.{suffix}"
            path.write_text(text(more))
            commands = [
                [*LRPLOT, "compare", str(path), "-o", "a.csv"],
                [*LRPLOT, "compare", WORD, "--steps", "100", "-o", "a.csv"],
                [sys.executable, "-c", LOADS[suffix], str(path)],
                [sys.executable, "-c", "pass"],
            ]
            print(row(f"{suffix}, {path.stat().st_size / 1e3:,.0f} kB", commands, runs, folder))
        many = [Path(files) / f"{n}.yaml" for n in range(MANY)]
        for path in many:
            path.write_text(yaml_of(0))
        loads = (
            "import yaml, sys\nfor name in sys.argv[1:]:\n yaml.load(open(name), yaml.CSafeLoader)"
        )
        names = [str(path) for path in many]
        words = [WORD, *(f"w{n}={WORD}" for n in range(1, MANY))]
        commands = [
            [*LRPLOT, "compare", *names, "-o", "a.csv"],
            [*LRPLOT, "compare", *words, "--steps", "100", "-o", "a.csv"],
            [sys.executable, "-c", loads, *names],
            [sys.executable, "-c", "pass"],
        ]
        print(row(f"{MANY:,} files of yaml", commands, 3, folder, 1.5))


def row(name: str, commands: list[list[str]], runs: int, folder: str, bound: float = BOUND) -> str:
    """Return a row of the table."""
    for command in commands:
        measure(command, folder)
    rounds = [[measure(command, folder)[0] for command in commands] for _ in range(runs)]
    each = [statistics.median(seconds) for seconds in zip(*rounds, strict=True)]
    ratio = statistics.median(a / (b + c - d) for a, b, c, d in rounds)
    cells = [f"{value * 1e3:,.0f} ms" for value in each]
    return f"| {name} | {' | '.join(cells)} | {verdict(ratio, bound)} |"


if __name__ == "__main__":
    main()

"""Hold lrplot against the frameworks themselves, installed and run now, at parameters drawn anew.

    python tests/golden/live.py [NAME ...] [--seed TEXT] [--jobs N] [--write docs/live.md]

For every recorder that says what to install, an environment is made under `--cache`, where it
stays; the recorder runs in it, and what the framework answers is compared as the golden values
are. A table goes to standard output. Exit status 1 if lrplot is further off than is allowed, if
an environment cannot be made or a framework does not run in it, or if an entry gets no case.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]

from agree import compared  # noqa: E402

import lrplot  # noqa: E402
from lrplot.catalogue import find  # noqa: E402

OURS = "click pyyaml orjson matplotlib numpy"
"""What lrplot needs where it runs."""

PATIENCE = 3600
"""Seconds, after which something hangs."""

PACKAGES = "lib/python*/site-packages"

HEAD = "| Framework | Versions | Entries | Cases | Worst difference |\n|---|---|--:|--:|--:|"

Lines = tuple[str, ...]
"""What `pip install` is given, a line each time."""


class LiveError(Exception):
    """Why a recorder gave nothing."""


@dataclass
class Result:
    """What came of a recorder: the worst difference in parts of the peak, and what is wrong."""

    name: str
    versions: Mapping[str, str] = field(default_factory=dict)
    precision: str = ""
    entries: set[str] = field(default_factory=set)
    cases: int = 0
    worst: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return the result as a row of the table."""
        versions = ", ".join(map(" ".join, self.versions.items()))
        worst = f"{self.worst:.1e} ({self.precision})" if self.cases else ""
        last = f"{worst} **failed**".strip() if self.wrong else worst
        return f"| {self.name} | {versions} | {len(self.entries)} | {self.cases} | {last} |"


def install(recorder: Path) -> Lines | None:
    """Return the lines for `pip install` that a recorder names, without importing it."""
    for node in ast.parse(recorder.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name("INSTALL")]) | ast.AnnAssign(ast.Name("INSTALL")):
                return tuple(ast.literal_eval(node.value))
    return None


def torch_of(lines: Sequence[str]) -> str | None:
    """Return the torch that lines begin with: `torch==2.13.0`."""
    first = " ".join(lines).partition(" ")[0]
    return first if first.startswith("torch==") else None


def called(command: Sequence[str], folder: Path | None = None) -> None:
    """Run a command silently; raise `LiveError` with the end of what it said, if it fails."""
    # the lrplot that compares is the one that chooses the steps
    environment = os.environ | {"PYTHONPATH": str(Path(lrplot.__file__).parents[1])}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        raise LiveError(f"{shlex.join(command)}: no end after {PATIENCE} seconds") from None
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-20:])
        raise LiveError(f"{shlex.join(command)}: exit status {done.returncode}\n{said}")


def environment(cache: Path, lines: Sequence[str], shared: Path | None = None) -> Path:
    """Return the interpreter of the environment with those lines installed; make it if need be.

    It sees the packages of the interpreter `shared`, behind its own.
    """
    say = "\n".join([*lines, sys.version, ""])
    folder = cache / hashlib.sha256(say.encode()).hexdigest()[:16]
    python, finished = folder / "bin" / "python", folder / "installed.txt"
    if finished.is_file():
        return python
    print(f"installing {' '.join(lines)}", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    called([sys.executable, "-m", "venv", str(folder)])
    if shared:
        (packages,) = shared.parents[1].glob(PACKAGES)
        next(folder.glob(PACKAGES)).joinpath("shared.pth").write_text(f"{packages}\n")
    for line in lines:
        called([str(python), "-m", "pip", "install", *shlex.split(line)])
    finished.write_text(say, encoding="utf-8")
    return python


@cache
def recorded(golden: Path) -> frozenset[str]:
    """Return the titles of the entries that have cases in a golden file."""
    cases = json.loads(golden.read_text(encoding="utf-8"))["cases"] if golden.is_file() else []
    return frozenset(lrplot.read(case["word"]).entry.title for case in cases)


def due(name: str) -> set[str]:
    """Return the titles of the entries that must get a case of a recorder.

    They are those that its golden file has, short names too, and those of its framework, but
    for what only the file of another recorder has: not one version runs all that Paddle has.
    """
    golden = HERE / f"{name}.json"
    others = (recorded(path) for path in HERE.glob("*.json") if path != golden)
    own = {entry.title for entry in find.all_entries() if entry.framework == name}
    return own.difference(*others) | recorded(golden)


def judged(name: str, data: Mapping[str, Any]) -> Result:
    """Return how near lrplot comes to what a recorder wrote."""
    result = Result(name, data["versions"], data["precision"], cases=len(data["cases"]))
    for case in data["cases"]:
        result.entries.add(lrplot.read(case["word"]).entry.title)
        off, excess, where = compared(data, case)
        result.worst = max(result.worst, off)
        if not excess <= 1:
            result.wrong.append(where)
    result.wrong += [f"{title} gets no case" for title in sorted(due(name) - result.entries)]
    return result


def ran(name: str, python: Path, seed: str) -> Result:
    """Run a recorder with an interpreter, and judge what it wrote."""
    print(f"running {name}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--seed={seed}", f"--folder={folder}"]
        called([str(python), str(HERE / "record.py"), name, *options], Path(folder))
        return judged(name, json.loads(Path(folder, f"{name}.json").read_text(encoding="utf-8")))


def interpreters(kinds: Iterable[Lines], cache: Path) -> dict[Lines, Path | LiveError]:
    """Return an interpreter for each of the lines, or why there is none; torch is shared."""
    made: dict[Lines, Path | LiveError] = {}
    for lines in kinds:
        torch = torch_of(lines)
        try:
            base = environment(cache, [torch, OURS]) if torch else None
            made[lines] = environment(cache, [*lines, OURS], base)
        except (LiveError, OSError) as error:
            made[lines] = LiveError(str(error))
    return made


def checked(wanted: Mapping[str, Lines], cache: Path, seed: str, jobs: int) -> list[Result]:
    """Run the recorders of those names and lines, some at a time."""
    pythons = interpreters(dict.fromkeys(wanted.values()), cache)

    def result(name: str) -> Result:
        python = pythons[wanted[name]]
        try:
            if isinstance(python, LiveError):
                raise python
            return ran(name, python, seed)
        except Exception as error:
            # whatever keeps a framework from answering is a failure of the check
            kind = "" if isinstance(error, LiveError) else f"{type(error).__name__}: "
            return Result(name, wrong=[f"{kind}{error}"])

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(result, wanted))


def tabled(results: Iterable[Result]) -> str:
    """Return the results as a Markdown table."""
    return "\n".join([HEAD, *(result.row() for result in results)])


def summed(results: Sequence[Result]) -> str:
    """Return what the table comes to: how much was compared, and the worst of each precision."""
    entries = set[str]().union(*(result.entries for result in results))
    worst: dict[str, Result] = {}
    for result in filter(lambda result: result.cases, results):
        before = worst.setdefault(result.precision, result)
        worst[result.precision] = max(before, result, key=lambda result: result.worst)
    said = [f"{one.worst:.1e} in {name} ({one.name})" for name, one in sorted(worst.items())]
    cases = sum(result.cases for result in results)
    return (
        f"{len(results)} recorders, {len(entries)} entries, {cases:,} cases; "
        f"worst difference {' and '.join(said)}"
    )


def document(results: Sequence[Result], seed: str, left: Sequence[str]) -> str:
    """Return the table, and how it was made."""
    table, day = tabled(results), datetime.now(UTC).date()
    others = f"\n\nNo package, so not run here: {', '.join(left)}." if left else ""
    return (
        "# lrplot and the frameworks, run live\n\n"
        f"`make live` on {day}: every framework installed and run, with random parameters drawn\n"
        f"from the seed `{seed}` beside the edge cases. The difference is the largest at any step\n"
        "of any case, in parts of the curve's peak; the precision is what the framework computes\n"
        f"in.\n\n{table}\n\n{summed(results)}.{others}\n"
    )


def main(args: Sequence[str] | None = None) -> int:
    """Run the check; return the exit status."""
    found = {path.stem: install(path) for path in sorted((HERE / "recorders").glob("*.py"))}
    able = {name: lines for name, lines in found.items() if lines is not None}
    parser = argparse.ArgumentParser(description="Hold lrplot against the frameworks, run now.")
    parser.add_argument("names", nargs="*", help=f"recorders, all by default: {', '.join(able)}")
    parser.add_argument("--seed", default=secrets.token_hex(4), help="what parameters are drawn by")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at a time (2)")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "live")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write a page")
    given = parser.parse_args(args)
    if strange := [name for name in given.names if name not in able]:
        parser.error(f"no recorder with INSTALL: {', '.join(strange)}")
    if given.write and given.names:
        parser.error("a page is written of all recorders, not of some")
    print(f"seed: {given.seed}", file=sys.stderr)
    wanted = {name: able[name] for name in given.names or able}
    results = checked(wanted, given.cache.resolve(), given.seed, given.jobs)
    print(tabled(results))
    for result in results:
        for line in result.wrong:
            print(f"{result.name}: {line}", file=sys.stderr)
    if given.write:
        left = [name for name, lines in found.items() if lines is None]
        given.write.write_text(document(results, given.seed, left), encoding="utf-8")
    return 1 if any(result.wrong for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

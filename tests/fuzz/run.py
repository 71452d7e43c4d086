"""Give lrplot inputs that nobody wrote, and hold it to laws that hold for every input.

    python tests/fuzz/run.py [--minutes N] [--seed TEXT] [--only PART ...] [--jobs N]
                             [--write docs/fuzz.md]

Each part has a process of its own, in turn. An input that breaks a law is made as small as
Hypothesis can make it. A table goes to standard output, and what to type for each finding.
Exit status 1 if there are findings.
"""

from __future__ import annotations

import argparse
import multiprocessing
import secrets
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.strategies import SearchStrategy

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from fuzz.files import FILES  # noqa: E402
from fuzz.front import LATER, BrokenError, Case  # noqa: E402
from fuzz.laws import tried  # noqa: E402
from fuzz.trainings import TRAININGS  # noqa: E402
from fuzz.words import WORDS, commanded  # noqa: E402

PARTS: dict[str, SearchStrategy[Case]] = {**WORDS, "options": commanded(), **FILES, **TRAININGS}

ROUND = 100
"""Inputs drawn from one seed; Hypothesis goes on from those before."""

PATIENCE = 3 * LATER
"""Seconds without an answer, after which a process hangs where Python cannot stop it."""

SMALLER = 60.0
"""Seconds for which a finding is made smaller."""

HEAD = (
    "| Part | Inputs | Drawn | Refused | Findings | Slowest | Seconds |\n"
    "|---|--:|--:|--:|--:|--:|--:|"
)


@dataclass
class Result:
    """What came of a part: how many inputs, the slowest, and by its kind what broke a law."""

    name: str
    drawn: int = 0
    refused: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> int:
        """How many inputs were tried."""
        return self.drawn + self.refused

    def row(self) -> str:
        """Return the result as a row of the table."""
        counts = f"{self.inputs:,} | {self.drawn:,} | {self.refused:,} | {len(self.findings)}"
        return f"| {self.name} | {counts} | {self.slowest:.1f} s | {self.seconds:,.0f} |"


class Part:
    """Tries the inputs of a part, and remembers what it found."""

    def __init__(self, result: Result, say: Callable[[object], object]) -> None:
        self.result, self.say = result, say
        self._broken: dict[Case, BrokenError] = {}
        self._since = 0.0

    def attempt(self, case: Case) -> None:
        """Hold an input to the laws; what is known already, or comes too late, is no news."""
        if case in self._broken:
            raise self._broken[case]
        if self._since and time.monotonic() - self._since > SMALLER:
            return
        self.say(case.typed())
        try:
            done = tried(case)
        except BrokenError as broken:
            if broken.kind in self.result.findings:
                return
            self._since = self._since or time.monotonic()
            self._broken[case] = broken
            raise
        if not self._since:
            self.result.drawn += not done.status
            self.result.refused += bool(done.status)
            self.result.slowest = max(self.result.slowest, done.seconds)

    def round(self, inputs: SearchStrategy[Case], seed: str, count: int) -> None:
        """Try so many inputs; a finding ends the round, once it is as small as it can be."""
        self._broken, self._since = {}, 0.0
        smallest: list[Case] = []

        @hypothesis.seed(int.from_bytes(seed.encode()))
        @settings(SETTINGS, max_examples=count)
        @hypothesis.given(inputs)
        def inner(case: Case) -> None:
            smallest[:] = [case]
            self.attempt(case)

        try:
            inner()
        except BrokenError as broken:
            self.result.findings[broken.kind] = f"{broken}\n  {smallest[0].typed()}"


SETTINGS = settings(
    database=None,
    deadline=None,
    derandomize=False,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    verbosity=hypothesis.Verbosity.quiet,
)


def worked(name: str, seed: str, seconds: float, done: Result, pipe: Connection) -> None:
    """Try inputs of a part for so many seconds, and send what came of them, round by round."""
    part, started = Part(done, pipe.send), time.monotonic()
    before, number = done.seconds, done.inputs
    while time.monotonic() - started < seconds:
        part.round(PARTS[name], f"{seed} {name} {number}", ROUND)
        number += 1
        done.seconds = before + time.monotonic() - started
        pipe.send(done)
    pipe.send(None)


def watched(name: str, seed: str, seconds: float) -> Result:
    """Try inputs of a part in a process of its own; one that ends it, or hangs, is a finding."""
    print(f"trying {name}", file=sys.stderr, flush=True)
    done = Result(name)
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        child = context.Process(target=worked, args=(name, seed, left, done, theirs))
        with warnings.catch_warnings():
            # the copy asks for nothing that another thread may hold
            warnings.simplefilter("ignore", DeprecationWarning)
            child.start()
        theirs.close()
        last, said = "", ""
        try:
            while (said := ours.recv() if ours.poll(PATIENCE) else "hangs") not in (None, "hangs"):
                done, last = (said, last) if isinstance(said, Result) else (done, said)
        except EOFError:
            said = "ends"
        child.kill()
        child.join()
        if said is None:
            break
        done.findings[f"the process {said}: {last}"] = f"the process {said}\n  {last}"
        seed += "'"
    return done


def tabled(results: Sequence[Result]) -> str:
    """Return the results as a Markdown table."""
    return "\n".join([HEAD, *(result.row() for result in results)])


def document(results: Sequence[Result], seed: str) -> str:
    """Return the table, and how it was made."""
    day, inputs = datetime.now(UTC).date(), sum(result.inputs for result in results)
    findings = sum(len(result.findings) for result in results)
    seconds = sum(result.seconds for result in results)
    return (
        "# lrplot and inputs that nobody wrote\n\n"
        f"`make fuzz` on {day}, from the seed `{seed}`: Hypothesis makes inputs of every part,\n"
        "right, wrong and damaged, and `tests/fuzz/` holds lrplot to the same laws for each. It\n"
        "is drawn, or refused in one line and nothing written, in bounded time and memory; what\n"
        f"is drawn reads back, and a table has the schedule's rates.\n\n{tabled(results)}\n\n"
        f"{inputs:,} inputs in {seconds / 60:,.0f} minutes; {findings} findings.\n"
    )


def main(args: Sequence[str] | None = None) -> int:
    """Run the check; return the exit status."""
    parser = argparse.ArgumentParser(description="Give lrplot inputs that nobody wrote.")
    parser.add_argument("--minutes", type=float, default=60.0, help="for all parts together (60)")
    parser.add_argument("--seed", default=secrets.token_hex(4), help="what inputs are drawn by")
    parser.add_argument("--only", action="append", choices=[*PARTS], help="a part; may be repeated")
    parser.add_argument("--jobs", type=int, default=1, help="parts that are tried at once (1)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write a page")
    given = parser.parse_args(args)
    if given.write and given.only:
        parser.error("a page is written of all parts, not of some")
    print(f"seed: {given.seed}", file=sys.stderr)
    names = given.only or [*PARTS]
    each = given.minutes * 60 / len(names)
    with ThreadPoolExecutor(given.jobs) as threads:
        results = [*threads.map(lambda name: watched(name, given.seed, each), names)]
    print(tabled(results))
    for result in results:
        for finding in result.findings.values():
            print(f"{result.name}: {finding}", file=sys.stderr)
    if given.write:
        given.write.write_text(document(results, given.seed), encoding="utf-8")
    return 1 if any(result.findings for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

"""What must hold of the curves of an input that is drawn: as rates, as words and as a table."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Sequence

import numpy as np
from fuzz.front import (
    LATER,
    BrokenError,
    Case,
    Done,
    folder,
    front,
    held,
    limited,
    ran,
    streams,
    unexpected,
)

from lrplot.arithmetic.steps import Range, parse as range_of
from lrplot.errors import LrplotError
from lrplot.pieces import Schedule
from lrplot.plots.sampling import sample
from lrplot.plots.tally import LARGEST, ROUNDING
from lrplot.readers.words import plan
from lrplot.specs.grammar import read
from lrplot.specs.spec import Spec
from lrplot.writers.csv import _runs_code as runs_code

STEPS = (0, 1, 2, 3, 5, 9, 10, 99, 100, 101, 999, 1000, 2500)
LATE = (40_001, 10**6 + 3, 10**9, 10**12 + 39, 2**53 - 1)

SHORT = 500
"""A picture of the usual size shows every step of so many."""


def tried(case: Case) -> Done:
    """Hold an input to every law; return what it left."""
    with folder(case) as top:
        done = ran(case, top)
        front(case, done)
        if case.words and not done.status:
            with streams(), unexpected("the library"), limited(LATER):
                curves(case, done)
        return done


def option(case: Case, name: str) -> str:
    """Return the last value of an option among the arguments of an input, or ""."""
    places = [place for place, text in enumerate(case.args[:-1]) if text == name]
    return case.args[places[-1] + 1] if places else ""


def curves(case: Case, done: Done) -> None:
    """Hold the curves of what was drawn to their laws."""
    lr = option(case, "--lr") or None
    specs = plan(case.words, lr=lr, allow_python=True, allow_outside=True).specs
    for spec in specs:
        schedule = spec.schedule()
        steps = [*STEPS]
        # what is only said as a constructor may be refused where it is drawn
        if not runs_code(schedule) and follows(schedule, steps):
            late = [*STEPS, round(min(schedule.span, 1e15)), *LATE]
            # so late it may not be followed
            steps = late if follows(schedule, late) else steps
        if follows(schedule, steps):
            rates(spec, schedule, steps)
            back(spec, schedule, steps)
    steps = option(case, "--steps")
    if (
        "csv" in (option(case, "--format"), case.output.rpartition(".")[2])
        and "--show-words" not in case.args
    ):
        data = done.out or done.wrote[f"work/{case.output}"] or b""
        table(data, [spec.schedule() for spec in specs], range_of(steps))
    if "--strict" in case.args and steps and len(at := range_of(steps)) <= SHORT:
        usual = not {"--size", "--dpi", "--xlim", "--log-x", "--look", "--show-words"} & {
            *case.args
        }
        for spec in specs if usual else ():
            usable(spec.schedule(), at)


def follows(schedule: Schedule, steps: Sequence[int]) -> bool:
    """Tell whether a schedule has rates at steps; beyond those drawn it may refuse to."""
    try:
        schedule(steps)
    except LrplotError:
        return False
    return True


def same(kind: str, found: object, wanted: object, said: object) -> None:
    """Raise `BrokenError` where two arrays are not the same to the last digit."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    equal = found.shape == wanted.shape and np.array_equal(found, wanted, equal_nan=True)
    held(equal, kind, f"{said}: {found.tolist()}, not {wanted.tolist()}")


def rates(spec: Spec, schedule: Schedule, steps: list[int]) -> None:
    """The rates of a range are those of its steps, one by one and in a picture."""
    together = schedule(steps)
    same("a range and its steps", together, [schedule(step) for step in steps], spec)
    same("the other way round", schedule(steps[::-1])[::-1], together, spec)
    # more changes than a picture can show are refused
    with contextlib.suppress(LrplotError):
        pictured(spec, schedule)
    with contextlib.suppress(LrplotError):
        breakpoints = schedule.breakpoints(np.linspace(0, max(steps), 65))
        held(np.isfinite(breakpoints).all() and breakpoints.size < 20_000, "breakpoints", spec)


def pictured(spec: Spec, schedule: Schedule) -> None:
    """A picture has the rates of the steps that it shows, from left to right."""
    curve = sample("", schedule, Range(0, 3000), 64)
    held((np.diff(curve.steps) >= 0).all(), "a picture goes back", spec)
    last = np.append(np.diff(curve.steps) > 0, True)
    at = curve.steps[last]
    same("a picture and its steps", curve.rates[last], schedule(at), f"{spec} at {at[:20]}")


def back(spec: Spec, schedule: Schedule, steps: Sequence[int]) -> None:
    """What is drawn is written as a word that gives the same curve."""
    for written in (spec.word, spec.constructor, spec.paste):
        word = written()
        kind = f"the {written.__name__} that is read again"
        try:
            again = read(word, lr=spec.lr)
        except LrplotError as error:
            raise BrokenError(kind, f"{word!r}: {error}") from None
        same(kind, again.schedule()(steps), schedule(steps), repr(word))


def table(data: bytes, schedules: Sequence[Schedule], steps: Range) -> None:
    """The rows of a table are the steps of the range, and the rates at them."""
    rows = [*csv.reader(io.StringIO(data.decode(), newline=""))]
    held(len({*rows[0]}) == len(rows[0]) == len(schedules) + 1, "the head of a table", rows[0])
    numbers = np.array(rows[1:], dtype=np.float64)
    at = steps.block(0, len(steps))
    same("the steps of a table", [int(row[0]) for row in rows[1:]], at, "")
    for place, schedule in enumerate(schedules, start=1):
        same("the rates of a table", numbers[:, place], schedule(at), place)


def usable(schedule: Schedule, steps: Range) -> None:
    """What no training can use is not drawn with --strict."""
    at = steps.block(0, len(steps))
    known = at < schedule.end if schedule.exact else np.full(at.shape, True)
    values = schedule(at)[known]
    good = (values >= -ROUNDING) & (values <= LARGEST)
    held(
        good.all(),
        "--strict draws what no training can use",
        (at[known][~good][:5], values[~good][:5]),
    )

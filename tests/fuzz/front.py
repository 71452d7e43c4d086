"""Runs the program on an input, in this process, and holds what it leaves to the laws."""

from __future__ import annotations

import contextlib
import io
import json
import re
import resource
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from fuzz.case import BrokenError as BrokenError, Case as Case, held as held

import lrplot
from lrplot.cli import main, stopping
from lrplot.errors import LrplotWarning, RunNotice
from lrplot.errors.quoting import LONGEST

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

MEMORY = 1 << 30
"""How much an input may need beyond what is there before it."""

LATER = 20.0
"""After so many seconds an input is given up; it has long broken the law of its own time."""

HERE = ("work", "temporary")
"""The folder that the program is run in, and the one for temporary files, which stays empty."""


ASIDE = ("lrplot: warning: ", "said")
"""How a line on standard error begins that is no refusal."""


INSIDE = re.compile(
    r"\w+ object has no|' object (is|has|does)|not supported between|unsupported operand"
    r"|\d positional| at 0x[0-9a-f]{6}|<class '|NoneType|list index|cannot unpack"
    r"|values to unpack|[A-Z]\w+Error: "
)
"""What Python says of a mistake in a program, which tells its user nothing."""

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal, or a reader of lines, would obey; a letter that no font has is none."""


class TooLateError(BaseException):
    """No `except Exception` on the way may take it for a failure of its own."""


@dataclass(frozen=True)
class Done:
    """What a run left: its exit status, what it said and what it wrote."""

    status: Any
    out: bytes
    err: str
    wrote: dict[str, bytes | None]
    seconds: float


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop a block after so many seconds of this process's time, or where it wants much memory."""

    def late(number: int, frame: object) -> None:
        raise TooLateError

    before = signal.signal(signal.SIGVTALRM, late)
    old = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, old[1]))
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, old)
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def unexpected(where: str) -> Iterator[None]:
    """Say of whatever a block raises that nothing may raise it, and where that was."""
    try:
        yield
    except BrokenError:
        raise
    except TooLateError:
        raise BrokenError(f"{where}: no end", f"after {LATER} seconds") from None
    except BaseException as error:
        places = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        own = [
            f"{Path(frame.filename).name}:{frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
            if Path(lrplot.__file__).parent in Path(frame.filename).parents
        ]
        kind = f"{where}: {type(error).__name__} in {own[-1] if own else places[-1]}"
        raise BrokenError(kind, f"{str(error)[:500]} ({' '.join(places[-6:])})") from error


@contextlib.contextmanager
def streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Give standard output and error of their own, and take away what a run leaves in Python."""
    out, err = io.BytesIO(), io.BytesIO()
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    wrapped = [io.TextIOWrapper(each, "utf-8", write_through=True) for each in (out, err)]
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(wrapped[0]),
        contextlib.redirect_stderr(wrapped[1]),
    ):
        # nobody may be warned of what lrplot does
        warnings.simplefilter("error")
        warnings.simplefilter("always", LrplotWarning)
        warnings.simplefilter("always", RunNotice)
        try:
            yield out, err
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
            stopping.undo.clear()
            for stream in wrapped:
                stream.detach()


def contents(top: Path) -> dict[str, bytes | None]:
    """Return every path in a folder, with the bytes of the files."""
    return {
        str(path.relative_to(top)): path.read_bytes() if path.is_file() else None
        for path in sorted(top.rglob("*"))
    }


@contextlib.contextmanager
def folder(case: Case) -> Iterator[Path]:
    """Work in a folder of its own that has the files of an input."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as name:
        top = Path(name).resolve()
        work, temporary = (top / each for each in HERE)
        work.mkdir()
        temporary.mkdir()
        for file, data in case.files:
            (work / file).parent.mkdir(parents=True, exist_ok=True)
            (work / file).write_bytes(data)
        before = tempfile.tempdir
        tempfile.tempdir = str(temporary)
        try:
            with contextlib.chdir(work):
                yield top
        finally:
            tempfile.tempdir = before


def ran(case: Case, top: Path) -> Done:
    """Run the program; `BrokenError` for anything that comes out of it but an exit status."""
    before = contents(top)
    with streams() as (out, err):
        started = time.process_time()
        with unexpected("the front"), limited(LATER):
            try:
                main(list(case.args))
            except SystemExit as stopped:
                status = stopped.code or 0
        seconds = time.process_time() - started
        said = err.getvalue().decode()
    after = contents(top)
    wrote = {name: data for name, data in after.items() if before.get(name, b"-") != data}
    wrote |= dict.fromkeys(before.keys() - after.keys())
    return Done(status, out.getvalue(), said, wrote, seconds)


def front(case: Case, done: Done) -> None:
    """Hold what a run left to the laws of the command line."""
    # what a file of the user's own prints is theirs
    lines = [line for line in done.err.splitlines() if not line.startswith(ASIDE)]
    held(done.status in (0, 1, 2), "the exit status", done)
    held(done.status != 1 or "--strict" in case.args, "1 without --strict", done)
    held(done.seconds <= case.seconds, "time", f"{done.seconds:.1f} seconds")
    held(done.err.replace("\n", "").isprintable(), "control characters on stderr", repr(done.err))
    held(all(len(x) <= LONGEST + 100 for x in done.err.splitlines()), "a long line", done.err)
    if done.status:
        held(not done.wrote, "written though it is refused", [*done.wrote])
        # what is streamed is gone before a rate is found that --strict refuses
        held(done.status == 1 or not done.out, "on stdout though it is refused", done.out[:500])
        held(len(lines) == (done.status == 2), "one line", done.err)
        theirs = any(name.endswith(".py") for name, _ in case.files)
        held(theirs or not INSIDE.search(done.err), "Python's own words", done.err)
        return
    names = [f"{HERE[0]}/{case.output}"] if case.output else []
    held([*done.wrote] == names, "what is written", f"{[*done.wrote]}, not {names}")
    for name, data in done.wrote.items():
        with unexpected(f"a {name.rpartition('.')[2]} that does not read back"):
            reads_back(name.rpartition(".")[2], data or b"")
    form = case.args[case.args.index("--format") + 1] if "--format" in case.args else ""
    if form in ("", "csv", "json", "svg"):
        text = done.out.decode()
        plain = text.replace("\n", "").replace("\t", "")
        held(not CONTROLS.search(plain), "control characters on stdout", repr(text[:500]))


def reads_back(form: str, data: bytes) -> None:
    """Raise an error where a file is none of its format."""
    match form:
        case "svg":
            ElementTree.fromstring(data)
        case "json":
            json.loads(data)
        case "npz":
            with np.load(io.BytesIO(data)) as arrays:
                assert {len(arrays[name]) for name in arrays}
        case "csv":
            data.decode()
        case _:
            assert data.startswith({"png": b"\x89PNG", "pdf": b"%PDF"}[form])

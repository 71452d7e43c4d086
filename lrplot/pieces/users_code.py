"""Runs code of the user's own: its errors are theirs, and what it prints is no part of a table."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path

from lrplot.errors import LrplotError, one_line


@contextmanager
def running(path: str) -> Iterator[None]:
    """Let the block run code of the file at `path`.

    What it raises, even to stop the program, becomes an `LrplotError`. What it prints goes to
    standard error, and so does what the processes print that it starts.
    """
    try:
        with redirect_stdout(sys.stderr), _aside():
            yield
    except (LrplotError, KeyboardInterrupt):
        raise
    except BaseException as error:
        if _stopped(error):
            raise
        raise theirs(error, path) from error


@contextmanager
def _aside() -> Iterator[None]:
    """Let the descriptor of standard output be that of standard error."""
    kept = -1
    # either may be closed
    with suppress(OSError):
        kept = os.dup(1)
        os.dup2(2, 1)
    try:
        yield
    finally:
        if kept >= 0:
            os.dup2(kept, 1)
            os.close(kept)


def _stopped(error: BaseException) -> bool:
    """Tell whether a signal stops the program: lrplot's own code, called by Python, raises it."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return isinstance(error, SystemExit) and any(
        Path(frame.filename).is_relative_to(Path(__file__).parents[1]) for frame in last
    )


def theirs(error: BaseException, path: str) -> LrplotError:
    """Return the error of a user's code as theirs: what it was, and where in their file."""
    if isinstance(error, SyntaxError) and error.lineno:
        place = f"{path}, line {error.lineno}: {(error.text or '').strip()}"
        what = f"SyntaxError: {error.msg}"
    else:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if Path(frame.filename) == Path(path).resolve()]
        line = f", line {own[-1].lineno}, in {own[-1].name}: {own[-1].line}" if own else ""
        place = f"{path}{line}"
        what = f"{type(error).__name__}: {_said(error)}"
    return LrplotError(f"an error in your code: {one_line(what)} ({one_line(place)})")


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "…"

"""Opens files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from lrplot.errors import LrplotError


@contextmanager
def open_all(names: list[str]) -> Iterator[list[BinaryIO]]:
    """Open a stream for each name; all of them appear when the block ends, none if it fails.

    What stood there before stays until then, and lends its permissions; links are followed;
    what is no regular file (a pipe, /dev/null) is written to directly.
    """
    pending: list[tuple[Path, Path]] = []
    with ExitStack() as stack:
        try:
            streams = [_open(name, stack, pending) for name in names]
            yield streams
            for name, stream in zip(names, streams, strict=True):
                with naming(name):
                    stream.close()
            for beside, place in pending:
                with naming(str(place)):
                    beside.replace(place)
        finally:
            for beside, _ in pending:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)


def is_special(name: str) -> bool:
    """Tell whether a name is there and is no regular file: a pipe, a device."""
    try:
        return not stat.S_ISREG(os.stat(name).st_mode) and not os.path.isdir(name)
    except (OSError, ValueError):
        return False


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Say which file it was that could not be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise LrplotError(f"{name}: {error.strerror or error}") from None


def _open(name: str, stack: ExitStack, pending: list[tuple[Path, Path]]) -> BinaryIO:
    with naming(name):
        try:
            place = Path(name).resolve()
        except RuntimeError:
            raise LrplotError(f"{name}: this link leads to itself") from None
    if any(place == other for _, other in pending):
        raise LrplotError(f"{name} is to be written twice")
    try:
        old = place.stat() if place.exists() else None
        if old and stat.S_ISDIR(old.st_mode):
            raise LrplotError(f"{name}: this is a folder")
        if old and not stat.S_ISREG(old.st_mode):
            return stack.enter_context(place.open("wb"))
        if old and not os.access(place, os.W_OK):
            raise LrplotError(f"{name}: this file must not be written to")
        number, beside = tempfile.mkstemp(prefix=".lrplot-", dir=place.parent)
    except FileNotFoundError:
        raise LrplotError(f"{name}: there is no folder {place.parent}") from None
    except OSError as error:
        raise LrplotError(f"{name}: {error.strerror}") from None
    pending.append((Path(beside), place))
    stream = stack.enter_context(os.fdopen(number, "wb"))
    os.chmod(beside, stat.S_IMODE(old.st_mode) if old else 0o666 & ~_umask())
    return stream


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

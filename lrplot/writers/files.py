"""Opens files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from lrplot.errors import LrplotError


@dataclass(frozen=True)
class _File:
    """A file to write: its name, where the name leads, and the file beside that place."""

    name: str
    place: Path
    beside: Path
    stream: BinaryIO


_unfinished: set[Path] = set()
"""Files beside their places."""


@contextmanager
def open_all(names: list[str]) -> Iterator[list[BinaryIO]]:
    """Open a stream for each name; all of them appear when the block ends, none if it fails.

    What stood there before stays until then, and lends its permissions; links are followed;
    what is no regular file (a pipe, /dev/null) is written to directly.
    """
    opened: list[_File] = []
    try:
        for name in names:
            opened.append(_open(name, opened))
        yield [file.stream for file in opened]
        for file in opened:
            with naming(file.name):
                file.stream.close()
        for file in opened:
            if file.beside != file.place:
                with naming(file.name):
                    file.beside.replace(file.place)
    finally:
        for file in opened:
            # after a failure, that of another file is no news
            with contextlib.suppress(OSError):
                file.stream.close()
        _remove(file.beside for file in opened if file.beside != file.place)


def discard() -> None:
    """Remove all files that are not finished."""
    _remove([*_unfinished])


def _remove(unfinished: Iterable[Path]) -> None:
    for path in unfinished:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        _unfinished.discard(path)


def is_special(name: str) -> bool:
    """Tell whether a name is there and is no regular file: a pipe, a device."""
    try:
        return not stat.S_ISREG(os.stat(name).st_mode) and not os.path.isdir(name)
    except (OSError, ValueError):
        return False


KEPT = 1 << 20
"""So many bytes are kept before the first of them goes to standard output."""


class Kept(io.RawIOBase):
    """Keeps what is written for a stream: of what fails soon, nothing was said."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._kept = stream, io.BytesIO()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def write(self, data: Any, /) -> int:
        written = self._kept.write(data)
        if self._kept.tell() >= KEPT:
            self.give()
        return written

    def give(self) -> None:
        """Write what is kept."""
        self._stream.write(self._kept.getbuffer())
        self._stream.flush()
        self._kept = io.BytesIO()


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Say which file it was that could not be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise LrplotError(f"{name}: {error.strerror or error}") from None


def _open(name: str, others: list[_File]) -> _File:
    with naming(name):
        try:
            place = Path(os.path.realpath(name))
            # links that lead nowhere else stay
            endless = place.is_symlink()
        except ValueError:
            # NUL, or half a surrogate pair
            raise LrplotError(f"{name}: no file can have this name") from None
    if endless:
        raise LrplotError(f"{name}: this link leads to itself")
    if any(place == other.place != other.beside for other in others):
        raise LrplotError(f"{name} is to be written twice")
    try:
        old = place.stat() if place.exists() else None
        if old and stat.S_ISDIR(old.st_mode):
            raise LrplotError(f"{name}: this is a folder")
        if old and not stat.S_ISREG(old.st_mode):
            return _File(name, place, place, place.open("wb"))
        if old and not os.access(place, os.W_OK):
            raise LrplotError(f"{name}: this file must not be written to")
        beside = place.parent / f".lrplot-{os.urandom(8).hex()}"
        mode = stat.S_IMODE(old.st_mode) if old else 0o666
        stream = _create(beside, mode)
    except FileNotFoundError:
        raise LrplotError(f"{name}: there is no folder {place.parent}") from None
    except OSError as error:
        raise LrplotError(f"{name}: {error.strerror}") from None
    file = _File(name, place, beside, stream)
    if old:
        # whatever the umask is
        with contextlib.suppress(OSError):
            os.chmod(beside, mode)
    return file


def _create(beside: Path, mode: int) -> BinaryIO:
    # known before it is there, so that it is removed whenever the program ends
    _unfinished.add(beside)
    try:
        return open(beside, "xb", opener=lambda path, flags: os.open(path, flags, mode))
    except OSError:
        _unfinished.discard(beside)
        raise

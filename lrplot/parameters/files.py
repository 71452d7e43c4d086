"""Opens the files that words, plans and looks name: regular files alone, up to a size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from lrplot.errors import LrplotError, nearest, one_of

MOST = 1_000
"""How many files of a folder are looked at for a name."""

ALIKE = 0.8
"""How near a file's name must be: many end alike."""


@contextmanager
def opened(path: str | os.PathLike[str], most: int) -> Iterator[BinaryIO]:
    """Open a regular file of at most `most` bytes, to read.

    A pipe or a device is refused: it may wait for ever, or never end. `LrplotError` says what is
    wrong with the file, and leaves out which it is.
    """
    try:
        kind = stat.S_IFMT(_status(path).st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFDIR):
            raise LrplotError("this is a pipe or a device; a regular file is wanted")
        # of a folder, the system says that it is one
        with open(path, "rb") as stream:
            if os.fstat(stream.fileno()).st_size > most:
                raise LrplotError(f"the file is larger than {most:,} bytes")
            yield stream
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise LrplotError(error.strerror or str(error)) from None


def missing(path: str | os.PathLike[str]) -> LrplotError:
    """Return the error for a file that is not there: it names those called nearly so."""
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or os.curdir) as there:
            beside = [each.name for each in islice(there, MOST)]
    except (OSError, ValueError):
        beside = []
    near = [os.path.join(folder, each) for each in nearest(name, beside, ALIKE)]
    return LrplotError(
        "there is no such file" + (f"; did you mean {one_of(near)}?" if near else "")
    )


WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins, which YAML may be."""


def decoded(source: bytes) -> str:
    """Return the text of a file; `LrplotError` says in which line it is none in UTF-8."""
    try:
        return source.decode("utf-16" if source.startswith(WIDE) else "utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        byte = f"the byte 0x{source[error.start]:02x}"
        raise LrplotError(f"line {line}: {byte} is no UTF-8; save the file as UTF-8") from None


def _status(path: str | os.PathLike[str]) -> os.stat_result:
    try:
        return os.stat(path)
    except ValueError:
        # NUL, or half a surrogate pair
        raise LrplotError("no file can have this name") from None

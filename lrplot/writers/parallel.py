"""Makes the texts of a long table in two processes, in turn."""

from __future__ import annotations

import mmap
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress

SLOTS = 2
"""Texts of the copy's that may wait; more would not make it faster."""

FEW = 8
"""Up to so many texts are made sooner than a copy of this process is."""

STOPS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))

Make = Callable[[int], bytes]


def able() -> bool:
    """Tell whether this system copies a process safely, and has a second processor for it."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def in_turn(make: Make, places: Sequence[int], largest: int) -> Iterator[bytes | memoryview]:
    """Yield make(place) for each place, every other one made by a copy of this process.

    No text is longer than `largest`; each is to be used before the next is asked for. What the
    copy cannot make is made here, and fails here if it does.
    """
    if len(places) <= FEW:
        yield from map(make, places)
        return
    with closing(mmap.mmap(-1, SLOTS * largest)) as memory:
        made, free = os.pipe(), os.pipe()
        # a copy that is interrupted must not clean up in this process's place
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        copy = _forked()
        if not copy:
            _closed(made[0], free[1])
            _work(make, places[1::2], memory, largest, made[1], free[0])
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            _closed(made[1], free[0])
            yield from _together(make, places, memory, largest, made[0], free[1])
        finally:
            _closed(made[0], free[1])
            if copy > 0:
                os.kill(copy, signal.SIGKILL)
                os.waitpid(copy, 0)


def _forked() -> int:
    """Return what `os.fork` does, or -1 where the system has no room for another process."""
    with warnings.catch_warnings(), suppress(OSError):
        # Python warns of threads; those of numpy's libraries do not matter to its loops
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
    return -1


def _closed(*ends: int) -> None:
    for end in ends:
        os.close(end)


def _together(
    make: Make, places: Sequence[int], memory: mmap.mmap, largest: int, made: int, free: int
) -> Iterator[bytes | memoryview]:
    lost = False
    for number, place in enumerate(places):
        theirs = number % 2 == 1 and not lost
        said = os.read(made, 8) if theirs else b""
        lost = lost or (theirs and len(said) < 8)
        if not said or lost:
            yield make(place)
            continue
        start = number // 2 % SLOTS * largest
        with memoryview(memory) as whole, whole[start : start + int.from_bytes(said)] as text:
            yield text
        with suppress(BrokenPipeError):
            os.write(free, b".")


def _work(
    make: Make, places: Sequence[int], memory: mmap.mmap, largest: int, made: int, free: int
) -> None:
    """Be the copy: make texts until all are made, one cannot be made, or nobody wants them."""
    try:
        for name in STOPS:
            signal.signal(name, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        for number, place in enumerate(places):
            text = make(place)
            if number >= SLOTS and not os.read(free, 1):
                break
            start = number % SLOTS * largest
            memory[start : start + len(text)] = text
            os.write(made, len(text).to_bytes(8))
    except BaseException:
        # the other process makes this text again, and hears why it cannot be made
        pass
    finally:
        os._exit(0)

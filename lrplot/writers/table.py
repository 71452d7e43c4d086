"""Makes the blocks of rows that all formats of tables are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

ROWS = 1 << 14
"""Rows in a block: what a processor's cache holds, so that memory stays flat."""

T = TypeVar("T")


def ahead(make: Callable[[int], T], places: range) -> Iterator[T]:
    """Yield make(place) for each place, the next one made in a thread while one is used."""
    with ThreadPoolExecutor(1) as thread:
        following = None
        for place in places:
            current, following = following, thread.submit(make, place)
            if current:
                yield current.result()
        if following:
            yield following.result()

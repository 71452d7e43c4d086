"""Texts made in turn by two processes: the same, in order, whatever becomes of the copy."""

import os
import signal
import sys

import pytest

from lrplot.errors import LrplotError
from lrplot.writers.parallel import FEW, in_turn

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process does it all elsewhere")

LARGEST = 1000
PLACES = range(0, 400, 10)


def text(place: int) -> bytes:
    return b"%d;" % place * (place % 90)


def read(make, places=PLACES):
    return [bytes(part) for part in in_turn(make, places, LARGEST)]


def no_child_is_left() -> bool:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return True


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, FEW + 2, 40])
def test_the_same_in_the_same_order(count):
    assert read(text, PLACES[:count]) == list(map(text, PLACES[:count]))
    assert no_child_is_left()


def test_both_work():
    makers = read(lambda place: b"%d" % os.getpid())
    assert len(set(makers)) == 2
    assert makers[::2] == [b"%d" % os.getpid()] * 20


@pytest.mark.parametrize("bad", [0, 10, 90, 200, 390])
def test_what_fails_fails_here(bad):
    def make(place):
        if place == bad:
            raise LrplotError("too far")
        return text(place)

    done = []
    texts = in_turn(make, PLACES, LARGEST)
    with pytest.raises(LrplotError, match="too far"):
        done.extend(bytes(part) for part in texts)
    assert done == [text(place) for place in PLACES if place < bad]
    assert no_child_is_left()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_copy_that_dies_is_done_without(number):
    here = os.getpid()

    def make(place):
        if place >= 150 and os.getpid() != here:
            os.kill(os.getpid(), number)
        return text(place)

    assert read(make) == list(map(text, PLACES))
    assert no_child_is_left()


def test_a_text_too_long_for_the_copy_is_made_here():
    def make(place):
        return b"x" * (2 * LARGEST if place == 110 else 3)

    assert read(make) == list(map(make, PLACES))


@pytest.mark.parametrize("used", [0, 1, 2, 7])
def test_nothing_is_left_when_no_more_is_wanted(used):
    texts = in_turn(text, PLACES, LARGEST)
    for _ in range(used):
        next(texts)
    texts.close()
    assert no_child_is_left()


def test_no_room_for_a_copy(monkeypatch):
    def full():
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", full)
    assert read(text) == list(map(text, PLACES))

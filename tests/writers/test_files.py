"""Files that come whole or not at all."""

import os
import stat
import threading

import pytest
from conftest import contents

from lrplot.errors import LrplotError
from lrplot.writers.files import open_all


def fill(*names, text=b"new"):
    with open_all(list(names)) as streams:
        for stream in streams:
            stream.write(text)


def refused(*names):
    with pytest.raises(LrplotError) as error:
        fill(*names)
    return str(error.value)


def test_files_appear_together_at_the_end(folder):
    with open_all(["a", "b"]) as (a, b):
        a.write(b"1")
        b.write(b"2")
        assert not (folder / "a").exists()
        assert not (folder / "b").exists()
    assert contents(folder) == {"a": b"1", "b": b"2"}


def test_no_files(folder):
    with open_all([]) as streams:
        assert streams == []
    assert contents(folder) == {}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, MemoryError])
def test_a_failure_leaves_what_stood_there(folder, error):
    (folder / "a").write_bytes(b"old")

    def fail():
        with open_all(["a", "b"]) as (a, _):
            a.write(b"new" * 100_000)
            raise error

    with pytest.raises(error):
        fail()
    assert contents(folder) == {"a": b"old"}


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o755, 0o664])
def test_permissions_are_kept(folder, mode):
    (folder / "a").write_bytes(b"old")
    (folder / "a").chmod(mode)
    fill("a")
    assert stat.S_IMODE((folder / "a").stat().st_mode) == mode
    assert (folder / "a").read_bytes() == b"new"


def test_a_new_file_has_the_usual_permissions(folder):
    fill("a")
    (folder / "b").write_bytes(b"")
    assert (folder / "a").stat().st_mode == (folder / "b").stat().st_mode
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o666 & ~mask


def test_symlinks_are_followed(folder):
    (folder / "in").mkdir()
    (folder / "in" / "real").write_bytes(b"old")
    (folder / "link").symlink_to("in/real")
    (folder / "chain").symlink_to("link")
    fill("chain")
    assert (folder / "link").is_symlink()
    assert (folder / "chain").is_symlink()
    assert (folder / "in" / "real").read_bytes() == b"new"
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["real"]


def test_a_symlink_to_nothing_makes_the_file(folder):
    (folder / "link").symlink_to("real")
    fill("link")
    assert (folder / "link").is_symlink()
    assert (folder / "real").read_bytes() == b"new"


def test_a_symlink_to_itself_is_refused(folder):
    (folder / "one").symlink_to("other")
    (folder / "other").symlink_to("one")
    assert refused("one") == "one: this link leads to itself"


def test_devices_are_written_to(folder):
    (folder / "null").symlink_to("/dev/null")
    fill("/dev/null", "null", "a")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert (folder / "null").is_symlink()
    assert (folder / "a").read_bytes() == b"new"


def test_a_pipe_is_written_to(folder):
    os.mkfifo("pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((folder / "pipe").read_bytes()))
    reader.start()
    fill("pipe")
    reader.join(5)
    assert got == [b"new"]
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_a_full_disk_leaves_nothing(folder):
    (folder / "full").symlink_to("/dev/full")
    assert refused("full") == "full: No space left on device"
    assert refused("a", "full") == "full: No space left on device"
    assert sorted(contents(folder)) == ["full"]


def test_of_two_files_that_cannot_be_written_the_first_is_named(folder):
    for name in ("full", "also"):
        (folder / name).symlink_to("/dev/full")
    with pytest.raises(LrplotError, match=r"^full: No space left on device"):
        fill("full", "also", text=b"x" * 10)


@pytest.mark.parametrize("name", ["a\0.csv", "\ud800.csv"])
def test_a_name_that_no_file_can_have(folder, name):
    assert refused("a", name).endswith(": no file can have this name")
    assert contents(folder) == {}


def test_a_missing_folder(folder):
    assert refused("a", "no/b") == f"no/b: there is no folder {folder / 'no'}"
    assert contents(folder) == {}


def test_a_folder_is_no_file(folder):
    (folder / "a").mkdir()
    assert refused("b", "a") == "a: this is a folder"
    assert sorted(contents(folder)) == ["a"]


def test_a_file_is_no_folder(folder):
    (folder / "a").write_bytes(b"old")
    assert refused("a/b") == "a/b: Not a directory"
    assert contents(folder) == {"a": b"old"}


def test_a_name_too_long(folder):
    name = "x" * 300
    assert refused(name) == f"{name}: File name too long"
    assert contents(folder) == {}


@pytest.mark.parametrize("name", ["x" * 251 + ".csv", "字" * 83 + ".csv", "é" * 125 + ".csv"])
def test_the_longest_name(folder, name):
    """A name that the file system takes is taken, whatever the file beside it is called."""
    fill(name)
    assert contents(folder) == {name: b"new"}


@pytest.mark.parametrize("again", ["a", "./a", "link"])
def test_a_file_is_not_written_twice(folder, again):
    (folder / "a").write_bytes(b"old")
    (folder / "link").symlink_to("a")
    assert "twice" in refused("a", again)
    assert (folder / "a").read_bytes() == b"old"


def test_a_folder_that_takes_no_files(folder, monkeypatch):
    """As for a user who may not write there; the superuser may, so the refusal is made here."""

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr(os, "open", refuse)
    assert refused("a.csv") == "a.csv: Permission denied"


def test_a_file_that_must_not_be_written(folder, monkeypatch):
    (folder / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert refused("a") == "a: this file must not be written to"
    assert contents(folder) == {"a": b"old"}

"""What the tests share: running the program in this process, and looking at what it leaves."""

import bisect
import gc
import importlib.util
import math
import os
import re
import signal
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from lrplot.catalogue import find
from lrplot.cli import main, stopping

settings.register_profile(
    "lrplot",
    derandomize=True,
    deadline=None,
    max_examples=12,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("fast", settings.get_profile("lrplot"), max_examples=3)

STRIDE = 16
"""With --fast, one in so many is run of what is tested for every entry."""

SLOW = "test_no_legend_covers_a_curve_and_nothing_is_cut_off"
"""What has many slow cases, and is thinned as well."""


def pytest_addoption(parser):
    # an option, not a variable of the environment: that could be left set and thin the gate
    parser.addoption("--fast", action="store_true", help="run an even sample of the suite")


def pytest_configure(config):
    settings.load_profile("fast" if config.getoption("fast") else "lrplot")


def pytest_collection_modifyitems(config, items):
    """With --fast, leave an even sample of what is tested for every entry, always the same.

    Each test starts at another entry, so that together they see most of them; of the golden
    cases every entry keeps at least one.
    """
    if not config.getoption("fast"):
        return
    titles = {entry.title for entry in find.all_entries()}
    tests, golden = defaultdict(list), defaultdict(list)
    for item in items:
        test, _, case = item.nodeid.removesuffix("]").partition("[")
        if test.endswith("::test_agrees_with_the_framework"):
            # torch:StepLR(...): the framework, and the name of the schedule
            golden[re.match(r"\w+:[\w.-]+", case)[0]].append(item)
        elif case in titles or test.endswith(f"::{SLOW}"):
            tests[test].append(item)
    many = [group for group in tests.values() if len(group) > STRIDE]
    dropped = set()
    for place, group in enumerate([*many, *golden.values()]):
        kept = group[place % min(STRIDE, len(group)) :: STRIDE]
        dropped.update(set(group).difference(kept))
    items[:] = [item for item in items if item not in dropped]
    config.hook.pytest_deselected(items=list(dropped))


class Done(NamedTuple):
    """What a run of the program left: its exit status, and what it wrote where."""

    status: int
    out: bytes
    err: str


@pytest.fixture
def within_a_second():
    """Fail a test that takes more than a second of this process's processor time.

    What is the same for every input is not counted: the imports of the catalogue, which the first
    word that is nowhere costs, and the garbage collector's way through what other tests left.
    """
    find.all_entries()
    gc.freeze()
    before = time.process_time()
    yield
    spent = time.process_time() - before
    gc.unfreeze()
    assert spent <= 1.0


@pytest.fixture
def within_seconds():
    """Interrupt a block that takes longer than so many seconds of this process's time."""

    @contextmanager
    def within(seconds, what):
        def late(number, frame):
            raise TimeoutError(f"{what} takes longer than {seconds} seconds")

        before = signal.signal(signal.SIGVTALRM, late)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    return within


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder, capsysbinary):
    """Run the program as a shell does, but in this process; a bug's traceback is raised."""
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def run(*args):
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return Done(stopped.value.code or 0, out, err.decode())

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)
    stopping.undo.clear()


def contents(folder):
    """Return what is in a folder: every path in it, with the bytes of the files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(Path(folder).rglob("*"))
    }


@pytest.fixture
def refused(run, folder):
    """Run what must be refused: status 2, one line, nothing written; return the line."""

    def refused(*args):
        before = contents(folder)
        done = run(*args)
        assert done.status == 2, done
        assert done.out == b""
        assert done.err.endswith("\n")
        assert len(done.err.splitlines()) == 1
        assert contents(folder) == before
        return done.err.rstrip("\n")

    return refused


@pytest.fixture
def write(folder):
    """Write a text file into the folder, and return its name."""

    def write(name, text):
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
        return name

    return write


@pytest.fixture
def environment():
    """The environment for a program of its own: English, UTF-8, warnings shown."""
    return os.environ | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "default"}


def python(text):
    """Return the function that Python itself makes of a lambda; NaN where it raises an error."""
    function = eval(text, {"bisect": bisect, "math": math, "np": np, "numpy": np})

    def value(step):
        try:
            return float(function(step))
        except (ArithmeticError, LookupError, ValueError, TypeError):
            return math.nan

    return value


def document(name):
    """Return a script of docs/ as a module."""
    path = Path(__file__).parents[1] / "docs" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

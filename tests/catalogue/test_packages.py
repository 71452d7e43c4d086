"""Schedules that installed packages add to the catalogue."""

import sys

import pytest

from lrplot.catalogue import find
from lrplot.specs.grammar import read

PACKAGE = '''
"""Schedules of a package."""

from lrplot import Schedule, schedule
from lrplot.parameters import Peak
from lrplot.schedules.compose import ramp


@schedule
def packaged(peak_lr: Peak = 0.5) -> Schedule:
    """Ten steps up."""
    return ramp(0.0, peak_lr, 10.0)


@schedule
def cosine(peak_lr: Peak = 0.5) -> Schedule:
    """Not the short name."""
    return ramp(0.0, peak_lr, 10.0)
'''


@pytest.fixture
def package(folder, monkeypatch):
    """Install a package whose schedules have a name of their own, for as long as a test lasts."""

    def install(name, code=PACKAGE):
        (folder / "fakepackage").mkdir()
        (folder / "fakepackage" / "__init__.py").write_text("")
        (folder / "fakepackage" / "rates.py").write_text(code)
        info = folder / "fakepackage-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fakepackage\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[lrplot.schedules]\n{name} = fakepackage.rates\n")
        monkeypatch.syspath_prepend(str(folder))
        # what Python would keep of it is no file of lrplot's
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        find.plugins.cache_clear()

    yield install
    find.plugins.cache_clear()
    for name in [name for name in sys.modules if name.startswith("fakepackage")]:
        del sys.modules[name]


@pytest.mark.parametrize("name", ["rates", "fake"])
def test_a_package_adds_schedules(package, run, name):
    package(name)
    assert read("packaged").schedule()(5) == 0.25
    assert read(f"{name}.packaged").schedule()(5) == 0.25
    assert read("fakepackage.rates.packaged(0.25)").schedule()(10) == 0.25
    entry = read("packaged").entry
    assert find.entry(entry.title) == entry
    assert read(read(f"{name}.cosine:peak_lr=0.25").word()).schedule()(10) == 0.25
    assert read("cosine").entry.framework == "plain"
    assert b"Ten steps up." in run("list", "packaged").out
    assert run("packaged", "--peak-lr", "1", "--steps", "2", "--format", "csv").status == 0


def test_a_package_that_is_broken(package, run, refused):
    package("fake", "import no_such_module\n")
    assert run("compare", "cosine", "--steps", "2", "--format", "csv").status == 0
    assert refused("list") == (
        "lrplot: the schedules of fakepackage cannot be loaded: "
        "ModuleNotFoundError: No module named 'no_such_module'"
    )

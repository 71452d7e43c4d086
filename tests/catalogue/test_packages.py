"""Schedules that installed packages add to the catalogue."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from lrplot.catalogue import find, modules
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

    def install(name, code=PACKAGE, attribute=""):
        (folder / "fakepackage").mkdir()
        (folder / "fakepackage" / "__init__.py").write_text("")
        (folder / "fakepackage" / "rates.py").write_text(code)
        info = folder / "fakepackage-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fakepackage\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            f"[lrplot.schedules]\n{name} = fakepackage.rates{attribute}\n"
        )
        monkeypatch.syspath_prepend(str(folder))
        # what Python would keep of it is no file of lrplot's
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        modules.plugins.cache_clear()

    yield install
    modules.plugins.cache_clear()
    modules.broken.clear()
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


BROKEN = {
    "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
    "import sys; print('hello'); sys.exit(3)": "SystemExit: 3",
    "raise BaseException('a\\n\\x1bb')": r"BaseException: a \x1bb",
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_package_that_is_broken(package, run, refused, code):
    package("fake", code)
    why = f"the schedules of fakepackage cannot be loaded: {BROKEN[code]}"
    assert run("compare", "cosine", "--steps", "2", "--format", "csv").status == 0
    for command, first in (("list", b"The short names"), ("schema", b"{")):
        modules.plugins.cache_clear()
        done = run(command)
        assert done.status == 0
        assert done.out.startswith(first)
        assert done.err.splitlines()[-1] == f"lrplot: {why}"
        assert done.err.count(why) == 1
    for name in ("fake.packaged", "fakepackage.rates.packaged", "packaged"):
        for command in (["compare", name], [name], ["info", name]):
            assert refused(*command).endswith(f"; {why}")
    assert "cannot be loaded" not in refused("compare", "keras.nothing")


def test_a_package_says_nothing_into_a_completion(package, run, monkeypatch):
    package("fake", "import sys\nprint('hello', file=sys.stderr)\nprint('hello')\nsys.exit(3)")
    settings = {"_LRPLOT_COMPLETE": "bash_complete", "COMP_LINE": "lrplot compare kera"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = run()
    assert b"plain\tkeras.CosineDecay\n" in done.out
    assert b"hello" not in done.out
    assert done.err == ""


def test_an_entry_point_that_is_no_module(package, refused):
    package("fake", attribute=":packaged")
    assert "TypeError: the entry point is Entry(" in refused("compare", "fake.packaged")


WRONG = {
    "def f(rate: float) -> Schedule: return ramp(0.0, 1.0, 10.0)": "parameter rate has no role",
    "def f(rate=0.1) -> Schedule: return ramp(0.0, 1.0, 10.0)": "parameter rate has no role",
    "def f(*rates: Peak) -> Schedule: return 1 / 0": "parameter *rates",
    "def f(rate: Peak = 0.1) -> Schedule: return 1 / 0": "an error in your code: ZeroDivisionError",
    "def f(rate: 'Unknown') -> Schedule: return rate": "the types of its parameters cannot be read",
    "def f(rate: Peak = 0.1) -> Schedule: return rate": "gives 0.1, which is no Schedule",
    "def f(rate: Peak = 0.1): import no_such_module": "an error in your code: ModuleNotFoundError",
    "def f(rate: Peak = 0.1): raise SystemExit(3)": "an error in your code: SystemExit: 3",
}


@pytest.mark.parametrize("code", WRONG)
def test_a_schedule_that_is_written_wrong(package, refused, write, code):
    """One line that names it, of a package as of a file."""
    whole = PACKAGE + f"\n\n@schedule\n{code}\n"
    package("fake", whole)
    for command in (["compare"], ["info"], []):
        assert f": fakepackage.f: {WRONG[code]}" in refused(*command, "fake.f")
    write("mine.py", whole)
    assert f": mine.py:f: {WRONG[code]}" in refused("compare", "mine.py:f")
    if WRONG[code].startswith("parameter"):
        assert f": fakepackage.f: {WRONG[code]}" in refused("schema")


def test_a_package_of_packages_says_its_framework_once(folder, monkeypatch):
    (folder / "fakepackage" / "rates").mkdir(parents=True)
    for name, text in {
        "__init__": "from lrplot.catalogue import Framework\nFRAMEWORK = Framework(('fake.lr',))",
        "rates/__init__": "",
        "rates/ups": PACKAGE,
    }.items():
        (folder / "fakepackage" / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    try:
        entry = importlib.import_module("fakepackage.rates.ups").packaged
        assert entry.path == "fake.lr.packaged"
    finally:
        for name in [name for name in sys.modules if name.startswith("fakepackage")]:
            del sys.modules[name]


def test_the_documents_are_about_this_checkout_alone(package, folder, environment):
    package("fake")
    (folder / "lrplot").mkdir()
    (folder / "lrplot" / "__init__.py").write_text("raise ImportError('another')")
    root = Path(__file__).parents[2]
    code = (
        "import runpy\n"
        f"ns = runpy.run_path({str(root / 'docs' / 'generate.py')!r})\n"
        "ns['alone']()\n"
        "print(ns['lrplot'].__file__, 'fake' in dict(ns['modules'].modules()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | {"PYTHONPATH": str(folder)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(root / "lrplot" / "__init__.py"), "False"]

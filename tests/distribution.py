"""The wheel and the sdist in dist/: what is in them, and that both give the same: make dist."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
(WHEEL,) = (ROOT / "dist").glob("*.whl")
(SDIST,) = (ROOT / "dist").glob("*.tar.gz")


def files(folder):
    """Return every file of a package, as a wheel names it."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(p.relative_to(ROOT)) for p in found if "__pycache__" not in p.parts}


@pytest.fixture(scope="module")
def inside():
    """What is in the wheel, by name, without the version."""
    with zipfile.ZipFile(WHEEL) as wheel:
        return {re.sub(r"^lrplot-[\d.]+\.", "", n): wheel.read(n) for n in wheel.namelist()}


@pytest.fixture(scope="module")
def source():
    """The names of what is in the sdist."""
    with tarfile.open(SDIST) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def test_the_wheel_has_the_package_and_nothing_else(inside):
    package = files("lrplot")
    assert {"lrplot/py.typed", "lrplot/writers/figure/looks/print.mplstyle"} <= package
    about = {f"dist-info/{n}" for n in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    licences = {f"dist-info/licenses/{n}LICENSE" for n in ("", "lrplot/writers/page/uplot/")}
    beside = {*licences, "data/data/share/man/man1/lrplot.1"}
    assert set(inside) == package | about | beside


def test_the_sdist_has_what_the_tests_need(source):
    needed = ["lrplot", "tests", "docs", "configs", "benchmarks", "*.md", "Makefile", "mkdocs.yml"]
    known = subprocess.check_output(["git", "ls-files", *needed], cwd=ROOT, text=True)
    assert not set(known.splitlines()) - source
    assert not [name for name in source if "__pycache__" in name or name.endswith(".pyc")]


def test_the_readme_links_to_what_is_there(inside, source):
    said = inside["dist-info/METADATA"].decode()
    links = re.findall(r"\]\((?!https?:)([^)#]+)", said)
    assert links
    assert set(links) <= source


def test_the_sdist_builds_the_same_wheel_as_the_tree(tmp_path):
    builder = ROOT / ".venv-dist" / "bin" / "python"
    subprocess.check_call([builder, "-m", "build", "-q", "--wheel", "-o", tmp_path, ROOT])
    (other,) = tmp_path.glob("*.whl")
    assert other.read_bytes() == WHEEL.read_bytes()


def test_the_wheel_runs(tmp_path):
    subprocess.check_call([sys.executable, "-m", "venv", tmp_path / "venv"])
    program = tmp_path / "venv" / "bin"
    subprocess.check_call([program / "pip", "install", "-q", WHEEL])
    subprocess.check_call([program / "lrplot", "noam", "-o", "noam.png"], cwd=tmp_path)
    assert (tmp_path / "noam.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "venv" / "share" / "man" / "man1" / "lrplot.1").is_file()

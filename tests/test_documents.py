"""What the documents say is run: the commands of all pages, Python, every plan in configs/."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from conftest import Done, document
from PIL import Image, ImageChops, ImageStat

import lrplot
from lrplot.cli import cli
from lrplot.writers import formats, suffixes

ROOT = Path(__file__).parent.parent
figures = document("figures")
COMMANDS = [pair for page in figures.pages() for pair in figures.commands(page)]
FORMATS = sorted((figures.HERE / "configurations").glob("*.md"))
PLACES = {(command, name): place for command, name, place in figures.figures()}


def page(name):
    """Return the text of a page."""
    return (figures.HERE / name).read_text(encoding="utf-8")


SET_UP = [command for command, _ in COMMANDS if "venv" in command]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder that has what a command of a page finds in a clone."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(clone, run):
    """Run a command as it is typed: in a shell if it needs one, else in this process."""

    def typed(command):
        if not re.search(r"[|>{]", command):
            return run(*shlex.split(command)[1:])
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            capture_output=True,
            timeout=60,
            env=os.environ | {"PATH": path},
        )
        return Done(done.returncode, done.stdout, done.stderr.decode())

    return typed


def test_a_page_names_every_format():
    pictures = ", ".join(name for name in suffixes() if not formats()[name].table)
    tables = ", ".join(name for name, form in formats().items() if form.table)
    assert f"whose suffix says the format: {pictures}; {tables}. " in page("pictures-and-tables.md")
    said = page("pictures-and-tables.md")
    assert all(f"`--format {name}`" in said for name in {*formats()} - {*suffixes()})


@pytest.mark.parametrize(
    ("command", "output"), dict.fromkeys(pair for pair in COMMANDS if pair[0] not in SET_UP)
)
def test_command_of_a_page(command, output, clone, typed):
    done = typed(command)
    assert done.status == 0, done.err
    if output:
        assert done.out.decode().strip() == output
    written = re.findall(r"^wrote (.+)$", done.err, re.MULTILINE)
    asked = re.findall(r"-o ([^\s-]\S*)", command)
    assert set(asked) <= set(written)
    for name in written:
        assert (clone / name).stat().st_size > 1000 or name.endswith(".csv")
        if place := PLACES.get((command, name)):
            assert unlike(clone / name, place) < 0.01, "make docs"


def unlike(one, other):
    """Return how far two pictures are from each other, looked at from far away; 1: black and white.

    Another version of matplotlib sets letters elsewhere, by 0.005 in all; another curve is 0.018.
    """
    small = [
        Image.open(path).convert("L").resize((96, 48), Image.Resampling.BOX)
        for path in (one, other)
    ]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0] / 255


def test_every_picture_of_a_page_is_drawn_by_a_command_there():
    drawn = set(PLACES.values()) | {figures.HERE / "architecture.svg"}
    assert {place for page in figures.pages() for place in figures.shown(page).values()} == drawn


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_command_of_a_format(path, clone, typed):
    ((command, _),) = figures.commands(path)
    cases = ROOT / "tests" / "readers" / "configs" / "cases" / path.stem
    shutil.copytree(cases, clone, dirs_exist_ok=True)
    done = typed(f"{command} --at 0")
    assert done.status == 0, done.err


def test_readme_set_up_is_two_commands():
    drawing, testing = SET_UP
    assert drawing.endswith("/lrplot compare cosine exp piecewise warmup")
    assert testing.endswith("-m pytest")


def test_python_of_a_page(clone, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    blocks = re.findall(r"^```python\n(.*?)^```", page("python.md"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec("".join(blocks), names)
    assert {"compare.svg", "curves.csv"} <= {path.name for path in clone.iterdir()}
    assert names["noam"](4000) == pytest.approx(256**-0.5 * 4000**-0.5)
    assert len(names["axes"].lines) == 1


def test_schedule_of_ones_own(typed):
    said = page("own.md")
    (text,) = re.findall(r"^```python\n(from [^`]*^@schedule\n.*?)^```", said, re.M | re.S)
    Path("triangle.py").write_text(text)
    (command,) = re.findall(r"`(lrplot compare\striangle.py[^`]+)`", said)
    done = typed(f"{' '.join(command.split())} --steps 0:1001:250 --format csv")
    assert done.out.decode().split()[1:] == ["0,0.0", "250,0.05", "500,0.1", "750,0.05", "1000,0.0"]


def test_plan_of_a_page(typed):
    (text,) = re.findall(r"^```yaml\n(.*?)^```", page("plans.md"), re.MULTILINE | re.DOTALL)
    Path("plan.yaml").write_text(text)
    assert typed("lrplot compare plan.yaml -o plan.png").status == 0


def test_a_page_shows_the_script_that_it_draws():
    said = (figures.HERE / "how-to" / "script.md").read_text(encoding="utf-8")
    script = (ROOT / "configs" / "training" / "train.py").read_text(encoding="utf-8")
    assert f"```python\n{script}```" in said


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "configs").glob("*.yaml")))
def test_config_is_drawn_as_its_comment_says(name, clone, typed):
    text = (ROOT / "configs" / name).read_text()
    (command,) = re.findall(r"^#   (lrplot .*)$", text, re.MULTILINE)
    done = typed(command)
    assert done.status == 0, done.err
    assert (clone / done.err.split()[1]).read_bytes().startswith(b"\x89PNG")


def test_own_schedules_are_drawn_as_their_comment_says(typed):
    text = (ROOT / "configs" / "my_schedules.py").read_text()
    (command,) = re.findall(r"^ +(lrplot .*)$", text, re.MULTILINE)
    assert typed(command).status == 0


def test_every_command_has_an_example_that_runs(typed):
    for name, command in cli.commands.items():
        examples = re.findall(r"^ +(lrplot .*)$", command.help or "", re.MULTILINE)
        assert examples
        for example in examples:
            assert example.startswith(f"lrplot {name}")
            done = typed(example)
            assert done.status == 0, done.err


def test_docstrings():
    places = {import_module(f"lrplot.{place}") for place in lrplot._PLACES.values()}
    done = [doctest.testmod(module) for module in (lrplot, *places)]
    assert sum(each.attempted for each in done) >= 10
    assert sum(each.failed for each in done) == 0


def test_changelog_has_the_version():
    (newest, *_) = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest == lrplot.__version__

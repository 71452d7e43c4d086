"""The house: imports run one way, modules stay small, messages are one line."""

import ast
import graphlib
import re
import subprocess
import sys
import tomllib

import pytest
from conftest import document

import lrplot
import lrplot.catalogue
import lrplot.parameters
import lrplot.pieces

architecture = document("architecture")
MODULES, ORDER = architecture.modules(), architecture.ORDER
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
TOP = {"__init__", "__main__"}


def trees():
    return [(name, architecture.tree(name)) for name in MODULES]


def imported(tree):
    """Yield the dotted name of all that a tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def at_the_top(tree):
    """Yield what is imported when a module is, but for what only a type checker sees."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for other in node.orelse:
                yield from imported(other)
        elif not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from imported(node)


def test_every_room_has_its_place():
    assert {architecture.room(name) for name in MODULES} - TOP - {""} == set(RANK)
    names = [path.name for path in architecture.ROOT.iterdir() if not path.name.startswith("__")]
    assert len({*names} - {"py.typed"}) <= 13, names


@pytest.mark.parametrize("name", [name for name in MODULES if name not in TOP])
def test_imports_run_one_way(name):
    room = architecture.room(name)
    for other in architecture.imported(name):
        if architecture.room(other) != room:
            assert RANK[architecture.room(other)] < RANK[room], f"{name} imports {other}"
        elif room == "schedules":
            # a framework knows its own modules, and no other framework's
            assert name.split(".")[:2] == other.split(".")[:2]


def test_no_modules_import_each_other_in_a_circle():
    graph = {name: set(architecture.imported(name)) for name in MODULES}
    tuple(graphlib.TopologicalSorter(graph).static_order())


def test_the_picture_is_current():
    drawn = (architecture.HERE / "architecture.svg").read_text()
    assert drawn == architecture.picture(), "make docs"


def typed(module):
    """Return what a module imports for a type checker alone, by name."""
    (block,) = (node for node in architecture.tree(module).body if isinstance(node, ast.If))
    return {alias.name: node.module for node in block.body for alias in node.names}


def test_names_that_are_found_late_are_those_that_types_know():
    assert typed("__init__") == {name: f"lrplot.{at}" for name, at in lrplot._PLACES.items()}
    for front in (lrplot.catalogue, lrplot.parameters, lrplot.pieces):
        places = {name: at for at, names in front._PLACES.items() for name in names.split()}
        assert typed(front.__name__.removeprefix("lrplot.")) == places
        assert all(getattr(front, name) is not None for name in places)
    assert all(getattr(lrplot, name) for name in lrplot.__all__)


def test_a_front_imports_no_more_than_it_is_asked_for():
    seen = "import sys; from lrplot.pieces import Ramp; from lrplot.parameters import Peak; "
    seen += "print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    late = [at for front in (lrplot.parameters, lrplot.pieces) for at in front._PLACES]
    assert set(late) & set(out.stdout.split()) == {"lrplot.pieces.describe"}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("click", r"cli(\..*)?"),
        ("yaml", r"readers\.yaml|specs\.script\.documents"),
        # plan and compare say the type of a figure
        ("matplotlib", r"writers\.(figure|terminal)\.\w+|plots\.plan|readers\.comparing"),
        ("torch", r"adapters\.torch\w*"),
        ("keras", r"adapters\.keras\w*"),
        ("jax", r"adapters\.(callbacks|keras_schedule|optax)"),
        ("tensorflow", r"adapters\.(callbacks|keras_schedule)"),
        ("orjson", r"writers\.(csv|json)|readers\.common\.(data|options)"),
    ],
)
def test_who_knows_what(package, allowed):
    users = {
        name for name, tree in trees() if package in {part.split(".")[0] for part in imported(tree)}
    }
    assert users
    assert [name for name in users if not re.fullmatch(allowed, name)] == []


def test_matplotlib_is_imported_only_when_a_picture_is_drawn():
    for name, tree in trees():
        found = {part.split(".")[0] for part in at_the_top(tree)}
        assert "matplotlib" not in found, name


@pytest.mark.parametrize("path", MODULES.values(), ids=list(MODULES))
def test_a_room_of_more_than_250_lines_wants_a_wall(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize(("name", "tree"), trees(), ids=list(MODULES))
def test_nothing_is_left_lying_about(name, tree):
    for node in ast.walk(tree):
        assert not (
            isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "eval", "exec")
        )
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
    text = MODULES[name].read_text()
    assert not re.search(r"TODO|FIXME|XXX", text)


@pytest.mark.parametrize(("name", "tree"), trees(), ids=list(MODULES))
def test_messages_are_one_line_and_no_sentence(name, tree):
    """`lrplot: where: what; what instead`: no line break, no full stop at the end."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "LrplotError" and node.args:
            pieces = [
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            assert not any("\n" in piece for piece in pieces)
            assert not pieces or not pieces[-1].endswith(".")


def test_the_oldest_versions_that_are_tested_are_those_that_are_allowed():
    root = architecture.ROOT.parent
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    lines = (root / "tests" / "oldest.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    for name, bound in (each.split(">=") for each in project["dependencies"]):
        # 3.10 is 3.10.0
        assert re.fullmatch(rf"{re.escape(bound)}(\.0)*", pins[name])


def imported_by(module, *lines):
    """Run lines of Python in one fresh process; return the first that imports the module."""
    checks = [
        f"{line}\nif {module!r} in sys.modules: print({line!r}, file=sys.stderr); sys.exit()"
        for line in lines
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(["import sys", *checks])],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_matplotlib_stays_away():
    assert not imported_by(
        "matplotlib",
        "import lrplot",
        "lrplot.read('cosine').schedule()(5)",
        "import lrplot.cli",
        "from lrplot.readers.plan_schema import schema; schema()",
    )


def test_numpy_stays_away_from_what_is_text_alone():
    """numpy takes as long to import as all the rest."""
    assert not imported_by(
        "numpy",
        "from contextlib import suppress; from lrplot.cli import main",
        *(
            f"with suppress(SystemExit): main([{line!r}])"
            for line in ("--help", "list", "--version")
        ),
    )


def test_what_reads_a_word_stays_away_from_what_is_text_alone():
    assert not imported_by("lrplot.specs", "import lrplot.cli")

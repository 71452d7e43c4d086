"""`lrplot.compare` takes what the command line takes, and gives arrays, data frames and files."""

import csv
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from inspect import signature
from typing import get_args, get_type_hints

import numpy as np
import pytest

import lrplot
from lrplot.parameters import roles_of
from lrplot.plots.columns import LIBRARIES
from lrplot.plots.settings import Settings
from lrplot.readers.options import AllOptions
from lrplot.specs.lets import Sizes
from lrplot.specs.request import Request


@pytest.mark.parametrize(
    ("words", "options", "typed"),
    [
        (["cosine", "a=noam"], {"steps": 50}, "--steps 50"),
        (
            ["nanogpt"],
            {"peak_lr": [1e-3, 2e-3], "warmup_steps": 5, "total_steps": 20},
            "--peak-lr 1e-3 --peak-lr 2e-3 --warmup-steps 5 --total-steps 20",
        ),
        (
            ["get_linear_schedule_with_warmup(opt, 0.1 * total, total)"],
            {"lr": 5e-5, "let": {"total": [20, 30]}},
            "--lr 5e-5 --let total=20 --let total=30",
        ),
        (["run.yaml"], {"set": {"learning_rate": 1e-4}, "x": "epochs"}, "--set learning_rate=1e-4"),
    ],
)
def test_takes_what_the_command_takes(words, options, typed, run, write):
    write("run.yaml", "learning_rate: 1e-3\nmax_steps: 30\nlr_scheduler_type: cosine\n")
    options = {name: value for name, value in options.items() if name != "x"}
    done = run("compare", *words, *typed.split(), "--format", "csv")
    head, *rows = csv.reader(done.out.decode().splitlines())
    table = lrplot.compare(*words, **options).arrays()
    assert [*table] == head
    empty = [[float(cell or "nan") for cell in row] for row in rows]
    np.testing.assert_array_equal(np.column_stack([*table.values()]), empty)


@pytest.mark.parametrize("library", [name for name in LIBRARIES if find_spec(name)])
def test_a_data_frame_has_the_columns_of_a_table(library):
    plan = lrplot.compare("cosine", "noam", steps=100)
    frame = plan.to_dataframe(library, every=10)
    assert type(frame).__module__.startswith(library)
    assert list(frame.columns) == ["step", "cosine", "noam"]
    assert frame["step"].to_numpy().tolist() == [*range(0, 100, 10)]
    assert frame["noam"].to_numpy().tolist() == plan.arrays()["noam"][::10].tolist()


def test_a_library_that_is_not_there_is_said(monkeypatch):
    plan = lrplot.compare("cosine", steps=3)
    with pytest.raises(lrplot.LrplotError, match="did you mean pandas"):
        plan.to_dataframe("panda")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(lrplot.LrplotError, match="a data frame of polars needs it"):
        plan.to_dataframe("polars")


def test_too_much_for_memory_is_refused():
    plan = lrplot.compare("cosine", steps=10**12)
    with pytest.raises(lrplot.LrplotError, match="1,000,000,000,000 steps of 1 curves"):
        plan.arrays()
    assert len(plan.arrays(every=10**9)["step"]) == 1000


def test_saves_files_by_their_suffix(folder):
    plan = lrplot.compare("cosine", steps=10)
    plan.save("a.svg", folder / "b.csv")
    assert sorted(path.name for path in folder.iterdir()) == ["a.svg", "b.csv"]
    with pytest.raises(lrplot.LrplotError, match="save wants the name of a file"):
        plan.save()


def test_curves_are_for_axes_of_ones_own():
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    lrplot.draw(axes, lrplot.compare("cosine", "noam", steps=10).curves)
    assert [line.get_label() for line in axes.lines] == ["cosine", "noam"]


@pytest.mark.parametrize("word", [3, None, ["cosine"], float])
@pytest.mark.parametrize("ask", [lrplot.compare, lrplot.plot, lrplot.read])
def test_what_is_no_word_is_refused_in_one_line(ask, word):
    with pytest.raises(lrplot.LrplotError, match=r"a word is a text.*, not "):
        ask(word)


def test_type_checkers_know_every_option_with_what_it_takes():
    known = get_type_hints(AllOptions)
    of_roles = {
        name: get_type_hints(kind)[name]
        for kind in (Request, Sizes, Settings)
        for name in roles_of(kind)
    }
    of_plan = set(signature(lrplot.plan).parameters) - {"words", "options"}
    assert set(known) == {*of_roles, *of_plan}
    for name, declared in of_roles.items():
        taken = set(get_args(known[name]))
        # a whole number is a float, and a tuple of texts a sequence of them
        wider = {int: float, tuple[str, ...]: Sequence[str]}
        assert {wider.get(one, one) for one in get_args(declared)} <= taken, name
        assert bool in taken or str in taken, name

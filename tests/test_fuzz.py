"""A sample of `make fuzz`, the same each time: inputs that nobody wrote, held to every law."""

import os
import sys
import tempfile
from dataclasses import replace

import pytest
from fuzz import front, laws, run

from lrplot.plots import plan, tally

INPUTS = {"looks": 15, "options": 30}
"""How many inputs are tried at a time, where they are slow: most are pictures."""


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("part", run.PARTS)
def test_every_input_keeps_the_laws(part, number, request):
    inputs = INPUTS.get(part, 60) // (6 if request.config.getoption("fast") else 1)
    result = run.Result(part)
    run.Part(result, bool).round(run.PARTS[part], f"gate {number}", inputs)
    assert not result.findings
    assert result.inputs


def found():
    """Return what is found among some words."""
    result = run.Result("names")
    run.Part(result, bool).round(run.PARTS["names"], "seed", 20)
    return result.findings


def test_a_traceback_is_found_and_made_small(monkeypatch):
    def fail(*args):
        raise RuntimeError("a bug")

    monkeypatch.setattr("lrplot.plots.plan.labels", fail)
    ((kind, said),) = found().items()
    assert kind == "the front: RuntimeError in plan.py:plot"
    assert "\n  lrplot compare -o a.csv --steps 300 -- cosine" in said


def endless():
    while True:
        pass


@pytest.mark.parametrize(
    ("kind", "happens"),
    [
        ("control characters on stderr", lambda: print("\a", file=sys.stderr)),
        ("control characters on stdout", lambda: print("\a")),
        ("what is written", lambda: open("left", "w").close()),
        ("what is written", tempfile.mkdtemp),
        ("the exit status", lambda: sys.exit(3)),
        ("the front: no end", endless),
        ("the front: MemoryError in", lambda: bytearray(2 * front.MEMORY)),
    ],
)
def test_what_breaks_a_law_is_found(kind, happens, monkeypatch):
    def labels(specs):
        happens()
        return real(specs)

    real = plan.labels
    monkeypatch.setattr(plan, "labels", labels)
    monkeypatch.setattr(front, "LATER", 0.5)
    monkeypatch.setattr(run, "SMALLER", 0.1)
    assert [name for name in found() if name.startswith(kind)]


def test_a_table_that_is_not_the_schedule_is_found(monkeypatch):
    rates = plan.Plot.rates
    monkeypatch.setattr(plan.Plot, "rates", lambda *args: rates(*args) + 1.0)
    assert "the rates of a table" in found()


def test_what_strict_does_not_refuse_is_found(monkeypatch):
    monkeypatch.setattr(tally.Tally, "see", lambda *args: None)
    case = front.Case(("compare", "--strict", "-o", "a.png", "--steps", "9", "--", "expr: -t"))
    with pytest.raises(front.BrokenError, match="--strict draws what no training can use"):
        laws.tried(replace(case, words=("expr: -t",), output="a.png"))


def test_a_process_that_ends_is_found_and_a_page_written(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(plan, "labels", lambda specs: os._exit(1))
    monkeypatch.setattr(run, "PARTS", {"names": run.PARTS["names"]})
    page = tmp_path / "fuzz.md"
    assert run.main(["--minutes", "0.02", "--seed", "s", "--write", str(page)]) == 1
    out, err = capsys.readouterr()
    assert "names: the process ends\n  lrplot " in err, err
    assert out in page.read_text()
    assert "from the seed `s`" in page.read_text()

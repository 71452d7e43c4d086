"""The live check, as far as it needs no framework: see golden/live.py."""

from __future__ import annotations

import json
import re
import shutil
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from golden import live

RECORDERS = sorted((live.HERE / "recorders").glob("*.py"))
PAGE = (live.ROOT / "docs" / "live.md").read_text(encoding="utf-8")
TRUST = (live.ROOT / "docs" / "trust.md").read_text(encoding="utf-8")

FAKE = """
import random
from case import Case

INSTALL = ("numpy",)
VERSIONS = {{"fake": "1.2"}}
PRECISION = "float64"

def cases(seed):
    rate = random.Random(seed).random()
    yield Case(f"{entry}:value={{rate}}", lambda steps: [rate + {off} for _ in steps])
"""


@pytest.fixture
def golden(tmp_path, monkeypatch):
    """A folder of recorders that has none yet, run by this interpreter."""
    folder = tmp_path / "golden"
    shutil.copytree(live.HERE, folder, ignore=shutil.ignore_patterns("*.json", "recorders"))
    (folder / "recorders").mkdir()
    monkeypatch.setattr(live, "HERE", folder)
    monkeypatch.setattr(live, "environment", lambda *_: Path(sys.executable))
    return folder


@pytest.fixture
def check(golden, tmp_path, capsys):
    """Run the check with a recorder; return the exit status, the table and the messages."""

    def check(text, *args, name="fake"):
        (golden / "recorders" / f"{name}.py").write_text(text)
        status = live.main([*args, "--cache", str(tmp_path / "cache")])
        return status, *capsys.readouterr()

    return check


def fake(entry="compose.hold", off=0.0):
    """Return a recorder of a level rate, which is off by so much."""
    return FAKE.format(entry=entry, off=off)


@pytest.mark.parametrize("recorder", RECORDERS, ids=lambda path: path.stem)
def test_lines_are_found_where_there_are_some(recorder):
    lines = live.install(recorder)
    assert (lines is None) == (re.search("^INSTALL", recorder.read_text(), re.M) is None)
    assert lines is None or all("==" in line for line in lines)


def test_lines_are_read_without_importing(tmp_path):
    recorder = tmp_path / "one.py"
    recorder.write_text("import no_such_package\nINSTALL: tuple = ('a==1 b', '--no-deps c==2')\n")
    assert live.install(recorder) == ("a==1 b", "--no-deps c==2")
    recorder.write_text("import no_such_package\nOTHER = ('a==1',)\n")
    assert live.install(recorder) is None


@pytest.mark.parametrize(
    ("lines", "torch"),
    [
        (("torch==2.13.0 numpy", "--no-deps timm==1.0.31"), "torch==2.13.0"),
        (("torch==2.13.0",), "torch==2.13.0"),
        (("torchtitan==0.3.0",), None),
        (("numpy", "torch==2.13.0"), None),
        ((), None),
    ],
)
def test_a_torch_at_the_head_is_shared(lines, torch):
    assert live.torch_of(lines) == torch


def test_agreement(check):
    status, out, err = check(fake(), "--seed", "one")
    assert status == 0, err
    assert out == f"{live.HEAD}\n| fake | fake 1.2 | 1 | 1 | 0.0e+00 (float64) |\n"
    assert "seed: one\n" in err


def test_the_seed_is_fresh_and_said(check):
    said = {re.search("seed: (.+)", check(fake())[2])[1] for _ in range(2)}
    assert len(said) == 2


def test_disagreement_fails(check):
    status, out, err = check(fake(off=1e-3))
    assert status == 1
    assert "**failed** |" in out
    assert re.search(r"fake: compose.hold:value=.+ of the peak apart, 1e-11 allowed", err)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("INSTALL = ()\nimport no_such_package\n", "No module named 'no_such_package'"),
        ("INSTALL = ()\nimport os\nos._exit(0)\n", "FileNotFoundError"),
        (fake("compose.hald"), "no schedule 'compose.hald'"),
    ],
)
def test_a_framework_that_does_not_answer_fails(check, text, message):
    status, out, err = check(text)
    assert status == 1
    assert "| fake |  | 0 | 0 | **failed** |" in out
    assert message in err


def test_an_environment_that_cannot_be_made_fails(check, monkeypatch):
    def environment(*_):
        raise live.LiveError("pip: exit status 1")

    monkeypatch.setattr(live, "environment", environment)
    status, out, err = check(fake())
    assert status == 1
    assert "**failed**" in out
    assert "fake: pip: exit status 1" in err


def test_an_entry_of_the_framework_without_a_case_fails(check):
    status, _, err = check(fake(), name="fvcore_like")
    assert status == 0, err
    status, _, err = check(fake(), "nanotron", name="nanotron")
    assert status == 1
    assert "nanotron: nanotron.lr_scheduler_builder gets no case" in err


def test_an_entry_of_the_golden_file_without_a_case_fails(check, golden):
    (golden / "fake.json").write_text('{"cases":[{"word":"noam"}]}')
    status, _, err = check(fake())
    assert status == 1
    assert "fake: noam gets no case" in err


def test_an_entry_that_another_golden_file_has_is_not_due(check, golden):
    word = "nanotron.lr_scheduler_builder(0.1, 10, 'linear', total_training_steps=100)"
    (golden / "other.json").write_text(json.dumps({"cases": [{"word": word}]}))
    assert check(fake(), "nanotron", name="nanotron")[0] == 0


def test_only_recorders_named_are_run(check, golden):
    (golden / "recorders" / "other.py").write_text("INSTALL = ()\nraise SystemExit(1)\n")
    status, out, _ = check(fake(), "fake")
    assert status == 0
    assert "other" not in out


@pytest.mark.parametrize("args", [["torsh"], ["fake", "--write", "page.md"]])
def test_what_cannot_be_is_refused(check, args):
    with pytest.raises(SystemExit) as stopped:
        check(fake(), *args)
    assert stopped.value.code == 2


def test_a_page_tells_what_was_run_and_what_was_not(check, golden, tmp_path):
    (golden / "recorders" / "other.py").write_text("VERSIONS = {}\n")
    page = tmp_path / "live.md"
    assert check(fake(), "--seed", "one", "--write", str(page))[0] == 0
    text = page.read_text()
    assert "`one`" in text
    assert "| fake | fake 1.2 | 1 | 1 |" in text
    assert "No package, so not run here: other." in text


@pytest.mark.parametrize("others", [[], ["rough"]])
def test_a_page_sums_up(others):
    results = [
        live.Result("near", precision="float64", entries={"a", "b"}, cases=900, worst=2e-16),
        live.Result("far", precision="float64", entries={"b"}, cases=200, worst=3e-13),
        *(live.Result(name, precision="float32", cases=1, worst=1e-7) for name in others),
    ]
    text = f"{2 + len(others)} recorders, 2 entries, 1,{100 + len(others)} cases; worst difference "
    text += "1.0e-07 in float32 (rough) and " if others else ""
    assert live.summed(results) == f"{text}3.0e-13 in float64 (far)"


def rows(text):
    """Return the rows of the table of the live check in a text, by their first cell."""
    lines = text.partition(f"{live.HEAD}\n")[2].splitlines()
    return {line.split(" | ")[0].strip("| "): line for line in takewhile(str.strip, lines)}


def test_the_last_page_has_every_framework_that_can_be_installed():
    able = {path.stem for path in RECORDERS if live.install(path) is not None}
    table = rows(PAGE)
    assert table.keys() == able, "run make live ARGS='--write docs/live.md'"
    assert "**failed**" not in PAGE
    left = ", ".join(path.stem for path in RECORDERS if path.stem not in able)
    assert f"not run here: {left}." in PAGE


def test_what_is_said_of_trust_quotes_the_last_page():
    table = rows(TRUST)
    assert len(table) == 10
    assert table.items() <= rows(PAGE).items()
    (total,) = re.findall(r"^(.+ cases; worst difference .+)\.$", PAGE, re.MULTILINE)
    assert total in re.sub(r"\s+", " ", TRUST)


def test_environments_are_made_once_and_share_torch(tmp_path, monkeypatch):
    calls = []

    def called(command):
        calls.append(command[1:])
        if "venv" in command:
            Path(command[-1], "lib", "python3", "site-packages").mkdir(parents=True)

    monkeypatch.setattr(live, "called", called)
    kinds = [("torch==2 numpy", "--no-deps timm==1"), ("torch==2 numpy",), ("keras==3",)]
    made = live.interpreters(kinds, tmp_path)
    assert len({*made.values()}) == 3
    installed = [command[3:] for command in calls if "pip" in command]
    ours = live.OURS.split()
    assert installed == [
        ["torch==2"], ours,
        ["torch==2", "numpy"], ["--no-deps", "timm==1"], ours,
        ["torch==2", "numpy"], ours,
        ["keras==3"], ours,
    ]  # fmt: skip
    (base,) = {pth.read_text() for pth in tmp_path.rglob("shared.pth")}
    assert Path(base.strip()).is_dir()
    calls.clear()
    assert live.interpreters(kinds, tmp_path) == made
    assert calls == []


def test_an_environment_half_made_is_made_anew(tmp_path, monkeypatch):
    def called(command):
        if "pip" in command:
            raise live.LiveError("no network")
        Path(command[-1]).mkdir()

    monkeypatch.setattr(live, "called", called)
    for _ in range(2):
        made = live.interpreters([("keras==3",)], tmp_path)
        assert str(made["keras==3",]) == "no network"

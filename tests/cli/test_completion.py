"""Completion: what it offers, and in a real bash; other_shells.py has zsh and fish."""

import os
import sys

import pytest
from interactive import Typist

from lrplot.cli import cli

LINES = [
    ("lrplot info torch.One", "lrplot info torch.OneCycleLR "),
    ("lrplot torch.One", "lrplot torch.OneCycleLR "),
    ("lrplot compare keras.CosineDecayR", "lrplot compare keras.CosineDecayRestarts "),
    ("lrplot compare a=keras.CosineDecayR", "lrplot compare a=keras.CosineDecayRestarts "),
    # what goes on is not cut off by a space
    ("lrplot compare cosine:de", "lrplot compare cosine:decay_steps="),
    ("lrplot info cosine:de", "lrplot info cosine:decay_steps="),
    ("lrplot compare a=cosine:de", "lrplot compare a=cosine:decay_steps="),
    ("lrplot compare cosine:alpha=0,de", "lrplot compare cosine:alpha=0,decay_steps="),
    ("lrplot compare wsd:cooldown=li", "lrplot compare wsd:cooldown=linear "),
    ("lrplot wsd --cooldown 1", "lrplot wsd --cooldown 1-sqrt "),
    ("lrplot compare exp --legend 'upper r", "lrplot compare exp --legend 'upper right' "),
    ("lrplot compare exp --look pri", "lrplot compare exp --look print "),
    ("lrplot compare exp --look=pri", "lrplot compare exp --look=print "),
    ("lrplot compare exp --look my", "lrplot compare exp --look my.mplstyle "),
    ("lrplot info exp --de", "lrplot info exp --decay-"),
    ("lrplot compare pla", "lrplot compare plan.yaml "),
    ("lrplot compare fol", "lrplot compare folder/"),
    ("lrplot compare folder/o", "lrplot compare folder/other.yaml "),
    ("lrplot compare my\\ d", "lrplot compare my\\ data.csv "),
    ("lrplot exp -o pict", "lrplot exp -o picture.svg "),
    ("lrplot lis", "lrplot list "),
]
"""Lines, and what the tabulator key makes of them."""

FILES = ("plan.yaml", "my data.csv", "my.mplstyle", "picture.svg", "folder/other.yaml")


def typist(shell, folder, environment):
    """Return somebody who types into a shell, in a folder that has some files."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "lrplot"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lrplot "$@"\n')
    program.chmod(0o755)
    work = folder / "work"
    (work / "folder").mkdir(parents=True)
    for name in FILES:
        (work / name).touch()
    path = f"{program.parent}:{environment['PATH']}"
    return Typist(shell, work, {**environment, "PATH": path, "HOME": str(folder)})


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    made = typist("bash", tmp_path_factory.mktemp("bash"), dict(os.environ))
    yield made
    made.close()


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_a_line_is_completed(bash, line, whole):
    assert bash.completed(line) == whole


class TestCompletion:
    @pytest.fixture
    def complete(self, monkeypatch, capsys):
        def complete(line):
            monkeypatch.setenv("_LRPLOT_COMPLETE", "bash_complete")
            monkeypatch.setenv("COMP_LINE", line)
            with pytest.raises(SystemExit):
                cli.main([], prog_name="lrplot")
            lines = filter(None, capsys.readouterr().out.splitlines())
            return [item.partition("\t")[2].replace("\\ ", " ") for item in lines]

        return complete

    @pytest.mark.parametrize(
        "line",
        [
            "lrplot info mine.py:f --",
            "lrplot compare mine.py:f ",
            "lrplot compare mine.py:f:",
            "lrplot mine.py:f --",
            "lrplot torch.LambdaLR --lr-lambda mine.py:f --",
        ],
    )
    def test_no_file_is_run(self, complete, write, folder, line):
        write("mine.py", "open('run', 'w')\ndef f(step): return 1.0\n")
        complete(line)
        assert not (folder / "run").exists()

    @pytest.mark.parametrize(
        ("line", "some"),
        [
            ("lrplot no", {"noam"}),
            ("lrplot compare cos", {"cosine", "cosine-restarts"}),
            ("lrplot compare cosine ex", {"exp"}),
            ("lrplot compare keras.Cos", {"keras.CosineDecay", "keras.CosineDecayRestarts"}),
            ("lrplot compare cosine:al", {"cosine:alpha="}),
            ("lrplot compare cosine:alpha=0.1,dec", {"cosine:alpha=0.1,decay_steps="}),
            ("lrplot compare a=cosine:al", {"a=cosine:alpha="}),
            ("lrplot compare a=cos", {"a=cosine"}),
            ("lrplot noam --d", {"--d-model", "--dpi"}),
            ("lrplot noam --legend up", {"upper right", "upper left", "upper center"}),
            ("lrplot compare --format c", {"csv"}),
            ("lrplot info no", {"noam"}),
            ("lrplot info noam --d", {"--d-model"}),
            ("lrplot li", {"list"}),
            ("lrplot torch.One", {"torch.OneCycleLR"}),
            ("lrplot info keras.CosineD", {"keras.CosineDecay"}),
            ("lrplot info cosine:al", {"cosine:alpha="}),
            ("lrplot compare cosine:pe", {"cosine:peak_lr="}),
            ("lrplot compare hf.cosine:num_t", {"hf.cosine:num_training_steps="}),
            ("lrplot compare wsd:cooldown=", {"wsd:cooldown=linear", "wsd:cooldown=1-sqrt"}),
            ("lrplot compare exp:staircase=t", {"exp:staircase=true"}),
            ("lrplot compare cosine --look da", {"dark", "dark_background"}),
            ("lrplot compare cosine --look=pri", {"--look=print"}),
            ("lrplot compare 'cos", {"cosine"}),
            ("lrplot compare cosine -o some", {"some"}),
        ],
    )
    def test_complete(self, complete, line, some):
        assert some <= set(complete(line))

    def test_nothing_to_complete(self, complete):
        assert complete("lrplot compare nosuch:al") == []
        assert complete("lrplot nosuch --d") == []

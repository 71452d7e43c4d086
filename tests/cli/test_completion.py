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
    ("lrplot list transf", "lrplot list transformers "),
    ("lrplot help llama", "lrplot help llamafactory "),
    ("lrplot compare MultiplicativeL", "lrplot compare MultiplicativeLR "),
    ("lrplot compare run.json --as hugg", "lrplot compare run.json --as huggingface "),
    ("lrplot compare run.json --set learn", "lrplot compare run.json --set learning_rate="),
    ("lrplot info run.json --set learn", "lrplot info run.json --set learning_rate="),
    ("lrplot compare train.py --let le", "lrplot compare train.py --let len\\(loader\\)="),
    ("lrplot compare exp --at 0,pe", "lrplot compare exp --at 0,peak "),
    ("lrplot compare a=own.py:up", "lrplot compare a=own.py:upwards "),
    ("lrplot torch.ReduceLROnPlateau --metrics my\\ data.csv:val_l",
     "lrplot torch.ReduceLROnPlateau --metrics my\\ data.csv:val_loss "),
]  # fmt: skip
"""Lines, and what the tabulator key makes of them."""

FILES = {
    "plan.yaml": "",
    "my data.csv": "epoch,val_loss\n0,0.5\n",
    "my.mplstyle": "",
    "picture.svg": "",
    "folder/other.yaml": "",
    "run.json": '{"per_device_train_batch_size": 8, "num_train_epochs": 3}',
    "train.py": (
        "import torch\n"
        "opt = torch.optim.SGD(model.parameters(), lr=0.1)\n"
        "sched = torch.optim.lr_scheduler.LinearLR(opt, total_iters=len(loader))\n"
        "for batch in loader:\n    opt.step()\n    sched.step()\n"
    ),
    "own.py": "def upwards(step): return step\n",
}


def typist(shell, folder, environment):
    """Return somebody who types into a shell, in a folder that has some files."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "lrplot"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lrplot "$@"\n')
    program.chmod(0o755)
    work = folder / "work"
    (work / "folder").mkdir(parents=True)
    for name, text in FILES.items():
        (work / name).write_text(text)
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
            "lrplot compare mine.py --let ",
            "lrplot info mine.py --",
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
            ("lrplot help ll", {"llamafactory", "llm_foundry"}),
            ("lrplot compare cosine --at ", {"peak", "warmup-end", "half", "last"}),
            ("lrplot compare 'get_cosine_schedule_with_warmup(o, w, t)' --let ", {"w="}),
        ],
    )
    def test_complete(self, complete, line, some):
        assert some <= set(complete(line))

    def test_nothing_to_complete(self, complete):
        assert complete("lrplot compare nosuch:al") == []
        assert complete("lrplot nosuch --d") == []

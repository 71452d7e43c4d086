"""What `lrplot info` tells of a schedule, to people and to programs."""

import json
import re

import pytest

from lrplot.catalogue import find
from lrplot.cli import say
from lrplot.parameters import NoEffect
from lrplot.specs import grammar


@pytest.mark.parametrize(
    "args",
    [
        ["noam"],
        ["noam", "--d-model", "256"],
        ["noam:d_model=256"],
        ["a=noam:d_model=256"],
        ["CosineDecay(0.001, 4000)"],
        ["then([cosine, exp])"],
        ["cosine", "--steps", "100"],
    ],
)
def test_info(run, args):
    done = run("info", *args)
    assert done.status == 0, done.err
    text = done.out.decode()
    parts = ("Values", "first", "peak", "last", "changes at", "Parameters", "default")
    places = [text.index(part) for part in parts if part != "peak"]
    assert places == sorted(places)
    assert "peak" in text
    assert "Pieces" not in text


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
def test_every_entry(run, entry):
    """By its name alone, with an example of what must be given."""
    done = run("info", entry.title)
    assert done.status == 0, done.err
    text = done.out.decode()
    assert text.startswith(f"{entry.title}: ")
    required = [p for p in entry.params if p.required and not isinstance(p.role, NoEffect)]
    if required:
        (word,) = re.findall(r"^For example\n  (.+)$", text, re.MULTILINE)
        assert grammar.read(word) == grammar.example(entry)
    heads = [head for head in entry.notes if head not in ("Example", "Keywords", "Where")]
    assert all(f"\n{head}: " in text for head in heads)


@pytest.mark.parametrize("name", ["onecycle", "torch.OneCycleLR"])
def test_a_keyword_is_said_once(run, name):
    words = run("info", name).out.decode().partition("\nKeywords: ")[2].strip().split(", ")
    assert "super-convergence" in words
    assert len(words) == len(set(words))


def test_schedules_inside_are_shown_as_they_are_written(run):
    word = "SequentialLR(opt, [LinearLR(opt, 0.01), StepLR(opt, 10)], [5])"
    lines = run("info", word, "--lr", "0.1").out.decode().splitlines()
    inside = "[torch.LinearLR(start_factor=0.01), torch.StepLR(step_size=10)]"
    at = lines.index(f"  schedulers = {inside}")
    assert lines[at + 1].strip() == "the schedules, in order (required)"


def test_values(run):
    lines = run("info", "noam", "--d-model", "128").out.decode().splitlines()
    assert ["4000", "0.001398", "warmup", "over,", "peak,", "changes"] in map(str.split, lines)


def test_what_is_told_comes_in_order(run):
    text = run("info", "torch.OneCycleLR", "--pieces").out.decode()
    heads = ("For example", "Values", "Differs", "Parameters", "Formula", "Source", "Pieces")
    places = [text.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


def test_a_parameter_says_what_it_takes(run):
    text = run("info", "torch.OneCycleLR").out.decode()
    assert "(default 0.3; from 0 to 1)" in text
    assert "(default cos; cos or linear)" in text
    assert "whole, at least 1)" in " ".join(text.split())


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("word", ["noam", "torch.OneCycleLR", "cosine"])
def test_text_is_as_wide_as_the_terminal(run, monkeypatch, width, word):
    monkeypatch.setattr(say, "width", lambda: width)
    lines = run("info", word).out.decode().splitlines()
    curve, rest = lines[0], [line for line in lines if not line.startswith("  torch.")]
    assert max(map(len, rest)) <= max(width, 75)
    assert len(curve) <= width


@pytest.mark.parametrize("args", [["--json", "noam"], ["noam", "--json"]])
def test_json(run, args):
    (told,) = json.loads(run("info", *args).out)
    assert told["name"] == told["word"] == "noam"
    assert told["steps"] == [0, 39999]
    # the peak of the paper's equation 3: (d_model * warmup_steps) ** -0.5
    assert told["peak"]["step"] == 4000
    assert told["peak"]["rate"] == pytest.approx((128 * 4000) ** -0.5)
    assert told["half"]["step"] == 16000
    assert told["changes_at"] == [4000]
    assert told["parameters"][0]["name"] == "d_model"
    assert told["parameters"][0]["value"] == 128
    assert told["source"] == find.entry("noam").notes["Source"]


def test_json_of_a_sweep_and_of_rates_that_are_no_numbers(run):
    done = run("info", "--json", "noam", "--d-model", "128", "--d-model", "512")
    told = json.loads(done.out)
    assert [each["parameters"][0]["value"] for each in told] == [128, 512]
    (told,) = json.loads(run("info", "--json", "expr: 1 / t", "--steps", "5").out)
    assert told["values"][0] == {"step": 0, "rate": None, "what": ["first"]}
    assert told["mean"] is None


@pytest.mark.parametrize("before", [True, False])
def test_json_of_a_training(run, write, before):
    name = write("train.yaml", "learning_rate: 1e-3\nmax_steps: 100\nlr_scheduler_type: linear\n"
                 "per_device_train_batch_size: 8\noutput_dir: out\n")  # fmt: skip
    done = run("info", *(["--json", name] if before else [name, "--json"]))
    (told,) = json.loads(done.out)
    assert told["steps"] == [0, 99]
    assert told["half"] == {"step": 50, "rate": 5e-4}
    assert told["mean"] == pytest.approx(1e-3 * (1 + 0.01) / 2)
    assert "max_steps: 100" in told["told"]


def test_a_word_is_wanted(refused):
    assert refused("info", "--json") == "lrplot: info wants a WORD, such as lrplot info cosine"


def test_a_parameter_called_steps_is_no_range(run):
    done = run("info", "maxtext.create_learning_rate_schedule", "--steps", "500")
    assert done.status == 0, done.err
    assert done.err == ""
    assert "steps = 500" in done.out.decode()


COUNTING = """n = 0
def f(step):
    global n
    n += 1
    return n * 0.1
"""


@pytest.mark.parametrize("before", [True, False])
def test_no_python_file_is_run_where_that_is_refused(refused, tmp_path, before):
    path = tmp_path / "own.py"
    path.write_text(COUNTING)
    word = f"{path}:f"
    args = ["--no-run", word] if before else [word, "--no-run"]
    assert "would run Python code" in refused("info", *args)


def test_an_interval_says_of_a_script_where_its_updates_are(run, tmp_path):
    path = tmp_path / "train.py"
    path.write_text("""import torch
opt = torch.optim.SGD(params, lr=0.1)
s = torch.optim.lr_scheduler.StepLR(opt, 2)
for epoch in range(6):
    train(epoch)
    s.step()
""")
    told = run("info", str(path), "--interval", "epoch", "--steps-per-epoch", "5")
    assert "6 rounds of line 4 × 5 updates = 30 updates" in told.out.decode()

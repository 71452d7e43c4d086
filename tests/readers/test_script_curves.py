"""What curves of training scripts are called, where they end, and whose epochs are shown."""

import csv

import numpy as np
import pytest

from lrplot import LrplotError, plan
from lrplot.writers.output import write

TRAINS = """
import torch
EPOCHS = {epochs}
opt = torch.optim.SGD([torch.zeros(1)], lr=0.8)
sched = torch.optim.lr_scheduler.StepLR(opt, 1, 0.5)
for epoch in range(EPOCHS):
    for i in range({batches}):
        opt.step()
    sched.step()
"""
STEPS = """
import torch
opt = torch.optim.SGD([torch.zeros(1)], lr=0.8)
for i in range(5):
    for g in opt.param_groups:
        g["lr"] = 1.0 / (i + 1)
    opt.step()
"""
TWO = """
import torch
one = torch.optim.SGD([torch.zeros(1)], lr=0.8)
two = torch.optim.SGD([torch.zeros(1)], lr=0.4)
first = torch.optim.lr_scheduler.ExponentialLR(one, 0.5)
second = torch.optim.lr_scheduler.ExponentialLR(two, 0.5)
for i in range(6):
    one.step()
    first.step()
    two.step()
    second.step()
"""
GROUPS = """
import torch
body = dict(params=[torch.zeros(1)], lr=0.1{name})
opt = torch.optim.SGD([body, dict(params=[torch.ones(1)])], lr=0.8)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for i in range(6):
    opt.step()
    sched.step()
"""


@pytest.fixture(autouse=True)
def scripts(folder):
    texts = {
        "a/train.py": TRAINS.format(epochs=2, batches=3),
        "b/train.py": TRAINS.format(epochs=4, batches=3),
        "other.py": TRAINS.format(epochs=4, batches=2),
        "steps.py": STEPS,
        "two.py": TWO,
        "groups.py": GROUPS.format(name=""),
        "named.py": GROUPS.format(name=", name='body'"),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("words", "title", "labels"),
    [
        ("other.py", "other.py: StepLR", "other.py"),
        ("other.py:sched", "other.py: StepLR", "other.py"),
        ("steps.py", "steps.py", "steps.py"),
        ("mine=steps.py", "mine", "mine"),
        ("a/train.py steps.py", "", "train.py, steps.py"),
        ("a/train.py b/train.py", "", "a/train.py, b/train.py"),
        ("old=a/train.py new=b/train.py", "", "old, new"),
        ("two.py", "two.py", "first, second"),
        ("two.py cosine", "", "first, second, cosine"),
        ("two.py:first two.py:second", "two.py", "first, second"),
        ("two.py steps.py", "", "two.py first, two.py second, steps.py"),
        ("groups.py", "groups.py", "group 0, group 1"),
        ("named.py", "named.py", "body, group 1"),
        ("old=groups.py steps.py", "", "old group 0, old group 1, steps.py"),
    ],
)
def test_a_curve_is_called_by_what_tells_it_apart(words, title, labels):
    plot = plan(words.split()).plot()
    assert plot.title == title
    assert ", ".join(name for name, _ in plot.curves) == labels


def test_a_training_ends_where_it_ends(scripts):
    words = ["a/train.py", "b/train.py", "constant:value=2"]
    write(plan(words), "a.csv")
    with open("a.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    long = np.repeat([0.8, 0.4, 0.2, 0.1], 3)
    np.testing.assert_allclose([float(row["b/train.py"]) for row in rows], long)
    shorter = [row["a/train.py"] for row in rows]
    np.testing.assert_allclose([float(text) for text in shorter[:6]], long[:6])
    assert shorter[6:] == [""] * 6
    assert len(rows) == 12
    plot = plan(words).plot()
    assert np.isnan(plot.rates(0, np.arange(12))[6:]).all()
    assert [plot.part(curve, plot.steps).stop for curve in range(3)] == [6, 12, 12]
    assert plan("a/train.py", steps="50%").plot().steps.stop == 3
    with pytest.raises(LrplotError, match=r"train\.py: this training ends at step 5, before what"):
        write(plan("a/train.py", steps="10:20"), "a.png")


def test_what_is_no_number_stays_told_from_what_is_over():
    words = ["a/train.py", "b/train.py", "expr:formula=log(5 - t) * 0 + 1"]
    write(plan(words), "a.csv")
    with open("a.csv", encoding="utf-8") as file:
        last = file.read().split()[-1]
    assert last.startswith("11,,")
    assert last.endswith(",nan")


@pytest.mark.parametrize(
    ("words", "options", "epoch"),
    [
        ("a/train.py", {}, 3),
        ("a/train.py b/train.py", {}, 3),
        ("a/train.py other.py", {}, None),
        ("a/train.py steps.py", {}, None),
        ("a/train.py cosine", {}, None),
        ("a/train.py cosine", {"steps_per_epoch": 3}, 3),
        ("a.yaml cosine", {}, None),
        ("a.yaml b.yaml", {}, None),
        ("a.yaml a.yaml", {}, 10),
    ],
)
def test_epochs_are_shown_where_all_curves_have_them(scripts, words, options, epoch):
    for name, length in (("a", 10), ("b", 20)):
        text = f"schedules: [cosine]\nsteps_per_epoch: {length}\n"
        (scripts / f"{name}.yaml").write_text(text)
    assert plan(words.split(), **options).plot().settings.steps_per_epoch == epoch


def test_a_sweep_is_called_by_what_was_said(run):
    let = ["--let", "EPOCHS=1", "--let", "EPOCHS=2"]
    for words, head in (
        (["other.py"], "EPOCHS=1,EPOCHS=2"),
        (["other.py", "cosine"], "other.py EPOCHS=1,cosine,other.py EPOCHS=2"),
        (["a/train.py", "b/train.py"],
         "a/train.py EPOCHS=1,b/train.py EPOCHS=1,a/train.py EPOCHS=2,b/train.py EPOCHS=2"),
    ):  # fmt: skip
        table = run("compare", *words, *let, "--format", "csv").out.decode()
        assert table.splitlines()[0] == f"step,{head}"

"""Trainings that a measured value may end: drawn to their end, with a warning."""

import warnings

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan

SCRIPT = """import torch
from config import args
opt = torch.optim.SGD(model.parameters(), 0.4)
s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
best, bad, step = 1e9, 0, 0
{loop}:
    opt.step()
    s.step()
    step += 1
    loss = evaluate(model)
    if loss < best:
        best = loss
        bad = 0
    else:
        bad += 1
    if {test}:
        break
"""


def drawn(tmp_path, test, let=(), loop="for epoch in range(5)"):
    path = tmp_path / "train.py"
    path.write_text(SCRIPT.format(loop=loop, test=test))
    plot = plan(str(path), let=list(let)).plot()
    ((_, curve),) = plot.curves
    return curve(np.arange(len(plot.steps)))


def test_it_is_drawn_to_its_end_and_the_condition_is_said(tmp_path):
    said = (
        r"line 17: this training may end before its time, by bad >= 3 \(--let 'bad >= 3=False' "
        "says it does not"
    )
    with pytest.warns(LrplotWarning, match=said):
        found = drawn(tmp_path, "bad >= 3")
    np.testing.assert_allclose(found, [0.4, 0.4, 0.2, 0.2, 0.1], rtol=1e-12)


def test_nothing_is_said_where_let_says_it(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert drawn(tmp_path, "bad >= 3", ["bad >= 3=False"]).size == 5


@pytest.mark.parametrize("test", ["bad >= 3 or step == 3", "step == 3 or loss < 0.1"])
def test_a_number_of_steps_beside_it_ends_it_all_the_same(tmp_path, test):
    with pytest.warns(LrplotWarning, match="line 17: this training may end before its time, by"):
        assert drawn(tmp_path, test).size == 3


def test_a_number_of_steps_that_must_be_there_too_does_not(tmp_path):
    with pytest.warns(LrplotWarning, match="before its time, by bad >= 3 and step > 2"):
        assert drawn(tmp_path, "bad >= 3 and step > 2").size == 5


@pytest.mark.parametrize(
    ("test", "asked"),
    [
        ("args.debug and step > 2", r"not known before it runs: args.debug \(line 16\)"),
        ("is_done(step)", r"not known before it runs: is_done\(step\) \(line 16\)"),
        ("x.size(0) < 32", r"not known before it runs: x.size\(0\) \(line 16\)"),
        ("s.get_last_lr()[0] < 0.3", "this depends on the rate at that moment"),
    ],
)
def test_what_is_not_measured_is_asked_for(tmp_path, test, asked):
    with pytest.raises(LrplotError, match=asked):
        drawn(tmp_path, test)


def test_a_loop_that_nothing_else_ends_is_refused(tmp_path):
    asked = r"line 6: only what is measured ends this loop: bad >= 3; a number of rounds would be"
    with pytest.raises(LrplotError, match=asked):
        drawn(tmp_path, "bad >= 3", loop="while True")


def test_a_step_that_it_decides_is_asked_for(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(
        SCRIPT.format(loop="for epoch in range(5)", test="step == 9") + "    s.step()\n"
    )
    text = path.read_text().replace("        bad = 0", "        s.step()")
    path.write_text(text)
    with pytest.raises(LrplotError, match="line 6: what best has changes from round to round"):
        plan(str(path))

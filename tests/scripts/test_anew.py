"""Loops that train anew in every round: a curve for each that differs, and what is said of it."""

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan

SCRIPT = """import torch
from sklearn.model_selection import KFold
{loop}:
    model = torch.nn.Linear(2, 1)
    opt = torch.optim.SGD(model.parameters(), lr={lr})
    s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
    for epoch in range(3):
        opt.step()
        s.step()
"""
FOLDS = "for fold, (train, val) in enumerate(KFold(5).split(data))"


def drawn(tmp_path, loop, lr="0.4", let=()):
    path = tmp_path / "train.py"
    path.write_text(SCRIPT.format(loop=loop, lr=lr))
    plot = plan(str(path), let=list(let)).plot()
    return {label: curve(np.arange(len(plot.steps))).tolist() for label, curve in plot.curves}


def test_a_curve_is_called_by_what_its_round_has(tmp_path):
    with pytest.warns(LrplotWarning, match="line 3: this loop trains anew in every round; each is"):
        found = drawn(tmp_path, "for lr, name in [(0.4, 'a'), (0.1, 'b')]", "lr")
    assert found == {"s lr=0.4, name=a": [0.4, 0.4, 0.2], "s lr=0.1, name=b": [0.1, 0.1, 0.05]}


def test_what_has_no_name_is_called_by_its_round(tmp_path):
    with pytest.warns(LrplotWarning, match="each is a curve"):
        found = drawn(tmp_path, "for cfg in [{'lr': 0.4}, {'lr': 0.1}]", "cfg['lr']")
    assert list(found) == ["s round 1 of line 3", "s round 2 of line 3"]


def test_rounds_that_are_alike_are_drawn_once(tmp_path):
    with pytest.warns(LrplotWarning, match="line 3: .*; rounds that are alike are drawn once"):
        assert list(drawn(tmp_path, "for seed in range(3)").values()) == [[0.4, 0.4, 0.2]]


@pytest.mark.parametrize("loop", [FOLDS, "for seed in range(40)"])
def test_of_rounds_that_nobody_counts_or_many_one_is_drawn(tmp_path, loop):
    with pytest.warns(LrplotWarning, match="line 3: .*every round; one of them is drawn"):
        assert list(drawn(tmp_path, loop).values()) == [[0.4, 0.4, 0.2]]


def test_what_a_round_has_is_asked_for_where_nothing_says_it(tmp_path):
    with pytest.raises(LrplotError, match=r"not known before it runs: fold \(line 3\)"):
        drawn(tmp_path, FOLDS, "0.1 * (fold + 1)")
    with pytest.warns(LrplotWarning, match="one of them is drawn"):
        found = drawn(tmp_path, FOLDS, "0.1 * (fold + 1)", ["fold=3"])
    assert list(found.values()) == [[0.4, 0.4, 0.2]]


def test_a_rate_that_changes_from_round_to_round_of_many_is_refused(tmp_path):
    with pytest.raises(LrplotError, match="line 3: what seed has changes from round to round"):
        drawn(tmp_path, "for seed in range(40)", "0.1 / (seed + 1)")

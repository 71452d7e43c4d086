"""Trainings that a loop begins anew, each in its own way: a curve each, or a question."""

import pytest
from reading import rates

from lrplot import LrplotError, LrplotWarning, plan


@pytest.fixture
def script(tmp_path):
    return tmp_path / "train.py"


UNLIKE = {
    "rates": ("for rate in [0.1, 0.01]:", [0.1, 0.01]),
    "counted": (
        "for run in range(3):\n    rate = 0.1 / (1 + run)",
        [0.1 / 1, 0.1 / 2, 0.1 / 3],
    ),
    "halved": (
        "rate = 0.4\nfor run in range(3):\n    rate = rate / 2",
        [0.4 / 2, 0.4 / 4, 0.4 / 8],
    ),
}


@pytest.mark.parametrize("how", UNLIKE)
def test_trainings_that_are_unlike_are_a_curve_each(script, how):
    rest = """
    opt = torch.optim.SGD(model.parameters(), lr=rate)
    for step in range(5):
        opt.step()
"""
    head, each = UNLIKE[how]
    with pytest.warns(LrplotWarning, match="trains anew in every round; each is a curve"):
        found = rates(script, head + rest)
    assert [one.tolist() for one in found] == [[rate] * 5 for rate in each]


def test_what_a_training_calls_is_asked_for(script):
    text = """
for run in range(3):
    rate = chosen(run)
    opt = torch.optim.SGD(model.parameters(), lr=rate)
    for step in range(5):
        opt.step()
"""
    with pytest.raises(LrplotError, match="not known before it runs: rate"):
        rates(script, text)


def test_trainings_of_other_lengths_are_a_curve_each(script):
    text = """
for run in range(3):
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(5 + run):
        opt.step()
"""
    with pytest.warns(LrplotWarning, match="trains anew in every round; each is a curve"):
        rates(script, text)
    with pytest.warns(LrplotWarning):
        specs = plan(str(script)).specs
    assert [spec.origin.updates for spec in specs] == [5, 6, 7]


def test_a_count_through_all_trainings_is_not_read_as_one_of_each(script):
    text = """
count = 0
for run in range(3):
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(5):
        count += 1
        opt.param_groups[0]["lr"] = 0.1 / count
        opt.step()
"""
    with pytest.raises(LrplotError, match="what count has changes from round to round"):
        rates(script, text)

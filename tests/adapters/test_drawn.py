"""Adapters as far as they need no framework; train_torch.py and its kind train: make adapters."""

import pickle
import sys

import pytest

import lrplot
from lrplot.adapters.drawn import groups

SCRIPT = """
optimizer = torch.optim.SGD(params, lr=0.5)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
for epoch in range(3):
    for batch in range(4):
        optimizer.step()
    scheduler.step()
"""


def rates(word, own, steps, **options):
    return [each.curve(steps).tolist() for each in groups(word, own, options)]


def test_the_rate_that_a_word_leaves_open_is_that_of_the_group():
    word = "torch.StepLR(optimizer, 2, gamma=0.5)"
    assert rates(word, [1.0, 8.0], [0, 2, 4]) == [[1.0, 0.5, 0.25], [8.0, 4.0, 2.0]]
    assert rates(word, [0.1], [0, 2, 4], lr=4.0) == [[4.0, 2.0, 1.0]]


def test_a_word_for_all_groups_or_one_for_each():
    assert rates("expr: t", [0.1, 0.1], [0, 3]) == [[0.0, 3.0]] * 2
    assert rates(["expr: t", "expr: 2 * t"], [0.1, 0.7], [0, 3]) == [[0.0, 3.0], [0.0, 6.0]]
    pasted = (
        "torch.StepLR(torch.optim.SGD([{'params': a, 'lr': 4.0}, {'params': b, 'lr': 2.0}]), 9)"
    )
    assert rates(pasted, [0.1, 0.7], [0]) == [[4.0], [2.0]]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("cosine", "2 parameter groups have rates of their own (0.1, 0.7), and one curve is drawn"),
        (["cosine"] * 3, "3 curves for 2 parameter groups"),
        ("torch.StepLR(optimizer)", "torch.StepLR: step_size must be given"),
        ("torch.ReduceLROnPlateau(optimizer)", "metrics must be given"),
        ("cosin", "no schedule 'cosin'; did you mean"),
    ],
)
def test_what_is_no_curve_for_each_group_is_refused(word, message):
    with pytest.raises(lrplot.LrplotError) as refused:
        groups(word, [0.1, 0.7], {})
    assert message in str(refused.value)


def test_the_first_rate_that_no_training_can_use_is_said():
    (curve,) = groups("expr: 4 - t", [0.1], {})
    assert curve.rate(3) == 1.0
    with pytest.warns(lrplot.RateWarning, match="expr:4 - t: the rate of update 5 is -1$") as said:
        assert [curve.rate(5), curve.rate(6)] == [-1.0, -2.0]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("word", "options"),
    [
        ("mine=noam:d_model=128", {}),
        ("torch.MultiStepLR(optimizer, [3, 5])", {"interval": "epoch", "steps_per_epoch": 10}),
        ("configs/training/finetune.yaml", {"total_steps": 2000}),
        (SCRIPT, {}),
    ],
)
def test_a_curve_can_be_built_again_from_plain_values(word, options):
    (curve,) = groups(word, [0.5], options)
    again = pickle.loads(pickle.dumps(curve))
    assert again.curve == curve.curve
    assert again.state() == curve.state()
    assert "mine" not in str(curve.state())


@pytest.mark.parametrize("name", ["torch"])
def test_what_is_not_installed_is_said(name, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    for module in [each for each in sys.modules if each.startswith(f"lrplot.adapters.{name}_")]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(lrplot.LrplotError) as refused:
        lrplot.torch.scheduler(None, "noam")
    said = f"lrplot.{name} needs {name}, which is not installed: pip install {name}"
    assert str(refused.value) == said

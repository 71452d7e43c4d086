"""Adapters as far as they need no framework; train_torch.py and its kind train: make adapters."""

import math
import pickle
import sys

import numpy as np
import pytest

import lrplot
from lrplot.adapters.drawn import Drawn, groups, one
from lrplot.adapters.optax import DrawnSchedule
from lrplot.catalogue import find
from lrplot.specs.grammar import example

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


@pytest.mark.parametrize(
    ("word", "rates"),
    [
        ("expr: 4 - t", [-1.0, -2.0]),
        ("expr: 1 / (5 - t)", [math.nan, -1.0]),
        ("torch.ReduceLROnPlateau:lr=1,metrics=[4,3,2,1]", [math.nan, math.nan]),
    ],
)
def test_the_first_rate_that_no_training_can_use_is_said(word, rates):
    (curve,) = groups(word, [0.1], {})
    assert curve.rate(3) > 0
    with pytest.warns(lrplot.RateWarning, match=f"the rate of update 5 is {rates[0]}$") as said:
        np.testing.assert_array_equal([curve.rate(5), curve.rate(6)], rates)
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


def test_a_curve_that_comes_to_rest_is_a_table_of_which_the_last_rate_goes_on():
    table = one("ramp(0, 1, 4)", None, {}).table
    assert table[:6].tolist() == [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    # torch's own: the step of a milestone has the new rate
    table = one("torch.MultiStepLR:lr=8,milestones=[2,4],gamma=0.5", None, {}).table
    assert table.tolist()[:5] == [8.0, 8.0, 4.0, 4.0, 2.0]
    assert set(table.tolist()[5:]) == {2.0}


def test_a_curve_without_end_is_a_table_only_where_its_length_is_said():
    assert one("expr: 1 / (1 + t)", None, {}).table is None
    assert one("ramp(0, 1, 2M)", None, {}).table is None
    table = one("expr: 1 / (1 + t)", 4, {}).table
    np.testing.assert_array_equal(table[:4], [1, 1 / 2, 1 / 3, 1 / 4])
    assert np.isnan(table[4:]).all()


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
def test_nothing_happens_behind_the_last_rate_of_a_table(entry):
    curve = Drawn(example(entry))
    if curve.table is not None:
        steps = curve.table.size * np.array([1, 3, 1000]) + np.array([0, 1, 12345])
        np.testing.assert_array_equal(curve.curve(steps), curve.table[[-1] * 3])


@pytest.mark.parametrize("updates", [0, -3, 2.5, "10k"])
def test_updates_are_counted(updates):
    with pytest.raises(lrplot.LrplotError, match=r"^updates: they are counted, 1 or more, not "):
        one("noam", updates, {})


def test_a_schedule_of_keras_and_optax_is_one_curve():
    with pytest.raises(lrplot.LrplotError, match=r"^2 curves, and a schedule is one"):
        one(["cosine", "exp"], None, {})


def test_a_number_gives_a_float_without_jax():
    schedule = pickle.loads(pickle.dumps(DrawnSchedule(one("expr: t / 4", None, {}))))
    assert type(schedule(3)) is float
    assert schedule(3) == 0.75


@pytest.mark.parametrize(
    ("name", "needs", "call"),
    [
        ("torch", "torch", lambda: lrplot.torch.scheduler(None, "noam")),
        ("torch", "torch", lambda: lrplot.torch.DrawnLR),
        ("keras", "keras", lambda: lrplot.keras.schedule("noam")),
        ("keras", "keras", lambda: lrplot.keras.DrawnSchedule),
        ("optax", "jax", lambda: lrplot.optax.schedule("noam")),
    ],
)
def test_what_is_not_installed_is_said(name, needs, call, monkeypatch):
    monkeypatch.setitem(sys.modules, needs, None)
    for module in ("torch_scheduler", "keras_schedule"):
        monkeypatch.delitem(sys.modules, f"lrplot.adapters.{module}", raising=False)
    with pytest.raises(lrplot.LrplotError) as refused:
        call()
    said = f"lrplot.{name} needs {needs}, which is not installed: pip install {needs}"
    assert str(refused.value) == said

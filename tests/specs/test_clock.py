"""Schedulers that are stepped once an epoch, and lengths in epochs or parts of the whole."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan
from lrplot.readers.plan import interpret

TORCH = json.loads((Path(__file__).parents[1] / "golden" / "torch.json").read_text())["cases"]


@pytest.mark.parametrize("name", ["StepLR", "CosineAnnealingLR", "ReduceLROnPlateau", "LinearLR"])
@pytest.mark.parametrize("updates", [1, 7])
def test_once_an_epoch_a_rate_holds_for_all_updates_of_it(name, updates):
    case, *_ = (case for case in TORCH if name in case["word"])
    asked = plan(case["word"], interval="epoch", steps_per_epoch=updates, steps=10)
    epochs, rates = np.array(case["steps"]), np.array(case["rates"])
    steps = (epochs[:, None] * updates + np.arange(updates)).ravel()
    given = asked.plot().curves[0][1](steps)
    np.testing.assert_allclose(given, np.repeat(rates, updates), rtol=1e-12)


def test_every_epoch_is_a_step_of_the_picture_and_the_range_is_in_updates():
    word = "MultiStepLR(torch.optim.SGD(p, lr=0.1), [30, 80])"
    plot = plan(word, interval="epoch", steps_per_epoch=100).plot()
    schedule = plot.curves[0][1]
    assert {3000.0, 8000.0} <= set(schedule.breakpoints([0.0, 1e4]))
    # where there are too many epochs to name all, the drops are still named
    assert {3000.0, 8000.0} <= set(schedule.breakpoints([0.0, 1e12]))
    assert plot.steps.stop >= 8000


def test_a_metric_of_each_epoch_ends_with_the_last_of_them():
    word = "ReduceLROnPlateau(torch.optim.SGD(p, lr=0.1), patience=0, metrics=[1, 1, 1])"
    plot = plan(word, interval="epoch", steps_per_epoch=50).plot()
    # each of three values decides about the epoch after it
    assert len(plot.steps) == 200
    assert plot.curves[0][1]([149, 150, 199]) == pytest.approx([0.01, 0.001, 0.001])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "--interval epoch wants --steps-per-epoch N, the updates of an epoch"),
        (
            {"steps_per_epoch": 2.5},
            "--interval epoch wants whole epochs, not --steps-per-epoch 2.5",
        ),
    ],
)
def test_an_epoch_must_be_known(options, message):
    with pytest.raises(LrplotError) as caught:
        plan("torch.StepLR(opt, 30)", lr=0.1, interval="epoch", **options)
    assert str(caught.value) == message


def values(word, **options):
    return dict(plan(word, **options).specs[0].values)


def test_a_request_counts_updates_and_the_schedule_epochs():
    options = {"interval": "epoch", "steps_per_epoch": 100, "peak_lr": 0.1}
    word = "timm.CosineLRScheduler"
    given = values(word, total_steps=3000, warmup_steps=500, **options)
    assert (given["t_initial"], given["warmup_t"]) == (30, 5)
    assert values(word, total_steps="30ep", warmup_steps="5 epochs", **options) == given
    with pytest.raises(LrplotError, match="550 updates are no whole number of epochs of 100"):
        plan(word, total_steps=3000, warmup_steps=550, **options)


@pytest.mark.parametrize(
    ("length", "steps"),
    [("10%", 400), ("2ep", 2500), ("0.5 epochs", 625), ("1 epoch", 1250), ("0.01%", 1)],
)
def test_a_length_is_so_many_steps(length, steps):
    # transformers: ceil(num_training_steps * warmup_ratio)
    options = {"steps_per_epoch": 1250}
    expected = {"warmup_steps": steps, "total_steps": 4000}
    word = "linear:total_steps=4000"
    assert values(f"{word},warmup_steps={length}", **options) == expected
    assert values(word, warmup_steps=length, **options) == expected
    item = {"schedule": "linear", "total_steps": 4000, "warmup_steps": length}
    (spec,) = interpret({"schedules": [item], **options}).specs
    assert dict(spec.values) == expected


def test_parts_of_the_whole_follow_a_total_in_epochs_or_a_swept_one():
    word = "linear:total_steps=3ep,warmup_steps=50%"
    expected = {"total_steps": 30, "warmup_steps": 15}
    assert values(word, steps_per_epoch=10) == expected
    item = {"schedule": "linear", "warmup_steps": "10%", "sweep": {"total_steps": [100, 1000]}}
    specs = interpret({"schedules": [item]}).specs
    assert [dict(spec.values)["warmup_steps"] for spec in specs] == [10, 100]


def test_milestones_are_parts_of_a_total_that_is_asked_for():
    word = "tf1.piecewise_constant:x=t,boundaries=[50%,75%],values=[1,0.1,0.01]"
    with pytest.raises(LrplotError, match="boundaries: 50% is a part of the whole, which is not"):
        plan(word)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [("2ep", (0, 200, 1)), ("50%:100%", (500, 1000, 1)), ("0:1ep:10", (0, 100, 10))],
)
def test_a_range_of_steps_may_be_in_epochs_or_parts(steps, expected):
    word = "linear:total_steps=1000,warmup_steps=10"
    shown = plan(word, steps=steps, steps_per_epoch=100).plot().steps
    assert (shown.start, shown.stop, shown.stride) == expected


def test_a_length_in_epochs_wants_the_length_of_one():
    for asked in ({"steps": "2ep"}, {"warmup_steps": "2ep"}):
        with pytest.raises(LrplotError, match="2ep wants --steps-per-epoch N"):
            plan("linear", **asked).plot()
    with pytest.raises(LrplotError, match="must be at least 0"):
        plan("linear:warmup_steps=-1ep", steps_per_epoch=10)


def test_in_a_plan_each_curve_may_have_its_own_interval():
    word = "StepLR(torch.optim.SGD(p, lr=0.1), 30)"
    step = {"schedule": "torch.StepLR", "lr": 0.1, "step_size": 30}
    asked = interpret(
        {
            "steps_per_epoch": 10,
            "interval": "epoch",
            "schedules": [word, step, {**step, "interval": "step", "label": "every update"}],
        }
    )
    first, second, third = (schedule for _, schedule in asked.plot().curves)
    assert first == second
    assert first(299) == second(299) == 0.1
    assert first(300) == pytest.approx(0.01)
    assert third(30) == pytest.approx(0.01)

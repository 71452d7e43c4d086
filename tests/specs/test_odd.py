"""What can hardly be meant is drawn, and said in one line."""

import warnings

import pytest

import lrplot
from lrplot.catalogue import find
from lrplot.specs.grammar import example
from lrplot.specs.odd import warn_of

SGD = "torch.optim.SGD(params, lr=0.1)"
LINEAR = "transformers.get_linear_schedule_with_warmup"
COSINE = "CosineAnnealingLR(opt, 9, eta_min=0.2)"


def said(make, *args, **options):
    """Return the warnings of what is done."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        make(*args, **options)
    return [str(one.message) for one in found]


@pytest.mark.parametrize(
    ("word", "odd"),
    [
        (f"torch.CosineAnnealingLR({SGD}, 9, eta_min=0.2)", "eta_min is 0.2, above the rate 0.1"),
        (f"torch.{COSINE}", "eta_min is 0.2, above the rate 0.1"),
        (f"torch.SequentialLR(opt, [{COSINE}, {COSINE}], [5])", "eta_min is 0.2, above the rate"),
        ("mmengine.CosineAnnealingLR(opt, T_max=9, eta_min_ratio=2)", "eta_min_ratio is 2, an end"),
        ("keras.CosineDecay(0.1, 100, alpha=2)", "alpha is 2, an end above the peak"),
        ("keras.PolynomialDecay(5e-5, 99)", "end_learning_rate is 0.0001 by default, above the r"),
        ("poly:end_learning_rate=0.1", "end_learning_rate is 0.1, above the rate 0.001"),
        ("nanogpt:min_lr=1e-3", "min_lr is 0.001, above the rate 0.0006"),
        (
            "linear:warmup_steps=0.5",
            "less than one step: --warmup-steps 50% is a part of the total",
        ),
        ("cosine:warmup_steps=0.03", "warmup_steps is 0.03, less than one step: --warmup-steps 3%"),
        ("noam:warmup_steps=0.5", "warmup_steps is 0.5, less than one step$"),
        (f"{LINEAR}(opt, 2000, 1000)", r"num_warmup_steps is 2000, longer than num_training_steps"),
        ("nanogpt:lr_decay_iters=100", r"warmup_iters is 2000 by default, longer than .* \(100\)"),
    ],
)
def test_what_is_odd_is_said(word, odd):
    with pytest.warns(lrplot.LrplotWarning, match=odd):
        lrplot.read(word, lr=0.1)


def test_a_warmup_longer_than_the_training_is_drawn_as_transformers_does():
    # lr_lambda of get_linear_schedule_with_warmup: current_step / num_warmup_steps below it
    rates = lrplot.read(f"{LINEAR}(opt, 2000, 1000)", lr=0.1).schedule()([0, 500, 1999])
    assert rates == pytest.approx([0.0, 0.1 * 500 / 2000, 0.1 * 1999 / 2000])


@pytest.mark.parametrize(
    "word",
    [
        # a way up as good as a way down
        "optax.linear_schedule(0.0, 0.1, 1000)",
        "ignite.CosineAnnealingScheduler(start_value=0.0, end_value=1.0, cycle_size=10)",
        "torch.SWALR(opt, swa_lr=0.2)",
        f"{LINEAR}(opt, 1000, 1000)",
    ],
)
def test_what_may_be_meant_is_not(word):
    assert not said(lrplot.read, word, lr=0.1)


def test_a_request_upside_down_is_said_once(write):
    name = write("a.yaml", "request: {peak_lr: 0.1, end_lr: 0.2}\nschedules: [linear, cosine]\n")
    for words, asked in ((["linear", "cosine"], {"peak_lr": 0.1, "end_lr": 0.2}), (name, {})):
        assert said(lrplot.plan, words, **asked) == ["--end-lr 0.2 is above --peak-lr 0.1"]


def test_no_example_is_odd():
    assert not [one for entry in find.all_entries() for one in said(warn_of, example(entry), 0.1)]


def test_options_are_looked_at_too(run):
    line = run("torch.CosineAnnealingLR", "--lr", ".1", "--T-max", "9", "--eta-min", "1").err
    assert "warning: torch.CosineAnnealingLR: eta_min is 1, above the rate 0.1" in line


EPOCHS = "usually stepped once an epoch: type --interval epoch, or --interval step if"


@pytest.mark.parametrize(
    "words",
    [
        ["torch.StepLR(opt, 30)", "torch.ExponentialLR(opt, 0.9)", "cosine"],
        ["timm.cosine:t_initial=90"],
        [f"torch.SequentialLR(opt, [{COSINE}, {COSINE}], milestones=[5])"],
    ],
)
def test_what_is_usually_stepped_once_an_epoch_is_said_in_one_line(words):
    (line,) = (one for one in said(lrplot.plan, words, lr=0.1, steps_per_epoch=1250)
               if "the rate" not in one)  # fmt: skip
    assert EPOCHS in line
    assert not [one for one in said(lrplot.plan, words, lr=0.1) if EPOCHS in one]


@pytest.mark.parametrize(
    ("word", "options"),
    [
        ("torch.StepLR(opt, 30)", {"interval": "step"}),
        ("torch.StepLR(opt, 30)", {"interval": "epoch"}),
        # whole epochs are said in updates
        ("torch.StepLR:step_size=30ep", {}),
        ("torch.MultiStepLR(opt, [12500, 25000])", {}),
    ],
)
def test_nothing_is_said_where_it_is_told(word, options):
    words = [word, "torch.OneCycleLR(opt, 0.1, 1000)", "cosine"]
    assert not said(lrplot.plan, words, lr=0.1, steps_per_epoch=1250, **options)


def test_a_script_says_when_it_steps(tmp_path):
    (tmp_path / "a.py").write_text(
        "import torch\nopt = torch.optim.SGD([], lr=0.1)\n"
        "s = torch.optim.lr_scheduler.StepLR(opt, 3)\n"
        "for e in range(9):\n    for b in range(1250):\n        opt.step()\n    s.step()\n"
    )
    assert not said(lrplot.plan, str(tmp_path / "a.py"), steps_per_epoch=1250)


def test_a_plan_says_it_for_each_curve(write):
    one = "{schedule: torch.StepLR, lr: 0.1, step_size: 30"
    name = write("a.yaml", f"steps_per_epoch: 99\nschedules:\n- {one}}}\n")
    assert [EPOCHS in line for line in said(lrplot.plan, name)] == [True]
    name = write("b.yaml", f"steps_per_epoch: 99\nschedules:\n- {one}, interval: step}}\n")
    assert not said(lrplot.plan, name)

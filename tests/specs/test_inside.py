"""What stands inside a constructor: variables of a script, an optimizer, where a run goes on.

Expected rates are torch 2.13.0's, or its rule as the test says it.
"""

import numpy as np
import pytest

import lrplot
from lrplot.errors import LrplotError
from lrplot.readers.plan import interpret

SGD = "torch.optim.SGD(params, lr=0.1)"


@pytest.mark.parametrize(
    "word",
    [
        "SequentialLR(optimizer, schedulers=[warmup, cosine], milestones=[5])",
        "ChainedScheduler([linear, exp])",
        "optax.join_schedules([warmup, cosine], [100])",
        "optax.join_schedules([self.warmup, linear_schedule(1.0, 0.0, 9)], [100])",
    ],
)
def test_a_variable_is_no_short_name(word):
    with pytest.raises(LrplotError, match=r"'(self\.)?(warmup|linear)' is a variable of your"):
        lrplot.read(word, lr=0.1)


def test_a_chain_has_the_rate_of_the_optimizer_inside():
    # the product of 0.05 * 0.1 for 20 steps, then 0.05, and 0.99 ** t
    first = "ConstantLR(torch.optim.SGD(params, lr=0.05), factor=0.1, total_iters=20)"
    word = f"ChainedScheduler([{first}, ExponentialLR(optimizer, gamma=0.99)])"
    steps = np.array([0, 19, 20, 50])
    rates = 0.05 * np.where(steps < 20, 0.1, 1.0) * 0.99**steps
    np.testing.assert_allclose(lrplot.read(word).schedule()(steps), rates, rtol=1e-12)


@pytest.mark.parametrize(
    "word",
    [
        "ChainedScheduler([ExponentialLR({one}, 0.9), ExponentialLR({other}, 0.9)])",
        "ChainedScheduler([ExponentialLR({one}, 0.9)], {other})",
        "SequentialLR({one}, [LinearLR(opt), ExponentialLR({other}, 0.9)], [5])",
        "SequentialLR({one}, [ChainedScheduler([LinearLR({other})]), LinearLR(opt)], [5])",
        "pytorch_warmup.LinearWarmup({one}, 10, lr_scheduler=StepLR({other}, 3))",
    ],
)
def test_a_chain_has_one_optimizer(word):
    # torch raises ValueError for schedulers of different optimizers
    one, other = (f"torch.optim.SGD(p, lr={lr})" for lr in (0.1, 0.2))
    message = r"have several optimizers, with the rates 0\.1 and 0\.2; .*: write it once"
    with pytest.raises(LrplotError, match=message):
        lrplot.read(word.format(one=one, other=other))
    # written again for each, it is the same one
    assert lrplot.read(word.format(one=one, other=one)).schedule()(0) > 0


def test_the_rate_that_is_said_inside_is_not_left_open():
    word = "SequentialLR(opt, [ExponentialLR(torch.optim.SGD(p, lr=0.1), 0.5), LinearLR(o)], [9])"
    spec = lrplot.read(word, lr=0.4)
    assert spec.schedule()([0, 1]).tolist() == [0.1, 0.05]
    assert "SequentialLR(torch.optim.SGD(params, lr=0.1), " in spec.paste()


def test_the_rate_of_a_factor_is_no_optimizers(write):
    write("mine.py", "def half(step, lr): return lr\n")
    with pytest.raises(LrplotError, match="LambdaLR: lr must be given"):
        lrplot.read("LambdaLR(opt, 'mine.py:half(0.5)')")
    assert lrplot.read("LambdaLR(opt, 'mine.py:half(0.5)')", lr=0.1).schedule()(0) == 0.05


def test_in_a_plan_the_schedulers_inside_have_the_rate_around_them():
    plan = interpret(
        {
            "schedules": [
                {
                    "schedule": "torch.SequentialLR",
                    "lr": 1e-4,
                    "milestones": [2],
                    "schedulers": [
                        {"schedule": "torch.LinearLR", "total_iters": 2, "start_factor": 0.001},
                        {"schedule": "torch.MultiStepLR", "milestones": [10, 20], "gamma": 0.1},
                    ],
                }
            ]
        }
    )
    rates = plan.specs[0].schedule()(np.array([0, 1, 2, 11, 12, 22, 30]))
    wanted = [1e-7, 5.005e-05, 1e-4, 1e-4, 1e-5, 1e-6, 1e-6]
    np.testing.assert_allclose(rates, wanted, rtol=1e-9)


@pytest.mark.parametrize("last", ["49", "start_epoch - 1", "0"])
@pytest.mark.parametrize(
    "word", ["CosineAnnealingLR({}, 100, last_epoch={})", "StepLR({}, 30, 0.1, last_epoch={})"]
)
def test_a_run_that_goes_on_is_refused(word, last):
    with pytest.raises(LrplotError, match=r"last_epoch: only -1 is drawn, .*leave it out"):
        lrplot.read(word.format(SGD, last))


def test_a_run_from_its_start_is_drawn():
    assert lrplot.read(f"StepLR({SGD}, 30, last_epoch=-1)") == lrplot.read(f"StepLR({SGD}, 30)")


@pytest.mark.parametrize(
    "groups",
    ["[{'params': a, 'lr': 1e-5}, {'params': b}]", "({'lr': 1},)", "[dict(params=a, lr=1)]"],
)
def test_a_rate_of_a_parameter_group_is_not_dropped(groups):
    with pytest.raises(LrplotError, match="a parameter group has an lr of its own"):
        lrplot.read(f"CosineAnnealingLR(torch.optim.AdamW({groups}, lr=1e-3), 100)")

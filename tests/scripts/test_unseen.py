"""Scripts whose updates another file makes: `--interval` says where they are."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

HEAD = """import torch
from engine import train
opt = torch.optim.SGD([{"params": a, "lr": 0.1}, {"params": b, "lr": 0.01}], lr=0.05)
s = torch.optim.lr_scheduler.MultiStepLR(opt, [2, 4], 0.1)
"""
GROUPS = [0.1, 0.01]


def rates(tmp_path, text, **given):
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    plot = plan(str(path), **given).plot()
    return [curve(np.arange(len(plot.steps))) for _, curve in plot.curves]


EPOCHS = """for epoch in range(6):
    train(model, opt)
    if epoch != 4:
        s.step()
"""
UPDATES = """for batch in range(6):
    train(model, opt)
    s.step()
"""


def test_every_group_and_condition_is_read_for_as_long_as_the_loop_lasts(tmp_path):
    found = rates(tmp_path, EPOCHS, interval="epoch", steps_per_epoch=3)
    drops = np.repeat([0, 0, 1, 1, 2, 2], 3)  # before the epochs 0 to 5: 0, 1, 2, 3, 4, 4 steps
    np.testing.assert_allclose(found, [rate * 0.1**drops for rate in GROUPS], rtol=1e-12)


def test_an_update_may_be_every_step(tmp_path):
    found = rates(tmp_path, UPDATES, interval="step")
    drops = np.array([0, 0, 1, 1, 2, 2])
    np.testing.assert_allclose(found, [rate * 0.1**drops for rate in GROUPS], rtol=1e-12)


def test_every_scheduler_is_drawn(tmp_path):
    other = """other = torch.optim.SGD(params, lr=0.3)
r = torch.optim.lr_scheduler.ExponentialLR(other, 0.5)
for epoch in range(3):
    train(model, opt, other)
    s.step()
    r.step()
"""
    found = rates(tmp_path, other, interval="epoch", steps_per_epoch=2)
    exponent = np.repeat([0, 1, 2], 2)
    expected = [*(rate * 0.1 ** (exponent // 2) for rate in GROUPS), 0.3 * 0.5**exponent]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_two_schedulers_of_one_optimizer_move_it_together(tmp_path):
    both = """r = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for epoch in range(4):
    train(model, opt)
    s.step()
    r.step()
"""
    found = rates(tmp_path, both, interval="epoch", steps_per_epoch=1)
    factor = 0.5 ** np.arange(4) * 0.1 ** np.array([0, 0, 1, 1])
    np.testing.assert_allclose(found, [rate * factor for rate in GROUPS], rtol=1e-12)


def test_schedulers_that_step_in_several_loops_are_refused(tmp_path):
    mixed = """r = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for epoch in range(4):
    for batch in range(3):
        r.step()
    s.step()
"""
    with pytest.raises(LrplotError, match="stepped in several loops, so --interval epoch does not"):
        rates(tmp_path, mixed, interval="epoch", steps_per_epoch=1)

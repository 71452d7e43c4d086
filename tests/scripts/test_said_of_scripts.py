"""What a script trains beside its schedule, and texts said of it that are slips."""

import re

import numpy as np
import pytest

from lrplot import plan
from lrplot.errors import LrplotWarning

TWO = """
import torch
from torch.optim.lr_scheduler import ExponentialLR
a = torch.optim.Adam(model.parameters(), lr=0.001)
b = torch.optim.Adam(other.parameters(), lr=0.004)
s = ExponentialLR(a, 0.5)
for epoch in range(3):
    a.step()
    b.step()
    s.step()
"""
CHOSEN = """
import torch
opt = torch.optim.Adam(model.parameters(), lr=1.0)
if args.sched == "step":
    s = torch.optim.lr_scheduler.StepLR(opt, 1, 0.5)
elif args.sched in ("cosine", "cos"):
    s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, 2)
else:
    s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
for epoch in range(2):
    opt.step()
    s.step()
"""


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "train.py"
        path.write_text(text)
        return str(path)

    return write


def test_an_optimizer_without_a_schedule_is_drawn_beside_one_that_has_one(script):
    plot = plan(script(TWO)).plot()
    found = [(label, list(curve(np.arange(3)))) for label, curve in plot.curves]
    assert found == [("s", [0.001, 0.0005, 0.00025]), ("b", [0.004] * 3)]


@pytest.mark.parametrize(("said", "near"), [("setp", "step"), ("cosin", "cosine")])
def test_a_text_that_is_near_one_that_the_script_knows_is_said(script, said, near):
    with pytest.warns(LrplotWarning, match=re.escape(f"the script knows '{near}', not '{said}'")):
        plan(script(CHOSEN), let=[f"args.sched={said}"])


@pytest.mark.parametrize("said", ["step", "cos", "exponential"])
def test_a_text_that_the_script_knows_or_that_is_like_none_is_not(script, said, recwarn):
    plan(script(CHOSEN), let=[f"args.sched={said}"])
    assert not recwarn.list

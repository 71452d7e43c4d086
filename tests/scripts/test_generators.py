"""Generators of a script's own whose items are not counted, or that are used up: a message."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

HEAD = """import torch
opt = torch.optim.SGD(model.parameters(), 0.4)
s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
def batches(many):
    for i in range(100):
        if i == many:
            return
        yield i
def some(many):
    for i in range(many):
        yield i
"""


def drawn(tmp_path, loop, let=()):
    path = tmp_path / "train.py"
    path.write_text(HEAD + loop + "    opt.step()\n    s.step()\n")
    plot = plan(str(path), let=list(let)).plot()
    ((_, curve),) = plot.curves
    return curve(np.arange(len(plot.steps)))


def test_one_that_returns_is_asked_for(tmp_path):
    loop = "for i in batches(4):\n"
    with pytest.raises(LrplotError, match=r"not known before it runs: len\(batches\(4\)\)"):
        drawn(tmp_path, loop)
    found = drawn(tmp_path, loop, ["len(batches(4))=4"])
    np.testing.assert_allclose(found, [0.4, 0.4, 0.2, 0.2], rtol=1e-12)


def test_one_that_is_used_up_in_the_first_round_is_refused(tmp_path):
    loop = "g = some(4)\nfor epoch in range(2):\n  for i in g:\n"
    with pytest.raises(LrplotError, match=r"some\(4\) of line 12 is gone through once, not in"):
        drawn(tmp_path, loop)

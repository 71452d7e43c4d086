"""What a script steps by parts of an epoch, or several times an update, is drawn as one line."""

import numpy as np
import pytest

import lrplot
from lrplot.plots.sampling import sample

TRAINS = """
import torch
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, ExponentialLR, StepLR
opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
s = {scheduler}
for epoch in range({epochs}):
    for i in range({batches}):
        {body}
"""
PARTS = "opt.step(); s.step(epoch + i / {batches})"
TWICE = """s.step()
        if i % 2: opt.step()"""
THRICE = """s.step()
        if i in (1, 2, 4): opt.step()"""
LATE = """opt.step()
        if i == 0: s.step()"""


@pytest.mark.parametrize(
    ("scheduler", "epochs", "batches", "body", "at"),
    [
        # torch: step() is called behind an update, so the one that is at 2 and 6 is the next
        ("CosineAnnealingWarmRestarts(opt, 2, 2)", 7, 5, PARTS, [11, 31]),
        ("CosineAnnealingWarmRestarts(opt, 3)", 7, 391, PARTS, [3 * 391 + 1, 6 * 391 + 1]),
        ("ExponentialLR(opt, 0.9)", 4, 8, TWICE, []),
        ("ExponentialLR(opt, 0.9)", 4, 5, THRICE, []),
        # before update k there were 2 k + 2 steps
        ("StepLR(opt, 7)", 4, 8, TWICE, [3, 6, 10, 13]),
        ("ExponentialLR(opt, 0.9)", 4, 5, LATE, [1, 6, 11, 16]),
    ],
)
def test_only_what_jumps_is_upright(tmp_path, scheduler, epochs, batches, body, at):
    path = tmp_path / "train.py"
    body = body.format(batches=batches)
    path.write_text(TRAINS.format(scheduler=scheduler, epochs=epochs, batches=batches, body=body))
    plot = lrplot.plan(str(path)).plot()
    (_, schedule), steps = plot.curves[0], plot.steps
    for cells in (2048, 100):
        curve = sample("", schedule, steps, cells)
        upright = (np.diff(curve.steps) == 0) & (np.diff(curve.rates) != 0)
        assert np.unique(curve.steps[:-1][upright]).tolist() == at

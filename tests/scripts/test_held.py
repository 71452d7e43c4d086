"""Schedulers that another one holds: what is refused of them."""

import pytest

from lrplot import LrplotError, plan, read

HELD = """import torch
from torch.optim.lr_scheduler import ExponentialLR, LinearLR, SequentialLR
from warmup_scheduler import GradualWarmupScheduler
opt = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], 0.1)
a, b = LinearLR(opt, 0.1, total_iters=3), ExponentialLR(opt, 0.9)
s = {made}
for step in range(6):
    opt.step()
    s.step()
    a.step()
"""


@pytest.mark.parametrize(
    "made", ["SequentialLR(opt, [a, b], [3])", "GradualWarmupScheduler(opt, 1, 5, a)"]
)
def test_one_that_is_stepped_beside_is_refused(tmp_path, made):
    path = tmp_path / "train.py"
    path.write_text(HELD.format(made=made))
    with pytest.raises(LrplotError, match="line 10: a is stepped here, and by the scheduler that"):
        plan(str(path))


@pytest.mark.parametrize(
    ("multiplier", "after", "why"),
    [
        (1, "ReduceLROnPlateau(opt, metrics=[1, 2])", "which wants a metric, is not read"),
        (1, "ChainedScheduler([StepLR(opt, 3)])", "must be a scheduler that holds no others"),
        (1, "OneCycleLR(opt, 0.1, 100)", "OneCycleLR and CyclicLR not at all"),
        (2, "LambdaLR(opt, lambda step: 0.9**step)", "is read beside multiplier=1 alone"),
    ],
)
def test_what_a_gradual_warmup_cannot_hold_is_refused(multiplier, after, why):
    made = f"torch.optim.SGD(params, lr=0.1), {multiplier}, 5, {after}"
    with pytest.raises(LrplotError, match=why):
        read(f"warmup_scheduler.GradualWarmupScheduler({made})").schedule()

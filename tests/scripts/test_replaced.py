"""A scheduler that is said by `--let` stands where the script has one that nobody can read."""

import numpy as np
import pytest

from lrplot import LrplotError, plan, read

SCRIPT = """import torch
from elsewhere import build, Config
cfg = Config()
optimizer = torch.optim.SGD(params, lr=0.1)
cfg.scheduler = scheduler = build(optimizer, 10, 100)
for step in range(100):
    optimizer.step()
    scheduler.step()
"""
COSINE = "get_cosine_schedule_with_warmup(optimizer, 10, 100)"


def drawn(path, *let):
    return plan(path, let=let).plot().curves[0][1](np.arange(100))


@pytest.mark.parametrize(
    "let",
    [
        f"build(optimizer, 10, 100)={COSINE}",
        f"scheduler={COSINE}",
        f"cfg.scheduler=transformers.{COSINE}",
    ],
)
def test_a_scheduler_is_put_where_it_is_said_of(write, let):
    equal = read("get_cosine_schedule_with_warmup(opt, 10, 100)", lr=0.1).schedule()
    np.testing.assert_array_equal(drawn(write("a.py", SCRIPT), let), equal(np.arange(100)))


def test_so_is_an_optimizer(write):
    found = drawn(
        write("a.py", SCRIPT),
        "optimizer=SGD(params, lr=rate)", "rate=0.5", "scheduler=StepLR(optimizer, 50)",
    )  # fmt: skip
    np.testing.assert_allclose(found, [0.5] * 50 + [0.05] * 50, rtol=1e-15)


def test_what_cannot_be_read_there_is_refused(write):
    path = write("a.py", SCRIPT)
    with pytest.raises(LrplotError, match="=None if it does nothing; "):
        drawn(path)
    path = write("a.py", SCRIPT.replace("build", "warmup_build"))
    with pytest.raises(LrplotError, match="=None if it does nothing, or the scheduler that it m"):
        drawn(path)
    with pytest.raises(LrplotError, match=r"line 5: what made\(optimizer\) does to the rate"):
        drawn(path, "scheduler=made(optimizer)")
    with pytest.raises(LrplotError, match="nothing reads schedler; did you mean scheduler"):
        drawn(path, f"schedler={COSINE}", "rate=0.5", "optimizer=SGD(params, lr=rate)")

"""Scripts whose settings are imported from a file that is not read: each is asked for."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

SCRIPT = """import torch
from config import DEBUG, cfg, epochs
import settings as S
opt = torch.optim.SGD(model.parameters(), S.LR)
s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
for epoch in range(epochs):
    opt.step()
    s.step()
    if DEBUG:
        break
    if cfg.stop is not None and epoch > cfg.stop:
        break
"""


def drawn(tmp_path, let):
    path = tmp_path / "train.py"
    path.write_text(SCRIPT)
    plot = plan(str(path), let=let).plot()
    ((_, curve),) = plot.curves
    return curve(np.arange(len(plot.steps)))


def test_flags_and_numbers_that_are_imported_are_known_by_their_names(tmp_path):
    said = ["S.LR=0.4", "epochs=5", "DEBUG=False", "cfg.stop=2"]
    np.testing.assert_allclose(drawn(tmp_path, said), [0.4, 0.4, 0.2, 0.2], rtol=1e-12)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ((), r"not known before it runs: S.LR \(line 4\)"),
        (("S.LR=0.4",), r"not known before it runs: epochs \(line 2\)"),
        (("S.LR=0.4", "DEBUG=False"), r"epochs \(line 2\)"),
        (("S.LR=0.4", "epochs=5"), r"not known before it runs: DEBUG \(line 2\)"),
        (("S.LR=0.4", "epochs=5", "DEBUG=False"), r"before it runs: cfg.stop \(line 11\)"),
    ],
)
def test_none_is_taken_for_a_function_which_is_true(tmp_path, said, asked):
    with pytest.raises(LrplotError, match=asked):
        drawn(tmp_path, list(said))

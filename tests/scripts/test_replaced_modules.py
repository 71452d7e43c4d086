"""Modules that a script reads anew, or finds elsewhere, and parts of torch that it replaces."""

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan

LOOP = """
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=LR)
scheduler = torch.optim.lr_scheduler.StepLR(opt, 2)
for epoch in range(2):
    opt.step()
    scheduler.step()
"""


@pytest.mark.parametrize(
    "change",
    [
        "torch.optim.SGD = made",
        "torch.optim.SGD.__init__ = made",
        "S.StepLR = made",
        "S.StepLR.get_lr = made",
        "setattr(torch.optim, 'SGD', made)",
    ],
)
def test_a_part_of_torch_that_is_replaced_is_refused(write, change):
    head = "import torch\nimport torch.optim.lr_scheduler as S\nLR = 0.1\ndef made(*a, **k): ...\n"
    with pytest.raises(LrplotError, match=r"line 5: .* is changed in its class"):
        plan(write("train.py", head + change + LOOP))
    plan(write("train.py", f"{head}torch.backends.cudnn.benchmark = True{LOOP}"))


@pytest.fixture
def rates(tmp_path):
    def drawn(head, **files):
        for name, text in files.items():
            path = tmp_path / f"{name.replace('_in_', '/')}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        (tmp_path / "train.py").write_text(f"import importlib, os, sys, torch\n{head}{LOOP}")
        return plan(str(tmp_path / "train.py")).plot().curves[0][1](np.arange(2)).tolist()

    return drawn


def test_a_module_that_is_read_anew_is_refused(rates):
    head = "import conf\nconf.LR = 0.5\nimportlib.reload(conf)\nLR = conf.LR"
    with pytest.raises(
        LrplotError, match=r"line 4: what importlib.reload\(conf\) makes anew is no"
    ):
        rates(head, conf="LR = 0.1")


def test_a_folder_that_the_path_begins_with_is_looked_into_first(rates):
    files = {"conf": "LR = 0.1", "lib_in_conf": "LR = 0.5"}
    assert rates("sys.path.insert(0, 'lib')\nfrom conf import LR", **files) == [0.5, 0.5]
    assert rates("sys.path.append('lib')\nfrom conf import LR", **files) == [0.1, 0.1]
    assert rates("from conf import LR\nsys.path.insert(0, 'lib')", **files) == [0.1, 0.1]


def test_one_that_is_not_known_is_said(rates):
    head = "sys.path.insert(0, os.environ['LIBRARY'])\nfrom conf import LR"
    with pytest.warns(LrplotWarning, match="line 2: conf is read from conf.py, whatever this puts"):
        assert rates(head, conf="LR = 0.1") == [0.1, 0.1]

"""MMEngine: random configurations held to a real Runner's rates, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan

DRAWN = json.loads((Path(__file__).parent / "drawn" / "mmengine.json").read_text())["drawn"]

FILE = """\
train_cfg = dict(max_epochs=3)
train_dataloader = dict(batch_size=2)
optim_wrapper = dict(optimizer=dict(lr=0.1))
"""


@pytest.mark.parametrize("case", DRAWN, ids=range(len(DRAWN)))
def test_every_update_is_the_runners(case, write):
    # a loop of iterations does not depend on the data
    size = {"dataset_size": case["dataset_size"]} if "max_epochs" in case["text"] else {}
    asked = plan(write("made.py", case["text"]), **size)
    steps = np.arange(len(case["rates"]))
    assert len(asked.settings.steps) == len(steps)
    (curve,) = (curve for _, curve in asked.plot().curves)
    np.testing.assert_allclose(curve(steps), case["rates"], rtol=1e-12, atol=1e-18)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("param_scheduler = [dict(type='LinearLx')]", "param_scheduler.0.type: no 'LinearLx'"),
        ("param_scheduler = [dict(type='ReduceOnPlateauLR')]", "follows what is measured"),
        ("param_scheduler = [dict(type='StepLR', step_size=open('x'))]", "open('x')"),
        ("param_scheduler = [3]", "param_scheduler: item 0 must be a section"),
        ("param_scheduler = dict(a=[], b=[])", "one list for every optimizer"),
        ("train_cfg = dict(max_iters=3)\nparam_scheduler = [dict(type='StepLR', step_size=1)]",
         "by_epoch"),
        ("train_cfg = dict(max_iters=3, max_epochs=4)", "a loop counts one"),
        ("optim_wrapper = dict(constructor='LayerDecay', optimizer=dict(lr=1))", "constructor"),
        ("_base_ = 'gone.py'", "gone.py"),
        ("_base_ = '../gone.py'", "--allow-outside"),
        ("_base_ = 'mmdet::x.py'", "another package"),
        ("_base_ = 3", "_base_ must be files"),
    ],
    ids=range(12),
)  # fmt: skip
def test_refused(more, message, write):
    with pytest.raises(LrplotError) as error:
        plan(write("a.py", f"{FILE}{more}\n"), dataset_size=10)
    assert message in str(error.value)


def test_a_file_on_itself_is_refused(write):
    with pytest.raises(LrplotError, match="below each other"):
        plan(write("a.py", f"_base_ = 'a.py'\n{FILE}"), dataset_size=10)


def test_a_key_of_a_base_file_is_set(write):
    write("below.py", FILE)
    path = write("a.py", "_base_ = ['below.py']\nauto_scale_lr = dict(base_batch_size=2)\n")
    asked = plan(path, dataset_size=10, epochs=2, gpus=3, set=["auto_scale_lr.enable=true"])
    # ceil(ceil(10 / 3) / 2) batches, twice; 0.1 times 3 · 2 / 2
    assert len(asked.settings.steps) == 4
    np.testing.assert_allclose(asked.plot().curves[0][1](np.arange(4)), 0.3)


def test_names_of_its_own_make_it_no_other_format(write):
    file = FILE.replace("lr=0.1", "lr=learning_rate")
    path = write("a.py", f"max_iters, warmup_iters, learning_rate = 9, 3, 0.1\n{file}")
    assert plan(path, dataset_size=10).specs[0].told[0].startswith("MMEngine configuration; 15")

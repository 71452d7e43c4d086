"""Arguments of an ultralytics training: what is asked, and what is refused."""

import pytest

from lrplot import LrplotError, plan

FILE = """\
mode: train
epochs: 10
batch: 16
optimizer: SGD
lr0: 0.01
lrf: 0.01
warmup_epochs: 3.0
warmup_bias_lr: 0.1
"""


def said(path, **options):
    with pytest.raises(LrplotError) as error:
        plan(path, **options)
    return str(error.value)


def test_the_version_is_asked_for_where_it_makes_a_difference(write):
    path = write("args.yaml", FILE)
    assert "which version" in said(path, dataset_size=200)
    assert plan(path, dataset_size=200, set=["version=8.4.190"])
    assert plan(path, dataset_size=2000)
    assert plan(path, dataset_size=2000, set=["version=8.3.0"])


def test_the_classes_are_asked_for_where_the_rate_depends_on_them(write):
    path = write("args.yaml", FILE.replace("SGD", "auto"))
    assert "how many classes" in said(path, dataset_size=2000)
    (weights, biases) = plan(path, dataset_size=2000, set=["nc=1"]).plot().curves
    # the first batch after the warmup, in the fourth of ten epochs
    assert weights[1]([200])[0] == biases[1]([200])[0] == pytest.approx(0.002 * (0.7 * 0.99 + 0.01))
    assert "which version" in said(path, dataset_size=200_000)
    for version, groups in (("8.3.0", 2), ("8.4.0", 4)):
        asked = plan(path, dataset_size=200_000, set=[f"version={version}"])
        assert len(asked.specs) == groups


def test_a_batch_is_that_of_all_gpus(write):
    path = write("args.yaml", f"{FILE}device: 0,1,2,3\n")
    asked = plan(path, dataset_size=2000, set=["nbs=16"])
    assert len(asked.settings.steps) == 10 * 125
    assert "must be 17 at least" in said(path, dataset_size=2000, gpus=17)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("time=2", "as a clock says"),
        ("resume=true", "goes on with another"),
        ("batch=-1", "GPU's memory"),
        ("optimizer=Lion", "no 'lion'"),
        ("version=new", "as 8.4.190"),
        ("nbs=0", "from 1"),
        ("epochs=0", "from 1"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused(write, change, message):
    assert message in said(write("args.yaml", FILE), dataset_size=200, set=[change])


def test_the_hyper_parameters_of_yolov5_are_no_such_file(write):
    assert "no configuration" in said(write("hyp.yaml", f"{FILE}anchor_t: 4.0\n"))

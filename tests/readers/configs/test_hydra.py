"""Configurations put together of files: what is refused, and what may not be read."""

import pytest

from lrplot import LrplotError, plan

WHOLE = """\
model:
  optimizer: {_target_: torch.optim.SGD, lr: 0.1}
  scheduler: {_target_: torch.optim.lr_scheduler.StepLR, _partial_: true, step_size: 2}
data: {batch_size: 4}
trainer: {max_epochs: 3}
"""


def said(path, **options):
    with pytest.raises(LrplotError) as error:
        plan(path, dataset_size=20, **options)
    assert str(error.value).isprintable()
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("StepLR", "StepLr", "did you mean torch.optim.lr_scheduler.StepLR"),
        ("step_size: 2", "step_size: 2, interval: step", "no parameter 'interval'"),
        ("step_size: 2", "_args_: [2]", "must have names"),
        ("{_target_: torch.optim.lr", "{name: torch.optim.lr", "only a class by its _target_"),
        ("lr: 0.1", "lr: '${lr}'", "model.optimizer.lr must be a number, not '${lr}'"),
        ("lr: 0.1", "lr: '${model.optimizer.lr}'", "refers to itself"),
        ("trainer: {max_epochs: 3}", "", "trainer.max_epochs"),
        ("max_epochs: 3", "max_epochs: -1", "without end"),
    ],
)
def test_what_is_not_understood_is_refused(write, old, new, message):
    assert message in said(write("a.yaml", WHOLE.replace(old, new)))


@pytest.mark.parametrize(
    ("defaults", "message"),
    [
        ("[{model: none}]", "none.yaml"),
        ("[{model: ../../a}]", "leads out of this file's folder"),
        ("[{model: /etc/passwd}]", "no such file"),
        ("[{model: '???'}]", "this does not say model"),
        ("[{model: '${m}'}]", "cannot be '${m}'"),
        ("[{model: 3}]", "cannot be 3"),
        ("[{override /model: small}]", "changes what another one puts together"),
        ("[{model: again}]", "too"),
        ("[{model: a, trainer: b}]", "is no group with an option"),
        ("[{trainer: null}, 3]", "3 is no group"),
    ],
)
def test_a_list_of_defaults_is_checked(write, folder, defaults, message):
    (folder / "model").mkdir()
    write("model/again.yaml", "defaults: [again]\n")
    assert message.replace("no such file", "/etc/passwd") in said(
        write("a.yaml", f"defaults: {defaults}\n{WHOLE}")
    )


def test_a_group_that_is_not_there_is_a_slip(write, folder):
    (folder / "model").mkdir()
    write("model/small.yaml", "optimizer: {lr: 0.2}\n")
    path = write("a.yaml", f"defaults: [_self_, {{model: small}}]\n{WHOLE}")
    curve = plan(path, dataset_size=20).plot().curves[0][1]
    assert curve([0])[0] == 0.2
    assert "no key 'modle'" in said(path, set=["modle=small"])


def test_a_scheduler_is_taken_away(write):
    path = write("a.yaml", WHOLE)
    curve = plan(path, dataset_size=20, set=["model.scheduler=null"]).plot().curves[0][1]
    assert set(curve(range(15))) == {0.1}

"""What another file gives a script: a loader by name, options in place of the script's own."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

TAIL = """
opt = torch.optim.SGD(params, lr={rate})
for epoch in range(3):
    opt.step()
"""
PARSER = """import argparse, yaml
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
"""
CLASS = """class Options:
    lr = 0.1
opts = Options()
"""
OPTIONS = {
    "a mapping": ("cfg = dict(lr=0.1)\ncfg.update(read())", "cfg['lr']"),
    "by vars": (
        f"{PARSER}args = parser.parse_args()\nvars(args).update(read())",
        "args.lr",
    ),
    "by __dict__": (
        f"{PARSER}args = parser.parse_args()\nargs.__dict__.update(read())",
        "args.lr",
    ),
    "defaults": (
        f"{PARSER}parser.set_defaults(**read())\nargs = parser.parse_args()",
        "args.lr",
    ),
    "a key": ("cfg = dict(lr=0.1)\nfor k, v in read():\n    cfg[k] = v", "cfg['lr']"),
    "all names": ("lr = 0.1\nglobals().update(read())", "lr"),
    "a name": ("lr = 0.1\nfor k, v in read():\n    globals()[k] = v", "lr"),
    "an attribute": (f"{CLASS}for k, v in read():\n    opts.__dict__[k] = v", "opts.lr"),
    "a class's": (f"{CLASS}vars(opts).update(read())", "opts.lr"),
    "a namespace": (f"{PARSER}args = parser.parse_args(namespace=read())", "args.lr"),
    "a list": ("lrs = [0.1, 0.2]\nlrs.sort(key=read())", "lrs[0]"),
}


def drawn(tmp_path, text, **given):
    path = tmp_path / "train.py"
    path.write_text(f"import torch\n{text}")
    plot = plan(str(path), **given).plot()
    return plot.curves[0][1](np.arange(len(plot.steps)))


@pytest.mark.parametrize("kind", OPTIONS)
def test_what_options_of_another_file_change_is_asked_for(kind, tmp_path):
    text, asked = OPTIONS[kind]
    text += TAIL.format(rate=asked)
    with pytest.raises(LrplotError, match="not known before it runs") as error:
        drawn(tmp_path, text)
    assert error.value.asks == ("--let", f"{asked}=…")
    np.testing.assert_array_equal(drawn(tmp_path, text, let=[f"{asked}=2"]), [2.0] * 3)


def test_an_attribute_that_may_be_there_is_asked_for(tmp_path):
    text = f"{CLASS}vars(opts).update(read())" + TAIL.format(rate="getattr(opts, 'base', 0.1)")
    with pytest.raises(LrplotError) as error:
        drawn(tmp_path, text)
    assert error.value.asks == ("--let", "opts.base=…")
    np.testing.assert_array_equal(drawn(tmp_path, text, let=["opts.base=2"]), [2.0] * 3)


CHECKED = """from pydantic import BaseModel, field_validator
class Options(BaseModel):
    lr: float = 0.1
    @field_validator("lr")
    def twice(cls, value):
        return value * 2
opts = Options(lr=0.2)
"""


def test_what_a_validator_makes_is_asked_for_as_it_stands(tmp_path):
    text = CHECKED + TAIL.format(rate="opts.lr")
    with pytest.raises(LrplotError, match=r"opts\.lr \(line 10\)") as error:
        drawn(tmp_path, text)
    assert error.value.asks == ("--let", "opts.lr=…")
    np.testing.assert_array_equal(drawn(tmp_path, text, let=["opts.lr=2"]), [2.0] * 3)


def test_a_member_of_an_enum_is_no_number(tmp_path):
    text = "import enum\nclass Rate(enum.Enum):\n    HIGH = 0.3" + TAIL.format(rate="Rate.HIGH")
    with pytest.raises(LrplotError, match=r"not known before it runs: Rate.HIGH \(line 3\)"):
        drawn(tmp_path, text)


LOADED = """from feeds import loader{alias}
opt = torch.optim.SGD(params, lr=1.0)
sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda n: n / (2 * len({name})))
for epoch in range(2):
    for batch in {name}:
        opt.step()
        sched.step()
"""


@pytest.mark.parametrize(("alias", "name"), [("", "loader"), (" as batches", "batches")])
def test_a_loader_is_asked_for_by_the_name_that_the_script_has(alias, name, tmp_path):
    text = LOADED.format(alias=alias, name=name)
    with pytest.raises(LrplotError) as error:
        drawn(tmp_path, text)
    assert error.value.asks == ("--let", f"len({name})=…")
    for said in (f"len({name})=4", "len(feeds.loader)=4"):
        np.testing.assert_allclose(drawn(tmp_path, text, let=[said]), np.arange(8) / 8, rtol=1e-12)


def test_what_is_set_under_a_condition_is_not_there_without_it(tmp_path):
    text = "cfg = {}\nif torch.cuda.is_available():\n    cfg['lr'] = 0.3\nlr = cfg.get('lr', 0.1)"
    text += TAIL.format(rate="lr")
    with pytest.raises(LrplotError, match=r"torch.cuda.is_available\(\) \(line 3\)"):
        drawn(tmp_path, text)
    for there, rate in (("True", 0.3), ("False", 0.1)):
        found = drawn(tmp_path, text, let=[f"torch.cuda.is_available()={there}"])
        np.testing.assert_array_equal(found, [rate] * 3)


def test_a_condition_on_what_a_scheduler_gave_last_is_refused(tmp_path):
    text = """opt = torch.optim.SGD(params, lr=1.0)
sched = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for epoch in range(9):
    opt.step()
    sched.step()
    if sched.get_last_lr()[0] < 0.1:
        break
"""
    with pytest.raises(LrplotError, match="line 7: this depends on the rate at that moment"):
        drawn(tmp_path, text)


READ = """width = 5
opt = torch.optim.SGD(params, lr=0.1)
sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda epoch: (epoch + 1) / width)
{before}for epoch in range(4):
    opt.step()
    sched.step()
{inside}"""


@pytest.mark.parametrize(
    "place",
    [{"before": "width = 10\n", "inside": ""}, {"before": "", "inside": "    width = 10\n"}],
)
def test_what_a_function_reads_and_is_changed_before_it_is_stepped_is_refused(place, tmp_path):
    with pytest.raises(LrplotError, match="line 4: what the function of sched reads is changed"):
        drawn(tmp_path, READ.format(**place))

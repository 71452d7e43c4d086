"""What is said beside a script, and what other files have that it uses."""

import numpy as np
import pytest

from lrplot import LrplotError, RateWarning, plan, write
from lrplot.errors import LrplotWarning

LOADER = """
import torch
from data import make
train_loader, val_loader = make()
opt = torch.optim.SGD(model.parameters(), lr=0.3)
s = torch.optim.lr_scheduler.LinearLR(opt, 1.0, 0.0, {} * 2)
for epoch in range(2):
    for i, x in enumerate(train_loader):
        {}
            opt.step()
            s.step()
"""
HELPED = """
import torch
from helpers import *
import helpers
opt = torch.optim.SGD(model.parameters(), lr=0.5)
for epoch in range(4):
    {}
    opt.step()
"""


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "train.py"
        path.write_text(text)
        return str(path)

    return write


def rates(path, **options):
    plot = plan(path, **options).plot()
    return plot.curves[0][1](np.arange(len(plot.steps)))


def test_the_updates_of_an_epoch_are_the_batches_of_the_loader_that_trains(script):
    path = script(LOADER.format("len(train_loader)", "if True:"))
    expected = 0.3 * (1 - np.arange(10) / 10)
    np.testing.assert_allclose(rates(path, steps_per_epoch=5), expected)
    # another loader's are not, nor are they where some batches make no update
    for total, test in (("len(val_loader)", "if True:"), ("len(train_loader)", "if i % 2:")):
        with pytest.raises(LrplotError, match=r"not known before it runs: len\("):
            rates(script(LOADER.format(total, test)), steps_per_epoch=5)


def test_whether_a_rest_is_dropped_is_asked_for(script):
    data = "torch.utils.data.DataLoader(torch.ones(5), 2, drop_last=cfg.drop)"
    path = script(LOADER.format("len(train_loader)", "if True:").replace("make()", f"{data}, 0"))
    with pytest.raises(LrplotError, match=r"cfg\.drop \(line 4\)"):
        rates(path)
    assert len(rates(path, let=["cfg.drop=True"])) == 4
    assert len(rates(path, let=["cfg.drop=False"])) == 6


def test_known_datasets_have_their_length(script):
    text = """
import torch, torchvision
from torch.utils.data import DataLoader, random_split
train, val = random_split(torchvision.datasets.CIFAR10("data", train=True), [45000, 5000])
whole = DataLoader(torchvision.datasets.MNIST("data", train=False), 100)
opt = torch.optim.SGD(model.parameters(), lr=len(whole))
for x in DataLoader(train, 128, drop_last=True):
    opt.step()
"""
    found = rates(script(text))
    assert len(found) == 45000 // 128
    assert found[0] == 100


@pytest.mark.parametrize(
    ("train", "many"),
    [('root="data"', 50_000), ('"data", True', 50_000), ('"data", train=False', 10_000)],
)
def test_they_are_those_to_train_with_where_nothing_else_is_said(script, train, many):
    text = f"""
import torch, torchvision
loader = torch.utils.data.DataLoader(torchvision.datasets.CIFAR10({train}), 100)
opt = torch.optim.SGD(params, lr=0.1)
for x in loader:
    opt.step()
"""
    assert len(rates(script(text))) == many // 100
    with pytest.raises(LrplotError, match=r"len\(torchvision"):
        rates(script(text.replace(train, '"data", train=cfg.train')))


def test_a_file_says_what_a_plateau_is_told(script, tmp_path):
    table = tmp_path / "log.csv"
    table.write_text("epoch,loss\n0,1\n1,2\n2,2\n3,0.5\n")
    text = """
import torch
opt = torch.optim.SGD(model.parameters(), lr=1.0)
s = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, factor=0.5, patience=0)
for epoch in range(4):
    opt.step()
    opt.step()
    loss = evaluate(model)
    s.step(loss)
"""
    path = script(text)
    found = rates(path, let=[f"loss={table}:loss"])
    np.testing.assert_allclose(found, [1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25])
    with pytest.warns(UserWarning, match="s is stepped 3 times, and has 2 metrics"):
        assert list(rates(path, let=["loss=[1, 2]"])) == [1, 1, 1, 1, 0.5, 0.5]
    with pytest.raises(LrplotError, match="no column 'acc'"):
        rates(path, let=[f"loss={table}:acc"])


@pytest.mark.parametrize(
    "call",
    [
        "update(opt, epoch)",
        "helpers.update(opt, epoch)",
        "helpers.minimize(opt)",
        "log_decay(opt)",
        "decay(opt.param_groups)",
        "helpers.warm(opt.param_groups[0])",
        "run(lambda: opt.param_groups[0].update(lr=0.1))",
        "opt.param_groups[0].__setitem__('lr', 0.1)",
        "exec(text)",
    ],
)
def test_what_another_file_may_move_is_asked_for(script, call):
    with pytest.raises(LrplotError, match=r"line 7: what .* does to the rate is not known"):
        rates(script(HELPED.format(call)))


@pytest.mark.parametrize(
    "call", ["save_checkpoint(opt, epoch)", "helpers.log_metrics(opt)", "print(opt)", "ema.step()"]
)
def test_what_says_or_keeps_an_optimizer_moves_nothing(script, call):
    assert list(rates(script(HELPED.format(call)))) == [0.5] * 4


@pytest.mark.parametrize("name", ["simple_scheduler", "lr_meter", "helpers.scheduler"])
def test_what_is_stepped_of_another_file_is_asked_for_by_its_name(script, name):
    with pytest.raises(LrplotError, match=name):
        rates(script(HELPED.format(f"{name}.step()")))


def test_what_one_of_two_calls_gives_is_asked_for(script):
    path = script(HELPED.format("opt.param_groups[0]['lr'] = rate() if epoch == 2 else 0.1"))
    with pytest.raises(LrplotError, match=r"not known before it runs: rate\(\) \(line 7\)"):
        rates(path)
    np.testing.assert_allclose(rates(path, let=["rate()=0.3"]), [0.1, 0.1, 0.3, 0.1])


def test_a_rate_that_no_training_can_use_is_said(script, tmp_path):
    path = script(HELPED.format("opt.param_groups[0]['lr'] = 0.1 / (2 - epoch)"))
    with pytest.warns(RateWarning, match="not a number at 1 and negative at 1 of 4 steps"):
        write(plan(path), tmp_path / "a.csv")


def test_names_before_a_star_import_may_be_others_after_it(script):
    path = script("rate = 0.1\n" + HELPED.format("").replace("lr=0.5", "lr=rate"))
    with pytest.raises(LrplotError, match=r"not known before it runs: rate \(line 4\)"):
        rates(path)


ARRAY = """
import numpy as np
import torch
opt = torch.optim.SGD(model.parameters(), lr=0.5)
rates = np.linspace(0.1, 0.8, 8)
other = rates
{}
for epoch in range(8):
    opt.param_groups[0]["lr"] = rates[epoch]
    opt.step()
"""


@pytest.mark.parametrize(
    "change",
    ["rates[0] = 1", "other *= 2", "other.sort()", "np.random.shuffle(rates)", "fill(rates)"],
)
def test_an_array_that_is_changed_in_its_place_is_not_read(script, change):
    np.testing.assert_allclose(rates(script(ARRAY.format("pass"))), np.linspace(0.1, 0.8, 8))
    with pytest.raises(LrplotError, match=r"line 9: the rate is rates\[epoch\]"):
        rates(script(ARRAY.format(change)))


@pytest.mark.parametrize(
    ("line", "said"),
    [("s.gamma = 0.1", "s.gamma"), ("opt.defaults['lr'] = 9", "opt.defaults['lr']")],
)
def test_what_moves_nothing_may_be_said_of_what_is_set(script, line, said):
    path = script(f"""import torch
opt = torch.optim.SGD(params, lr=0.5)
s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
{line}
for epoch in range(3):
    opt.step()
    s.step()
""")
    with pytest.raises(LrplotError, match="does to the rate is not known; say --let"):
        rates(path)
    np.testing.assert_allclose(rates(path, let=[f"{said}=None"]), 0.5 * 0.9 ** np.arange(3))


def test_a_method_that_is_changed_in_its_class_is_refused(script):
    path = script("""import torch
torch.optim.lr_scheduler.ExponentialLR.get_lr = lambda self: [0.1]
opt.step()
""")
    with pytest.raises(
        LrplotError, match=r"line 2: .*ExponentialLR.get_lr is changed in its class"
    ):
        rates(path)


def test_the_length_of_a_generator_is_asked_for_as_it_can_be_typed(script):
    path = script("""import torch
def batches(many):
    yield from read(many)
opt = torch.optim.SGD(params, lr=0.5)
s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
for x in batches(8):
    opt.step()
    s.step()
""")
    with pytest.raises(LrplotError) as error:
        rates(path)
    assert error.value.asks[1] == "len(batches(8))=…"
    assert len(rates(path, let=["len(batches(8))=7"])) == 7


def test_a_loader_that_is_said_is_that_of_each_process(script):
    path = script("""import torch
from accelerate import Accelerator
accelerator = Accelerator()
loader = torch.utils.data.DataLoader(data, 8)
opt = torch.optim.SGD(params, lr=0.5)
opt, loader = accelerator.prepare(opt, loader)
for x in loader:
    opt.step()
""")
    with pytest.warns(
        LrplotWarning, match=r"line 3: len\(loader\) is taken for what each of 2 proc"
    ):
        assert len(rates(path, let=["len(loader)=6"], gpus=2)) == 6

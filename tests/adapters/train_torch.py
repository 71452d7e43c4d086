"""Training with PyTorch: run.py installs it; see `make adapters`."""

import copy
import io
import pickle
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CyclicLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    OneCycleLR,
    PolynomialLR,
    SequentialLR,
    StepLR,
)

import lrplot

INSTALL = ("torch==2.13.0 numpy", "pytest")

PAGES = Path(__file__).parents[2] / "docs"
PAGE = (PAGES / "adapters.md").read_text(encoding="utf-8")

UPDATES = 60

CONSTRUCTORS = [
    "torch.optim.lr_scheduler.StepLR(optimizer, 7, gamma=0.3)",
    "torch.optim.lr_scheduler.MultiStepLR(optimizer, [5, 20, 21], gamma=0.5)",
    "torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.93)",
    "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 25, eta_min=0.001)",
    "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 6, T_mult=2)",
    "torch.optim.lr_scheduler.PolynomialLR(optimizer, 40, power=1.5)",
    "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (1 + step) ** 0.5)",
    "SequentialLR(optimizer, [LinearLR(optimizer, 0.1, total_iters=9), "
    "CosineAnnealingLR(optimizer, 30)], [9])",
    "ChainedScheduler([ConstantLR(optimizer, 0.2, 4), ExponentialLR(optimizer, 0.9)])",
]
"""Words that leave the rate to the optimizer; torch itself runs the same text."""

ABSOLUTE = [
    "torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.3, total_steps=60)",
    "torch.optim.lr_scheduler.CyclicLR(optimizer, 0.01, 0.2, step_size_up=8)",
]

NAMES = {
    each.__name__: each
    for each in (
        ChainedScheduler, ConstantLR, CosineAnnealingLR, CosineAnnealingWarmRestarts, CyclicLR,
        ExponentialLR, LambdaLR, LinearLR, MultiStepLR, OneCycleLR, PolynomialLR, SequentialLR,
        StepLR,
    )
}  # fmt: skip


class Training:
    """A small regression, trained with an optimizer's class and what makes its scheduler."""

    def __init__(self, make, rates=(0.1,), kind=torch.optim.SGD):
        torch.manual_seed(1)
        self.layers = [torch.nn.Linear(4, 4) for _ in rates]
        self.data = torch.randn(16, 4)
        self.optimizer = kind(
            [
                {"params": layer.parameters(), "lr": rate}
                for layer, rate in zip(self.layers, rates, strict=True)
            ]
        )
        self.scheduler = make(self.optimizer)

    def run(self, updates):
        """Train so many updates; return the rates that they were made with."""
        out = []
        for _ in range(updates):
            out.append([float(group["lr"]) for group in self.optimizer.param_groups])
            found = self.data
            for layer in self.layers:
                found = torch.tanh(layer(found))
            self.optimizer.zero_grad()
            (found - 1).square().mean().backward()
            self.optimizer.step()
            self.scheduler.step()
        return np.array(out)

    def weights(self):
        return torch.cat(
            [each.detach().flatten() for layer in self.layers for each in layer.parameters()]
        )


def drawn(word, **options):
    return lambda optimizer: lrplot.torch.scheduler(optimizer, word, **options)


def torchs(text):
    return lambda optimizer: eval(text, {"torch": torch, "optimizer": optimizer, **NAMES})


@pytest.mark.parametrize("rates", [(0.1,), (0.1, 0.02, 0.5)], ids=["one group", "three"])
@pytest.mark.parametrize("word", CONSTRUCTORS)
def test_it_trains_as_torch_does(word, rates):
    ours, theirs = Training(drawn(word), rates), Training(torchs(word), rates)
    # what docs/trust.md allows in float64: torch steps from each rate to the next
    assert np.abs(ours.run(UPDATES) - theirs.run(UPDATES)).max() <= 1e-11 * max(rates)
    assert torch.allclose(ours.weights(), theirs.weights(), rtol=1e-5)


@pytest.mark.parametrize("word", ABSOLUTE)
def test_a_rate_that_the_word_says_goes_before_the_optimizers(word):
    # torch's CyclicLR wants a momentum to cycle
    kind = partial(torch.optim.SGD, momentum=0.9)
    ours, theirs = Training(drawn(word), (0.7,), kind), Training(torchs(word), kind=kind)
    assert np.abs(ours.run(UPDATES) - theirs.run(UPDATES)).max() <= 1e-11 * 0.3


@pytest.mark.parametrize(
    ("word", "options"),
    [
        ("noam:d_model=64,warmup_steps=20", {}),
        ("wsd:total_steps=60,warmup_steps=5", {}),
        ("torch.CosineAnnealingLR:lr=0.2,T_max=5", {"interval": "epoch", "steps_per_epoch": 12}),
        ("expr: 0.1 / (1 + t // 7)", {}),
    ],
)
def test_the_rate_at_every_update_is_the_one_in_the_table(word, options, tmp_path):
    path = tmp_path / "curve.csv"
    lrplot.write(lrplot.plan(word, steps=UPDATES, **options), [str(path)])
    table = np.loadtxt(path, delimiter=",", skiprows=1)[:, 1]
    assert (Training(drawn(word, **options)).run(UPDATES)[:, 0] == table).all()


@pytest.mark.parametrize("scheduler_first", [True, False])
@pytest.mark.parametrize("word", ["noam:d_model=64,warmup_steps=20", *CONSTRUCTORS])
def test_a_training_goes_on_where_it_was_saved(word, scheduler_first):
    whole, first = Training(drawn(word)), Training(drawn(word))
    expected = whole.run(UPDATES)
    first.run(23)
    stream = io.BytesIO()
    torch.save(
        {
            "layers": [layer.state_dict() for layer in first.layers],
            "optimizer": first.optimizer.state_dict(),
            "scheduler": first.scheduler.state_dict(),
        },
        stream,
    )
    stream.seek(0)
    saved = torch.load(stream, weights_only=True)
    second = Training(drawn(word))
    for layer, state in zip(second.layers, saved["layers"], strict=True):
        layer.load_state_dict(state)
    for name in ("scheduler", "optimizer") if scheduler_first else ("optimizer", "scheduler"):
        getattr(second, name).load_state_dict(saved[name])
    assert (second.run(UPDATES - 23) == expected[23:]).all()
    assert torch.equal(second.weights(), whole.weights())
    assert second.scheduler.state_dict() == whole.scheduler.state_dict()


def test_last_epoch_is_the_last_update_that_was_made():
    word = CONSTRUCTORS[3]
    first = Training(drawn(word))
    first.run(10)
    second = Training(lambda optimizer: None)
    second.optimizer.load_state_dict(first.optimizer.state_dict())
    second.scheduler = lrplot.torch.scheduler(second.optimizer, word, last_epoch=9)
    theirs = Training(torchs(word)).run(30)
    assert np.abs(second.run(20) - theirs[10:]).max() <= 1e-11


@pytest.mark.parametrize("again", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_goes_on_by_itself(again):
    first = Training(drawn(["noam:d_model=64", "torch.StepLR(optimizer, 3)"]), (0.1, 0.2))
    first.run(5)
    copied = again(first.scheduler)
    for _ in range(4):
        copied.optimizer.step()
        copied.step()
    expected = first.run(5)[-1]
    assert [group["lr"] for group in copied.optimizer.param_groups] == expected.tolist()
    assert isinstance(copied, lrplot.torch.DrawnLR)


def test_a_rate_in_a_tensor_stays_the_same_tensor():
    make = drawn("noam:d_model=64,warmup_steps=20")
    training = Training(make, (torch.tensor(0.1, dtype=torch.float64),), torch.optim.Adam)
    rate = training.optimizer.param_groups[0]["lr"]
    found = training.run(30)
    assert (found == Training(make).run(30)).all()
    state = training.scheduler.state_dict()
    assert training.optimizer.param_groups[0]["lr"] is rate
    fresh = Training(make, (torch.tensor(0.1, dtype=torch.float64),), torch.optim.Adam)
    held = fresh.optimizer.param_groups[0]["lr"]
    fresh.scheduler.load_state_dict(state)
    assert fresh.optimizer.param_groups[0]["lr"] is held
    assert held == rate


def refused(call, *args):
    with pytest.raises(lrplot.LrplotError) as error:
        call(*args)
    return str(error.value)


def test_what_cannot_be_is_refused_in_one_line():
    one, other = (
        Training(drawn(CONSTRUCTORS[0])),
        Training(drawn("torch.StepLR:lr=0.1,step_size=9")),
    )
    said = refused(one.scheduler.load_state_dict, other.scheduler.state_dict())
    assert said.startswith("the state is of 'torch.StepLR:lr=0.1,step_size=9', this scheduler of ")
    said = refused(one.scheduler.load_state_dict, StepLR(other.optimizer, 9).state_dict())
    assert said == "this is no state of a scheduler of lrplot's: it has no curves"
    state = one.scheduler.state_dict()
    said = refused(one.scheduler.load_state_dict, {"curves": state["curves"]})
    assert said == "this is no state of a scheduler of lrplot's: it has no last_epoch"
    for curves in (None, "noam", [{"lr": 1}]):
        said = refused(one.scheduler.load_state_dict, {**state, "curves": curves})
        assert said == "this is no state of a scheduler of lrplot's: its curves have no words"
    two = Training(drawn("noam"), (0.1, 0.1))
    said = refused(one.scheduler.load_state_dict, two.scheduler.state_dict())
    assert "this scheduler of" in said
    assert "a str is no optimizer" in refused(lrplot.torch.scheduler, "noam", one.optimizer)
    for last in ("a", 1.5, True, None, -2):
        said = refused(lrplot.torch.scheduler, one.optimizer, "noam", last)
        assert said.startswith("last_epoch is the number of the last update that was made")
    one.optimizer.add_param_group({"params": [torch.nn.Parameter(torch.zeros(1))]})
    assert "the optimizer has 2 parameter groups" in refused(one.run, 1)


def test_a_rate_that_no_training_can_use_is_said_once():
    training = Training(drawn("expr: 0.1 / (5 - t) if t < 5 else -0.1"))
    with pytest.warns(lrplot.RateWarning, match=r"the rate of update 5 is -0\.1$") as said:
        assert training.run(9)[-1, 0] == -0.1
    assert len(said) == 1


def test_a_scheduler_of_torchs_may_hold_it():
    word = "torch.optim.lr_scheduler.StepLR(optimizer, 4, gamma=0.5)"

    def sequence(make):
        return lambda optimizer: SequentialLR(
            optimizer, [LinearLR(optimizer, 0.1, total_iters=3), make(optimizer)], [3]
        )

    found, expected = (Training(sequence(make(word))).run(20) for make in (drawn, torchs))
    assert np.abs(found - expected).max() <= 1e-12


def test_the_readmes_lines_train():
    (lines,) = re.findall(r"^```python\n([^`]*lrplot\.torch[^`]*)^```", PAGE, re.MULTILINE)
    names = {"torch": torch, "lrplot": lrplot, "model": torch.nn.Linear(2, 1)}
    exec(lines, names)
    names["optimizer"].step()
    names["scheduler"].step()
    # arXiv:1706.03762, equation 3
    rate = names["optimizer"].param_groups[0]["lr"]
    assert rate == pytest.approx(512**-0.5 * 1 * 4000**-1.5)


def test_the_page_on_training(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = Path(PAGES / "how-to" / "train.md").read_text(encoding="utf-8")
    first, *others = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (word,) = {*re.findall(r"lrplot compare (wsd\S+)", page)}
    names = {}
    exec(first, names)
    assert names["WORD"] == word

    def seen():
        names["scheduler"].step()
        return names["optimizer"].param_groups[0]["lr"]

    # a line up over 500 updates, a level, and a line down over the last 2,000 of all
    assert seen() == 3e-4
    assert len(others) == 3
    for lines in others:
        exec(lines, names)
        assert names["optimizer"].param_groups[0]["lr"] == 3e-4
        assert names["scheduler"].last_epoch in (1000, 1001)
    for _ in range(18_000 - 1000):
        names["optimizer"].step()
        rate = seen()
    assert rate == 3e-4
    for _ in range(1000):
        names["optimizer"].step()
        rate = seen()
    assert rate == pytest.approx(1.5e-4)

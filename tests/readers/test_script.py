"""Training scripts: read, never run."""

import math
import textwrap

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan


@pytest.fixture
def script(tmp_path):
    def write(text, name="train.py"):
        path = tmp_path / name
        path.write_text("open('ran', 'w')\n" + textwrap.dedent(text))
        return str(path)

    yield write
    assert not (tmp_path / "ran").exists()


TORCH = """
import argparse
from torch import nn, optim
from torch.optim.lr_scheduler import LinearLR as Warm, StepLR, SequentialLR

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=10)
args = parser.parse_args()


def train(model, loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        model(x).sum().backward()
        optimizer.step()


def main():
    train_loader = make_loader()
    model = nn.Linear(2, 2)
    optimizer = optim.SGD(model.parameters(), lr=args.lr)
    warm, drops = Warm(optimizer, 0.5, total_iters=2), StepLR(optimizer, 3)
    scheduler = SequentialLR(optimizer, [warm, drops], [2])
    for epoch in range(1, args.epochs + 1):
        train(model, train_loader, optimizer)
        scheduler.step()


if __name__ == "__main__":
    main()
"""


def rates(path, count, *let, **options):
    plot = plan(path, let=let, **options).plot()
    return plot, plot.curves[0][1](np.arange(count))


def test_a_loop_that_steps_once_an_epoch(script):
    plot, found = rates(script(TORCH), 40, "len(train_loader)=4")
    # torch: 0.05 and 0.075, then a drop after every three epochs from epoch 2 on
    epochs = [0.05, 0.075, *[0.1] * 3, *[0.01] * 3, *[0.001] * 2]
    np.testing.assert_allclose(found, np.repeat(epochs, 4), rtol=1e-12)
    assert len(plot.steps) == 40
    assert plot.settings.steps_per_epoch == 4
    assert plot.curves[0][0] == "train.py"


def test_what_is_not_known_is_asked_for(script):
    path = script(TORCH)
    with pytest.raises(LrplotError, match=r"not known before it runs: len\(train_loader\) \(line"):
        plan(path)
    with pytest.raises(LrplotError, match=r"--let 'foo=1': nothing reads foo"):
        plan(path, let=["len(train_loader)=4", "foo=1"])
    _, found = rates(path, 8, "len(train_loader)=4", "args.lr=1")
    np.testing.assert_allclose(found, np.repeat([0.5, 0.75], 4))


def test_a_rate_that_the_loop_sets_by_a_function(script):
    path = script(
        """
        import math
        import torch
        peak, floor, warm, total = 6e-4, 6e-5, 10, 100
        max_iters = 120

        def get_lr(it):
            if it < warm:
                return peak * (it + 1) / (warm + 1)
            if it > total:
                return floor
            ratio = (it - warm) / (total - warm)
            assert 0 <= ratio <= 1
            return floor + 0.5 * (1.0 + math.cos(math.pi * ratio)) * (peak - floor)

        optimizer = torch.optim.AdamW(model.parameters(), lr=peak)
        it = 0
        while True:
            lr = get_lr(it)
            for group in optimizer.param_groups:
                group["lr"] = lr
            for micro in range(4):
                loss.backward()
            optimizer.step()
            it += 1
            if it > max_iters:
                break
        """
    )

    def get_lr(it):
        if it < 10:
            return 6e-4 * (it + 1) / 11
        if it > 100:
            return 6e-5
        return 6e-5 + 0.5 * (1.0 + math.cos(math.pi * (it - 10) / 90)) * (6e-4 - 6e-5)

    plot, found = rates(path, 121)
    assert len(plot.steps) == 121
    np.testing.assert_allclose(found, [get_lr(it) for it in range(121)], rtol=1e-12)


def test_a_closure_stepped_after_every_accumulation(script):
    path = script(
        """
        from torch.optim import AdamW
        from torch.optim.lr_scheduler import LambdaLR

        class Config:
            lr = 3e-4
            epochs = 4

        def warmed(optimizer, warm, total):
            def factor(step):
                if step < warm:
                    return step / max(1, warm)
                return max(0.0, (total - step) / max(1, total - warm))
            return LambdaLR(optimizer, factor)

        cfg, accumulation = Config(), 4
        loader = [make() for _ in range(10)]
        opt = AdamW(params, lr=cfg.lr)
        schedule = warmed(opt, 2, cfg.epochs * 3)
        for epoch in range(cfg.epochs):
            for i, batch in enumerate(loader):
                loss(batch).backward()
                if (i + 1) % accumulation == 0 or i + 1 == len(loader):
                    opt.step()
                    schedule.step()
                    opt.zero_grad()
        """
    )
    plot, found = rates(path, 12)
    expected = [step / 2 if step < 2 else (12 - step) / 10 for step in range(12)]
    np.testing.assert_allclose(found, 3e-4 * np.array(expected), rtol=1e-12)
    assert len(plot.steps) == 12


def test_a_schedule_may_be_named(script):
    _, found = rates(script(TORCH) + ":warm", 3)
    np.testing.assert_allclose(found, [0.05, 0.075, 0.1])


def test_an_object_that_counts_its_steps(script):
    path = script(
        """
        import torch

        class NoamOpt:
            def __init__(self, size, factor, warmup, optimizer):
                self.optimizer = optimizer
                self._step = 0
                self.warmup, self.factor, self.size = warmup, factor, size

            def step(self):
                self._step += 1
                rate = self.rate()
                for p in self.optimizer.param_groups:
                    p["lr"] = rate
                self.optimizer.step()

            def rate(self, step=None):
                if step is None:
                    step = self._step
                return self.factor * (self.size ** -0.5 *
                    min(step ** -0.5, step * self.warmup ** -1.5))

        opt = NoamOpt(512, 2, 400, torch.optim.Adam(params, lr=0, betas=(0.9, 0.98)))
        for epoch in range(3):
            for batch in loader:
                loss.backward()
                opt.step()
        """
    )
    plot, found = rates(path, 900, "len(loader)=300")
    steps = np.arange(1, 901)
    expected = 2 * 512**-0.5 * np.minimum(steps**-0.5, steps * 400**-1.5)
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    assert len(plot.steps) == 900


def test_what_depends_on_a_condition_that_is_not_known_is_asked_for(script):
    path = script(
        """
        from torch.optim import SGD
        from torch.optim.lr_scheduler import StepLR

        cfg = {"lr": 0.1}
        if torch_is_old():
            cfg["lr"] = 0.2
        optimizer = SGD(params, lr=cfg["lr"])
        scheduler = StepLR(optimizer, 30)
        """
    )
    with pytest.raises(LrplotError, match=r"not known before it runs: torch_is_old\(\) \(line 7\)"):
        plan(path)
    _, found = rates(path, 2, "torch_is_old()=True")
    assert list(found) == [0.2, 0.2]


def test_what_was_understood_is_told(script, run):
    path = script(TORCH)
    said = run("info", path, "--let", "len(train_loader)=4").out.decode()
    assert "scheduler, line 25: torch.optim.lr_scheduler.SequentialLR(" in said
    assert "stepped once an epoch of 4 updates, after the last update" in said
    assert "10 rounds of line 26 × 4 updates = 40 updates" in said
    asked = run("compare", path)
    assert asked.status == 2
    assert asked.err.endswith(f"type lrplot compare {path} --let 'len(train_loader)=…'\n")
    drawn = run("compare", path, "--let", "len(train_loader)=4", "-o", "a.csv")
    assert "scheduler of line 25, once an epoch of 4 updates" in drawn.err


def test_what_is_said_again_is_a_sweep(script, run):
    path = script(TORCH)
    let = ["len(train_loader)=4", "args.lr=1", "args.lr=2"]
    asked = [part for each in let for part in ("--let", each)]
    drawn = run("compare", path, *asked, "--steps", "1", "--format", "csv")
    header, row, *_ = drawn.out.decode().splitlines()
    assert header == "step,args.lr=1,args.lr=2"
    assert row == "0,0.5,1.0"


def test_a_script_is_drawn_as_it_trains_whatever_is_asked_beside_it(script):
    path = script(
        """
        import torch
        opt = torch.optim.SGD([], lr=0.1)
        s = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.1, total_steps=100)
        for e in range(10):
            for b in range(10):
                opt.step()
                s.step()
        """
    )
    alone = plan(path).specs[0]
    beside = plan([path, "linear"], warmup_steps=10, total_steps=100)
    assert beside.specs[0] == alone
    refused = {
        "warmup_steps": "--warmup-steps: a file trains with what it says; --let changes a script",
        "lr": "--lr: no word leaves the rate of an optimizer open",
        "steps_per_epoch": "an epoch has 10 updates here, not --steps-per-epoch 20",
    }
    for name, message in refused.items():
        with pytest.raises(LrplotError, match=message):
            plan(path, **{name: 20})


def test_a_file_that_cannot_be_followed_and_trains_nothing_is_run_by_name(tmp_path):
    # more rounds than are followed
    text = "made = []\nfor i in range(400_000):\n    made.append(i)\n"
    (tmp_path / "mine.py").write_text(text + "def f(step):\n    return 0.1 / (1 + step)\n")
    assert plan(f"{tmp_path}/mine.py:f", steps=2).plot().curves[0][1](1) == 0.05


def test_an_end_above_the_peak_is_said():
    with pytest.warns(LrplotWarning, match=r"--end-lr 0\.01 is above --peak-lr 0\.001"):
        plan("cosine", peak_lr=1e-3, end_lr=1e-2)

"""fastai: a Learner that trains with `fastai.callback.schedule`, and the rate in each batch.

`total` and `n_iter` are lrplot's own parameters: they say how many batches the Learner is given.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from case import Case, arguments
from fastai.callback import schedule as fastai
from fastai.callback.tracker import ReduceLROnPlateau
from fastai.data.core import DataLoaders
from fastai.learner import Callback, CancelBatchException, Learner
from plateaus import plateaus
from stepping import Run

import lrplot

INSTALL = (
    "torch==2.13.0 torchvision==0.28.0 numpy",
    "fastai==2.8.12 fastcore==2.2.39",
)
VERSIONS = {"fastai": version("fastai"), "torch": torch.__version__}
PRECISION = "float64"

ANNEALERS = {
    "SchedNo": ["0.1, 0.2, total=100", "start=0.3, end=None, total=7"],
    "SchedLin": ["0.0, 0.1, total=100", "0.1, 0, total=33", "start=0.1, end=0.1, total=3"],
    "SchedCos": ["1e-4, 1e-3, total=100", "0.1, 0, total=77", "0.2, 0.3, total=1"],
    "SchedExp": ["1e-7, 10, total=100", "0.1, 0.001, total=64", "0.1, 0.0, total=9"],
    "SchedPoly": ["0.1, 0.2, 2, total=100", "0.3, 0.0, 0.5, total=51", "0.1, 0.2, 0, total=5"],
    "combine_scheds": [
        "[0.3, 0.7], [SchedCos(1e-4, 1e-3), SchedCos(1e-3, 1e-5)], total=100",
        "[0.3, 0.2, 0.5], [SchedLin(0., 1.), SchedNo(1., 1.), SchedCos(1., 0.)], total=333",
        "[0.0, 1.0], [SchedNo(0.5, 0.5), SchedPoly(0.1, 0.0, 3)], total=20",
        "[1.0, 0.0], [SchedExp(0.5, 0.1), SchedNo(0.1, 0.1)], total=20",
        "pcts=[0.25, 0.75], scheds=[combine_scheds([0.5, 0.5], [SchedLin(0, 1), SchedLin(1, 0)]), "
        "SchedCos(1, 0)], total=256",
    ],
    "combined_cos": [
        "0.25, 0.5, 1., 0., total=100",
        "0.0, 0.5, 1., 0., total=10",
        "1.0, 0.5, 1., 0., total=10",
        "pct=0.99, start=0.1, middle=0.2, end=0.05, total=777",
    ],
}
POLICIES = {
    "fit_one_cycle": [
        "1, 0.1, n_iter=100",
        "5, 3e-3, n_iter=37",
        "3, n_iter=11",
        "2, 0.1, div=10., div_final=100., pct_start=0.99, n_iter=200",
        "4, 0.1, pct_start=0.0, start_epoch=1, n_iter=8",
        "7, lr_max=0.5, wd=0.1, moms=(0.9, 0.8, 0.9), n_iter=13",
    ],
    "fit_flat_cos": [
        "1, 0.1, n_iter=100",
        "4, 1e-3, n_iter=50",
        "3, pct_start=0.3, n_iter=11",
        "2, 0.1, div_final=10., start_epoch=1, n_iter=40",
    ],
    "fit_sgdr": [
        "3, 1, 0.1, n_iter=30",
        "2, 2, n_iter=17",
        "1, 3, 0.2, n_iter=10",
        "3, 1, 0.1, cycle_mult=3, start_epoch=2, n_iter=9",
    ],
    "fine_tune": [
        "1, n_iter=100",
        "4, 0.01, n_iter=50",
        "3, base_lr=0.01, freeze_epochs=2, n_iter=21",
        "3, 0.01, 2, 10, 0.5, 20., div_final=10., start_epoch=1, n_iter=30",
        "2, 0.01, start_epoch=1, n_iter=12",
    ],
    "lr_find": [
        "",
        "num_it=200",
        "1e-5, 1, 50",
        "start_lr=0.1, end_lr=0.001, num_it=33",
        "num_it=3",
    ],
}


def _parts(chance: random.Random) -> list[float]:
    """Draw three parts whose sum is exactly 1."""
    while True:
        parts = [round(chance.uniform(0.01, 0.5), chance.randint(1, 4)) for _ in range(2)]
        parts.append(1.0 - sum(parts))
        if sum(parts) == 1.0:
            return parts


def drawn(name: str, chance: random.Random) -> str:
    """Return random arguments."""
    high, low = f"{chance.uniform(0.01, 1):.4g}", f"{chance.uniform(0.0001, 0.1):.3g}"
    power, part = f"{chance.uniform(0.1, 3):.3g}", f"{chance.uniform(0, 1):.3g}"
    total, epochs, batches = chance.randint(1, 900), chance.randint(1, 6), chance.randint(1, 150)
    div, last = f"{chance.uniform(1, 50):.3g}", chance.randint(1, 100_000)
    inner = [
        f"SchedNo({low}, {low})",
        f"SchedLin({low}, {high})",
        f"SchedCos({high}, {low})",
        f"SchedExp({high}, {low})",
        f"SchedPoly({low}, {high}, {power})",
    ]
    cycles, stretch = chance.choice([(1, 4), (2, 2), (2, 3), (3, 2), (4, 2)])
    skipped = chance.randint(0, epochs - 1)
    given = {
        "SchedPoly": f"{high}, {low}, {power}, total={total}",
        "combine_scheds": f"{_parts(chance)}, [{', '.join(chance.sample(inner, 3))}], "
        f"total={total}",
        "combined_cos": f"{part}, {low}, {high}, {low}, total={total}",
        "fit_one_cycle": f"{epochs}, {high}, {div}, {last}, {part}, start_epoch={skipped}, "
        f"n_iter={batches}",
        "fit_flat_cos": f"{epochs}, {high}, {last}, {part}, n_iter={batches}",
        "fit_sgdr": f"{cycles}, {chance.randint(1, 2)}, {high}, {stretch}, "
        f"n_iter={batches % 40 + 1}",
        "fine_tune": f"{epochs}, {high}, {chance.randint(1, 3)}, {last}, {part}, {div}, "
        f"start_epoch={skipped}, n_iter={batches}",
        "lr_find": f"{low}, {high}, {chance.randint(1, 400)}",
    }
    return given.get(name, f"{high}, {low}, total={total}")


class Seen(Callback):
    """Keeps the rate of each batch, and trains nothing."""

    order = 65

    def __init__(self) -> None:
        self.rates: list[float] = []

    def before_batch(self) -> None:
        """Look after the schedule has set the rate."""
        self.rates.append(float(self.opt.hypers[-1]["lr"]))
        if not any(isinstance(callback, fastai.LRFinder) for callback in self.learn.cbs):
            raise CancelBatchException


def learner(batches: int, unwanted: Sequence[str]) -> tuple[Learner, list[float]]:
    """Return a Learner whose epoch has so many batches, and the list of its rates."""
    data = torch.utils.data.TensorDataset(torch.zeros(batches, 1), torch.zeros(batches, 1))
    loader = torch.utils.data.DataLoader(data, batch_size=1)
    seen = Seen()
    made = Learner(
        DataLoaders(loader, []),
        torch.nn.Linear(1, 1),
        loss_func=lambda out, target: out.sum() * 0 + 1,
        cbs=[seen],
        path=tempfile.mkdtemp(),
    )
    # no bar, and no Recorder but where the loss is looked at
    made.remove_cbs([callback for callback in made.cbs if type(callback).__name__ in unwanted])
    return made, seen.rates


def trained(name: str, arguments: str) -> Run:
    """Return the function that trains, and answers with the rates of the batches asked for."""
    bare = re.sub(r"(, )?(total|n_iter)=\d+$", "", arguments)
    own = re.search(r"(total|n_iter)=(\d+)$", arguments)

    def run(steps: Sequence[int]) -> Iterator[float]:
        unwanted = ["ProgressCallback", *(["Recorder"] if name != "lr_find" else [])]
        learn, rates = learner(int(own[2]) if own else 1000, unwanted)
        names: dict[str, Any] = dict(vars(fastai))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if name in ANNEALERS:
                scheds = {"lr": eval(f"{name}({bare})", names)}
                learn.fit(1, cbs=fastai.ParamScheduler(scheds))
            elif name == "lr_find":
                more = ", ".join(filter(None, [bare, "show_plot=False, suggest_funcs=None"]))
                eval(f"learn.lr_find({more})", {"learn": learn})
            else:
                eval(f"learn.{name}({bare})", {"learn": learn})
        return (rates[step] for step in steps)

    return run


PLATEAU = {"patience": "patience", "threshold": "min_delta", "min_lr": "min_lr"}
PLATEAUS = [
    "'accuracy', None, 0.01, 2, 4.0, 0.001",
    "monitor='error_rate', patience=2, factor=2",
    "comp=np.greater, patience=3",
    "monitor='accuracy', comp=np.less, min_delta=0.02",
    "factor=1.5, patience=0",
    "factor=0.5, patience=4",
]


def watched(text: str, rate: float, metrics: Sequence[float]) -> Run:
    """Return the function that ends epoch after epoch with a callback, told a metric each time.

    The callback reads and changes only the parts of the Learner that it finds here.
    """

    def run(steps: Sequence[int]) -> Iterator[float]:
        callback = eval(text, {"ReduceLROnPlateau": ReduceLROnPlateau, "np": np})
        recorder = SimpleNamespace(metric_names=["epoch", callback.monitor], values=[])
        optimizer = SimpleNamespace(hypers=[{"lr": rate}])
        callback.learn = SimpleNamespace(recorder=recorder, opt=optimizer, epoch=0)
        callback.before_fit()
        for epoch in range(len(metrics) + 1):
            if epoch in steps:
                yield optimizer.hypers[-1]["lr"]
            if epoch < len(metrics):
                recorder.values.append([metrics[epoch]])
                with contextlib.redirect_stdout(io.StringIO()):
                    callback.after_epoch()

    return run


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases, each until its training is over."""
    for name, given in arguments({**ANNEALERS, **POLICIES}, drawn, seed):
        word = f"learn.{name}({given})" if name in POLICIES else f"{name}({given})"
        spec = lrplot.read(word)
        stop = spec.total() if name in ANNEALERS else spec.schedule().end
        yield Case(word, trained(name, given), round(stop or 0))
    name = "fastai.callback.tracker.ReduceLROnPlateau"
    yield from plateaus(name, seed, watched, PLATEAU, "", "lr={}", PLATEAUS)

"""Record what fastai's policies do to the momentum, in every batch of a Learner.

    python tests/golden/companions/fastai_.py

Needs torch 2.13.0 and fastai 2.8.12. `n_iter`, lrplot's own parameter, is how many batches an
epoch has.
"""

from __future__ import annotations

import re
import tempfile
from importlib.metadata import version

import torch
from fastai.callback import schedule  # noqa: F401
from fastai.data.core import DataLoaders
from fastai.learner import Callback, CancelBatchException, Learner
from training import write

WORDS = [
    "fit_one_cycle(3, 0.01, n_iter=10)",
    "fit_one_cycle(2, 0.01, pct_start=0.4, moms=(0.9, 0.7, 0.8), n_iter=13)",
    "fit_one_cycle(4, start_epoch=1, n_iter=7)",
    "fine_tune(3, 0.01, n_iter=9)",
    "fine_tune(2, freeze_epochs=2, moms=(0.9, 0.8, 0.95), pct_start=0.5, n_iter=8)",
]


class Seen(Callback):
    """Keeps the momentum of each batch, and trains nothing."""

    order = 65

    def before_batch(self) -> None:
        """Look after the schedule has set it."""
        found.append(float(self.opt.hypers[-1]["mom"]))
        raise CancelBatchException


def run(word: str) -> list[float]:
    """Return the momentum in every batch."""
    found.clear()
    text, many = re.fullmatch(r"(.*), n_iter=(\d+)\)", word).groups()
    data = torch.utils.data.TensorDataset(torch.zeros(int(many), 1), torch.zeros(int(many), 1))
    loader = torch.utils.data.DataLoader(data, batch_size=1)
    learn = Learner(
        DataLoaders(loader, []), torch.nn.Linear(1, 1), loss_func=lambda out, target: out.sum(),
        cbs=[Seen()], path=tempfile.mkdtemp(),
    )  # fmt: skip
    unwanted = ("ProgressCallback", "Recorder")
    learn.remove_cbs([each for each in learn.cbs if type(each).__name__ in unwanted])
    eval(f"learn.{text})", {"learn": learn})
    return [*found]


if __name__ == "__main__":
    found: list[float] = []
    cases = {f"fastai.{word}": {"momentum": run(word)} for word in WORDS}
    write(__file__, f"fastai {version('fastai')}", cases)

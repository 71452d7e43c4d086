"""Record what a LightningCLI does with each configuration of `cases/lightning/`, and with 50 more.

    python tests/readers/configs/record/lightning_run.py

Needs lightning and jsonargparse[signatures]. Each is a real run; the first line of a configuration
says beside which options it is read. The 50 are drawn by chance, for `random_lightning.json`;
`printed.yaml` is what the CLI itself prints of one.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import lightning
import torch
import yaml
from lightning.pytorch.cli import LightningCLI
from torch.utils.data import DataLoader, TensorDataset
from writing import CASES, had, write

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)

SIZE = 40
SEEN = Path(tempfile.mkdtemp()) / "seen.json"


class Tiny(lightning.LightningModule):
    """One weight, which any loss moves; the first process writes down each update's rate."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Linear(1, 1)
        self.found: list[float] = []
        self.others: dict[str, list[float]] = {}

    def training_step(self, batch: Any, index: int) -> torch.Tensor:
        return self.weight(batch[0]).square().mean()

    def on_before_optimizer_step(self, optimizer: torch.optim.Optimizer) -> None:
        self.found.append(optimizer.param_groups[0]["lr"])
        had(optimizer.param_groups[0], self.others)

    def on_train_end(self) -> None:
        if self.global_rank == 0:
            SEEN.write_text(json.dumps([self.found, self.others]))


class Data(lightning.LightningDataModule):
    """So many examples, all alike."""

    def __init__(self, batch_size: int, drop_last: bool = False) -> None:
        super().__init__()
        self.batch_size, self.drop_last = batch_size, drop_last

    def train_dataloader(self) -> DataLoader[Any]:
        rows = TensorDataset(torch.ones(SIZE, 1))
        return DataLoader(rows, batch_size=self.batch_size, drop_last=self.drop_last)


def rates(values: dict[str, Any], examples: int) -> tuple[list[float], dict[str, Any]]:
    """Return the rate at every update of a real run, and what else the optimizer has."""
    global SIZE
    SIZE = examples
    quiet = {"logger": False, "enable_checkpointing": False, "enable_progress_bar": False,
             "enable_model_summary": False, "default_root_dir": tempfile.mkdtemp()}  # fmt: skip
    values = {**values, "trainer": {**values["trainer"], **quiet}}
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(values, file)
        file.flush()
        sys.argv = ["train.py", "fit", "--config", file.name]
        LightningCLI(Tiny, Data, save_config_callback=None, seed_everything_default=1)
    found, others = json.loads(SEEN.read_text())
    return found, others


SCHEDULERS = (
    ("CosineAnnealingLR", lambda draw: {"T_max": draw.randint(1, 8), "eta_min": 1.0e-4}),
    ("StepLR", lambda draw: {"step_size": draw.randint(1, 4), "gamma": draw.choice([0.1, 0.9])}),
    ("ExponentialLR", lambda draw: {"gamma": draw.choice([0.5, 0.99])}),
    ("LinearLR", lambda draw: {"total_iters": draw.randint(1, 6)}),
    ("PolynomialLR", lambda draw: {"total_iters": draw.randint(1, 9), "power": 2.0}),
    ("CosineAnnealingWarmRestarts", lambda draw: {"T_0": draw.randint(1, 3), "T_mult": 2}),
    ("CyclicLR", lambda draw: {"base_lr": 0.01, "max_lr": 0.2, "step_size_up": draw.randint(1, 5)}),
    ("OneCycleLR", lambda draw: {"max_lr": 0.3, "total_steps": draw.randint(12, 30)}),
    ("ConstantLR", lambda draw: {"factor": 0.25, "total_iters": draw.randint(1, 5)}),
)


def drawn(draw: random.Random) -> tuple[dict[str, Any], int]:
    """Return a configuration by chance, and how many examples it trains with."""
    trainer: dict[str, Any] = {"accelerator": "cpu", "devices": draw.choice([1, "auto", [0]][:2])}
    trainer["max_epochs"] = draw.randint(1, 7)
    if draw.random() < 0.4:
        trainer["max_steps"] = draw.randint(1, 40)
    if draw.random() < 0.6:
        trainer["accumulate_grad_batches"] = draw.randint(1, 5)
    if draw.random() < 0.5:
        trainer["limit_train_batches"] = draw.choice([1, 3, 100, 1.0, 0.5, 0.71])
    if draw.random() < 0.15:
        trainer["overfit_batches"] = draw.choice([0, 1, 4, 0.5, 1.0])
    if draw.random() < 0.1:
        trainer["fast_dev_run"] = draw.choice([True, False, 3])
    values: dict[str, Any] = {
        "trainer": trainer,
        "data": {"batch_size": draw.randint(1, 9), "drop_last": draw.random() < 0.4},
        "optimizer": {"class_path": draw.choice(["SGD", "torch.optim.SGD"])},
    }
    if draw.random() < 0.8:
        values["optimizer"]["init_args"] = {"lr": draw.choice([0.1, 0.03, 1.0])}
    if draw.random() < 0.9:
        name, arguments = draw.choice(SCHEDULERS)
        path = f"torch.optim.lr_scheduler.{name}" if draw.random() < 0.7 else name
        values["lr_scheduler"] = {"class_path": path, "init_args": arguments(draw)}
    return values, draw.randint(20, 70)


def printed(path: Path, values: dict[str, Any]) -> None:
    """Write what the CLI prints of a configuration, nearly all of it null."""
    cli = LightningCLI(Tiny, Data, run=False, args=values, save_config_callback=None)
    path.write_text("# dataset_size=50\n" + cli.parser.dump(cli.config))


def main() -> None:
    folder = CASES / "lightning"
    first = yaml.safe_load((folder / "cosine.yaml").read_text())
    printed(folder / "printed.yaml", first)
    version = f"lightning {lightning.__version__}"
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text()
        said = text.splitlines()[0]
        pairs = said.lstrip("# ").split() if said.startswith("#") else []
        options = {key: int(value) for key, value in (pair.split("=") for pair in pairs)}
        found, others = rates(yaml.safe_load(text), options.get("dataset_size", 40))
        write(path, version, {"": found}, options, {"": others})
        print(path.name, len(found), found[:3])
    draw = random.Random(20)
    runs = []
    while len(runs) < 50:
        values, examples = drawn(draw)
        try:
            found, _ = rates(values, examples)
        except (ValueError, lightning.pytorch.utilities.exceptions.MisconfigurationException) as e:
            # OneCycleLR steps past its end, or no batch is left
            print(type(e).__name__, str(e)[:80])
            continue
        runs.append({"values": values, "examples": examples, "rates": found})
    said = {"version": version, "runs": runs}
    (CASES.parent / "random_lightning.json").write_text(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()

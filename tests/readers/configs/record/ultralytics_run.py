"""Record what ultralytics' BaseTrainer does with each configuration of `cases/ultralytics/`.

    python tests/readers/configs/record/ultralytics_run.py

Its own training loop runs over a tiny model, with a loader of empty batches. Needs torch and
ultralytics; where torchvision does not import beside that torch, an empty package of its name is
enough. Only the configurations of the version that is installed are recorded anew, or those that
name none. The first line of a configuration says which options it is read with.
"""

from __future__ import annotations

import math
import tempfile
from types import SimpleNamespace
from typing import Any

import torch
import ultralytics
import yaml
from torch.utils.data import DataLoader, TensorDataset
from ultralytics.engine.trainer import BaseTrainer
from writing import CASES, had, write

GROUPS = {"weight": "weights", "bn": "norms", "bias": "biases", "muon": "weights"}


class Head(torch.nn.Module):
    """A last layer with a head of classes."""

    def __init__(self) -> None:
        super().__init__()
        self.cv3 = torch.nn.Linear(2, 2)


class Tiny(torch.nn.Module):
    """Weights, biases, a norm, and a head."""

    criterion = None

    def __init__(self) -> None:
        super().__init__()
        self.model = torch.nn.ModuleList([torch.nn.Linear(2, 2), torch.nn.LayerNorm(2), Head()])

    def forward(self, batch: dict[str, torch.Tensor]) -> Any:
        one, norm, head = self.model
        loss = head.cv3(norm(one(batch["img"]))).square().mean()
        return loss, {"loss": loss.detach()} if NOW else loss.detach()[None]


NOW = int(ultralytics.__version__.split(".")[2]) >= 130


class Trainer(BaseTrainer):
    """The trainer, with all taken out that is not its loop."""

    examples, classes = 0, 10

    def get_dataset(self) -> dict[str, Any]:
        return {"train": "", "val": "", "nc": self.classes, "names": {0: "a"}, "channels": 3}

    def setup_model(self) -> None:
        self.model = Tiny()

    def get_dataloader(self, *args: Any, batch_size: int = 16, **kwargs: Any) -> Any:
        many = round(self.examples * self.args.fraction)
        data = TensorDataset(torch.randn(many, 2))
        return DataLoader(
            data, batch_size, collate_fn=lambda rows: {"img": torch.stack([r[0] for r in rows])}
        )

    def get_validator(self) -> Any:
        return SimpleNamespace(metrics=SimpleNamespace(keys=[]))

    def preprocess_batch(self, batch: Any) -> Any:
        batch["cls"] = batch["img"]
        return batch

    def label_loss_items(self, *args: Any, **kwargs: Any) -> Any:
        return {} if args else []

    def progress_string(self) -> str:
        return ""

    def validate(self) -> Any:
        return {}, 0.0

    def save_metrics(self, *args: Any, **kwargs: Any) -> None:
        pass

    save_model = set_class_weights = final_eval = plot_metrics = save_metrics

    def optimizer_step(self) -> None:
        for group in self.optimizer.param_groups:
            if group["params"]:
                name = group.get("param_group", "")
                raised = 3 if group["initial_lr"] > 2 * self.args.lr0 else 1
                self.seen.setdefault((name, raised), []).append(float(group["lr"]))
                had(group, self.others.setdefault((name, raised), {}))
        self.optimizer.zero_grad()


def named(seen: dict[tuple[str, int], Any]) -> dict[str, Any]:
    """Return the groups as lrplot calls them; those of one name have the same rates."""
    out: dict[str, Any] = {}
    for (name, raised), rates in seen.items():
        label = "biases" if name == "bias" else "weights"
        if raised > 1:
            label = "class heads' biases" if name == "bias" else "class heads"
        assert out.setdefault(label, rates) == rates
    return out


def main() -> None:
    for path in sorted((CASES / "ultralytics").glob("*.yaml")):
        text = path.read_text()
        pairs = [pair.split("=", 1) for pair in text.splitlines()[0].lstrip("# ").split()]
        changes = [value for key, value in pairs if key == "set"]
        options: dict[str, Any] = {key: int(value) for key, value in pairs if key != "set"}
        wanted = next((one[8:] for one in changes if one.startswith("version=")), None)
        if wanted not in (None, ultralytics.__version__):
            continue
        values = yaml.safe_load(text)
        values |= {"mode": "train", "plots": False, "close_mosaic": 0, "val": False,
                   "device": "cpu", "amp": False,
                   "model": "yolo11n.yaml", "data": "", "exist_ok": True,
                   "project": tempfile.mkdtemp()}  # fmt: skip
        Trainer.seen, Trainer.others = {}, {}
        Trainer.examples = options["dataset_size"]
        Trainer.classes = next((int(one[3:]) for one in changes if one.startswith("nc=")), 10)
        Trainer(overrides=values).train()
        if changes:
            options["set"] = changes
        found = named(Trainer.seen)
        # the norms have the weights' rate, and no decay
        others = named({key: own for key, own in Trainer.others.items() if key[0] != "bn"})
        write(path, f"ultralytics {ultralytics.__version__}", found, options, others)
        print(path.name, {name: len(each) for name, each in found.items()})
        assert all(math.isfinite(one) for each in found.values() for one in each)


if __name__ == "__main__":
    main()

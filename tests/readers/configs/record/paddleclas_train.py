"""Record what PaddleClas does with each configuration of `cases/paddleclas/`.

    python tests/readers/configs/record/paddleclas_train.py PADDLECLAS_SOURCE

Needs paddlepaddle, and the source of PaddleClas: its own classes make the schedulers, a real
optimizer and loader train. The loop is written after ppcls/engine/train/train.py, the length after
engine.py.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import paddle
import yaml
from paddle.io import DataLoader, DistributedBatchSampler, TensorDataset
from writing import CASES, write

FILE = Path(sys.argv[1]) / "ppcls" / "optimizer" / "learning_rate.py"
for name in ("ppcls", "ppcls.utils"):
    sys.modules[name] = ModuleType(name)
vars(sys.modules["ppcls.utils"])["logger"] = logging.getLogger("ppcls")
OWN = ModuleType("learning_rate")
exec(compile(FILE.read_text(), str(FILE), "exec"), vars(OWN))


def scheduler(said: dict[str, Any], epochs: int, updates: int) -> Any:
    """Return what `build_lr_scheduler` makes of an `lr`."""
    said = {**said, "epochs": epochs, "step_each_epoch": updates}
    if "name" not in said:
        return said["learning_rate"]
    made = getattr(OWN, said.pop("name"))(**said)
    return made if isinstance(made, paddle.optimizer.lr.LRScheduler) else made()


def rates(values: dict[str, Any], examples: int, gpus: int) -> dict[str, list[float]]:
    """Return the rate of each optimizer at every update."""
    rows = TensorDataset([paddle.to_tensor(np.ones((examples, 1), "float32"))])
    said = values["DataLoader"]["Train"]["sampler"]
    sampler = DistributedBatchSampler(
        rows, said["batch_size"], gpus, 0, shuffle=True, drop_last=said["drop_last"]
    )
    loader = DataLoader(rows, batch_sampler=sampler)
    often, batches = values["Global"].get("update_freq", 1), len(loader)
    often = 1 if batches < often else often
    batches = batches // often * often
    own = values["Optimizer"]
    each = own if isinstance(own, list) else [{own["name"]: {"scope": "", "lr": own["lr"]}}]
    layer = paddle.nn.Linear(1, 1)
    moved, schedulers, found = [], [], {}
    for item in each:
        (one,) = item.values()
        made = scheduler(one["lr"], values["Global"]["epochs"], batches // often)
        schedulers.append(made)
        moved.append(paddle.optimizer.SGD(made, parameters=layer.parameters()))
        found[one["scope"]] = []
    for _ in range(values["Global"]["epochs"]):
        for index, (one,) in zip(range(batches), loader, strict=False):
            layer(one).square().mean().backward()
            if (index + 1) % often:
                continue
            for optimizer, seen in zip(moved, found.values(), strict=True):
                seen.append(optimizer.get_lr())
                optimizer.step()
                optimizer.clear_grad()
            for made in schedulers:
                if not isinstance(made, float) and not getattr(made, "by_epoch", False):
                    made.step()
        for made in schedulers:
            if getattr(made, "by_epoch", False):
                made.step()
    return found


def main() -> None:
    for path in sorted((CASES / "paddleclas").glob("*.yaml")):
        said = path.read_text().splitlines()[0].lstrip("# ").split()
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        values = yaml.safe_load(path.read_text())
        found = rates(values, options["dataset_size"], options.get("gpus", 1))
        write(path, f"PaddleClas d178931fc, paddle {paddle.__version__}", found, options)
        print(path.name, {name: (len(each), each[:3]) for name, each in found.items()})


if __name__ == "__main__":
    main()

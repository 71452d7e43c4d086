"""Record what PaddleDetection does with each configuration of `cases/paddledetection/`.

    python tests/readers/configs/record/paddledetection_train.py PADDLEDETECTION_SOURCE

Needs paddlepaddle, and the source of PaddleDetection: its own classes make the scheduler, a real
optimizer and loader train. Tags and bases are put together after ppdet/core/workspace.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import paddle
import yaml
from paddle.io import DataLoader, DistributedBatchSampler, TensorDataset
from writing import CASES, write

HEAD = Path(sys.argv[1]) / "ppdet" / "optimizer" / "optimizer.py"


def own() -> ModuleType:
    """Return the project's schedulers, without the rest of it."""
    text = HEAD.read_text().partition("@register\nclass OptimizerBuilder")[0]
    apart = ("ppdet", "adamw", "__future__")
    lines = [line for line in text.splitlines() if not any(word in line for word in apart)]
    found = sys.modules["own"] = ModuleType("own")
    start = "register = serializable = lambda kind: kind\nlogger = None\n"
    body = "\n".join(lines).replace("logger = setup_logger(__name__)", "")
    exec(compile(start + body, str(HEAD), "exec"), vars(found))
    return found


OWN = own()


class Loader(yaml.SafeLoader):
    """Makes the schedulers that stand under tags."""


def made(loader: Loader, suffix: str, node: yaml.Node) -> Any:
    return getattr(OWN, suffix)(**loader.construct_mapping(node, deep=True))


Loader.add_multi_constructor("!", made)


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    out = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = merged(out[key], value) if both else value
    return out


def config(path: Path) -> dict[str, Any]:
    """Return a configuration over its bases."""
    values = yaml.load(path.read_text(), Loader)
    below: dict[str, Any] = {}
    for base in values.pop("_BASE_", []):
        below = merged(below, config(path.parent / base))
    return merged(below, values)


def rates(values: dict[str, Any], examples: int, gpus: int) -> list[float]:
    """Return the rate at every update."""
    rows = TensorDataset([paddle.to_tensor(np.ones((examples, 1), "float32"))])
    said = values["TrainReader"]
    sampler = DistributedBatchSampler(
        rows, said["batch_size"], gpus, 0, shuffle=True, drop_last=said.get("drop_last", True)
    )
    loader = DataLoader(rows, batch_sampler=sampler)
    scheduler = OWN.LearningRate(**values["LearningRate"])(len(loader))
    layer = paddle.nn.Linear(1, 1)
    optimizer = paddle.optimizer.Momentum(scheduler, parameters=layer.parameters())
    found: list[float] = []
    for _ in range(values["epoch"]):
        for (one,) in loader:
            layer(one).square().mean().backward()
            found.append(optimizer.get_lr())
            optimizer.step()
            scheduler.step()
            optimizer.clear_grad()
    return found


def main() -> None:
    for path in sorted((CASES / "paddledetection").glob("*.yml")):
        said = path.read_text().splitlines()[0].lstrip("# ").split()
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        found = rates(config(path), options["dataset_size"], options.get("gpus", 1))
        write(path, f"PaddleDetection 666f597fd, paddle {paddle.__version__}", {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

"""ultralytics: the block that warms up, and the functions of the epoch, out of BaseTrainer's file.

Read from `UPSTREAM/ultralytics/VERSION`, its wheels unpacked: 8.4.190, and 8.4.176 for the warmups
whose last rate is held. An epoch begins as its scheduler does: with the rate of the epoch.
"""

from __future__ import annotations

import ast
import math
import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from case import Case, arguments
from lifting import lifted

VERSIONS = {"ultralytics": "8.4.190"}
PRECISION = "float64"

DEFAULTS = {"lr0": 0.01, "lrf": 0.01, "epochs": 100, "nb": 100, "nw": 0, "warmup_start": 0.0,
            "cos_lr": False, "held": False}  # fmt: skip
OPTIONS = {
    "BaseTrainer": [
        "",
        "epochs=10, nb=7, nw=21",
        "epochs=10, nb=7, nw=17, warmup_start=0.1",
        "epochs=10, nb=7, nw=17, warmup_start=0.1, held=True",
        "epochs=10, nb=7, nw=15, held=True, cos_lr=True",
        "epochs=10, nb=7, nw=1, held=True",
        "lr0=0.2, lrf=0.0, epochs=3, nb=5, nw=100",
        "lr0=0.2, lrf=1.5, epochs=5, nb=1, nw=4, warmup_start=0.2",
        "epochs=1, nb=40, cos_lr=True",
    ]
}


def drawn(name: str, chance: random.Random) -> str:
    """Return random options."""
    nb = chance.randint(1, 40)
    return (
        f"lr0={chance.uniform(0.0001, 0.5):.4g}, lrf={chance.uniform(0, 1):.3g}, "
        f"epochs={chance.randint(1, 20)}, nb={nb}, nw={chance.randint(0, 4 * nb)}, "
        f"warmup_start={chance.uniform(0, 0.2):.3g}, cos_lr={chance.random() < 0.5}, "
        f"held={chance.random() < 0.5}"
    )


def block(version: str) -> ast.If:
    """Return the statement that warms up a batch."""
    file = Path(os.environ["UPSTREAM"], f"ultralytics/{version}/ultralytics/engine/trainer.py")
    (found,) = (
        node
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.If) and ast.unparse(node.body[0]) == "xi = [0, nw]"
    )
    return found


def run(given: dict[str, Any]) -> Callable[[Sequence[int]], Iterator[float]]:
    """Return the function that has the rate of each batch."""
    version = "8.4.176" if given["held"] else "8.4.190"
    warm = compile(ast.Module([block(version)], []), "trainer.py", "exec")
    (cycle,) = lifted(
        f"ultralytics/{version}/ultralytics/utils/torch_utils.py", ["one_cycle"], math=math
    )
    args = SimpleNamespace(
        warmup_bias_lr=given["warmup_start"], nbs=64, warmup_momentum=0.8, momentum=0.9, **given
    )
    epochs = given["epochs"]
    # _setup_scheduler
    line = lambda x: max(1 - x / epochs, 0) * (1.0 - args.lrf) + args.lrf  # noqa: E731
    trainer = SimpleNamespace(
        args=args, lf=cycle(1, args.lrf, epochs) if args.cos_lr else line, batch_size=16
    )

    def rates(steps: Sequence[int]) -> Iterator[float]:
        group = {"param_group": "bias", "initial_lr": args.lr0, "lr": args.lr0}
        trainer.optimizer = SimpleNamespace(param_groups=[group])
        out = []
        for batch in range(max(steps) + 1):
            epoch = batch // args.nb
            if batch % args.nb == 0:
                group["lr"] = args.lr0 * trainer.lf(epoch)
            exec(warm, {"self": trainer, "ni": batch, "nw": args.nw, "np": np, "epoch": epoch,
                        "acc0": 4})  # fmt: skip
            out.append(float(group["lr"]))
        return (out[step] for step in steps)

    return rates


def cases(seed: str = "") -> Iterator[Case]:
    """Yield the cases of the one entry."""
    for name, text in arguments(OPTIONS, drawn, seed):
        given = {**DEFAULTS, **eval(f"dict({text})")}
        stop = max(given["epochs"] * given["nb"], given["nw"]) + 1
        yield Case(f"ultralytics.{name}({text})", run(given), stop=stop)

"""Record what ESPnet does with each configuration of `cases/espnet/`.

    python tests/readers/configs/record/espnet_trainer.py

Needs torch, PyYAML and espnet, whose schedulers alone are imported, since its trainer wants much
more. The names of optimizers and schedulers are read off espnet2/tasks/abs_task.py, and the loop is
written after `train_one_epoch` and `run` of espnet2/train/trainer.py. `# epoch=9` in the first line
gives an epoch that many updates.
"""

from __future__ import annotations

import ast
import sys
import types
from importlib.metadata import files, version
from typing import Any

import torch
import yaml
from writing import CASES, write


def module(name: str) -> Any:
    """Let a package's modules be imported, but not its own `__init__`."""
    package = types.ModuleType(name)
    inside = name.replace(".", "/")
    of = next(path for path in files("espnet") if str(path) == f"{inside}/__init__.py")
    package.__path__ = [str(of.locate().parent)]
    sys.modules[name] = package
    return of.locate().parent


def tables(folder: Any) -> dict[str, Any]:
    """Return the classes that abs_task.py names, imported as it does."""
    tree = ast.parse((folder / "tasks/abs_task.py").read_text())
    wanted = [
        one
        for one in tree.body
        if (isinstance(one, ast.ImportFrom) and one.module.startswith("espnet2.schedulers"))
        or (isinstance(one, ast.ImportFrom) and one.module == "espnet2.optimizers.sgd")
        or (
            isinstance(one, ast.Assign)
            and one.targets[0].id in ("optim_classes", "scheduler_classes")
        )
    ]
    space: dict[str, Any] = {"torch": torch}
    exec(compile(ast.Module(wanted, []), "abs_task.py", "exec"), space)
    return space


def rates(values: dict[str, Any], epoch: int, space: dict[str, Any]) -> list[float]:
    """Return the rate at every update."""
    from espnet2.schedulers import abs_scheduler

    model = torch.nn.Linear(1, 1)
    kind = space["optim_classes"][values.get("optim", "adadelta").lower()]
    optimizer = kind(model.parameters(), **values.get("optim_conf", {}))
    scheduler = None
    if values.get("scheduler"):
        made = space["scheduler_classes"][values["scheduler"].lower()]
        scheduler = made(optimizer, **values.get("scheduler_conf", {}))
    accum_grad = values.get("accum_grad", 1)
    iterations = epoch * accum_grad or values["num_iters_per_epoch"]
    found = []
    for _ in range(values.get("max_epoch", 40)):
        for iiter in range(1, iterations + 1):
            (model(torch.ones(1, 1)).square().mean() / accum_grad).backward()
            if iiter % accum_grad == 0:
                found.append(float(optimizer.param_groups[0]["lr"]))
                optimizer.step()
                if isinstance(scheduler, abs_scheduler.AbsBatchStepScheduler):
                    scheduler.step()
                optimizer.zero_grad()
        if isinstance(scheduler, abs_scheduler.AbsEpochStepScheduler):
            scheduler.step()
    return found


def main() -> None:
    folder = module("espnet2")
    for name in ("espnet2.schedulers", "espnet2.optimizers"):
        module(name)
    space = tables(folder)
    for path in sorted((CASES / "espnet").glob("*.yaml")):
        text = path.read_text()
        epoch = int(text.split("\n")[0].removeprefix("# epoch=")) if text[0] == "#" else 0
        found = rates(yaml.safe_load(text), epoch, space)
        options = {"steps_per_epoch": epoch} if epoch else {}
        write(path, f"ESPnet {version('espnet')}, torch {torch.__version__}", {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

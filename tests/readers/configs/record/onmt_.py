"""Record what OpenNMT-py's optimizer does with each configuration of `cases/onmt/`.

    python tests/readers/configs/record/onmt_.py

Needs OpenNMT-py, torch and configargparse; of the package, `onmt.utils.optimizers` and `onmt.opts`
alone are imported, since the rest wants much more. The optimizer is made by its `from_opt` and
stepped `train_steps` times, as `onmt/trainer.py` does; options that a file does not have are those
of `onmt/opts.py`.
"""

from __future__ import annotations

import argparse
import sys
import types
from importlib.metadata import files, version

import torch
import yaml
from writing import CASES, write


def alone(name: str, inside: str) -> None:
    """Let the modules of a package be imported, but not its own `__init__`."""
    package = types.ModuleType(name)
    folder = next(path for path in files("OpenNMT-py") if str(path) == f"{inside}/__init__.py")
    package.__path__ = [str(folder.locate().parent)]
    sys.modules[name] = package


def defaults() -> argparse.Namespace:
    """Return the options of training that an optimizer reads, at their defaults."""
    from onmt import opts

    parser = argparse.ArgumentParser()
    # the second half of the options, among them the optimizer's
    opts._add_train_general_opts(parser)
    return argparse.Namespace(**vars(parser.parse_known_args([])[0]), model_dtype="fp32")


def rates(values: dict) -> list[float]:
    """Return the rate at every update."""
    from onmt.utils.optimizers import Optimizer

    opt = defaults()
    vars(opt).update(values)
    model = torch.nn.Linear(1, 1)
    optimizer = Optimizer.from_opt(model, opt)
    inner, found = optimizer._optimizer, []
    inner.register_step_pre_hook(lambda own, *_: found.append(float(own.param_groups[0]["lr"])))
    while True:
        step = optimizer.training_step
        optimizer.zero_grad()
        optimizer.backward(model(torch.ones(1, 1)).square().mean())
        optimizer.step()
        if opt.train_steps > 0 and step >= opt.train_steps:
            return found


def main() -> None:
    for name in ("onmt", "onmt.utils", "onmt.modules", "onmt.transforms"):
        alone(name, name.replace(".", "/"))
    sys.modules["onmt.transforms"].AVAILABLE_TRANSFORMS = {}
    for path in sorted((CASES / "onmt").glob("*.yaml")):
        found = rates(yaml.safe_load(path.read_text()))
        write(path, f"OpenNMT-py {version('OpenNMT-py')}", {"": found}, {})
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()

"""Record what AllenNLP does with each configuration of `cases/allennlp/`.

    python tests/readers/configs/record/allennlp_trainer.py

Needs torch, transformers, jsonnet and allennlp 2.10.1 (without what it depends on), which wants an
old torch; its schedulers and parameter groups do not. They are its own, over stand-ins for the
registry and what they take from the rest. The loop, and the count of batches, are written after
gradient_descent_trainer.py, multiprocess_data_loader.py and bucket_batch_sampler.py. A key
`options` in a configuration, which AllenNLP has not, says beside which options it is read.
"""

from __future__ import annotations

import inspect
import json
import math
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import distribution, version
from types import ModuleType
from typing import Any

import _jsonnet
import torch
import transformers
from writing import CASES, write

REGISTERED: dict[str, dict[str, Any]] = {}


class Registrable:
    """A class that can be registered under a name."""

    @classmethod
    def register(cls, name: str, **unused: Any) -> Callable[[type], type]:
        """Return a decorator that keeps a class by its name, and that of its base."""

        def keep(kind: type) -> type:
            REGISTERED.setdefault(cls.__name__, {})[name] = kind
            return kind

        return keep


class AdamW(torch.optim.AdamW):
    """The AdamW that an old transformers had."""

    def __init__(self, *args: Any, correct_bias: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def stand_in(name: str, **found: Any) -> None:
    """Put a module in place that has only what is asked of it."""
    module = ModuleType(name)
    module.__path__ = [str(distribution("allennlp").locate_file(name.replace(".", "/")))]
    vars(module).update(found)
    sys.modules[name] = module


def made(base: str, section: dict[str, Any], **extras: Any) -> Any:
    """Return an object of a registered class, given what it takes of the extras too."""
    kind = REGISTERED[base][section["type"]]
    known = inspect.signature(kind.__init__).parameters
    given = {key: one for key, one in extras.items() if key in known}
    return kind(**given, **{key: one for key, one in section.items() if key != "type"})


def batches(loader: dict[str, Any], examples: int) -> int:
    """Return how many batches an epoch has."""
    if loader.get("batches_per_epoch"):
        return int(loader["batches_per_epoch"])
    sampler = loader.get("batch_sampler", loader)
    part = examples / sampler["batch_size"]
    return math.floor(part) if sampler.get("drop_last") else math.ceil(part)


def rates(values: dict[str, Any]) -> dict[str, list[float]]:
    """Return the rates at every update, by group."""
    trainer, options = values["trainer"], values["options"]
    section = trainer["optimizer"]
    section = {"type": section} if isinstance(section, str) else section
    names = ["encoder.weight", "head.bias", "head.weight"]
    parameters = [[name, torch.nn.Parameter(torch.ones(1))] for name in names]
    optimizer = made("Optimizer", section, model_parameters=parameters)
    accumulation = trainer.get("num_gradient_accumulation_steps", 1)
    epoch = options.get("steps_per_epoch")
    if epoch is None:
        many = batches(values["data_loader"], options.get("dataset_size", 0))
        epoch = math.ceil(many / accumulation)
    scheduler = None
    if "learning_rate_scheduler" in trainer:
        extras = {"num_epochs": trainer["num_epochs"], "num_steps_per_epoch": epoch}
        scheduler = made(
            "LearningRateScheduler",
            trainer["learning_rate_scheduler"],
            optimizer=optimizer,
            **extras,
        )
    groups = optimizer.param_groups
    last = len(groups)
    labels = [f"group {at}" if at < last else "the rest" for at in range(1, last + 1)]
    found: dict[str, list[float]] = {label: [] for label in labels}
    total = 0
    for _ in range(trainer["num_epochs"]):
        for _ in range(epoch):
            if scheduler:
                scheduler.step_batch(total + 1)
            for label, group in zip(labels, groups, strict=True):
                found[label].append(float(group["lr"]))
            optimizer.step()
            total += 1
        if scheduler:
            scheduler.step(None)
    return found if last > 1 else {"": found["the rest"]}


def main() -> None:
    common = {"Registrable": Registrable, "Params": dict, "Lazy": list}
    stand_in("allennlp")
    stand_in("allennlp.common", **common)
    stand_in("allennlp.training")
    stand_in("allennlp.common.registrable", Registrable=Registrable)
    stand_in("allennlp.common.params", Params=dict)
    stand_in("allennlp.common.lazy", Lazy=list)
    stand_in("allennlp.common.checks", ConfigurationError=ValueError)
    transformers.AdamW = AdamW
    transformers.Adafactor = AdamW
    import_module("allennlp.training.optimizers")
    import_module("allennlp.training.learning_rate_schedulers")
    for path in sorted((CASES / "allennlp").glob("*.json*")):
        if path.name.endswith(".record.json"):
            continue
        # every JSON is Jsonnet
        text = _jsonnet.evaluate_file(str(path), ext_vars={"TRAIN": "data"})
        values = json.loads(text)
        found = rates(values)
        write(path, f"AllenNLP {version('allennlp')}", found, values["options"])
        print(path.name, {label: (len(each), each[:3]) for label, each in found.items()})


if __name__ == "__main__":
    main()

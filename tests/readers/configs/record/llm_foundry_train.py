"""Record what LLM Foundry's training does with each configuration of `cases/llm_foundry/`.

    python tests/readers/configs/record/llm_foundry_train.py LLM_FOUNDRY_SOURCE

Needs torch, omegaconf, the files of mosaicml, and the source of LLM Foundry. The schedulers, times
and timestamps are Composer's and LLM Foundry's own, beside stand-ins for the rest of Composer,
which does not run with a current torch; the loop is written after composer/trainer/trainer.py.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import torch
from omegaconf import OmegaConf
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler
from writing import CASES, write

ROOT = Path(str(importlib.metadata.distribution("mosaicml").locate_file("composer")))
for name in ("composer", "composer.core", "composer.utils", "composer.optim"):
    stub = sys.modules[name] = ModuleType(name)
    stub.__path__ = [str(ROOT.joinpath(*name.split(".")[1:]))]


def loaded(name: str, path: Path) -> Any:
    """Return a module by its file."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


string_enum = loaded("composer.utils.string_enum", ROOT / "utils" / "string_enum.py")
vars(sys.modules["composer.utils"])["StringEnum"] = string_enum.StringEnum
time = loaded("composer.core.time", ROOT / "core" / "time.py")
vars(sys.modules["composer.core"]).update(vars(time), State=object)
composer = loaded("composer.optim.scheduler", ROOT / "optim" / "scheduler.py")
vars(sys.modules["composer.optim"]).update(vars(composer))
for name in ("llmfoundry", "llmfoundry.utils", "llmfoundry.utils.warnings"):
    sys.modules[name] = ModuleType(name)
vars(sys.modules["llmfoundry.utils.warnings"])["experimental_class"] = lambda _: lambda kind: kind
foundry = loaded("scheduler", Path(sys.argv[1]) / "llmfoundry" / "optim" / "scheduler.py")

REGISTRY = {
    "constant_with_warmup": composer.ConstantWithWarmupScheduler,
    "cosine_with_warmup": composer.CosineAnnealingWithWarmupScheduler,
    "linear_decay_with_warmup": composer.LinearWithWarmupScheduler,
    "inv_sqrt_with_warmup": foundry.InverseSquareRootWithWarmupScheduler,
}


def rates(config: Any, examples: int, gpus: int) -> list[float]:
    """Return the rate at every update."""
    config = config.get("parameters", config)
    rows = TensorDataset(torch.ones(examples, 1))
    sampler = DistributedSampler(rows, gpus, 0)
    batch = config.global_train_batch_size // gpus
    drop = config.get("train_loader", {}).get("drop_last", False)
    loader = DataLoader(rows, batch, sampler=sampler, drop_last=drop)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], config.optimizer.lr)
    state = SimpleNamespace(
        optimizers=[optimizer],
        timestamp=time.Timestamp(),
        max_duration=time.ensure_time(config.max_duration, time.TimeUnit.EPOCH),
        dataloader_len=time.Time(len(loader), time.TimeUnit.BATCH),
        previous_timestamp=None,
    )
    said = {key: value for key, value in config.scheduler.items() if key != "name"}
    scheduler = REGISTRY[config.scheduler.name](**said)
    stepped = composer.compile_composer_scheduler(scheduler, state, 1.0)
    found: list[float] = []
    while state.timestamp < state.max_duration:
        for (one,) in loader:
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            samples = len(one) * gpus
            stepped.step()
            tokens = samples * config.get("max_seq_len", 1)
            state.timestamp = state.timestamp.to_next_batch(samples=samples, tokens=tokens)
            if state.timestamp >= state.max_duration:
                return found
        state.timestamp = state.timestamp.to_next_epoch()
    return found


def main() -> None:
    for path in sorted((CASES / "llm_foundry").glob("*.yaml")):
        first = path.read_text().splitlines()[0]
        said = first.lstrip("# ").split() if first.startswith("#") else []
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        config = OmegaConf.load(path)
        found = rates(config, options.get("dataset_size", 1024), options.get("gpus", 1))
        version = f"mosaicml {importlib.metadata.version('mosaicml')}, llm-foundry 0.22.0"
        write(path, version, {"": found}, options)
        print(path.name, len(found), found[:4])


if __name__ == "__main__":
    main()

"""Record what MMEngine's Runner does with each configuration of `cases/mmengine/`.

    python -m tests.readers.configs.record.mmengine [MANY]

Needs mmengine 0.10.7. `Config.fromfile` reads the file and a real Runner trains a tiny model on
numbers made up here. The first line says how many examples there are. With MANY, as many random
configurations are recorded in `drawn/mmengine.json`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from mmengine.config import Config
from mmengine.logging import MMLogger
from mmengine.model import BaseModel
from mmengine.registry import DATASETS
from mmengine.runner import Runner, loops

from .writing import CASES, had, write


@DATASETS.register_module()
class Made(torch.utils.data.Dataset[Any]):
    """So many numbers."""

    def __init__(self, many: int) -> None:
        self.many = many

    def __len__(self) -> int:
        return self.many

    def __getitem__(self, place: int) -> torch.Tensor:
        return torch.ones(1)


class Tiny(BaseModel):
    """Two weights, one of them of a group with a factor."""

    def __init__(self) -> None:
        super().__init__()
        self.body, self.head = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)

    def forward(self, *inputs: Any, mode: str = "tensor") -> Any:
        return {"loss": self.head(self.body(torch.stack(inputs))).square().mean()}


def rates(config: Config, examples: int) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """Return the rates at every update of a real run, by group, and what else these have."""
    loader = {
        "num_workers": 0,
        **config.train_dataloader,
        "dataset": {"type": "Made", "many": examples},
    }
    if loader["sampler"]["type"] == "DefaultSampler":
        loader["sampler"] = {**loader["sampler"], "shuffle": False}
    runner = Runner(
        model=Tiny(),
        work_dir=tempfile.mkdtemp(),
        train_dataloader=loader,
        optim_wrapper=config.optim_wrapper,
        param_scheduler=config.get("param_scheduler"),
        train_cfg={key: value for key, value in config.train_cfg.items() if key != "val_interval"},
        auto_scale_lr=config.get("auto_scale_lr"),
        default_hooks={"checkpoint": None, "logger": None, "timer": None},
        log_level="ERROR",
        experiment_name=f"made{random.random()}",
    )
    runner.optim_wrapper = runner.build_optim_wrapper(config.optim_wrapper)
    # groups that have the rate of another are of it
    first = runner.optim_wrapper.optimizer.param_groups
    factors = config.optim_wrapper.get("paramwise_cfg", {}).get("custom_keys", {})
    names = {"": next(i for i, one in enumerate(first) if one["lr"] == first[0]["lr"])}
    for name, own in factors.items():
        if own.get("lr_mult", 1.0) != 1.0:
            rate = config.optim_wrapper.optimizer.lr * own["lr_mult"]
            names[name] = next(i for i, one in enumerate(first) if one["lr"] == rate)
    found: dict[str, list[float]] = {name: [] for name in names}
    others: dict[str, Any] = {name: {} for name in names}

    def used(optimizer: Any, *_: Any) -> None:
        for name, place in names.items():
            group = optimizer.param_groups[place]
            found[name].append(group["lr"])
            # a scheduler of Adam's momentum keeps it twice
            had({k: v for k, v in group.items() if k != "momentum" or "betas" not in group},
                others[name])  # fmt: skip

    runner.optim_wrapper.optimizer.register_step_pre_hook(used)
    runner.train()
    MMLogger._instance_dict.clear()
    return found, others


def drawn(chance: random.Random) -> tuple[str, int]:
    """Return a random configuration, and how many examples it trains on."""
    epochs, examples, batch = chance.randint(2, 7), chance.randint(8, 60), chance.randint(2, 7)
    iters, by_epoch = chance.randint(10, 60), chance.random() < 0.7
    total = epochs if by_epoch else iters
    lines = [f"train_dataloader = dict(batch_size={batch}, drop_last={chance.random() < 0.4}, "
             "sampler=dict(type='DefaultSampler', shuffle=True))"]  # fmt: skip
    loop = "by_epoch=True, " if by_epoch else "type='IterBasedTrainLoop', "
    lines.append(f"train_cfg = dict({loop}{'max_epochs' if by_epoch else 'max_iters'}={total})")
    many = chance.choice([1, 1, 2, 3])
    lines.append(f"optim_wrapper = dict(optimizer=dict(type='SGD', lr={chance.uniform(0, 1):.3g}), "
                 f"accumulative_counts={many})")  # fmt: skip
    end = chance.randint(1, total)
    turned = by_epoch and chance.random() < 0.5
    first = f"by_epoch={by_epoch}" + ", convert_to_iter_based=True" * turned
    warm = f"dict(type='LinearLR', start_factor={chance.uniform(0.01, 1):.2g}, end={end}, {first})"
    rest = total - end or 1
    after = chance.choice([
        f"type='CosineAnnealingLR', T_max={rest}, eta_min=1e-4, begin={end}",
        f"type='MultiStepLR', milestones={sorted(chance.sample(range(1, 60), 3))}, gamma=0.3",
        f"type='PolyLR', power={chance.choice([0.9, 1.0, 2.0])}, eta_min=1e-4, begin={end}, "
        f"end={total + 1}",
        "type='ExponentialLR', gamma=0.9",
        f"type='StepLR', step_size={chance.randint(1, 5)}, gamma=0.5",
    ])  # fmt: skip
    plain = after.startswith("type='C") or after.startswith("type='P")
    own = first if plain else f"by_epoch={by_epoch}"
    if chance.random() < 0.9:
        lines.append(f"param_scheduler = [{warm}, dict({after}, {own})]")
    return "\n".join(lines) + "\n", examples


def main() -> None:
    # the loop waits two seconds before it goes through the data again
    loops.time.sleep = lambda _: None
    name = f"mmengine {version('mmengine')}"
    for path in sorted((CASES / "mmengine").glob("*.py")):
        said = re.search(r"^# dataset_size=(\d+)$", path.read_text(), re.MULTILINE)
        options = {"dataset_size": int(said[1])} if said else {}
        found, others = rates(Config.fromfile(path), options.get("dataset_size", 40))
        write(path, name, found, options, others)
        print(path.name, {group: (len(each), each[:2]) for group, each in found.items()})
    if many := int((sys.argv[1:] or ["0"])[0]):
        chance, out = random.Random(20261129), []
        while len(out) < many:
            text, examples = drawn(chance)
            try:
                found = rates(Config.fromstring(text, ".py"), examples)[0][""]
            except (ValueError, AssertionError, ZeroDivisionError) as error:
                print("refused:", error)
                continue
            out.append({"text": text, "dataset_size": examples, "rates": found})
        target = Path(__file__).parents[1] / "drawn" / "mmengine.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps({"version": name, "drawn": out}) + "\n")


if __name__ == "__main__":
    main()

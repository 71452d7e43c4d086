"""Record what fairseq does with each configuration of `cases/fairseq/`.

    python tests/readers/configs/record/fairseq_train.py CLONE

Wants a clone of facebookresearch/fairseq at 3d262bb2 with `fairseq.data.data_utils_fast` built,
Python 3.10, torch, hydra-core 1.0.7 and omegaconf 2.0.6. fairseq's own code parses the options,
fills in the defaults, makes batches, optimizer and scheduler; the loop is written after
`fairseq_cli/train.py` and `fairseq/trainer.py`. The first line of a configuration says beside
which options it is read: `# dataset_size=100 gpus=2`.
"""

from __future__ import annotations

import math
import shlex
import sys
from pathlib import Path
from typing import Any

from writing import CASES, write

sys.path.insert(0, sys.argv[1])

import numpy as np
import torch
from fairseq import optim, options
from fairseq.data import data_utils, iterators
from fairseq.dataclass.configs import FairseqConfig
from fairseq.dataclass.initialize import add_defaults
from fairseq.dataclass.utils import convert_namespace_to_omegaconf
from fairseq.optim import lr_scheduler
from omegaconf import OmegaConf


def configuration(path: Path) -> Any:
    """Return the configuration with fairseq's defaults."""
    if path.suffix == ".sh":
        # without the shell: its variables are those of the lines before
        joined = path.read_text().replace("\\\n", " ").splitlines()
        names = dict(one.split("=") for one in joined if "=" in one.split(" ")[0])
        (line,) = (one.split(";")[0] for one in joined if one.startswith("fairseq-train"))
        words = [names.get(one.strip("${}"), one) for one in shlex.split(line)[1:]]
        args = options.parse_args_and_arch(options.get_training_parser(), input_args=words)
        return convert_namespace_to_omegaconf(args)
    cfg = OmegaConf.create(FairseqConfig())
    OmegaConf.set_struct(cfg, False)
    cfg = OmegaConf.merge(cfg, OmegaConf.load(path))
    add_defaults(cfg)
    return cfg


def batches(cfg: Any, examples: int) -> list[Any]:
    """Return the batches of an epoch."""
    ones = np.ones(examples, dtype=np.int64)
    return data_utils.batch_by_size(
        np.arange(examples),
        num_tokens_fn=lambda index: 1,
        num_tokens_vec=ones,
        max_tokens=cfg.dataset.max_tokens,
        max_sentences=cfg.dataset.batch_size,
        required_batch_size_multiple=cfg.dataset.required_batch_size_multiple,
    )


def rates(cfg: Any, said: dict[str, int]) -> dict[str, list[float]]:
    """Return the rate at every update, by group."""
    composite = cfg.optimizer._name == "composite"
    names = [*cfg.optimizer.groups] if composite else [""]
    params = []
    for name in names:
        params.append(torch.nn.Parameter(torch.ones(1)))
        params[-1].param_group = name
    optimizer = optim.build_optimizer(cfg.optimizer, params)
    scheduler = lr_scheduler.build_lr_scheduler(cfg.lr_scheduler, optimizer)
    scheduler.step_update(0)
    found: dict[str, list[float]] = {name: [] for name in names}
    wanted = cfg.optimization
    world = said.get("gpus", cfg.distributed_training.distributed_world_size)
    split = batches(cfg, said.get("dataset_size", 1000))
    updates, epoch, stopped = 0, 1, False
    while epoch <= (wanted.max_epoch or math.inf) and not stopped:
        freq = wanted.update_freq[min(epoch, len(wanted.update_freq)) - 1]
        shard = iterators.ShardedIterator(split, world, 0, fill_value=[])
        own = iterators.CountingIterator(shard)
        scheduler.step_begin_epoch(epoch)
        scheduler.step_update(updates)
        skip = wanted.skip_remainder_batch
        for _ in iterators.GroupedIterator(own, freq, skip_remainder_batch=skip):
            for name, group in zip(names, optimizer.param_groups, strict=True):
                found[name].append(float(group["lr"]))
            updates += 1
            scheduler.step_update(updates)
            stopped = updates >= (wanted.max_update or math.inf)
            if stopped:
                break
        scheduler.step(epoch, None)
        scheduler.step_update(updates)
        epoch += 1
    return found


def main() -> None:
    for path in sorted((CASES / "fairseq").glob("*.[ys]*")):
        first = path.read_text().splitlines()[0].lstrip("# ")
        said = {}
        if first.startswith("dataset_size"):
            said = {key: int(one) for key, one in (pair.split("=") for pair in first.split())}
        found = rates(configuration(path), said)
        write(path, "fairseq 3d262bb2", found, said)
        print(path.name, {name: (len(each), each[:3]) for name, each in found.items()})


if __name__ == "__main__":
    main()

"""Trains with a scheduler of torch's kind, and writes what was recorded, a word a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch


def trained(word: str, many: int, names: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return what the optimizer's first group has at each of so many updates, by its name."""
    params = [torch.nn.Parameter(torch.ones(1, 1))]
    made = eval(word, {**names, "torch": torch, "params": params})
    optimizer = getattr(made, "optimizer", made)
    group = optimizer.param_groups[0]
    found: dict[str, list[float]] = {}
    for _ in range(many):
        for name, value in group.items():
            if name in ("momentum", "weight_decay"):
                found.setdefault(name, []).append(float(value))
            elif name == "betas":
                found.setdefault("beta1", []).append(float(value[0]))
        optimizer.step()
        if made is not optimizer:
            made.step()
    return found


def write(recorder: str, version: str, found: Mapping[str, Mapping[str, list[float]]]) -> None:
    """Write the values of every word beside its recorder: NAME.json for NAME_.py.

    A value that stays the same to the end is written once.
    """
    lines = []
    for word, named in found.items():
        steps = {len(values) for values in named.values()}
        (many,) = steps
        short = {k: v[:1] if set(v) == {v[0]} else v for k, v in named.items()}
        lines.append(json.dumps({"word": word, "updates": many, **short}, separators=(",", ":")))
    head = f'{{"version":{json.dumps(version)},\n"cases":[\n'
    path = Path(recorder).with_name(f"{Path(recorder).stem.rstrip('_')}.json")
    path.write_text(head + ",\n".join(lines) + "\n]}\n")
    print(path.name, len(lines), path.stat().st_size)

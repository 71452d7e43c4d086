"""Writes what was recorded, a word a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


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

"""Writes the records of configurations beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "cases"


def write(
    of: Path, version: str, rates: Mapping[str, Sequence[float]], options: Mapping[str, Any]
) -> None:
    """Write the rates at every update, by group, beside the configuration `of`.

    `options` are those of `lrplot.plan` that say what the file does not; `version` is what ran.
    """
    said = {"version": version, "options": dict(options), "rates": rates}
    text = json.dumps(said, indent=None, separators=(",", ": "))
    of.with_name(f"{of.stem}.record.json").write_text(f"{text}\n")

"""Writes the records of configurations beside them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "cases"


KINDS = ("momentum", "beta1", "weight_decay")


def had(group: Mapping[str, Any], found: dict[str, list[float]]) -> None:
    """Keep what else a parameter group has now, by the names of `KINDS`."""
    betas = {"beta1": group["betas"][0]} if "betas" in group else {}
    for kind in KINDS:
        if kind in (own := {**group, **betas}):
            found.setdefault(kind, []).append(float(own[kind]))


def write(
    of: Path,
    version: str,
    rates: Mapping[str, Sequence[float]],
    options: Mapping[str, Any],
    others: Mapping[str, Mapping[str, list[float]]] | None = None,
) -> None:
    """Write the rates at every update, by group, beside the configuration `of`.

    `options` are those of `lrplot.plan` that say what the file does not; `version` is what ran.
    `others` has what else the groups have; what stays the same is written once.
    """
    said = {"version": version, "options": dict(options), "rates": rates}
    if others:
        said["others"] = {
            group: {kind: v[:1] if set(v) == {v[0]} else v for kind, v in own.items()}
            for group, own in others.items()
        }
    text = json.dumps(said, indent=None, separators=(",", ": "))
    of.with_name(f"{of.stem}.record.json").write_text(f"{text}\n")


def lifted(
    clone: str, commit: str, file: str, names: Sequence[str], known: Mapping[str, Any]
) -> list[Any]:
    """Return functions and classes out of a file of a commit, run alone among the names `known`.

    `clone` is the environment variable that says where the repository lies.
    """
    git = ["git", "-C", os.environ[clone], "show", f"{commit}:{file}"]
    tree = ast.parse(subprocess.check_output(git, text=True))
    tree.body = [one for one in tree.body if getattr(one, "name", "") in names]
    scope = {"__name__": __name__, **known}
    exec(compile(tree, file, "exec"), scope)
    return [scope[name] for name in names]

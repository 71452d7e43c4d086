"""Code lifted out of a file of a framework that cannot be imported whole."""

from __future__ import annotations

import ast
import os
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any


def installed(package: str, file: str) -> Path:
    """Return where a file of an installed package lies; the package is not imported."""
    return Path(str(distribution(package).locate_file(file)))


def lifted(file: str | Path, names: Sequence[str], **known: Any) -> list[Any]:
    """Return the classes and functions of those names, run alone out of a file.

    A text is a file below `UPSTREAM`. `known` is what they find beside them, in place of the
    imports of their module.
    """
    path = file if isinstance(file, Path) else Path(os.environ["UPSTREAM"], file)
    wanted = [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name in names
    ]
    scope = {"__name__": __name__, **known}
    exec(compile(ast.Module(wanted, []), path, "exec"), scope)
    return [scope[name] for name in names]

"""What a module of the catalogue has, read off its source: to import them all takes much longer.

Only names and sentences are read, which is what a list shows; all else waits until one schedule
is asked for, and its module is imported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

SCHEDULE = re.compile(
    r'^@schedule\n(?:@\w+\n)*def (\w+)\(.*?^    r?"""(.*?)(?:\n\s*\n|""")', re.MULTILINE | re.DOTALL
)
PARTS = re.compile(r"^PARTS = \((.*?)\)", re.MULTILINE | re.DOTALL)


class Outline:
    """The source of a module and of its `PARTS`, and what stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def heading(self) -> str:
        """The first line of the module's docstring."""
        return self.text.removeprefix('"""').partition("\n")[0].removesuffix('"""')

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """The first paragraph of every schedule's docstring, by the name of its function."""
        return {name: " ".join(text.split()) for name, text in SCHEDULE.findall(self.text)}

    def may_have(self, name: str) -> bool:
        """Tell whether a schedule may have this name, or an alias be it."""
        return f"def {name.replace('-', '_')}(" in self.text or f'"{name}"' in self.text


def outline(folder: Path, module: str) -> Outline | None:
    """Return the outline of a module in a folder; None where there is no source to read."""
    try:
        if not (folder / module).is_dir():
            return Outline((folder / f"{module}.py").read_text(encoding="utf-8"))
        text = (folder / module / "__init__.py").read_text(encoding="utf-8")
        found = PARTS.search(text)
        parts = re.findall(r'"(\w+)"', found[1]) if found else []
        paths = [folder / module / f"{part}.py" for part in parts]
        return Outline("\n".join([text, *(path.read_text(encoding="utf-8") for path in paths)]))
    except OSError:
        return None

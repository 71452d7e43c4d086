"""Draw the pictures of the pages, each by the command that stands beside it there.

`python docs/figures.py`. A picture `![…](name.png)` is what a command of its page writes under that
name; a test runs the commands, and compares.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent

MADE = ("catalogue", "configurations")
"""Folders of pages that `generate.py` writes."""


def pages() -> list[Path]:
    """Return the README, and the pages that are written by hand, or hold commands."""
    found = [path for path in HERE.rglob("*.md") if path.relative_to(HERE).parts[0] not in MADE]
    return [ROOT / "README.md", *sorted(found)]


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the commands of a page in one line each, and what stands below it."""
    text = re.sub(r"\s*\\\n\s*", " ", page.read_text(encoding="utf-8"))
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.strip("\n").partition("\n")
            yield command, output


def written(command: str) -> list[str]:
    """Return the names of the pictures that a command writes."""
    said = re.findall(r" -o (\S+\.(?:png|svg))", command)
    first = re.match(r"lrplot (\w+)", command)
    return said or ([f"{first[1]}.png"] if first else [])


def shown(page: Path) -> dict[str, Path]:
    """Return the pictures that a page shows, by their names."""
    links = re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    return {Path(link).name: page.parent / link for link in links}


def figures() -> Iterator[tuple[str, str, Path]]:
    """Yield each picture that a command draws: the command, its name there, and its place."""
    seen = set()
    for page in pages():
        places = shown(page)
        for command, _ in commands(page):
            for name in written(command):
                if name in places and places[name] not in seen:
                    seen.add(places[name])
                    yield command, name, places[name]


def main() -> None:
    """Draw every picture."""
    for command, name, place in figures():
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "configs", Path(folder) / "configs")
            program = [sys.executable, "-m", "lrplot", *shlex.split(command)[1:]]
            subprocess.run(program, cwd=folder, check=True, env={"PYTHONPATH": str(ROOT)})
            shutil.copyfile(Path(folder) / name, place)


if __name__ == "__main__":
    main()

"""Draw the rooms of lrplot and their order, as its own imports have them: `architecture.svg`.

`python docs/architecture.py` writes the picture; a test holds it current. `ORDER` is the order of
import; the charter of a room is the first sentence of its package.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent / "lrplot"

ORDER = (
    ("errors",),
    ("arithmetic",),
    ("parameters", "pieces"),
    ("catalogue",),
    ("schedules", "specs"),
    ("plots",),
    ("analysis",),
    ("readers", "writers"),
    ("adapters", "cli"),
)
"""Rooms from the ground up: each imports from those below it, and from none beside it."""

WIDTH, HEIGHT, GAP, MARGIN = 310, 78, 40, 20
STYLE = (
    "text{font-family:sans-serif;fill:#222}.name{font-size:15px;font-weight:bold}"
    ".says{font-size:11px}.has{font-size:10px;fill:#666}"
    "rect{fill:#f4f7fb;stroke:#1b4fa8;stroke-width:1.2}line{stroke:#8aa4cf;stroke-width:1.2}"
)


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module of lrplot, by its name without `lrplot.` in front."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(ROOT.rglob("*.py"))
    }


@cache
def tree(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def room(module: str) -> str:
    """Return the room that a module is in: a package of lrplot."""
    return module.partition(".")[0]


def imported(module: str) -> Iterator[str]:
    """Yield the modules of lrplot that a module imports, wherever in it."""
    for node in ast.walk(tree(module)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")[1:] if name.startswith("lrplot.") else []
            while parts and ".".join(parts) not in modules():
                parts.pop()
            if parts and ".".join(parts) != module:
                yield ".".join(parts)


def arrows() -> set[tuple[str, str]]:
    """Return every module with each that it imports."""
    return {(module, other) for module in modules() for other in imported(module)}


def drawn() -> set[tuple[str, str]]:
    """Return the rooms with those that they import, less what follows from two other arrows."""
    known = {name for rank in ORDER for name in rank}
    pairs = {(room(a), room(b)) for a, b in arrows()}
    pairs = {(a, b) for a, b in pairs if a != b and a in known and b in known}
    below: dict[str, set[str]] = {name: set() for name in known}
    for rank in ORDER:
        for name in rank:
            for other in (b for a, b in pairs if a == name):
                below[name] |= {other} | below[other]
    return {(a, b) for a, b in pairs if not any(b in below[c] for other, c in pairs if other == a)}


def charter(name: str) -> str:
    """Return the first sentence of a room's docstring, as text."""
    said = (ast.get_docstring(tree(name)) or "").partition("\n\n")[0]
    return " ".join(said.split()).replace("`", "")


def picture() -> str:
    """Return the picture as SVG: a box a room, its charter and how many modules it has."""
    places: dict[str, tuple[float, float]] = {}
    widest = max(map(len, ORDER))
    full = widest * WIDTH + (widest - 1) * GAP + 2 * MARGIN
    for rank, rooms in enumerate(reversed(ORDER)):
        wide = len(rooms) * WIDTH + (len(rooms) - 1) * GAP
        for number, name in enumerate(rooms):
            places[name] = (
                (full - wide) / 2 + number * (WIDTH + GAP),
                MARGIN + rank * (HEIGHT + GAP),
            )
    lines = [
        f'<line x1="{places[a][0] + WIDTH / 2:g}" y1="{places[a][1] + HEIGHT:g}" '
        f'x2="{places[b][0] + WIDTH / 2:g}" y2="{places[b][1]:g}"/>'
        for a, b in sorted(drawn())
    ]
    boxes = [part for name, place in places.items() for part in _box(name, *place)]
    high = len(ORDER) * (HEIGHT + GAP) - GAP + 2 * MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {high}" '
        f'width="{full}" height="{high}"><style>{STYLE}</style>'
        '<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>'
    )
    return "\n".join([head, *lines, *boxes, "</svg>", ""])


def _box(name: str, x: float, y: float) -> Iterator[str]:
    inside = [module for module in modules() if room(module) == name]
    yield f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
    yield f'<text class="name" x="{x + 12:g}" y="{y + 22:g}">{name}</text>'
    if len(inside) > 1:
        count = f"{len(inside) - 1} module{'s' * (len(inside) > 2)}"
        yield (
            f'<text class="has" x="{x + WIDTH - 12:g}" y="{y + 22:g}" '
            f'text-anchor="end">{count}</text>'
        )
    for number, line in enumerate(textwrap.wrap(charter(name), 48)[:3]):
        at = y + 41 + 15 * number
        yield f'<text class="says" x="{x + 12:g}" y="{at:g}">{escape(line, quote=False)}</text>'


if __name__ == "__main__":
    (HERE / "architecture.svg").write_text(picture(), encoding="utf-8")
    print(f"{len(modules())} modules, {len(arrows())} imports between them")

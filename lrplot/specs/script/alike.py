"""Whether a script trains alike where a `try` in it fails, and where it does not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError, warn
from lrplot.specs.script.attempts import Attempt, failing, modules
from lrplot.specs.script.run import Run
from lrplot.specs.script.stepped import Stepped

Again = Callable[[frozenset[int]], list[Stepped]]
"""Finds what trains where each `try` on one of these lines fails."""

IMPORTS = ast.Import | ast.ImportFrom

Curves = list[tuple[object, ...]]


def sure(run: Run, found: list[Stepped], again: Again) -> None:
    """Look whether what was found is trained whatever fails, without which it is asked.

    Where it cannot be read what is done where something fails, a warning says so. Raises
    `LrplotError`.
    """
    if not run.tried or not found:
        return
    own, lines = _curves(found), [*run.tried]
    each = _apart(again, lines, own)
    if each is None:
        return
    # where nothing is trained the script has ended there
    others = [line for line, curves in each.items() if curves not in (None, [], own)]
    lost = [line for line, curves in each.items() if curves is None]
    if others or not each:
        raise _asking(run.tried[(others or lines)[0]])
    said = [
        f"{_text(node)} (line {line})" for line in lost if not _left_out(node := run.tried[line])
    ]
    if said:
        warn(f"{', '.join(said)}: taken not to fail, as what is done where it does is not read")


def _apart(again: Again, lines: list[int], own: Curves) -> dict[int, Curves | None] | None:
    """Return what else trains, by the line that fails; None where these fail and all is alike."""
    curves = _read(again, lines)
    if curves == own:
        return None
    if len(lines) == 1:
        return {lines[0]: curves}
    middle = len(lines) // 2
    halves = [_apart(again, half, own) or {} for half in (lines[:middle], lines[middle:])]
    return halves[0] | halves[1]


def _read(again: Again, lines: list[int]) -> Curves | None:
    """Return what trains where these fail; None where that cannot be read."""
    try:
        return _curves(again(frozenset(lines)))
    except LrplotError:
        return None


def _curves(found: list[Stepped]) -> Curves:
    return [(one.word(), one.called(), one.group, one.pace, one.long()) for one in found]


def _left_out(node: Attempt) -> bool:
    """Tell whether names are imported that nothing has where that fails: no script goes on so."""
    instead = [part for one in _handled(node) for part in ast.walk(one)]
    return all(isinstance(part, IMPORTS) for part in node.body) and not any(
        isinstance(part, IMPORTS) or isinstance(getattr(part, "ctx", None), ast.Store)
        for part in instead
    )


def _handled(node: Attempt) -> list[ast.stmt]:
    return [each for one in node.handlers for each in one.body]


def _asking(node: Attempt) -> LrplotError:
    """Return the error that asks whether something fails, or for what is set where it does."""
    names = modules(failing(node))[:1]
    stored = [*_stored(_handled(node))] or [*_stored(node.body)]
    each = [f"{name}=False" for name in names] or [f"{name}=…" for name in stored]
    says = f"--let {names[0]}=True or --let {names[0]}=False" if names else "what it sets"
    return LrplotError(
        f"line {node.lineno}: where {_text(node)} fails another curve is trained: say {says}",
        tuple(part for one in each for part in ("--let", one)),
    )


def _text(node: Attempt) -> str:
    return ast.unparse(failing(node)).partition("\n")[0]


def _stored(nodes: list[ast.stmt]) -> Iterator[str]:
    """Yield what statements set."""
    yield from dict.fromkeys(
        source(part)
        for each in nodes
        for part in ast.walk(each)
        if isinstance(part, ast.Name | ast.Attribute) and isinstance(part.ctx, ast.Store)
    )

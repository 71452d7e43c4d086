"""Whether a script trains alike where a `try` in it fails, and where it does not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lrplot.arithmetic.numbers import source
from lrplot.errors import LrplotError, warn
from lrplot.specs.script.attempts import Attempt, failing, modules
from lrplot.specs.script.run import MOST, Run
from lrplot.specs.script.stepped import Stepped

Again = Callable[[frozenset[int], int], list[Stepped]]
"""Finds what trains where each `try` on one of these lines fails, in so many parts looked at."""

WAYS = 16
"""How often a script is read at most to find which of its lines matters."""

LEFT = MOST // 4
"""How many parts are looked at then, in all ways together."""

IMPORTS = ast.Import | ast.ImportFrom

Curves = list[tuple[object, ...]]


def sure(run: Run, found: list[Stepped], again: Again) -> None:
    """Look whether what was found is trained whatever fails, without which it is asked.

    Where it cannot be read what is done where something fails, a warning says so. Raises
    `LrplotError`.
    """
    if not found:
        return
    _assumed(run, found, again)
    if not run.tried:
        return
    ways = _Ways(again, _curves(found), run.seen)
    if line := ways.other([*run.tried]):
        raise _asking(run.tried[line])
    said = [
        f"{_text(node)} (line {line})"
        for line in ways.lost
        if not _left_out(node := run.tried[line])
    ]
    if said:
        warn(f"{', '.join(said)}: taken not to fail, as what is done where it does is not read")


def _assumed(run: Run, found: list[Stepped], again: Again) -> None:
    """Warn of what is taken where the environment does not say it, if another curve may be."""
    own = _curves(found)
    texts: list[str] = []
    options: list[str] = []
    for text, (line, option, default) in run.assumed.items():
        try:
            # below 0: what is asked of the environment on that line is left open
            same = _curves(again(frozenset({-line}), 2 * run.seen)) == own
        except LrplotError:
            same = False
        if not same:
            texts.append(f"{text} (line {line}) is taken to be {default!r}")
            options.append(option)
    if texts:
        each = " and ".join(dict.fromkeys(options))
        warn(f"{', '.join(texts)}, by default: say {each} where it is another")


@dataclass
class _Ways:
    """Reads a script where something fails, not so often that all ways take longer than one may."""

    again: Again
    own: Curves
    first: int
    """How many parts were looked at where nothing fails."""
    made: int = 0
    lost: list[int] = field(default_factory=list)
    """The lines of what cannot be read where it fails."""

    def other(self, lines: list[int]) -> int:
        """Return the first line of those where another curve is trained if it fails; 0 for none."""
        most = max(1, min(WAYS, LEFT // max(self.first, 1)))
        if self.made == most:
            self.lost += lines
            return 0
        self.made += 1
        try:
            curves = _curves(self.again(frozenset(lines), max(LEFT // most, 2 * self.first)))
        except LrplotError:
            curves = None
        if curves == self.own:
            return 0
        if len(lines) > 1:
            middle = len(lines) // 2
            apart = self.other(lines[:middle]) or self.other(lines[middle:])
            # each alone may change nothing, or not be read
            return apart or (lines[0] if curves else 0)
        if curves is None:
            self.lost += lines
        # where nothing is trained the script has ended there
        return lines[0] if curves else 0


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

"""Follows a script from its first statement to its last."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError
from lrplot.specs.lets import Lets, Sizes
from lrplot.specs.script import pasted
from lrplot.specs.script.attempts import tried_modules
from lrplot.specs.script.attributes import Named
from lrplot.specs.script.beside import Beside
from lrplot.specs.script.builtins import BUILTINS
from lrplot.specs.script.epochs import loader
from lrplot.specs.script.expressions import evaluate
from lrplot.specs.script.frameworks import known
from lrplot.specs.script.kinds import held
from lrplot.specs.script.replaced import heads, replaced
from lrplot.specs.script.run import MOST, Run
from lrplot.specs.script.slips import check
from lrplot.specs.script.statements import follow
from lrplot.specs.script.values import Made, Path, Scope

NONE, NOTHING = Lets(), Sizes()

WORD = re.compile(r"[A-Za-z_]\w*(?:[-/][A-Za-z_][\w.]*)*")
"""Text that may stand without quotes: a word, several with hyphens, a path."""


@contextmanager
def naming(run: Run) -> Iterator[None]:
    """Say in an error which names of a script nothing binds, and which file is not read."""
    try:
        yield
    except LrplotError as error:
        text, more = str(error), []
        each = [f"{name} (line {line})" for name, line in list(run.unbound.items())[:3]]
        if each and not any(part in text for part in each):
            more.append(f"{', '.join(each)} {'is' if len(each) == 1 else 'are'} not defined")
        lost = run.beside.lost if run.beside else {}
        more += [f"{file} is not read: {why}" for file, why in lost.items() if why not in text][:1]
        raise LrplotError("; ".join([text, *more]), error.asks) if more else error from None


def said(let: Lets) -> dict[str, Any]:
    """Return the values that are said of expressions, by these."""
    out: dict[str, Any] = {}
    for name, value in let.values:
        if value.lower() in ("true", "false"):
            out[name] = value.lower() == "true"
            continue
        if WORD.fullmatch(value) and value not in BUILTINS and value != "None":
            # no name of the script has a value here
            out[name] = value
            continue
        try:
            names = {each: Path(each) for each in pasted.outside(value)}
            out[name] = evaluate(Run(evaluate, follow), numbers.syntax(value), Scope(names))
        except (LrplotError, SyntaxError):
            # a path, or other text
            out[name] = value
    return out


def script(
    tree: ast.Module,
    let: Lets = NONE,
    sizes: Sizes = NOTHING,
    outside: Collection[str] = (),
    fails: frozenset[int] = frozenset(),
    most: int = MOST,
    folder: str | None = None,
) -> tuple[Run, Scope]:
    """Follow a script that is parsed, and stays as it is; `let` and `sizes` say what it does not.

    Names from `outside` are as if they were imported; each `try` on a line of `fails` fails. At
    most so many parts are looked at. What it imports from `folder` is read, too. Return what it
    has come to, and the names of its module. Raises `LrplotError`.
    """
    values, calls = said(let), {}
    for name, value in let.values:
        if isinstance(values[name], Made) or any(held(values[name])):
            calls[name] = numbers.syntax(value)
            del values[name]
    tree = replaced(tree, calls, let.used)
    names = {name: Named(name) for name in outside} | heads(calls)
    there = {name: value for name, value in values.items() if isinstance(value, bool)}
    if there:
        # of a module it is said whether it is there, not what its name stands for
        there = {name: there[name] for name in tried_modules(tree) & there.keys()}
        values = {name: value for name, value in values.items() if name not in there}

    def followed() -> tuple[Run, Scope]:
        run = Run(evaluate, follow, values, let.used, let.asked, sizes, known(), fails=fails)
        run.modules, run.most = there, most
        run.beside = None if folder is None else Beside(folder)
        return run, _followed(run, tree, names)

    run, scope = followed()
    if sizes.epoch and sizes.epoch == int(sizes.epoch) and (over := loader(run)):
        # what --steps-per-epoch says is how many batches it has
        values[over] = int(sizes.epoch)
        run, scope = followed()
    check(run)
    return run, scope


def _followed(run: Run, tree: ast.Module, names: Mapping[str, Any]) -> Scope:
    scope = Scope({"__name__": "__main__", **names})
    try:
        with naming(run):
            follow(run, tree.body, scope)
    except RecursionError:
        raise LrplotError("this is nested too deep to be read") from None
    return scope

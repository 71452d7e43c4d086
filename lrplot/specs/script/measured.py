"""Ways out of loops that a measured value decides, as early stopping: the training goes on."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.relevant import LEAVING
from lrplot.specs.script.run import Event, Loop, Run
from lrplot.specs.script.trees import leaves, tree
from lrplot.specs.script.values import Opaque, Open

MEASURED = re.compile(
    r".*(loss|acc|score|metric|valid|(\b|_)val|eval|(\b|_)test|error|\bauc|iou|dice|psnr|ssim|bleu"
    r"|ppl|perplex|reward|time\(|patien|best|improv|converg|(\b|_)nan|norm|early|stop|\.item\(|cost"
    r"|(\b|_)(mae|mse|rmse|fid|f1|r2)(\b|_)).*",
    re.IGNORECASE,
)
"""What is measured while a script trains, by its text."""

SAID = re.compile(
    r".*((\b|_)(args?|opts?|options|cfg|config|conf|hparams|hp|flags|params|settings|environ|getenv"
    r"|lr|rank|len|next|size|shape|count|numel|exists|available|isfile|isinstance|hasattr|getattr"
    r"|input)(\b|_)|sched|param_groups|optim).*",
    re.IGNORECASE,
)
"""What is a setting, or follows from one, by its text."""


def made_of(run: Run, name: str, value: Any, trains: bool = False) -> None:
    """Note what a name stands for that a loop which `trains` gives a value that is not known."""
    if (run.loops or trains) and isinstance(value, Opaque | Open | PLAIN):
        found = tree(value)
        if getattr(found, "id", "") != name:
            run.origins[name] = [found]


def gone_on(run: Run) -> None:
    """Take the ways out of loops for not taken that only what is measured decides, and say so."""
    said: dict[int, str] = {}
    events: list[Event] = []
    for event in run.events:
        if event.kind not in LEAVING and not _counts_leaving(event):
            events.append(event)
            continue
        tests = tuple(_bound(run, test, True) for test in event.tests)
        each = zip(tests, event.tests, strict=True)
        lost = [was for test, was in each if _is(test, False) and not _is(was, False)]
        changed = [was for test, was in zip(tests, event.tests, strict=True) if test is not was]
        if not lost:
            events.append(replace(event, tests=tests) if changed else event)
        if changed and event.kind in LEAVING:
            text = _text((lost or changed)[-1], event.line)
            if lost:
                run.gone.append((event, text))
                text = _said((lost or changed)[-1], text)
            said.setdefault(event.line, text)
    run.events[:] = events
    for line, text in said.items() if not run.fails else ():
        warn(f"line {line}: this training may end before its time, by {text}")


def _counts_leaving(event: Event) -> bool:
    """Tell whether an event counts how often a loop is left."""
    counted = event.of if event.kind == "count" and isinstance(event.of, str) else ""
    return counted.startswith(("left by ", "returned from "))


def _text(test: ast.expr, line: int) -> str:
    """Return how a condition stands in the script."""
    if isinstance(test, ast.UnaryOp):
        return f"not ({_text(test.operand, line)})"
    return str(getattr(test, "said", f"what line {line} asks"))


def _said(test: ast.expr, text: str) -> str:
    """Return how a condition stands in the script, and what says that it does not come out so."""
    value, inner = False, test
    while isinstance(inner, ast.UnaryOp):
        value, inner = not value, inner.operand
    said = getattr(inner, "said", "")
    return f"{text} (--let {f'{said}={value}'!r} says it does not)" if said else text


def _is(test: ast.expr, value: bool) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value) is value


def _bound(run: Run, node: ast.expr, least: bool) -> ast.expr:
    """Return a condition that holds less often, or more often, and that nothing measured decides.

    It is `least` true where all that is measured comes out otherwise.
    """
    if not any(measured(run, leaf) for leaf in leaves(node)):
        return node
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _bound(run, operand, not least)
            known = isinstance(inner, ast.Constant)
            return ast.Constant(not inner.value) if known else ast.UnaryOp(ast.Not(), inner)  # type: ignore[attr-defined]
        case ast.BoolOp(op=op, values=parts):
            return _joined(op, [_bound(run, part, least) for part in parts])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yes, no = _bound(run, body, least), _bound(run, orelse, least)
            if any(measured(run, leaf) for leaf in leaves(test)):
                return _joined(ast.And() if least else ast.Or(), [yes, no])
            return ast.IfExp(test, yes, no)
    return ast.Constant(not least)


def _joined(op: ast.boolop, parts: list[ast.expr]) -> ast.expr:
    decides = isinstance(op, ast.Or)
    if any(_is(part, decides) for part in parts):
        return ast.Constant(decides)
    rest = [part for part in parts if not isinstance(part, ast.Constant)]
    if not rest:
        return ast.Constant(not decides)
    return rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)


def measured(
    run: Run, leaf: ast.Name, seen: frozenset[str] = frozenset(), called: bool = False
) -> bool:
    """Tell whether what is not known in a condition is measured while the script trains.

    That is so where what it is made of is not known either, and one of its names says it
    (`called`: a name of what is made of it does).
    """
    name = leaf.id
    if name in seen or getattr(leaf, "read", None):
        return False
    seen |= {name}
    if name in run.counters:
        counted = run.counters[name].name
        events = [each for each in run.events if each.kind == "count" and each.of == counted]
        return bool(events) and all(
            any(measured(run, part, seen) for test in each.tests for part in leaves(test))
            for each in events
        )
    if SAID.fullmatch(name) or getattr(leaf, "leaf", "") == "loop":
        return False
    called = called or bool(MEASURED.fullmatch(name))
    for key in (name, re.split(r"[.\[(]", name, maxsplit=1)[0]):
        if key in run.origins:
            parts = [part for node in run.origins[key] for part in leaves(node)]
            return any(measured(run, part, seen, called) for part in parts)
    return called and not getattr(leaf, "carried", False) and bool(re.search(r"[.(]", name))


def unended(run: Run, loop: Loop) -> LrplotError:
    """Return the error that what ends a loop is measured, cannot be read, or is too far off."""
    if loop.times is not None:
        return LrplotError("these loops have too many rounds to be looked at one by one")
    for event, text in run.gone:
        if loop in event.loops:
            return LrplotError(
                f"line {loop.line}: only what is measured ends this loop: {text}; a number of "
                "rounds would be read"
            )
    return LrplotError(f"line {loop.line}: what ends this loop cannot be read")

"""Turns words into a plan: a word is a schedule, or a file that a reader recognises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from lrplot.catalogue import find
from lrplot.errors import LrplotError, shown, where
from lrplot.parameters import OptimizerRate, Role, roles_of
from lrplot.parameters.split import split_word
from lrplot.pieces import Schedule
from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.specs import grammar
from lrplot.specs.clock import Clock, measured
from lrplot.specs.given import Read, Word as Word, given
from lrplot.specs.lets import Sizes, changes, lets
from lrplot.specs.odd import warn_of_epochs, warn_of_request
from lrplot.specs.request import OPEN_RATE, Request
from lrplot.specs.spec import Spec, described
from lrplot.specs.values import PYTHON_FILE


def plan(
    words: Word | Iterable[Word],
    lr: float | None = None,
    allow_python: bool = False,
    output: Iterable[str] = (),
    allow_outside: bool = False,
    let: Iterable[str] = (),
    set: Iterable[str] = (),
    as_format: str | None = None,
    no_run: bool = False,
    **options: Any,
) -> Plan:
    """Return what words, or specs, ask to be drawn, as the command line does.

    A word is a schedule in the grammar of `read`, or the path of a file. `lr` is the rate of an
    optimizer that a word leaves open; `allow_python` lets files name Python files that have to be
    run, and with `no_run` nothing is; `output` has names of files, instead of those that a file
    names, which may lead out of its own folder and the working folder only with `allow_outside`.
    `let` (`"total=10k"`) says what a training script, or a word, does not; `set`
    (`"optimizer.lr=1e-4"`) changes a key of a configuration, and `as_format` says which format that
    has. Any setting of a plot (`steps="40k"`), any value of a request (`peak_lr=1e-3`) and what
    `Sizes` has of a training (`gpus=8`) may be given by its name, as text or as its value. Raises
    `LrplotError` for what cannot be read.
    """
    known = {**roles_of(Settings), **roles_of(Request), **roles_of(Sizes)}
    for name, value in options.items():
        if name not in known:
            from lrplot.specs import slips

            raise slips.unknown("option", name, value, known)
    settings, request, sizes = (_read(kind, known, options) for kind in (Settings, Request, Sizes))
    clock, epoch = Clock(settings.steps_per_epoch, settings.interval), settings.steps_per_epoch
    sizes = replace(sizes, epoch=epoch, changes=changes(set), form=as_format, x=settings.x)
    sizes = replace(sizes, outside=allow_outside)
    request = replace(request, clock=clock, let=lets(let), sizes=sizes)
    if lr is not None:
        with where("lr"):
            lr = OPEN_RATE.read(lr)
    output, whole = tuple(output), Plan(())
    allowed = {
        "allow_python": allow_python and not no_run,
        "allow_outside": allow_outside or bool(output),
    }
    before: Read = ""
    loose: list[Spec] = []
    every = [*words] if isinstance(words, Iterable) and not isinstance(words, str) else [words]
    for one in every:
        if not isinstance(one, str | PathLike | Spec | Schedule):
            said = "a word is a text, a path, a spec or a schedule"
            raise LrplotError(f"{said}, not {shown(one)}: give cosine, or FILE.py:NAME")
    read: list[Read] = [given(one) if isinstance(one, Schedule) else one for one in every]
    for word, asked in _pairs(read, request):
        try:
            found = _plan(word, lr, asked, allowed, not no_run)
        except LrplotError as error:
            from lrplot.specs.misplaced import misplaced

            raise misplaced(before, word) or request.let.told(error) from error.__cause__
        # a file says itself when its schedules are stepped
        loose += [spec for spec in found.specs if not (found.name or spec.told)]
        whole, before = whole.joined(found), word
    warn_of_epochs(loose, clock)
    if request.let.values:
        request.let.check()
    sizes.check()
    if not whole.specs:
        raise LrplotError("a word is wanted, such as cosine")
    if all(spec.told for spec in whole.specs):
        for name in roles_of(Request):
            flag = f"--{name.replace('_', '-')}"
            if getattr(request, name) is not None and flag not in sizes.used:
                said = "a file trains with what it says"
                raise LrplotError(f"{flag}: {said}; --let changes a script, --set a configuration")
    warn_of_request(request)
    if lr is not None and not any(map(_takes_rate, whole.specs)):
        own = "what is asked of every word is --peak-lr"
        raise LrplotError(f"--lr: no word leaves the rate of an optimizer open; {own}")
    whole = whole.joined(Plan((), settings, output))
    if whole.settings.steps is None:
        whole = whole.joined(Plan((), Settings(steps=request.steps())))
    return whole


def _pairs(words: list[Read], request: Request) -> Iterable[tuple[Read, Request]]:
    """Return the words, each with what is asked of it; a file may complete the one before it."""
    if any(str(word).endswith(".json") for word in words[1:]):
        from lrplot.readers import config

        return config.paired(words, request)
    return ((word, request) for word in words)


def _takes_rate(spec: Spec) -> bool:
    """Tell whether a schedule has the rate of an optimizer, which its word goes before."""
    if spec.told and spec.lr is None:
        # a file's own rate stands
        return False
    given = dict(spec.values)
    for param in spec.entry.params:
        value = given.get(param.name)
        inside = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, Spec) and _takes_rate(one) for one in inside):
            return True
        if isinstance(param.role, OptimizerRate):
            return True
    return False


def _read(kind: Any, known: Mapping[str, Role], options: Mapping[str, Any]) -> Any:
    values = {}
    for name in roles_of(kind):
        if options.get(name) is not None:
            with where(name):
                values[name] = measured(known[name], options[name])
    return kind(**values)


def _plan(
    word: Read, lr: float | None, request: Request, allowed: Mapping[str, bool], python: bool
) -> Plan:
    if isinstance(word, Spec):
        return Plan((word.stepped(request.clock),))
    word = fspath(word)
    if "(" in word:
        from lrplot.specs.script import pasted

        word = pasted.lines(word)
        if pasted.is_script(word):
            with _asking(word):
                return _pasted(word, None, lr, request)
    label, body = split_word(word)
    if "(" in body and pasted.is_script(body):
        with _asking(body):
            return _pasted(body, label, lr, request)
    if _is_file(body):
        from lrplot import readers

        return _labelled(readers.read(body, request=request, **allowed), label, word)
    if scripted := _script(body, label, request):
        return scripted
    if "(" not in body:
        return Plan((grammar.read_body(body, label, python, lr, request),))
    body = pasted.told(body, request.let)
    with _asking(body):
        return Plan((grammar.read_body(body, label, python, lr, request),))


@contextmanager
def _asking(text: str) -> Iterator[None]:
    """Ask for all that pasted text leaves open, where it cannot be read for one of these."""
    try:
        yield
    except LrplotError as error:
        from lrplot.specs.script.open_ends import unknown

        names = unknown(text)
        told = any(name in str(error) for name in names)
        asks = [part for name in names for part in ("--let", f"{name}=…") if told]
        raise LrplotError(str(error), error.asks or tuple(asks)) from error.__cause__


def _pasted(text: str, label: str | None, lr: float | None, request: Request) -> Plan:
    from lrplot.readers import script

    return script.pasted(text, label, lr, request)


def _script(body: str, label: str | None, request: Request) -> Plan | None:
    """Return what a training script says, or one of its schedules; None for another word."""
    file = PYTHON_FILE.fullmatch(body)
    if not file or not re.fullmatch(r"[^\W\d]\w*|", file["rest"] or ""):
        return None
    from lrplot.readers import script

    name, found = file["rest"] or "", None
    if not request.sizes.form:
        found = script.trained(file["path"], name, request)
    if not found and not name:
        found = script.settings(file["path"], request)
    return found and _labelled(found, label, f"{label}={body}")


def _labelled(found: Plan, label: str | None, word: str) -> Plan:
    """Return the plan of a file with a label; the curves of a training keep their names."""
    if not label:
        return found
    if len(found.specs) > 1 and not all(spec.origin for spec in found.specs):
        raise LrplotError(f"{word}: a file of several curves takes no label")
    return replace(found, specs=tuple(described(spec, label=label) for spec in found.specs))


def _is_file(word: str) -> bool:
    """Tell whether a word is the path of a file to read; a name of a schedule stays one."""
    if grammar.runs_python(word):
        return False
    try:
        there = Path(word).is_file()
    except (OSError, ValueError):
        # what no file can be called
        there = False
    if not there and word.endswith(")"):
        return False
    from lrplot import readers

    if there and re.fullmatch(r"[\w-]+", word):
        return not _is_name(word) and readers.reader_of(word) is not None
    return there or readers.hinted(word) is not None


def _is_name(word: str) -> bool:
    with suppress(LrplotError):
        return bool(find.entry(word))
    return False

"""Reads training scripts: the schedules that they step, without running them."""

from __future__ import annotations

import ast
import math
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError, shown, warn, where
from lrplot.parameters.files import opened
from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.readers.reader import Reader
from lrplot.specs import grammar
from lrplot.specs.origin import Origin
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import Spec, described

if TYPE_CHECKING:
    from lrplot.pieces.schedule import Schedule
    from lrplot.specs.script.run import Run
    from lrplot.specs.script.stepped import Stepped

# what follows scripts is imported when there is one: every word asks which files there may be

LARGEST = 5_000_000
"""Bytes that a script may have."""

TRAINS = re.compile(
    rb"\.(step|backward|fit\w*|fine_tune|train\w*|grad|value_and_grad|apply_updates)\s*\("
)
"""A call by which a file trains."""

MAKES = re.compile(rb"\boptim\.[A-Z]\w+\(")
"""A call that makes an optimizer, which another file may train with."""


def read(path: str, allow_python: bool = False, request: Request = NOTHING) -> Plan:
    """Return the plan of a training script: what it steps, for as long as it trains."""
    found = trained(path, "", request) or settings(path, request)
    if not found:
        raise LrplotError(f"{path}: no schedule is made here that trains")
    return found


def trained(path: str, name: str, request: Request) -> Plan | None:
    """Return the plan of what a script trains with, or of its schedule of that name.

    The files that it imports from its project are read with it. Where these cannot be followed, and
    it says enough by itself, a warning says so.
    None for a file that makes no schedule, as one that only defines functions.
    """
    from lrplot.specs.script.beside import own
    from lrplot.specs.script.pasted import parsed

    with where(path):
        try:
            with opened(path, LARGEST) as file:
                text = file.read()
        except LrplotError:
            return None
        try:
            tree = parsed(text)
        except LrplotError:
            if not TRAINS.search(text):
                # what is named there is run, as it is where nothing trains
                return None
            raise
        folder = os.path.dirname(path)
        more = own(tree, folder)
        if not more.files:
            return _trained(path, name, request, tree, text)
        marks = request.let.used, request.let.asked, request.sizes.used
        before = [set(mark) for mark in marks]
        whole: LrplotError | None = None
        try:
            if found := _trained(path, name, request, tree, text, folder):
                return found
        except LrplotError as error:
            whole = error
        trains = more.clash or TRAINS.search(text) or (not name and more.has(TRAINS))
        if whole and trains and (whole.asks or more.clash):
            raise whole
        for mark, kept in zip(marks, before, strict=True):
            mark.clear()
            mark.update(kept)
        try:
            found = None if more.clash else _trained(path, name, request, tree, text)
        except LrplotError as error:
            # what is asked for can be answered
            raise (error if whole is None or error.asks else whole) from None
        if whole and found:
            warn(f"{whole}: drawn as if what it imports from its project changed nothing")
        elif whole and trains:
            raise whole
        return found


def _trained(
    path: str, name: str, request: Request, tree: ast.Module, text: bytes, folder: str | None = None
) -> Plan | None:
    """Return the plan of a script with what it imports from a folder, if one is given."""
    from lrplot.specs.script.alike import sure
    from lrplot.specs.script.kinds import callable_
    from lrplot.specs.script.read import naming, script
    from lrplot.specs.script.schedules import made_only, named, stepped

    def again(fails: frozenset[int], most: int) -> list[Stepped]:
        run, scope = script(tree, request.let, request.sizes, fails=fails, most=most, folder=folder)
        run.build = _built
        return stepped(run, named(run, scope, name) if name else None, request.clock)

    try:
        run, scope = script(tree, request.let, request.sizes, folder=folder)
        run.build = _built
    except LrplotError:
        if folder is None and not TRAINS.search(text):
            # what is named there is run, as it is where nothing trains
            return None
        raise
    value = named(run, scope, name) if name else None
    if name and value is None:
        return None
    try:
        with naming(run):
            found = stepped(run, value, request.clock)
        sure(run, found, again)
        specs = _specs(found, request, None, path)
        specs = tuple(_beside(spec, run.beside.read if run.beside else []) for spec in specs)
    except LrplotError:
        if name and callable_(value):
            # it is a function of the step, whoever steps it
            return None
        raise
    if not found:
        if not name and (TRAINS.search(text) or MAKES.search(text)):
            # what trains is behind a name that nothing binds, or a call that is not followed
            with naming(run):
                ends = f"; line {run.ends[0]} ends it before" if run.ends else ""
                raise LrplotError(f"no schedule is made here that trains{ends or made_only(run)}")
        return None
    return Plan(specs, _settings(found), name=Path(path).stem)


def _beside(spec: Spec, files: list[str]) -> Spec:
    """Return a spec that says which files were read beside the script."""
    if not files:
        return spec
    short, *more = spec.told
    few = ", ".join([*files[:3], *(["…"] if files[3:] else [])])
    return described(spec, told=(f"{short}; with {few}", *more, f"with {', '.join(files)}"))


def settings(path: str, request: Request) -> Plan | None:
    """Return the plan of a configuration that is written in Python; None for another file."""
    from lrplot.readers import config

    return config.read(path, request=request) if config.fits(path, request.sizes) else None


def pasted(text: str, label: str | None, lr: float | None, request: Request) -> Plan:
    """Return the plan of several lines of a script that are pasted as a word."""
    from lrplot.specs.script.alike import sure
    from lrplot.specs.script.pasted import in_groups, outside, parsed
    from lrplot.specs.script.read import script
    from lrplot.specs.script.schedules import optimizers, stepped

    def found_in(*ways: Any) -> tuple[Run, list[Stepped]]:
        run, _ = script(tree, request.let, request.sizes, names, *ways)
        run.build = _built
        return run, stepped(run) or optimizers(run)

    text = in_groups(text, lr)
    tree, names = parsed(text), set(outside(text))
    run, found = found_in()
    sure(run, found, lambda *ways: found_in(*ways)[1])
    if not found:
        raise LrplotError(f"{shown(text)} makes no schedule")
    specs = _specs(found, request, lr)
    if label:
        specs = tuple(described(spec, label=label) for spec in specs)
    return Plan(specs, _settings(found))


def _built(word: str) -> Schedule:
    return grammar.read_body(word, None, lr=None, request=NOTHING).schedule()


def _specs(
    found: list[Stepped], request: Request, lr: float | None, path: str = ""
) -> tuple[Spec, ...]:
    """Return the specs of what was found in a script, or in lines that are pasted."""
    out = []
    for one in found:
        # one curve of lines that are pasted is called by what it is
        name = one.called() if path or len(found) > 1 else ""
        updates, epoch = one.long() or (math.inf, None)
        origin = Origin(path, name, one.group, updates=updates, epoch=epoch)
        out.append(described(_spec(one, request, lr), origin=origin))
    return tuple(out)


def _spec(one: Stepped, request: Request, lr: float | None) -> Spec:
    from lrplot.specs.script.told import short, told

    with where(f"line {one.line}"):
        long = one.long()
        if long and request.clock.interval and not one.assumed:
            # the one or the other would be wrong
            raise LrplotError("the script says when it is stepped: leave --interval out")
        updates = request.clock.steps_per_epoch
        if long and updates and long[1] not in (None, updates):
            own, said = numbers.text(long[1] or 0.0), numbers.text(updates)
            raise LrplotError(f"an epoch has {own} updates here, not --steps-per-epoch {said}")
        # a script trains with what it says; a request would make it another curve
        request = Request(clock=request.clock, let=request.let, sizes=request.sizes)
        spec = grammar.read_body(one.word(), lr=lr, request=request)
    one = replace(one, pace=one.pace or spec.pace)
    return described(spec, pace=one.pace, told=(short(one), *told(one)))


def _settings(found: list[Stepped]) -> Settings:
    """Return how long the script's loops go round."""
    every = [length for one in found if (length := one.long())]
    return Settings(steps=Range(0, max(many for many, _ in every)) if every else None)


def _recognises(path: str, head: bytes) -> bool:
    return path.endswith(".py")


READER = Reader("a training script", ("py",), _recognises, read)

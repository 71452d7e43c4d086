"""Reads words into specs; nothing is executed but a Python file's code that cannot be read.

A word is one of

    cosine                              a name, every parameter at its default
    cosine:decay_steps=8k,alpha=0.1     a name with parameters
    'CosineDecay(0.001, 4000)'          a constructor, as it stands in a training script
    'expr: 1e-3 * min(t / 4000, 1)'     a formula of the step
    my_schedules.py:MySchedule(0.001)   a class or function of the user's own

and LABEL=WORD gives its curve a label.
"""

from __future__ import annotations

import re
from typing import Any

from lrplot.catalogue import Entry
from lrplot.catalogue.outline import SHORT
from lrplot.errors import LrplotError, shown
from lrplot.parameters.split import split_word
from lrplot.pieces import Schedule
from lrplot.specs.odd import warn_of
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import SOME_RATE, Spec, inner, make
from lrplot.specs.values import PYTHON_FILE, ValueReader


def read(
    word: str, python: bool = True, lr: float | None = None, request: Request = NOTHING
) -> Spec:
    """Return the schedule that a word asks for.

    `lr` is the rate of an optimizer that the word leaves open, `request` what else it leaves
    open. Raises `LrplotError` for what cannot be read, and, without `python`, for what a word
    names in a Python file that would have to be run.

    >>> import lrplot
    >>> lrplot.read("CosineDecay(0.1, 4000)")
    lrplot.read('keras.CosineDecay:initial_learning_rate=0.1,decay_steps=4000')
    """
    if not isinstance(word, str):
        raise LrplotError(f"a word is a text, not {shown(word)}: give cosine, or FILE.py:NAME")
    label, body = split_word(word)
    return read_body(body, label, python, lr, request)


def read_body(
    body: str,
    label: str | None = None,
    python: bool = True,
    lr: float | None = None,
    request: Request = NOTHING,
) -> Spec:
    """Return the schedule of a word whose label has been cut off."""

    made: dict[str, Spec] = {}

    def build(entry: Entry[...], values: dict[str, Any]) -> Schedule:
        called = _called(body, entry)
        spec = made[entry.title] = inner(entry, values, label, lr, called, request, body)
        return spec.schedule(None if spec.settled else SOME_RATE)

    entry, values = ValueReader(python, build=build, request=request).word(body)
    if lr is not None and runs_python(body):
        from lrplot.catalogue.python_file import InFile

        if isinstance(entry, InFile):
            entry.check_rate()
    spec = made.get(entry.title)
    if spec is None:
        spec = inner(entry, values, label, lr, _called(body, entry), request, body)
    spec.schedule()
    warn_of(spec, request=request)
    return spec.stepped(request.clock)


def _called(body: str, entry: Entry[...]) -> str:
    """Return the name in a word that is another than the schedule's own, else nothing."""
    name = body.partition(":")[0].strip()
    if entry.framework == SHORT and "(" in name:
        # what a script calls by another name, such as an optimizer, is known by that
        name = name.partition("(")[0].rpartition(".")[2]
    last = name.rpartition(".")[2].replace("_", "-")
    known = re.fullmatch(r"[\w.-]+", name) and last != entry.name.replace("_", "-")
    return name if known and not name.endswith(".py") else ""


def example(entry: Entry[...]) -> Spec:
    """Return a schedule of an entry with what it must be given, and no more."""
    return make(entry, entry.bind((), entry.example(), ValueReader().read))


def runs_python(body: str) -> bool:
    """Tell whether reading this word would run a Python file."""
    return bool(PYTHON_FILE.fullmatch(body))

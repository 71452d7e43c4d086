"""`compare` and `plot`: what `lrplot compare` does, for Python; what is asked of all is swept."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.parameters import roles_of
from lrplot.plots.plan import Plan
from lrplot.readers.options import AllOptions, Options, Said
from lrplot.readers.words import plan
from lrplot.specs.given import Word
from lrplot.specs.lets import several
from lrplot.specs.request import Request
from lrplot.specs.spec import Spec, described

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def compare(*words: Word, let: Said = (), set: Said = (), **options: Unpack[Options]) -> Plan:
    """Return what words, files, specs or schedules ask for, as `lrplot compare` does.

    `let` says what a script does not, `{"len(loader)": 1250}`; `set` changes keys of a
    configuration, `{"optimizer.lr": 1e-4}`. `options` are those of the command line with `_` for
    `-`: `peak_lr=1e-3`, `dataset_size=52_000`, `steps="40k"`, `lr=0.1`, `as_format="axolotl"`. A
    list for `lr`, for what is asked of every word, or for a value in `let` and `set`, is a sweep.
    Raises `LrplotError` for what cannot be read; what the command says on stderr is a
    `LrplotWarning`.

    >>> import lrplot
    >>> plan = lrplot.compare("cosine", "noam:d_model=256", steps=3)
    >>> plan
    Plan(cosine, noam)
    >>> list(plan.arrays())
    ['step', 'cosine', 'noam']
    """
    many = {"lr", *roles_of(Request)}
    given = {
        name: (tuple(value) if isinstance(value, list | tuple) else (value,))
        if name in many
        else value
        for name, value in options.items()
        if value is not None
    }
    return swept(words, {**given, "let": _said(let), "set": _said(set)})


def plot(*words: Word, **options: Unpack[AllOptions]) -> Figure:
    """Return a figure of matplotlib's of what `compare` takes; a notebook shows it.

    It needs no backend, and pyplot does not know it: `figure.savefig("x.png")`. Rates that no
    training can use are a `RateWarning`.

    >>> import lrplot
    >>> figure = lrplot.plot("cosine", "noam", steps="40k", title="Two ways down")
    >>> figure.axes[0].get_title()
    'Two ways down'
    """
    return compare(*words, **options).figure()


def _said(items: Said) -> list[str]:
    """Return what a mapping says as `NAME=VALUE`; of a list of values, each."""
    if isinstance(items, str):
        return [items]
    if not isinstance(items, Mapping):
        return [*items]
    return [
        f"{name}={_text(one)}"
        for name, value in items.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def _text(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
    return str(value)


def swept(words: Sequence[Word], given: dict[str, Any]) -> Plan:
    """Return the plan of words; what is asked of every word is a sweep where it is given again."""
    names = [name for name in ("lr", *roles_of(Request)) if given.get(name)]
    values = [given.pop(name) for name in names]
    let = several("let", given.pop("let", ()))
    changes = several("set", given.pop("set", ()))
    rest = {name: value for name, value in given.items() if value != ()}
    more = [one for every in (*let, *changes) if len(every) > 1 for one in every]
    made: list[Plan] = []
    swept = []
    for said in itertools.product(*let, *changes):
        for chosen in itertools.product(*values):
            asked = dict(zip(names, chosen, strict=True))
            one = plan(words, **rest, let=said[: len(let)], set=said[len(let) :], **asked)
            made.append(one)
            told = [
                f"{name}={numbers.text(asked[name])}"
                for name, each in zip(names, values, strict=True)
                if len(each) > 1
            ]
            told += [text for text in said[len(let) :] if text in more]
            swept.append(([text for text in said[: len(let)] if text in more], told))
    plans = _told_apart(made, swept)
    whole = plans[0]
    for other in plans[1:]:
        # a word that says all itself is the same in every plan
        known = [*map(_drawn, whole.specs)]
        fresh = tuple(spec for spec in other.specs if _drawn(spec) not in known)
        whole = replace(whole, specs=whole.specs + fresh)
    return replace(whole, settings=max(plans, key=_length).settings)


def _told_apart(
    plans: Sequence[Plan], asked: Sequence[tuple[list[str], list[str]]]
) -> Sequence[Plan]:
    """Return plans whose curves say what was said beside the words, where that makes several.

    What is asked of every word needs no saying, but where a file's own label stands for all.
    """
    if len(plans) == 1:
        return plans
    columns = []
    for column in zip(*(one.specs for one in plans), strict=True):
        if len({(spec.label, spec.values, spec.pace, spec.origin) for spec in column}) > 1:
            column = tuple(
                _saying(spec, said, more) for spec, (said, more) in zip(column, asked, strict=True)
            )
        columns.append(column)
    rows = zip(*columns, strict=True)
    return [replace(one, specs=specs) for one, specs in zip(plans, rows, strict=True)]


def _drawn(spec: Spec) -> tuple[Any, ...]:
    """Return what two specs have in common that draw the same."""
    return spec.label, spec.origin, spec.entry, spec.values, spec.schedule()


def _saying(spec: Spec, said: Sequence[str], more: Sequence[str]) -> Spec:
    if spec.origin:
        return described(spec, origin=replace(spec.origin, said=" ".join([*said, *more])))
    if not said:
        # words alone are told apart by what differs in them
        return spec
    # and formulas by what is said
    own = spec.label or ("" if spec.entry.whole else spec.entry.name)
    return described(spec, label=" ".join([own, *said]).strip())


def _length(of: Plan) -> int:
    """Return how long a plan is asked to be; a length that is none yet is the same in all."""
    return of.settings.steps.stop if isinstance(of.settings.steps, Range) else 0

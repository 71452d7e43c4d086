"""Reads training configurations: the rate that the run will have at every update."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lrplot.arithmetic import numbers
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError, warn, where
from lrplot.parameters.split import split_label
from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings
from lrplot.readers import plan
from lrplot.readers.asking import trained
from lrplot.readers.reader import Reader
from lrplot.readers.recognising import chosen, is_plan
from lrplot.specs import grammar
from lrplot.specs.origin import Origin
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import Spec, described

if TYPE_CHECKING:
    from lrplot.readers.common.format import Format, Rate, Training
    from lrplot.readers.common.keys import Keys
    from lrplot.specs.lets import Sizes

# the formats are imported when there is a configuration: every word asks which files there may be

SUFFIXES = ("yaml", "yml", "json", "toml", "cfg", "ini", "sh", "args", "jsonnet")
"""Suffixes that configurations have; a file of lrplot's own plans is none."""


def read(path: str, allow_python: bool = False, request: Request = NOTHING) -> Plan:
    """Return the plan of a training configuration: its rates, for as long as it trains."""
    from lrplot.readers.common.data import load

    data = load(path)
    with where(path):
        try:
            form, why = chosen(data, request.sizes)
        except LrplotError:
            if is_plan(data) and not request.sizes.form:
                # which says what is wrong with it
                return plan.read(path, allow_python, request)
            raise
        for said in data.twice:
            if form.once:
                raise LrplotError(f"{said}, which its program refuses")
            warn(f"{path}: {said}; the last one counts")
        keys, training = trained(form, data, request, lambda rate: _word(rate, request))
        told = _told(form, why, keys, training)
        samples = keys.memory.units.get("samples")
        if training.epoch is None and request.sizes.x == "epochs" and samples:
            examples = request.sizes.examples()
            training = replace(training, epoch=examples / samples if examples else None)
        file = Path(path)
        whole = Origin(
            str(file.with_suffix("")),
            updates=training.updates,
            epoch=training.epoch,
            units=tuple(keys.memory.units.items()),
        )
        specs = tuple(_spec(rate, told, request, whole) for rate in training.rates)
        return Plan(specs, Settings(steps=Range(0, training.updates)), name=file.stem)


def fits(path: str, said: Sizes) -> bool:
    """Tell whether a file is a configuration, by its keys or because that is said."""
    from lrplot.readers.common.data import load
    from lrplot.readers.configs import formats

    if said.form:
        return True
    try:
        data = load(path)
    except LrplotError:
        return False
    return any(form.fits(data) for form in formats().values())


def looked_up(path: str, said: Sizes) -> Iterator[str]:
    """Yield the keys that a configuration's format looks for, as far as the file can be read."""
    from lrplot.readers.common.data import load
    from lrplot.readers.common.keys import Keys
    from lrplot.readers.common.tried import tried

    data = load(path)
    form = chosen(data, said)[0]
    keys = Keys(path, form.whole(data, said)[0] if form.whole else data.values, said, {})
    tried(form, keys)
    yield from dict.fromkeys([*keys.memory.values, *keys.memory.absent])


def paired(words: Sequence[Any], request: Request) -> Iterator[tuple[Any, Request]]:
    """Yield words with what is asked of each; one that completes the one before it goes there."""
    from lrplot.readers.common.data import load

    whole = iter(zip(words, [*words[1:], None], strict=True))
    for word, other in whole:
        sizes = request.sizes
        if isinstance(word, str | PathLike) and isinstance(other, str | PathLike):
            with suppress(LrplotError, OSError, ValueError):
                form = chosen(load(split_label(fspath(word))[1]), sizes)[0]
                if form.name in chosen(load(fspath(other)), NOTHING.sizes)[0].beside:
                    sizes = replace(sizes, beside=fspath(other))
                    next(whole)
        yield word, replace(request, sizes=sizes)


def _spec(rate: Rate, told: tuple[str, ...], request: Request, whole: Origin) -> Spec:
    spec = _word(rate, request)
    origin = replace(whole, group=rate.label, others=tuple(rate.others.items()))
    return described(spec, pace=rate.pace or spec.pace, told=told, origin=origin)


def _word(rate: Rate, request: Request) -> Spec:
    from lrplot.readers.common.texts import check_word

    check_word(rate.word)
    plain = Request(clock=replace(request.clock, interval=None), let=request.let)
    try:
        return grammar.read_body(rate.word, python=False, request=plain)
    except LrplotError as error:
        raise _at_key(error, rate) from None


def _at_key(error: LrplotError, rate: Rate) -> LrplotError:
    """Return an error in a rate's constructor with the key of the file that it is about."""
    said = str(error).removeprefix(f"{rate.word.partition('(')[0]}: ")
    for parameter, key in rate.keys.items():
        if said.startswith(f"{parameter}: "):
            return LrplotError(said.replace(parameter, key, 1))
    # what the schedule itself takes is said under the last; a word's example is none of a file
    return LrplotError(said.partition(", as in ")[0]).at(key) if rate.keys else error


def _told(form: Format, why: str, keys: Keys, training: Training) -> tuple[str, ...]:
    """Return what was understood: in one line, and then at length."""
    total = f"{training.updates:,} updates"
    epoch = f", {numbers.text(training.epoch)} an epoch" if training.epoch else ""
    lines = [f"{form.what} ({why})"]
    lines += [f"{key}: {value}" for key, value in keys.memory.values.items()]
    lines += keys.notes
    lines += [f"{total}{epoch}", *(rate.word for rate in training.rates)]
    short = "; ".join([form.what, f"{total}{epoch}", *keys.memory.stressed])
    return (short, *lines)


def _recognises(path: str, head: bytes) -> bool:
    if plan.READER.recognises(path, head):
        return False
    suffix = path.rpartition(".")[2].lower()
    if suffix in SUFFIXES:
        return True
    if suffix == "py" or b"\0" in head:
        return False
    # whatever it is called, it may be one
    from lrplot.readers.common.data import load
    from lrplot.readers.configs import formats

    try:
        data = load(path)
    except LrplotError:
        return False
    return any(form.fits(data) for form in formats().values())


READER = Reader("a training configuration", SUFFIXES[2:], _recognises, read)

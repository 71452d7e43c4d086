"""Reads lrplot's own plans, in YAML with the grammar of the command line.

title: Two ways to warm up
steps: 40k
schedules:
  - noam:d_model=256
  - {schedule: wsd, label: WSD, peak_lr: 1e-3, sweep: {cooldown_steps: [4k, 8k]}}
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lrplot import readers
from lrplot.catalogue import Entry
from lrplot.errors import LrplotError, nearest, shown, unknown, where
from lrplot.parameters import Role, roles_of
from lrplot.pieces import Schedule
from lrplot.plots.plan import Plan
from lrplot.plots.settings import Settings, spelled
from lrplot.readers.reader import Reader
from lrplot.specs.asking import shared
from lrplot.specs.clock import Clock, measured
from lrplot.specs.grammar import read as read_word
from lrplot.specs.odd import warn_of, warn_of_epochs, warn_of_request
from lrplot.specs.request import NOTHING, Request
from lrplot.specs.spec import MOST, SOME_RATE, Said, Spec, inner, make
from lrplot.specs.sweep import sweep
from lrplot.specs.values import ValueReader


def read(path: str, allow_python: bool = False, request: Request = NOTHING) -> Plan:
    """Return the plan in a YAML file.

    Raises `LrplotError` for a file that is missing, is no plain YAML, or says what lrplot does
    not know. A word in it that names a Python file is refused unless `allow_python`.
    """
    from lrplot.readers.yaml import load

    with where(path):
        return interpret(load(path), allow_python, request)


def interpret(data: object, allow_python: bool = False, request: Request = NOTHING) -> Plan:
    """Return the plan that YAML data says; `request` goes before its own."""
    data = _mapping(data, "a plan")
    known = ["schedules", "request", "output", *roles_of(Settings)]
    for key in data:
        if key not in known:
            raise unknown("key", key, known, f"it is one of {', '.join(known)}")
    with where("request"):
        own = _values(_mapping(data.get("request") or {}, "a request"), roles_of(Request))
    values = _values(
        {key: data[key] for key in roles_of(Settings) if key in data}, roles_of(Settings)
    )
    clock = Clock(values.get("steps_per_epoch"), values.get("interval"))
    request = request.over(Request(**own, clock=clock))
    warn_of_request(request)
    items = data.get("schedules")
    if not isinstance(items, list) or not items:
        raise LrplotError("schedules must be a list of at least one schedule")
    specs: list[Spec] = []
    for number, item in enumerate(items, start=1):
        with where(f"schedule {number}"):
            specs += _specs(item, allow_python, request)
            if len(specs) > MOST:
                raise LrplotError(f"these are too many schedules; at most {MOST}")
    values.setdefault("steps", request.steps())
    output = data.get("output") or []
    names = [output] if isinstance(output, str) else output
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise LrplotError("output must be a file name or a list of them")
    return Plan(tuple(specs), Settings(**values), tuple(names))


def _values(data: Mapping[str, Any], known: Mapping[str, Role]) -> dict[str, Any]:
    """Return the values that their roles read, of those that are said."""
    values = {}
    for key, value in data.items():
        if key not in known:
            from lrplot.specs import slips

            raise slips.unknown("key", key, value, known, f"it is one of {', '.join(known)}", ": ")
        if value is not None:
            with where(key):
                values[key] = measured(known[key], value)
    return values


def _specs(
    item: object,
    allow_python: bool,
    request: Request = NOTHING,
    build: Callable[..., Spec] = make,
    near: str = "",
) -> list[Spec]:
    """Return the schedules that one item of the list stands for: a sweep is several."""
    if isinstance(item, str):
        word = _word(item, allow_python, request)
        warn_of_epochs([word], request.clock)
        return [word]
    data = dict(_mapping(item, "a schedule"))
    name = data.pop("schedule", None)
    if not isinstance(name, str):
        raise _nameless(name, data)
    label = data.pop("label", None)
    if label is not None and not isinstance(label, str):
        raise LrplotError(f"label must be text, not {shown(label)}")
    swept = _mapping(data.pop("sweep", None) or {}, "sweep")
    for key, values in swept.items():
        if not isinstance(values, list) or not values:
            raise LrplotError(f"sweep: {key} must be a list of values")
        if key in data:
            raise LrplotError(f"{key} is given and swept at once")

    def look(entry: Entry[...], values: dict[str, Any]) -> Schedule:
        return inner(entry, values, request=request).schedule(SOME_RATE)

    # what stands inside takes no more of a request than its clock
    inside = functools.partial(_one, allow_python, Request(clock=request.clock))
    reader = ValueReader(allow_python, near=near, mapping=inside, build=look)

    def bind(entry: Entry[...]) -> dict[str, Any]:
        own = {key: value for key, value in data.items() if key != _interval(entry)}
        first = {key: values[0] for key, values in swept.items()}
        return reader.inside(entry).bound(entry, (), own | first)

    entry, given = reader.choice(name, bind)
    if name not in (entry.name, entry.title):
        raise unknown("schedule", name, [entry.title], part=entry.title)
    interval = _interval(entry)
    if (said := data.pop(interval, None)) is not None:
        with where(interval):
            interval = roles_of(Settings)["interval"].read(said)
        request = replace(request, clock=replace(request.clock, interval=interval))
    with where(entry.title):
        for key in {*data, *swept}.difference(shared(entry)):
            if key != entry.param(key).key:
                raise unknown("parameter", key, [entry.param(key).key])
    options: dict[str, list[Any]] = {key: [value] for key, value in given.items()}
    own: Said = data
    for key, values in swept.items():
        found = [reader.inside(entry).bound(entry, (), {key: value}) for value in values]
        # what does not move the rate is not told apart
        own = own if found[0] else None
        for swept_name in found[0]:
            options.pop(swept_name)
            options[swept_name] = [one[swept_name] for one in found]
    specs = sweep(entry, options, label, build, request, own)
    for spec in specs:
        warn_of(spec, request=request)
    if build is make:
        warn_of_epochs(specs, request.clock)
    return [spec.stepped(request.clock) for spec in specs]


def _nameless(name: object, data: Mapping[str, Any]) -> LrplotError:
    """Return the error for an item whose schedule has no name, or none that is text."""
    if name is not None:
        return LrplotError(f"schedule must be the name of one, such as cosine, not {shown(name)}")
    if close := nearest("schedule", data):
        return unknown("key", close[0], ["schedule"])
    keys = [*data][:3]
    example = f"{{{', '.join(['schedule: cosine', *(f'{key}: …' for key in keys)])}}}"
    if len(data) == 1 and (data[keys[0]] is None or isinstance(data[keys[0]], Mapping)):
        example = f"{{schedule: {keys[0]}, …}}"
    said = f"an item of {' and '.join(keys) or 'nothing'}"
    return LrplotError(f"{said} names no schedule; write it as in {example}")


def _interval(entry: Entry[...]) -> str:
    """Return the key by which an item says how often its schedule is stepped."""
    return spelled("interval", [param.key for param in entry.params])


def _one(allow_python: bool, request: Request, item: object, near: str) -> Spec:
    specs = _specs(item, allow_python, request, inner, near)
    if len(specs) != 1:
        raise LrplotError(f"one schedule is wanted, and a sweep gives {len(specs)}")
    return specs[0]


def _word(word: str, allow_python: bool, request: Request) -> Spec:
    if readers.hinted(word):
        raise LrplotError(f"{word}: a plan cannot name another")
    return read_word(word, allow_python, request=request)


def _mapping(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise LrplotError(f"{what} must be a mapping of names to values, not {shown(data)}")
    for key in data:
        if not isinstance(key, str):
            raise LrplotError(f"{shown(key)} is no name")
    return data


def _recognises(path: str, head: bytes) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", "ignore")
    return "schedules" in text and bool(
        re.search(r"""^\s*[{]?\s*["']?schedules["']?\s*:""", text, re.MULTILINE)
    )


READER = Reader("a plan", ("yaml", "yml"), _recognises, read)

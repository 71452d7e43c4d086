"""Makes the JSON Schema of a plan from the catalogue and the settings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from lrplot.catalogue import Entry, Param, find
from lrplot.parameters import Json, NoEffect, Role, roles_of
from lrplot.plots.settings import Settings
from lrplot.specs import asking
from lrplot.specs.request import Request, expressing

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Definitions:
    """The schemas that are written once, by name, and what refers to them."""

    def __init__(self) -> None:
        self.found: dict[str, Json] = {}
        self._names: dict[str, str] = {}
        self._count: Counter[str] = Counter()

    def refer(self, name: str, schema: Json) -> Json:
        """Return a reference to a schema, under a name that begins like this one."""
        text = json.dumps(schema)
        if text not in self._names:
            self._count[name] += 1
            number = f"-{self._count[name]}" if self._count[name] > 1 else ""
            self._names[text] = name + number
            self.found[self._names[text]] = schema
        return {"$ref": f"#/$defs/{self._names[text]}"}


def schema() -> Json:
    """Return the JSON Schema by which an editor completes and checks a plan."""
    text: Json = {"type": "string", "minLength": 1}
    return {
        "$schema": DIALECT,
        "title": "lrplot plan",
        "type": "object",
        "additionalProperties": False,
        "required": ["schedules"],
        "properties": {
            "schedules": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/open"}},
            "request": {
                "anyOf": [
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": _described(roles_of(Request)),
                    },
                    {"type": "null"},
                ]
            },
            "output": {"anyOf": [text, {"type": "array", "items": text}, {"type": "null"}]},
            **_described(roles_of(Settings)),
        },
        "if": {"not": {"properties": {"request": {"type": "object"}}, "required": ["request"]}},
        "then": {"properties": {"schedules": {"items": {"$ref": "#/$defs/whole"}}}},
        "$defs": _schedules(),
    }


def _described(known: Mapping[str, Role]) -> Json:
    return {
        name: {"anyOf": [role.schema(), {"type": "null"}], "description": role.help}
        for name, role in known.items()
    }


def _schedules() -> Json:
    """Return the schemas of one schedule: a word, or a mapping whose `schedule` says the rest.

    What a mapping leaves out a request may say: an `open` schedule, beside which a `whole` one
    has all that must be given.
    """
    entries = find.all_entries()
    names = {entry.title: [entry.title] for entry in entries}
    for name in sorted({entry.name for entry in entries}.difference(names)):
        if (found := find.entry(name)).name == name:
            names[found.title].append(name)
    shared = Definitions()
    mapping: Json = {
        "type": "object",
        "required": ["schedule"],
        "properties": {
            "schedule": {"$ref": "#/$defs/name"},
            "label": {"type": ["string", "number", "null"]},
            "sweep": {
                "type": ["object", "null"],
                "additionalProperties": {"type": "array", "minItems": 1},
            },
        },
        "allOf": [
            {"$ref": "#/$defs/once"},
            *(
                {"if": _any_of(names[entry.title]), "then": _parameters(entry, shared)}
                for entry in entries
            ),
        ],
    }
    keys = {param.key for entry in entries for param in entry.params}.union(roles_of(Request))
    needing: dict[tuple[str, ...], list[str]] = {}
    for entry in entries:
        for any_of in _needed(entry):
            needing.setdefault(any_of, []).extend(names[entry.title])
    return {
        "open": {"anyOf": [{"$ref": "#/$defs/word"}, mapping]},
        "whole": {
            "allOf": [
                {"if": _any_of(those), "then": {"anyOf": list(map(_given, keys))}}
                for keys, those in needing.items()
            ]
        },
        "schedule": {"allOf": [{"$ref": "#/$defs/open"}, {"$ref": "#/$defs/whole"}]},
        "word": {
            "description": "a name, name:key=value,…, a pasted constructor, or LABEL=WORD",
            # an editor completes the names
            "anyOf": [{"$ref": "#/$defs/name"}, {"type": "string", "minLength": 1}],
        },
        "name": {"enum": sorted(name for same in names.values() for name in same)},
        "once": {"allOf": list(map(_once, sorted(keys)))},
        **shared.found,
    }


def _parameters(entry: Entry[...], shared: Definitions) -> Json:
    params = {param.key: _parameter(param, shared) for param in entry.params}
    for name, role in asking.shared(entry).items():
        if expressing(entry, name):
            kind = {**role.schema(), "description": role.help}
            params[name] = shared.refer(f"asked-{name}", kind)
    swept = {name: {"items": {"$ref": value["$ref"]}} for name, value in params.items()}
    return {
        "properties": {
            "schedule": {"description": entry.summary},
            "label": {},
            "sweep": {"properties": swept, "additionalProperties": False},
            **params,
        },
        "additionalProperties": False,
    }


def _any_of(names: Sequence[str]) -> Json:
    return {"properties": {"schedule": {"enum": names}}}


def _needed(entry: Entry[...]) -> list[tuple[str, ...]]:
    """Return the parameters that must be given, each with the names that ask for it as well.

    A start that is not said is 0 where anything is asked for.
    """
    asked = {name: expressing(entry, name) for name in asking.shared(entry)}
    return [
        (p.key, *(name for name, able in asked.items() if p in able or (able and _starts(p))))
        for p in entry.params
        if p.required and not isinstance(p.role, NoEffect)
    ]


def _starts(param: Param) -> bool:
    return param.role.name == "start"


def _given(name: str) -> Json:
    """Return what says that a parameter is given or swept."""
    swept = {"properties": {"sweep": {"type": "object", "required": [name]}}}
    return {"anyOf": [{"required": [name]}, {"required": ["sweep"], **swept}]}


def _once(name: str) -> Json:
    """Return what says that a parameter is not given and swept at once."""
    swept = {"properties": {"sweep": {"properties": {name: False}}}}
    return {"if": {"required": [name]}, "then": swept}


def _parameter(param: Param, shared: Definitions) -> Json:
    kind = param.role.schema()
    if param.optional and not isinstance(param.role, NoEffect):
        kind = {"anyOf": [kind, {"type": "null"}]}
    kind = {**kind, "description": param.role.help}
    out = shared.refer("value-" + param.role.name.replace(" ", "-"), kind)
    if not param.required and isinstance(param.default, str | int | float | bool):
        out = {**out, "default": param.default}
    return out

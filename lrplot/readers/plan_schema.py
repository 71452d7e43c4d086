"""Makes the JSON Schema of a plan from the catalogue and the settings."""

from __future__ import annotations

from collections.abc import Mapping

from lrplot.catalogue import Entry, Param, find
from lrplot.parameters import Json, NoEffect, Role
from lrplot.parameters.role import roles_of
from lrplot.plot.settings import Settings
from lrplot.specs.request import Request

DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
        "$defs": {**_schedules(), "word": _word()},
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
    names = {entry.title: entry for entry in entries}
    names |= {name: find.entry(name) for name in sorted({entry.name for entry in entries})}
    named = [({"properties": {"schedule": {"const": n}}}, entry) for n, entry in names.items()]
    mapping: Json = {
        "type": "object",
        "required": ["schedule"],
        "properties": {
            "schedule": {"enum": list(names)},
            "label": {"type": ["string", "number", "null"]},
            "sweep": {"type": ["object", "null"]},
        },
        "allOf": [{"if": known, "then": _parameters(entry)} for known, entry in named],
    }
    needs = [(known, needed) for known, entry in named if (needed := _needed(entry))]
    return {
        "open": {"anyOf": [{"$ref": "#/$defs/word"}, mapping]},
        "whole": {"allOf": [{"if": known, "then": {"allOf": n}} for known, n in needs]},
        "schedule": {"allOf": [{"$ref": "#/$defs/open"}, {"$ref": "#/$defs/whole"}]},
    }


def _word() -> Json:
    return {
        "type": "string",
        "minLength": 1,
        "description": "a name, name:key=value,…, a pasted constructor, or LABEL=WORD",
    }


def _parameters(entry: Entry[...]) -> Json:
    params = {param.key: _parameter(param) for param in entry.params}
    swept = {
        name: {"type": "array", "minItems": 1, "items": value} for name, value in params.items()
    }
    properties: Json = {
        "schedule": {"description": entry.summary},
        "label": {},
        "sweep": {"properties": swept, "additionalProperties": False},
        **params,
    }
    # none is given and swept at once
    twice = [{"not": {"allOf": [{"required": [name]}, _sweeps(name)]}} for name in params]
    out: Json = {"properties": properties, "additionalProperties": False}
    return {**out, "allOf": twice} if twice else out


def _needed(entry: Entry[...]) -> list[Json]:
    """Return what says that each required parameter is given or swept."""
    return [
        {"anyOf": [{"required": [p.key]}, _sweeps(p.key)]}
        for p in entry.params
        if p.required and not isinstance(p.role, NoEffect)
    ]


def _sweeps(name: str) -> Json:
    swept = {"type": "object", "required": [name]}
    return {"required": ["sweep"], "properties": {"sweep": swept}}


def _parameter(param: Param) -> Json:
    kind = param.role.schema()
    if param.optional and not isinstance(param.role, NoEffect):
        kind = {"anyOf": [kind, {"type": "null"}]}
    kind = {**kind, "description": param.role.help}
    if not param.required and isinstance(param.default, str | int | float | bool):
        kind["default"] = param.default
    return kind

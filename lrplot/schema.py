"""The JSON Schema of a plan, made from the catalogue and the settings."""

from __future__ import annotations

from lrplot import catalogue
from lrplot.kinds import Json
from lrplot.places import Ignored
from lrplot.registry import Entry, Param
from lrplot.settings import roles

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """Return the JSON Schema by which an editor completes and checks a plan."""
    settings = {
        name: {"anyOf": [r.schema(), {"type": "null"}], "description": r.help}
        for name, r in roles().items()
    }
    text: Json = {"type": "string", "minLength": 1}
    return {
        "$schema": DIALECT,
        "title": "lrplot plan",
        "type": "object",
        "additionalProperties": False,
        "required": ["schedules"],
        "properties": {
            "schedules": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/schedule"}},
            "output": {"anyOf": [text, {"type": "array", "items": text}, {"type": "null"}]},
            **settings,
        },
        "$defs": {"schedule": _schedule(), "word": _word()},
    }


def _schedule() -> Json:
    """Return the schema of one schedule: a word, or a mapping whose `schedule` says the rest."""
    entries = catalogue.every()
    names = {entry.title: entry for entry in entries}
    names |= {name: catalogue.find(name) for name in sorted({entry.name for entry in entries})}
    rules = [
        {
            "if": {"properties": {"schedule": {"const": name}}},
            "then": _parameters(entry),
        }
        for name, entry in names.items()
    ]
    mapping: Json = {
        "type": "object",
        "required": ["schedule"],
        "properties": {
            "schedule": {"enum": list(names)},
            "label": {"type": ["string", "number", "null"]},
            "sweep": {"type": ["object", "null"]},
        },
        "allOf": rules,
    }
    return {"anyOf": [{"$ref": "#/$defs/word"}, mapping]}


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
    # a parameter that is required is given or swept, and none is both
    needed: list[Json] = [
        {"anyOf": [{"required": [p.key]}, _sweeps(p.key)]}
        for p in entry.params
        if p.required and not isinstance(p.role, Ignored)
    ]
    needed += [{"not": {"allOf": [{"required": [name]}, _sweeps(name)]}} for name in params]
    out: Json = {"properties": properties, "additionalProperties": False}
    return {**out, "allOf": needed} if needed else out


def _sweeps(name: str) -> Json:
    swept = {"type": "object", "required": [name]}
    return {"required": ["sweep"], "properties": {"sweep": swept}}


def _parameter(param: Param) -> Json:
    kind = param.role.schema()
    if param.optional and not isinstance(param.role, Ignored):
        kind = {"anyOf": [kind, {"type": "null"}]}
    kind = {**kind, "description": param.role.help}
    if not param.required and isinstance(param.default, str | int | float | bool):
        kind["default"] = param.default
    return kind

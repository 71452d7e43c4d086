"""The JSON Schema and the reader take the same documents, made from the catalogue."""

import copy
import json

import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st
from strategies import arguments

from lrplot.arithmetic.formula import Formula
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.parameters import (
    Choice,
    Flag,
    Lambda,
    Metric,
    MetricValues,
    Nested,
    NoEffect,
    Number,
    Numbers,
    Pairs,
    Pattern,
)
from lrplot.readers import yaml
from lrplot.readers.plan import interpret
from lrplot.readers.plan_schema import schema
from lrplot.specs.spec import Spec, make

SCHEMA = schema()
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)
ENTRIES = find.all_entries()
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)


def takes(document) -> bool:
    """Tell whether the reader takes a document, as it stands in a file."""
    try:
        interpret(loaded(document))
    except LrplotError:
        return False
    return True


def loaded(document):
    """Return a document as it comes out of a file: JSON is YAML, and its numbers are text."""
    node = yaml.loader()(json.dumps(document, ensure_ascii=False))
    return node.get_single_data()


def plain(value):
    """Return a value of a spec as JSON has it."""
    if isinstance(value, Spec):
        return {"schedule": value.entry.title} | {k: plain(v) for k, v in value.values}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Formula):
        return f"lambda t, lr: lr * ({value})" if value.times else str(value)
    if isinstance(value, MetricValues):
        return list(value.values)
    return value


@st.composite
def documents(draw, entry):
    """Return a plan with one schedule of an entry, whose values fit together."""
    values = draw(arguments(entry))
    try:
        spec = make(entry, values)
    except LrplotError:
        spec = None
    item = {"schedule": entry.title} | {
        entry.param(name).key: plain(value) for name, value in values.items()
    }
    if draw(st.booleans()):
        item["label"] = draw(st.text("ab ", min_size=1, max_size=5))
    return spec, {"schedules": [item]}


def test_schema_is_a_schema():
    jsonschema_rs.meta.validate(SCHEMA)
    json.dumps(SCHEMA)


@every_entry
@given(data=st.data())
def test_what_the_reader_takes_is_valid(entry, data):
    spec, document = data.draw(documents(entry))
    VALIDATOR.validate(document)
    assert takes(document) == (spec is not None)


def spoilings(entry):
    """Yield what a wrong value for a parameter can look like."""
    for param in entry.params:
        role = param.role
        wrong = [] if isinstance(role, NoEffect) else [{"a": 1}]
        if isinstance(role, Number):
            wrong += ["x", [1], True, ""]
            wrong += [role.low - 1, role.low if role.above else role.low - 0.5]
            wrong += [role.high + 1] if role.high < 1e300 else []
            wrong += [1.5] if role.whole else []
            wrong += [] if param.optional else [None]
        elif isinstance(role, Numbers):
            wrong += [["x"], [[1]], [None], [-1], *([] if param.optional else [None])]
        elif isinstance(role, Pairs):
            wrong += ["x", [1], [[1, 2, 3]], {"1": "x"}, [None]]
        elif isinstance(role, Pattern):
            wrong += ["?", True, [], *([] if param.optional else [None])]
        elif isinstance(role, Choice):
            wrong += ["x", 3, ["linear"], *([] if param.optional else [None])]
        elif isinstance(role, Lambda):
            wrong += [True, [], ["t", "t"], [["t"]], *([] if param.optional else [None])]
        elif isinstance(role, Metric):
            wrong += ["x", 1, [], ["x"], [[1]], "x.csv:", *([] if param.optional else [None])]
        elif isinstance(role, Flag):
            wrong += ["x", 1, [], *([] if param.optional else [None])]
        elif isinstance(role, Nested):
            wrong += [True, {"schedule": "x"}, {"schedule": "cosine", "x": 1}]
            wrong += [] if param.optional else [None]
            wrong += [[]] if role.many else [["cosine"]]
        yield from ((param.key, value) for value in wrong)


@every_entry
@settings(max_examples=3)
@given(data=st.data())
def test_what_is_spoiled_in_one_place_is_refused_by_both(entry, data):
    spec, document = data.draw(documents(entry))
    if spec is None:
        return
    changed = [(name, value) for name, value in spoilings(entry)]
    for name, value in [*changed, ("no_such_parameter", 1), ("schedule", "x"), ("label", [1])]:
        spoiled = copy.deepcopy(document)
        spoiled["schedules"][0][name] = value
        assert not takes(spoiled), (name, value)
        assert not VALIDATOR.is_valid(spoiled), (name, value)
    for param in entry.params:
        if param.required and not isinstance(param.role, NoEffect):
            spoiled = copy.deepcopy(document)
            del spoiled["schedules"][0][param.key]
            assert not takes(spoiled)
            assert not VALIDATOR.is_valid(spoiled)


@every_entry
def test_the_schema_describes(entry):
    shared = SCHEMA["$defs"]
    rules = (r for r in shared["open"]["anyOf"][1]["allOf"] if "if" in r)
    rule = next(r for r in rules if entry.title in r["if"]["properties"]["schedule"]["enum"])
    for param in entry.params:
        ref = rule["then"]["properties"][param.key]["$ref"]
        assert shared[ref.removeprefix("#/$defs/")]["description"]


def test_an_editor_completes_the_names_in_strings():
    words = SCHEMA["$defs"]["word"]["anyOf"]
    assert {"$ref": "#/$defs/name"} in words
    assert {"cosine", "torch.OneCycleLR", "OneCycleLR"} <= set(SCHEMA["$defs"]["name"]["enum"])

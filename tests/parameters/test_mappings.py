"""Named values in the place of a parameter: `dict(a=1)`, `{"a": 1}`, and lists of them."""

import jsonschema_rs
import pytest

from lrplot.errors import LrplotError
from lrplot.parameters import Choice, Flag, Keywords, Number
from lrplot.parameters.mappings import MOST
from lrplot.readers.plan import interpret
from lrplot.readers.plan_schema import schema
from lrplot.specs.grammar import read

ONE = "init_value=0.0, peak_value=0.1, warmup_steps=10, decay_steps=100"
FIELDS = (("rate", Number("rate", "", low=0.0)), ("way", Choice("way", "", ("up", "down"))))
ROLE = Keywords("named", "", (*FIELDS, ("stairs", Flag("stairs", ""))), ("rate",))


@pytest.mark.parametrize(
    "word",
    [
        f"optax.sgdr_schedule(cosine_kwargs=[dict({ONE})])",
        f"optax.sgdr_schedule((dict({ONE}),))",
        f"optax.sgdr_schedule:cosine_kwargs=[dict({ONE})]",
        "optax.sgdr_schedule([{'decay_steps': 1e2, 'warmup_steps': 10, 'peak_value': 1 / 10, "
        "'init_value': 0}])",
    ],
)
def test_ways_to_say_the_same(word):
    assert read(word) == read(f"optax.sgdr_schedule([dict({ONE})])")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("[dict(init_value=0.0)]", "item 1: peak_value and warmup_steps and decay_steps must be"),
        (f"[dict({ONE}), dict({ONE}, zzz=1)]", "item 2: no parameter 'zzz'; it takes init_value"),
        (f"[dict({ONE}, peak_valu=1)]", "no parameter 'peak_valu'; did you mean peak_value"),
        ("[{'init_value': 0, 'init_value': 1}]", "init_value is given twice"),
        (f"[dict(*a, {ONE})]", "cannot be read, only dict(a=1) or {'a': 1}"),
        ("[dict(**cycle)]", "cannot be read, only dict(a=1) or {'a': 1}"),
        ("[{**cycle}]", "cannot be read, only dict(a=1) or {'a': 1}"),
        ("[{1: 2}]", "no parameter '1'; it takes init_value"),
        (f"dict({ONE})", "must be a list such as [dict(init_value=0.0001,"),
        ("[]", "must be a list such as [dict(init_value=0.0001,"),
        (f"[{', '.join([f'dict({ONE})'] * (MOST + 1))}]", f"at most {MOST}, not of {MOST + 1}"),
    ],
)
def test_refused(given, text):
    with pytest.raises(LrplotError) as error:
        read(f"optax.sgdr_schedule({given})")
    assert text in str(error.value)


def test_yaml_and_the_schema():
    cycle = {"init_value": 0, "peak_value": "1e-1", "warmup_steps": 10, "decay_steps": "100"}
    plan = {"schedules": [{"schedule": "optax.sgdr_schedule", "cosine_kwargs": [cycle]}]}
    validator = jsonschema_rs.Draft202012Validator(schema())
    validator.validate(plan)
    (spec,) = interpret(plan).specs
    assert spec == read(f"optax.sgdr_schedule([dict({ONE})])")
    for wrong in ({}, {**cycle, "zzz": 1}, {**cycle, "peak_value": "x"}, [["init_value", 0]]):
        plan["schedules"][0]["cosine_kwargs"] = [wrong]
        assert not validator.is_valid(plan)
        with pytest.raises(LrplotError):
            interpret(plan)


def test_one_of_several_kinds():
    value = (("rate", 0.5), ("way", "up"), ("stairs", True))
    assert ROLE.read({"stairs": "true", "rate": "1/2", "way": "up"}) == value
    assert ROLE.read([["way", "up"], ["rate", 0.5], ["stairs", True]]) == value
    assert ROLE.text(value) == "dict(rate=0.5,way='up',stairs=True)"
    jsonschema_rs.validate(ROLE.schema(), {"rate": 0.5, "way": "up"})
    for wrong in ([["rate", 1], ["rate", 2]], [["way", "up"]], [["rate"]], "rate", 3, [1]):
        assert not jsonschema_rs.Draft202012Validator(ROLE.schema()).is_valid(wrong)
        with pytest.raises(LrplotError):
            ROLE.read(wrong)

"""Jsonnet as data: what stands there is read, what is worked out is kept as text or refused."""

import json
import re

import pytest

from lrplot import LrplotError
from lrplot.readers.common.jsonnet import values


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{a: 1e-5, "b": [1, -2.5,], \'c\': null,}', {"a": 1e-5, "b": [1, -2.5], "c": None}),
        ("// one\n# two\n/* three\n*/ {a: true}", {"a": True}),
        ("local lr = 0.1; local opt = {lr: lr}; {o: opt, x: [lr]}", {"o": {"lr": 0.1}, "x": [0.1]}),
        ('{a: "\\ud800"}', {"a": '"\\ud800"'}),
        ("{a: 'it\\'s', b: \"// no comment\"}", {"a": "it's", "b": "// no comment"}),
        ('{a: 2 * 3, b: std.extVar("X") + "/y", c: 4}',
         {"a": "2 * 3", "b": 'std.extVar("X") + "/y"', "c": 4}),
        ("{a: if true then {b: 1} else [2, 3], c: [x for x in [1, 2]]}",
         {"a": "if true then {b: 1} else [2, 3]", "c": ["x for x in [1, 2]"]}),
    ],
)  # fmt: skip
def test_what_stands_there_is_read(source, expected):
    assert values(source.encode()) == expected


def test_every_json_is_jsonnet():
    found = {"a": [1, 2.5, -3e-7, "x\n\u00e9", {}, []], "b": {"c": False, "d": None}}
    assert values(json.dumps(found).encode()) == found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{\n  lr: rate\n}", "line 2: 'rate' is more than data"),
        ("{a: 1} + {b: 2}, 3", "',' is more than data"),
        ("local f = {}; f + {b: 2}", "'f + {b: 2}' is more than data"),
        ("local f(x) = x; {}", "line 1: '(' is more than data"),
        ("{['a']: 1}", "'[' is more than data"),
        ("{a:: 1}", "'::' is more than data"),
        ("{local b = 1, a: b}", "'local' is more than data"),
        ("{a: }", "'}' is more than data"),
        ("{a: 1", "it ends too early"),
        ("{a: (1", "it ends too early"),
        ("", "it ends too early"),
        ("{a: /* 1}", "'/' is more than data"),
        ('{a: "1}', "is more than data"),
        ("[" * 200, "nested too deep"),
        ("{a: \xff}", "no text"),
    ],
)
def test_what_is_more_is_refused(source, said):
    with pytest.raises(LrplotError, match=re.escape(said)):
        values(source.encode("latin-1"))

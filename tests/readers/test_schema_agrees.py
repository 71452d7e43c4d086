"""Plans that the reader and the schema both take, and such as both refuse."""

import pytest
from test_plan_schema import VALIDATOR, takes

from lrplot.plots.settings import LEGENDS


def both(document) -> tuple[bool, bool]:
    return takes(document), VALIDATOR.is_valid(document)


GOOD = [
    {},
    {"title": "a"},
    {"title": 2026},
    {"title": None},
    {"xlabel": "a", "ylabel": "b"},
    {"steps": 100},
    {"steps": "40k"},
    {"steps": "1:10k:5"},
    {"steps": ":10"},
    {"log_x": True, "log_y": False},
    {"xlim": [0, 1e3]},
    {"xlim": "0:1k"},
    {"ylim": ["1e-6", 1e-3]},
    {"size": "6x4"},
    {"size": [6, 4.5]},
    {"dpi": 200},
    {"dpi": "200"},
    {"steps_per_epoch": 1000},
    {"steps_per_epoch": "1.5k"},
    {"look": "print"},
    {"output": "a.svg"},
    {"output": ["a.svg", "b.csv"]},
    {"output": []},
    {"output": None},
    *({"legend": place} for place in LEGENDS),
]
BAD = [
    {"title": ["a"]},
    {"title": {"a": "b"}},
    {"title": True},
    {"steps": 0},
    {"steps": -5},
    {"steps": 1.5},
    {"steps": "x"},
    {"steps": "1:2:3:4"},
    {"steps": [1, 2]},
    {"steps": True},
    {"log_x": 1},
    {"log_x": "x"},
    {"xlim": [1]},
    {"xlim": [1, 2, 3]},
    {"xlim": "1x2"},
    {"xlim": 3},
    {"size": "6:4"},
    {"size": [0.5, 4]},
    {"size": [6, 1000]},
    {"dpi": 5},
    {"dpi": 20.5},
    {"dpi": 3000},
    {"steps_per_epoch": 0},
    {"steps_per_epoch": -1},
    {"legend": "x"},
    {"legend": 3},
    {"output": {"a": "b"}},
    {"output": [["a.svg"]]},
    {"output": True},
    {"schedules": []},
    {"schedules": "cosine"},
    {"schedules": None},
    {"schedules": [""]},
    {"schedules": [None]},
    {"schedules": [["cosine"]]},
    {"schedules": [{}]},
    {"schedules": [{"schedule": ["cosine"]}]},
    {"schedules": [{"schedule": "cosine", "sweep": {"alpha": 1}}]},
    {"schedules": [{"schedule": "cosine", "sweep": {"alpha": []}}]},
    {"schedules": [{"schedule": "cosine", "sweep": {"alpha": ["x"]}}]},
    {"schedules": [{"schedule": "cosine", "sweep": {"x": [1]}}]},
    {"schedules": [{"schedule": "cosine", "sweep": [1]}]},
    {"schedules": [{"schedule": "cosine", "alpha": 1, "sweep": {"alpha": [1]}}]},
    {"schedules": [{"schedule": "CosineDecay", "sweep": {"decay_steps": [1]}}]},
    # a mapping names things as the schema does; other spellings are for words
    {
        "schedules": [
            {
                "schedule": "tf.keras.optimizers.schedules.CosineDecay",
                "initial_learning_rate": 0.1,
                "decay_steps": 5,
            }
        ]
    },
    {"schedules": [{"schedule": "cosine_restarts", "t_mul": 2}]},
    {"schedules": [{"schedule": "cosine", "decay-steps": 5}]},
    {"zzz": 1},
]


@pytest.mark.parametrize("changes", GOOD, ids=str)
def test_both_take(changes):
    assert both({"schedules": ["cosine"]} | changes) == (True, True)


@pytest.mark.parametrize("changes", BAD, ids=str)
def test_both_refuse(changes):
    assert both({"schedules": ["cosine"]} | changes) == (False, False)


def test_no_schedules():
    assert both({"title": "a"}) == (False, False)
    assert both(["cosine"]) == (False, False)


@pytest.mark.parametrize(
    "item",
    [
        "cosine:alpha=0.1",
        "CosineDecay(0.001, 4000)",
        {"schedule": "cosine", "alpha": "1e-1"},
        {"schedule": "cosine", "alpha": "1/3"},
        {"schedule": "cosine", "decay_steps": "2 * 10k"},
        {"schedule": "cosine", "label": "a"},
        {"schedule": "cosine", "label": 3},
        {"schedule": "cosine", "sweep": {"alpha": [0, "1e-1"], "decay_steps": ["4k", 8000]}},
        {"schedule": "CosineDecay", "initial_learning_rate": 0.1, "sweep": {"decay_steps": [1]}},
        {"schedule": "exp", "staircase": True},
        {"schedule": "exp", "staircase": "true"},
        {
            "schedule": "keras.CosineDecay",
            "initial_learning_rate": 0.1,
            "decay_steps": 5,
            "name": None,
            "warmup_target": None,
        },
        {"schedule": "piecewise", "boundaries": [1, "2k"], "values": [0.1, "1e-2", 0]},
        {"schedule": "then", "parts": ["ramp(0.0, 0.1, 5)", {"schedule": "hold", "value": 0.1}]},
        {
            "schedule": "repeat",
            "of": {"schedule": "ramp", "start": 0, "end": 1, "length": 5},
            "times": 3,
        },
    ],
    ids=str,
)
def test_both_take_a_schedule(item):
    assert both({"schedules": [item]}) == (True, True)

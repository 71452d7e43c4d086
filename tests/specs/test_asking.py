"""The names of a request work beside every schedule's own parameters."""

import json

import jsonschema_rs
import pytest

from lrplot import read, readers
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.parameters import NoEffect, roles_of
from lrplot.readers.plan_schema import schema
from lrplot.specs.request import Request


def values(word, **request):
    return dict(read(word, request=Request(**request)).values)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cosine:peak_lr=2e-5", {"initial_learning_rate": 2e-5}),
        # the total includes the warmup, whoever says it
        ("cosine:total_steps=5k,warmup_steps=500", {"decay_steps": 4500, "warmup_steps": 500}),
        # a part of the peak that the word or the default says
        ("cosine:peak_lr=0.1,end_lr=0.01", {"initial_learning_rate": 0.1, "alpha": 0.1}),
        ("cosine:end_lr=1e-4", {"alpha": 0.1}),
        ("one-cycle:warmup-steps=4000", {"pct_start": 0.1}),
        (
            "torch.OneCycleLR:peak_lr=0.1,total_steps=1000,warmup_steps=250,start_lr=1e-3",
            {"max_lr": 0.1, "total_steps": 1000, "pct_start": 0.25, "div_factor": 100},
        ),
        # the start is 0.1 / 25
        (
            "torch.OneCycleLR:peak_lr=0.1,total_steps=1000,end_lr=1e-5",
            {"max_lr": 0.1, "total_steps": 1000, "final_div_factor": 400},
        ),
        ("torch.CosineAnnealingLR:peak_lr=0.1,total_steps=9", {"optimizer": 0.1, "T_max": 9}),
        # its own parameter goes first, whatever it means
        (
            "bmtrain.Linear:start_lr=0.1,warmup_iter=5,end_iter=9",
            {"start_lr": 0.1, "warmup_iter": 5, "end_iter": 9},
        ),
        ("cosine(peak_lr=0.1, total_steps=9)", {"initial_learning_rate": 0.1, "decay_steps": 9}),
    ],
)
def test_a_word_may_say_it(word, expected):
    assert values(word) == pytest.approx(expected, rel=1e-15)


def test_a_word_goes_before_what_is_asked_of_all():
    assert values("cosine:total_steps=100", total_steps=9, peak_lr=0.1) == {
        "initial_learning_rate": 0.1,
        "decay_steps": 100,
    }
    assert values("cosine:warmup_steps=10", total_steps=100)["decay_steps"] == 90


def test_a_schedule_inside_another_may_say_it():
    word = "then([linear(peak_lr=1e-3, total_steps=10), cosine(total_steps=20)])"
    assert read(word).schedule().end == 30


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "noam:peak_lr=1e-3",
            "noam: takes no --peak-lr; its parameters are d_model, warmup_steps, factor",
        ),
        ("exp:warmup_steps=9", "exp: takes no --warmup-steps; its parameters are initial_learning"),
        (
            "cosine:peak_lr=1,initial_learning_rate=2",
            "cosine: peak_lr is given twice, as initial_learning_rate too",
        ),
        ("cosine:peek_lr=1", "cosine: no parameter 'peek_lr'; did you mean peak_lr or end_lr?"),
        ("noam:peek_lr=1", "noam: no parameter 'peek_lr'; it takes d_model, warmup_steps, factor"),
        ("cosine:peak_lr=x", "cosine: peak_lr: 'x' is not a number"),
        ("cosine:peak_lr=-1", "cosine: peak_lr: must be at least 0, not -1"),
        ("one-cycle:end_lr=0", "one-cycle: --end-lr must be above 0: the start is divided"),
        ("torch.OneCycleLR(opt, 0.1, 100, peak_lr=1)", "torch.OneCycleLR: no parameter 'peak_lr'"),
        (
            "torch.OneCycleLR:max_lr=1,epochs=2,steps_per_epoch=9,warmup_steps=3",
            "torch.OneCycleLR: --warmup-steps is a part of --total-steps, which must be given",
        ),
    ],
)
def test_what_cannot_be_given_is_refused_with_the_reason(word, message, refused):
    with pytest.raises(LrplotError) as error:
        read(word)
    assert str(error.value).startswith(message)
    assert refused("compare", word).startswith(f"lrplot: {message}")


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
def test_every_command_knows_all_names(entry, run):
    unused = [p.name for p in entry.params if isinstance(p.role, NoEffect)]
    for name in set(roles_of(Request)).difference(unused):
        assert "No such option" not in run(entry.title, f"--{name.replace('_', '-')}", "99").err


def test_parts_of_a_total_follow_it(run):
    """Those of 40,000 steps are 2000 and 8000, and 2000, 6000 and 8000."""
    done = run("wsd", "--total-steps", "5000", "--format", "csv")
    rates = [row.split(",")[1] for row in done.out.decode().splitlines()]
    assert len(rates) == 5001
    assert (rates[1 + 125], rates[1 + 250], rates[1 + 4500]) == ("0.0005", "0.001", "0.0005")
    assert list(read("wsd").schedule().breakpoints([0, 40_000])) == [0, 2000, 32_000, 40_000]
    breaks = read("infinite:total_steps=400").schedule().breakpoints([0, 400])
    assert list(breaks) == [0, 20, 80, 320, 400]


def test_options_sweep_and_set_the_range(run):
    line = ("cosine", "--total-steps", "8", "--end-lr", "1e-4", "--end-lr", "5e-4")
    rows = run(*line, "--format", "csv").out.decode().splitlines()
    assert rows[0] == "step,alpha=0.1,alpha=0.5"
    assert rows[-1].startswith("7,")
    assert float(rows[5].split(",")[2]) == pytest.approx(7.5e-4, rel=1e-12)


def test_info_takes_them(run):
    text = run("info", "cosine:peak_lr=0.5", "--total-steps", "50").out.decode()
    assert "initial_learning_rate = 0.5" in text
    assert "decay_steps = 50" in text


def test_keys_of_a_plan_may_say_it(write):
    name = write(
        "plan.yaml",
        "request: {peak_lr: 1e-3}\nschedules:\n"
        "- {schedule: cosine, total_steps: 90, sweep: {warmup_steps: [0, 10], end_lr: [1e-4]}}\n",
    )
    assert [dict(spec.values) for spec in readers.read(name).specs] == [
        {"initial_learning_rate": 1e-3, "decay_steps": 90, "alpha": 0.1, "warmup_steps": 0},
        {"initial_learning_rate": 1e-3, "decay_steps": 80, "alpha": 0.1, "warmup_steps": 10},
    ]


ITEMS = [
    {"schedule": "cosine", "total_steps": 90, "sweep": {"warmup_steps": [0, 10]}},
    {"schedule": "keras.CosineDecay", "peak_lr": "1e-3", "total_steps": "5k", "warmup_steps": 9},
    {"schedule": "bmtrain.Linear", "start_lr": 0.1, "warmup_iter": 5, "total_steps": 9},
    {"schedule": "noam", "peak_lr": 1},
    {"schedule": "cosine", "peak_lr": -1},
    {"schedule": "cosine", "peak_lr": 1, "sweep": {"peak_lr": [1]}},
    {"schedule": "keras.CosineDecay", "peak_lr": 1},
    {"schedule": "Cosine"},
]


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_the_schema_takes_the_keys_that_the_reader_takes(item, write):
    document = json.dumps({"schedules": [item]})
    try:
        taken = bool(readers.read(write("plan.yaml", document)))
    except LrplotError:
        taken = False
    assert jsonschema_rs.Draft202012Validator(schema()).is_valid(json.loads(document)) == taken

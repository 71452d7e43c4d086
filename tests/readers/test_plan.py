"""Plans in YAML: the grammar of the flags, and nothing that builds, runs or explodes."""

import pytest
from conftest import contents

from lrplot import readers
from lrplot.arithmetic.steps import Range
from lrplot.errors import LrplotError
from lrplot.plots.settings import Settings
from lrplot.specs.grammar import read


@pytest.fixture
def plan(write):
    def plan(text, **options):
        return readers.read(write("plan.yaml", text), **options)

    return plan


@pytest.fixture
def message(plan, folder):
    def message(text, **options):
        with pytest.raises(LrplotError) as error:
            plan(text, **options)
        assert list(contents(folder)) == ["plan.yaml"]
        return str(error.value)

    return message


def test_all_that_a_plan_can_say(plan):
    found = plan("""
title: Two ways to warm up
xlabel: Step
ylabel: Rate
steps: 100:40k:10
log_x: true
log_y: false
xlim: 0:1M
ylim: [1e-6, 1e-3]
steps_per_epoch: 1_000
legend: upper right
look: print
size: 6x4
dpi: 200
output: [a.svg, b.csv]
schedules:
  - noam:d_model=256
  - {schedule: wsd, label: WSD, peak_lr: 1e-3, sweep: {cooldown_steps: [4k, 8k]}}
  - schedule: then
    parts:
      - ramp(0.0, 0.001, 2k)
      - {schedule: hold, value: 1e-3, length: 20k}
""")
    assert found.specs == (
        read("noam:d_model=256"),
        read("WSD=wsd:peak_lr=1e-3,cooldown_steps=4k"),
        read("WSD=wsd:peak_lr=1e-3,cooldown_steps=8k"),
        read("then([ramp(0.0, 0.001, 2k), hold(0.001, 20k)])"),
    )
    assert found.output == ("a.svg", "b.csv")
    assert found.settings == Settings(
        steps=Range(100, 40_000, 10),
        title="Two ways to warm up",
        xlabel="Step",
        ylabel="Rate",
        log_x=True,
        log_y=False,
        xlim=(0.0, 1e6),
        ylim=(1e-6, 1e-3),
        steps_per_epoch=1000.0,
        legend="upper right",
        look="print",
        size=(6.0, 4.0),
        dpi=200,
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1e-4", 1e-4),
        ("1E-4", 1e-4),
        ("5e12", 5e12),
        ("1.0e-4", 1e-4),
        ("010", 10),
        ("1_000", 1000),
        ("10k", 10_000),
        ("1/3", 1 / 3),
        ("'3'", 3),
        ("0.1  # a tenth", 0.1),
    ],
)
def test_numbers_are_read_as_everywhere(plan, written, value):
    text = f"schedules:\n- schedule: cosine\n  alpha: {written}\n"
    assert dict(plan(text).specs[0].values) == {"alpha": value}


def test_off_and_no_are_words(plan):
    """YAML 1.1 would make them false, and 1:30 ninety."""
    assert plan("title: no\nxlabel: off\nschedules: [cosine]").settings.title == "no"
    assert plan("steps: 1:30\nschedules: [cosine]").settings.steps == Range(1, 30)
    assert plan("title: 2020-01-01\nschedules: [cosine]").settings.title == "2020-01-01"


def test_aliases_and_merge_keys(plan):
    found = plan("""
schedules:
  - &base {schedule: cosine, alpha: 0.1}
  - {<<: *base, alpha: 0.2}
  - *base
""")
    assert [dict(spec.values)["alpha"] for spec in found.specs] == [0.1, 0.2, 0.1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(plan, encoding):
    assert plan("title: 学习率\nschedules: [cosine]".encode(encoding)).settings.title == "学习率"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "the file is empty"),
        ("# nothing\n", "the file is empty"),
        ("hello", "a plan must be a mapping of names to values, not 'hello'"),
        ("- a", "a plan must be a mapping of names to values, not ['a']"),
        ("title: a", "schedules must be a list of at least one schedule"),
        ("schedules: []", "schedules must be a list of at least one schedule"),
        ("schedules: cosine", "schedules must be a list of at least one schedule"),
        ("schedule: [cosine]", "no key 'schedule'; did you mean schedules?"),
        (
            "zzz: 3\nschedules: [cosine]",
            "no key 'zzz'; it is one of schedules, request, output, steps, title, xlabel, ylabel, "
            "log_x, log_y, xlim, ylim, steps_per_epoch, x, interval, also, legend, look, size, "
            "mathtext, outline_text, dpi",
        ),
        ("~: c\nschedules: [cosine]", "None is no name"),
        ("schedules: [cosine", "line 1: expected ',' or ']', but got '<stream end>'"),
        ("schedules:\n\t- b", "line 2: found character '\\t' that cannot start any token"),
        ("schedules: [*a]", "line 1: found undefined alias 'a'"),
        ("title: 1\ntitle: 2", "line 2: 'title' is given twice"),
        (
            "schedules:\n- schedule: cosine\n  alpha: 1\n  alpha: 2",
            "line 4: 'alpha' is given twice",
        ),
        ("schedules: &a [*a]", "an alias stands inside itself"),
        (
            "schedules: [cosin]",
            "schedule 1: no schedule 'cosin'; did you mean cosine or CosineDecay?",
        ),
        (
            "schedules: [cosine, {schedule: cosine, alfa: 1}]",
            "schedule 2: cosine: no parameter 'alfa'; did you mean alpha?",
        ),
        (
            "schedules: [{alpha: 1}]",
            "schedule 1: an item of alpha names no schedule; write it as in {schedule: cosine, "
            "alpha: …}",
        ),
        (
            "schedules: [cosine, {cosine: {alpha: 1}}]",
            "schedule 2: an item of cosine names no schedule; write it as in {schedule: cosine, …}",
        ),
        ("schedules: [{shedule: cosine}]", "schedule 1: no key 'shedule'; did you mean schedule?"),
        (
            "schedules: [{schedule: [cosine]}]",
            "schedule 1: schedule must be the name of one, such as cosine, not ['cosine']",
        ),
        (
            "schedules: [{schedule: cosine, alpha: [1]}]",
            "schedule 1: cosine: alpha: must be a number, not ['1']",
        ),
        (
            "schedules: [{schedule: cosine, alpha: -1}]",
            "schedule 1: cosine: alpha: must be at least 0, not -1",
        ),
        (
            "schedules: [{schedule: cosine, alpha: .nan}]",
            "schedule 1: cosine: alpha: '.nan' is not a number",
        ),
        (
            "schedules: [{schedule: cosine, alpha: nan}]",
            "schedule 1: cosine: alpha: 'nan' is not a finite number",
        ),
        (
            "schedules: [{schedule: cosine, label: [1]}]",
            "schedule 1: label must be text, not ['1']",
        ),
        (
            "schedules: [{schedule: cosine, sweep: [1]}]",
            "schedule 1: sweep must be a mapping of names to values, not ['1']",
        ),
        (
            "schedules: [{schedule: cosine, sweep: {alpha: 1}}]",
            "schedule 1: sweep: alpha must be a list of values",
        ),
        (
            "schedules: [{schedule: cosine, sweep: {alpha: []}}]",
            "schedule 1: sweep: alpha must be a list of values",
        ),
        (
            "schedules: [{schedule: cosine, alpha: 1, sweep: {alpha: [1]}}]",
            "schedule 1: alpha is given and swept at once",
        ),
        (
            "schedules: [{schedule: scale, factor: 2, of: {schedule: cosine, "
            "sweep: {alpha: [0, 1]}}}]",
            "schedule 1: compose.scale: of: one schedule is wanted, and a sweep gives 2",
        ),
        (
            "schedules: [{schedule: keras.CosineDecay}]",
            "schedule 1: keras.CosineDecay: initial_learning_rate and decay_steps must be given, "
            "as in keras.CosineDecay:initial_learning_rate=0.001,decay_steps=4000",
        ),
        ("schedules: [other.yaml]", "schedule 1: other.yaml: a plan cannot name another"),
        ("schedules: [cosine]\noutput: {a: b}", "output must be a file name or a list of them"),
        ("schedules: [cosine]\nsteps: 5:3", "steps: no steps from 5 to 3: the range is empty"),
        ("schedules: [cosine]\ntitle: [a]", "title: must be text, not ['a']"),
        ("schedules: [cosine]\nlog_y: 1", "log_y: must be true or false, not '1'"),
        ("schedules: [cosine]\nxlim: 2:1", "xlim: must go up, not from 2 to 1"),
        (
            "schedules: [cosine]\nlegend: uper left",
            "legend: no legend 'uper left'; did you mean upper left, lower left or center left?",
        ),
        ("schedules: [cosine]\ndpi: 1", "dpi: must be from 20 to 2000, not 1"),
    ],
)
def test_message(message, text, expected):
    assert message(text) == f"plan.yaml: {expected}"


@pytest.mark.parametrize(
    "text",
    [
        "schedules: [!!python/object/apply:os.system ['touch run']]",
        "!!python/object/new:os.system ['touch run']",
        "schedules: [!!python/name:os.system ]",
        "schedules: !!python/module:os",
        "title: !mine x\nschedules: [cosine]",
        "steps: !!int x\nschedules: [cosine]",
        "log_y: !!bool x\nschedules: [cosine]",
        "title: !!binary x\nschedules: [cosine]",
        "title: !!timestamp x\nschedules: [cosine]",
        "steps: !!float x\nschedules: [cosine]",
        "schedules: !!omap x",
        "schedules: !!set {a}",
        "schedules: !!pairs [a: b]",
        "? [a, b]\n: c\nschedules: [cosine]",
        "? {a: b}\n: c\nschedules: [cosine]",
        "schedules: [{<<: 3, schedule: cosine}]",
        "schedules: [{schedule: then, parts: null}]",
        "schedules: [{schedule: then, parts: true}]",
        "schedules: [{schedule: then, parts: 3}]",
        "schedules: [{schedule: then, parts: []}]",
        "schedules: [{schedule: then, parts: {a: b}}]",
        "schedules: [{schedule: then, parts: [[cosine]]}]",
        "schedules: [{schedule: repeat, of: null}]",
        "schedules: [{schedule: repeat, of: [cosine]}]",
        "schedules: [{schedule: piecewise, boundaries: {a: 1}}]",
        "schedules: [{schedule: piecewise, boundaries: null}]",
        "schedules: [null]",
        "schedules: [true]",
        "schedules: [[cosine]]",
        "schedules: [{schedule: [cosine]}]",
        "schedules: [{schedule: null}]",
        "title: a\n---\ntitle: b",
        b"title: caf\xe9\nschedules: [cosine]",
        b"title: a\0b\nschedules: [cosine]",
        b"title: a\x07b\nschedules: [cosine]",
        b"\xff\xfea",
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=ascii,
)
def test_refused(message, text):
    found = message(text)
    assert found.startswith("plan.yaml: ")
    assert "\n" not in found


@pytest.mark.parametrize(
    "text",
    [
        "schedules: [{schedule: then, parts: '[hold(1.0, 2), hold(2.0, 3)]'}]",
        "schedules: ['then([hold(1.0, 2), hold(2.0, 3)])']",
        "schedules: [{schedule: then, parts: ['hold(1.0, 2)', "
        "{schedule: hold, value: 2, length: 3}]}]",
    ],
)
def test_a_list_of_schedules_as_text_or_list(plan, text):
    assert plan(text).specs == (read("then([hold(1.0, 2), hold(2.0, 3)])"),)

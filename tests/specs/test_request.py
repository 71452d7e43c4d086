"""One request reaches every framework's own parameters, by what its roles mean."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from strategies import specs

from lrplot import read, readers
from lrplot.arithmetic.steps import Range
from lrplot.catalogue import find
from lrplot.errors import LrplotError, LrplotWarning
from lrplot.plots.labels import labels
from lrplot.specs.request import MEANINGS, Request

ASKED = Request(peak_lr=1e-3, warmup_steps=100, total_steps=1000, end_lr=1e-4)


def values(word, request=ASKED):
    return dict(read(word, request=request).values)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # a total that includes the warmup, a floor as a rate
        (
            "transformers.get_cosine_with_min_lr_schedule_with_warmup",
            {"optimizer": 1e-3, "num_warmup_steps": 100, "num_training_steps": 1000}
            | {"min_lr": 1e-4},
        ),
        # a floor as a part of the peak
        (
            "deepspeed.WarmupCosineLR",
            {"optimizer": 1e-3, "warmup_num_steps": 100, "total_num_steps": 1000}
            | {"cos_min_ratio": 0.1},
        ),
        # a decay that excludes the warmup, and a peak that is the target of the warmup
        (
            "keras.CosineDecay",
            {"initial_learning_rate": 0.0, "warmup_target": 1e-3, "warmup_steps": 100}
            | {"decay_steps": 900, "alpha": 0.1},
        ),
        # an end of the decay, and a start that must be given
        (
            "megatron.OptimizerParamScheduler:lr_decay_style=cosine",
            {"init_lr": 0.0, "max_lr": 1e-3, "min_lr": 1e-4, "lr_warmup_steps": 100}
            | {"lr_decay_steps": 1000, "lr_decay_style": "cosine"},
        ),
        # a number of steps, where a part could stand as well
        (
            "levanter.AdamConfig",
            {"learning_rate": 1e-3, "min_lr_ratio": 0.1, "warmup": 100, "num_train_steps": 1000},
        ),
        ("linear", {"peak_lr": 1e-3, "warmup_steps": 100, "total_steps": 1000, "end_lr": 1e-4}),
    ],
)
def test_each_framework_gets_its_own_arguments(word, expected):
    assert values(word) == expected


def test_without_a_warmup_the_peak_is_where_keras_starts():
    asked = Request(peak_lr=1e-3, total_steps=1000)
    assert values("keras.CosineDecay", asked) == {
        "initial_learning_rate": 1e-3,
        "decay_steps": 1000,
    }


def test_a_word_goes_before_the_request():
    assert values("linear:end_lr=0,total_steps=2k") == {
        "peak_lr": 1e-3,
        "total_steps": 2000,
        "warmup_steps": 100,
        "end_lr": 0.0,
    }


def test_the_curves_of_one_request_agree_where_the_frameworks_do():
    words = ("transformers.get_cosine_with_min_lr_schedule_with_warmup", "keras.CosineDecay")
    words += ("megatron.OptimizerParamScheduler:lr_decay_style=cosine",)
    rates = [read(word, request=ASKED).schedule()(np.arange(1000)) for word in words]
    for other in rates[1:]:
        np.testing.assert_allclose(rates[0], other, rtol=0, atol=1e-18)
    assert rates[0][100] == 1e-3


@pytest.mark.parametrize(
    ("word", "request_", "text"),
    [
        (
            "levanter.AdamConfig",
            Request(warmup_steps=1),
            "levanter.AdamConfig: --warmup-steps must be 0 or above 1: up to 1 it is a part here",
        ),
        (
            "torch.StepLR:step_size=3",
            Request(warmup_steps=100),
            "torch.StepLR: takes no --warmup-steps; its parameters are lr, step_size, gamma",
        ),
        ("noam", Request(peak_lr=1e-3), "noam: takes no --peak-lr; its parameters are d_model,"),
        ("torch.SWALR", Request(total_steps=9), "torch.SWALR: takes no --total-steps; its"),
        (
            "deepspeed.WarmupCosineLR",
            Request(total_steps=1000, end_lr=1e-4),
            "deepspeed.WarmupCosineLR: --end-lr is a part of --peak-lr, which must be given",
        ),
        (
            "transformers.get_cosine_schedule_with_warmup",
            Request(total_steps=1000),
            "transformers.get_cosine_schedule_with_warmup: num_warmup_steps must be given",
        ),
        (
            "wsd",
            Request(warmup_steps=900.0, total_steps=1000.0, cooldown_steps=200.0),
            "wsd: --warmup-steps 900 and --cooldown-steps 200 do not fit into --total-steps 1000",
        ),
    ],
)
def test_what_a_schedule_cannot_express_is_refused(word, request_, text):
    with pytest.raises(LrplotError) as refused:
        read(word, request=request_)
    assert str(refused.value).startswith(text)


@pytest.mark.parametrize(
    "word",
    [
        *("cosine", "linear", "wsd", "one-cycle", "torch.OneCycleLR", "keras.CosineDecay"),
        *("optax.warmup_cosine_decay_schedule", "maxtext", "torch.OneCycleLR:total_steps=1000"),
        *("cosine:warmup_steps=2000", "cosine:warmup_steps=2000,total_steps=1000"),
    ],
)
def test_a_warmup_that_does_not_fit_is_said_as_it_was_typed(word):
    asked = Request(peak_lr=1e-3, warmup_steps=2000.0, total_steps=1000.0)
    with pytest.raises(LrplotError) as refused:
        read(word, request=asked)
    said = str(refused.value).partition(": ")[2]
    assert said == "--warmup-steps 2000 does not fit into --total-steps 1000"


def test_where_a_framework_trains_with_it_it_is_drawn():
    asked = Request(peak_lr=1e-3, warmup_steps=2000.0, total_steps=1000.0)
    with pytest.warns(LrplotWarning, match=r"longer than num_training_steps \(1000\)"):
        schedule = read("hf.linear", request=asked).schedule()
    # get_linear_schedule_with_warmup: current_step / num_warmup_steps
    assert schedule(999) == pytest.approx(1e-3 * 999 / 2000)


def test_flags_of_the_command(run, folder):
    words = ("linear", "keras.CosineDecay")
    asked = ("--peak-lr", "1e-3", "--warmup-steps", "100", "--total-steps", "1k")
    done = run("compare", *words, *asked, "--format", "csv")
    rows = done.out.decode().splitlines()
    assert rows[0] == "step,linear,keras.CosineDecay"
    assert rows[101] == "100,0.001,0.001"
    assert not list(folder.iterdir())


def test_show_words(run, folder):
    asked = ("--peak-lr", "1e-3", "--warmup-steps", "100", "--total-steps", "1k", "--end-lr")
    words = ("deepspeed.WarmupCosineLR", "keras.CosineDecay")
    done = run("compare", *words, *asked, "1e-4", "--show-words")
    assert done.out.decode().splitlines() == [
        "deepspeed.runtime.lr_schedules.WarmupCosineLR(torch.optim.SGD(params, lr=0.001), "
        "total_num_steps=1000, warmup_num_steps=100, cos_min_ratio=0.1)",
        "tf.keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.0, decay_steps=900, "
        "alpha=0.1, warmup_target=0.001, warmup_steps=100)",
    ]
    assert not list(folder.iterdir())
    both = run("compare", *words, *asked, "1e-4", "--show-words", "-o", "a.svg")
    assert both.out == done.out
    assert (folder / "a.svg").is_file()


def test_a_schedule_s_own_command_shows_words_too(run, folder):
    done = run("torch.StepLR", "--lr", "0.1", "--step-size", "30", "cosine", "--show-words")
    assert done.out.decode().splitlines() == [
        "torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)",
        "cosine()",
    ]
    swept = run("linear", "--total-steps", "9", "--total-steps", "90", "--show-words").out
    assert swept == b"linear(total_steps=9)\nlinear(total_steps=90)\n"
    assert not list(folder.iterdir())


def test_schedules_in_a_schedule_share_the_optimizer():
    chain = "SequentialLR(opt, [LinearLR(opt, 0.1), ExponentialLR(opt, 0.9)], milestones=[5])"
    pasted = read(chain, lr=0.1).paste()
    path = "torch.optim.lr_scheduler"
    assert pasted == (
        f"{path}.SequentialLR(torch.optim.SGD(params, lr=0.1), "
        f"schedulers=[{path}.LinearLR(optimizer, start_factor=0.1), "
        f"{path}.ExponentialLR(optimizer, gamma=0.9)], milestones=[5])"
    )


@pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
@given(data=st.data())
def test_what_is_pasted_reads_back(entry, data):
    spec = data.draw(specs(entry))
    assert read(spec.paste()).schedule() == spec.schedule()


def test_a_plan_has_a_request_and_flags_go_before_it(write, run):
    name = write(
        "plan.yaml",
        "request: {peak_lr: 1e-3, warmup_steps: 100, total_steps: 1k}\n"
        "schedules:\n- linear\n- {schedule: keras.CosineDecay, sweep: {alpha: [0, 0.1]}}\n",
    )
    plan = readers.read(name)
    assert [dict(spec.values).get("warmup_steps") for spec in plan.specs] == [100, 100, 100]
    done = run("compare", name, "--warmup-steps", "10", "--format", "csv", "--steps", "10:11")
    assert done.out.decode().splitlines()[1] == "10,0.001,0.001,0.001"


def test_every_wish_has_an_entry_that_can_express_it():
    found = {param.role.name for entry in find.all_entries() for param in entry.params}
    for name, meanings in MEANINGS.items():
        assert found & set(meanings), name


def test_the_training_is_as_long_as_asked(run, write):
    asked = ("--peak-lr", "1e-3", "--total-steps", "50", "--format", "csv")
    assert len(run("compare", "linear", *asked).out.splitlines()) == 51
    assert len(run("compare", "linear", *asked, "--steps", "9").out.splitlines()) == 10
    name = write("plan.yaml", "request: {total_steps: 40}\nschedules: [linear]\n")
    assert readers.read(name).settings.steps == Range(0, 40)


def test_a_name_of_several_schedules_is_the_first_that_can_do_as_asked():
    least = Request(peak_lr=1e-3, warmup_steps=100.0, total_steps=1000.0)
    spec = read("transformers.cosine", request=least)
    assert spec.entry.name == "get_cosine_schedule_with_warmup"
    spec = read("transformers.cosine", request=ASKED)
    assert spec.entry.name == "get_cosine_with_min_lr_schedule_with_warmup"
    with pytest.raises(LrplotError, match="takes no --end-lr"):
        read("transformers.get_cosine_schedule_with_warmup", request=ASKED)


def test_a_curve_is_called_what_it_was_called():
    words = ("torchtitan", "transformers.cosine", "keras.CosineDecay", "a=nanogpt")
    specs = [read(word, request=ASKED) for word in words]
    assert labels(specs) == ["torchtitan", "transformers.cosine", "keras.CosineDecay", "a"]


@pytest.mark.parametrize("warmup", [1, 29, 57, 58, 98])
def test_a_part_of_the_total_is_cut_off_to_the_steps_asked(warmup):
    """0.29 * 100 is less than 29, and MaxText would warm up for 28 steps."""
    asked = Request(peak_lr=1e-3, warmup_steps=float(warmup), total_steps=100.0)
    schedule = read("maxtext", request=asked).schedule()
    assert schedule(warmup) == 1e-3 > schedule(warmup - 1)

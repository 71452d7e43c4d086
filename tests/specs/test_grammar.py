"""Words: names, parameters, pasted constructors; read as text, never run."""

import numpy as np
import pytest

from lrplot.errors import LrplotError
from lrplot.parameters.split import split, split_label
from lrplot.specs.grammar import read

KERAS = "tf.keras.optimizers.schedules."
AS_IN = "as in keras.CosineDecay:initial_learning_rate=0.001,decay_steps=4000"


def message(word):
    with pytest.raises(LrplotError) as error:
        read(word)
    return str(error.value)


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("cosine:decay_steps=8k,alpha=0.1", "cosine:decay-steps=8000, alpha=1/10"),
        (" cosine : alpha = 0.5 ", "cosine:alpha=0.5"),
        ("cosine:", "cosine"),
        ("cosine()", "cosine"),
        ("cosine_restarts", "cosine-restarts"),
        (
            f"{KERAS}CosineDecay(0.001,4000)",
            "keras.CosineDecay:initial_learning_rate=1e-3,decay_steps=4k",
        ),
        (
            "tensorflow.keras.optimizers.schedules.CosineDecay(0.001, 4000)",
            "CosineDecay(0.001, 4000)",
        ),
        ("keras.optimizers.schedules.CosineDecay(0.001, 4000)", "CosineDecay(0.001, 4000)"),
        ("optimizers.schedules.CosineDecay(0.001, 4000)", "CosineDecay(0.001, 4000)"),
        ("schedules.CosineDecay(0.001, 4000)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(decay_steps=40_00, initial_learning_rate=1e-3,)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(0.001, 4 * 1000)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(0.001, 4k)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(\n    0.001,\n    4000,  # steps\n)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(0.001, 4000, name=None)", "CosineDecay(0.001, 4000)"),
        ("CosineDecay(0.001, 4000, name=self.name)", "CosineDecay(0.001, 4000)"),
        (
            f"{KERAS}ExponentialDecay(0.001, 4000, 0.9, staircase=False, name=None)",
            "ExponentialDecay(0.001, 4000, 0.9, False)",
        ),
        (
            "ExponentialDecay(\n0.001, 4000, 0.9, staircase=False, name=None\n)",
            "ExponentialDecay(0.001, 4000, 0.9, False)",
        ),
        (
            "PiecewiseConstantDecay([10000, 20000, 30000], [0.001, 0.0008, 0.0004, 0.0001])",
            "PiecewiseConstantDecay:boundaries=[10k,20k,30k],values=[1e-3,8e-4,4e-4,1e-4]",
        ),
        ("levanter.AdamConfig(0.001, cycles=2)", "AdamConfig:learning_rate=0.001,cycles=2"),
        ("levanter.OptimizerConfig(cycles=[300, 700])", "levanter.adam:cycles=[300,700]"),
        ("AdamConfig(cycle_length=[300])", "AdamConfig:cycle_length=[300]"),
        (
            "PiecewiseConstantDecay((10000, 20000), (0.001, 0.0008, 0.0004))",
            "PiecewiseConstantDecay:boundaries=[10k, 20k], values=[0.001, 0.0008, 0.0004]",
        ),
        ("then([hold(1.0, 5), ramp(1.0, 0.0, 5)])", "then:parts=[hold(1.0,5),ramp(1.0,0.0,5)]"),
        ("scale(cosine, 2.0)", "scale:of=cosine,factor=2.0"),
        ("scale(cosine(alpha=0.5), 2.0)", "scale:of=cosine:alpha=0.5,factor=2.0"),
        ("ramp(0.0, 1.0, 10, 'cosine')", "ramp:start=0.0,end=1.0,length=10,shape=cosine"),
    ],
)
def test_two_ways_to_say_the_same(word, same):
    assert read(word) == read(same)


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("CosineDecay(0.001, 4000, warmup_target=None)", {"warmup_target": None}),
        ("CosineDecay(0.001, 4000, 0.0, None, None, 0)", {"warmup_target": None}),
        ("repeat(ramp(0.0, 1.0, 10), period=None, times=3)", {"period": None, "times": 3}),
        (
            "keras.CosineDecay:initial_learning_rate=0.1,decay_steps=2,warmup_target=none",
            {"warmup_target": None},
        ),
        ("ExponentialDecay(0.1, 5, 0.5, staircase=True)", {"staircase": True}),
        ("exp:staircase=true", {"staircase": True}),
        ("wsd(cooldown='1-sqrt')", {"cooldown": "1-sqrt"}),
    ],
)
def test_none_true_and_texts(word, values):
    assert values.items() <= dict(read(word).values).items()


def test_split():
    assert split("a=1,b=[1,2],c='x,y',d=f(1,2)") == ["a=1", "b=[1,2]", "c='x,y'", "d=f(1,2)"]
    assert split_label("a=b:c=d") == ("a", "b:c=d")
    assert split_label("b:c=d") == (None, "b:c=d")
    assert split_label("f(c=d)") == (None, "f(c=d)")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("", "an empty word"),
        (
            "torch.MultiStepLR(torch.optim.SGD(p, 0.1), [3, '5'])",
            "torch.MultiStepLR: milestones: '5' cannot be read: only numbers and their arithmetic "
            "can stand here",
        ),
        (
            "torch.MultiStepLR:milestones=[1,2",
            "torch.MultiStepLR: milestones: the brackets of '[1,2' do not match",
        ),
        (
            "deepspeed.WarmupLR(warmup_type=[a, 1/2])",
            "deepspeed.WarmupLR: warmup_type: no warmup type like \"['a', '1 / 2']\"; "
            "it is log or linear",
        ),
        (
            "pytorch_warmup.UntunedLinearWarmup(Adam(p, 0.1, betas=None))",
            "pytorch_warmup.UntunedLinearWarmup: betas: must be a list of numbers, not None",
        ),
        (" ", "' ' names no schedule"),
        ("a=", "'a=' names no schedule"),
        ("cosin", "no schedule 'cosin'; did you mean cosine or CosineDecay?"),
        ("xyz", "no schedule 'xyz'; lrplot list shows them all"),
        ("cosine:decay_step=3", "cosine: no parameter 'decay_step'; did you mean decay_steps?"),
        (
            "cosine:xyz=3",
            "cosine: no parameter 'xyz'; "
            "it takes initial_learning_rate, decay_steps, alpha, warmup_steps",
        ),
        ("cosine:alpha", "cosine: 'alpha' is not PARAMETER=VALUE"),
        ("cosine:=3", "cosine: '=3' is not PARAMETER=VALUE"),
        ("cosine:alpha=0.1,", "cosine: '' is not PARAMETER=VALUE"),
        ("cosine:alpha=", "cosine: alpha: '' is not a number"),
        ("cosine:alpha=1,alpha=2", "cosine: alpha is given twice"),
        ("cosine:decay-steps=1,decay_steps=2", "cosine: decay_steps is given twice"),
        ("cosine:decay_steps=-3", "cosine: decay_steps: must be above 0, not -3"),
        ("cosine:decay_steps=0", "cosine: decay_steps: must be above 0, not 0"),
        ("cosine:alpha=-0.5", "cosine: alpha: must be at least 0, not -0.5"),
        ("cosine:decay_steps=nan", "cosine: decay_steps: 'nan' is not a finite number"),
        ("cosine:decay_steps=-inf", "cosine: decay_steps: '-inf' is not a finite number"),
        ("one-cycle:pct_start=1.5", "one-cycle: pct_start: must be from 0 to 1, not 1.5"),
        ("wsd:cooldown=linea", "wsd: cooldown: no cooldown 'linea'; did you mean linear?"),
        ("wsd:cooldown=x", "wsd: cooldown: no cooldown 'x'; it is linear, cosine or 1-sqrt"),
        ("exp:staircase=yes", "exp: staircase: must be true or false, not 'yes'"),
        (
            "piecewise:boundaries=[3,2,1]",
            "piecewise: boundaries must go up, but 3 is followed by 2",
        ),
        (
            "piecewise:boundaries=[1,2],values=[1]",
            "piecewise: values must be one more than boundaries: 2 boundaries want 3 values, not 1",
        ),
        ("piecewise:boundaries=[1,nan]", "piecewise: boundaries: 'nan' is not a finite number"),
        ("piecewise:boundaries=[1,,2]", "piecewise: boundaries: '' is not a number"),
        ("CosineDecay(0.1)", f"keras.CosineDecay: decay_steps must be given, {AS_IN}"),
        (
            "CosineDecay()",
            f"keras.CosineDecay: initial_learning_rate and decay_steps must be given, {AS_IN}",
        ),
        ("CosineDecay(0.1, 2, decay_steps=3)", "keras.CosineDecay: decay_steps is given twice"),
        (
            "CosineDecay(0.1, 2, 3, 4, 5, 6, 7, 8)",
            "keras.CosineDecay: takes at most 6 arguments, but 8 are given",
        ),
        (
            "CosineDecay(0.001, 4000",
            "'CosineDecay(0.001, 4000' cannot be read: '(' was never closed",
        ),
        ("CosineDecay(0.001, 4000))", "'CosineDecay(0.001, 4000))' cannot be read: unmatched ')'"),
        (
            "\033[31mred=cosine",
            "the label '\\x1b[31mred' has a bracket without the other of its pair: leave it out, "
            "'LABEL=cosine'",
        ),
        (
            "a)=CosineDecay(0.1, 9)",
            "the label 'a)' has a bracket without the other of its pair: leave it out, "
            "'LABEL=CosineDecay(0.1, 9)'",
        ),
        ("then([])", "compose.then: parts: must be a list of at least one schedule"),
        (
            "repeat(ramp(0.0, 1.0, 3), times=2.5)",
            "compose.repeat: times: must be a whole number, not 2.5",
        ),
    ],
)
def test_message(word, text):
    assert message(word) == text


def test_a_wrong_name_after_a_path_is_mended_too():
    assert "did you mean" in message(f"{KERAS}CosinDecay(0.001, 4000)")


def test_what_is_accepted_can_be_used():
    """The most parts that a word may have make a schedule that can be drawn and printed."""
    schedule = read("then([" + "hold(0.1, 1)," * 100 + "])").schedule()
    assert schedule([0, 50, 200]).tolist() == [0.1, 0.1, 0.1]
    assert schedule.breakpoints([0, 1000]).size == 99
    assert hash(schedule) == hash(read("then([" + "hold(0.1, 1)," * 100 + "])").schedule())
    assert str(schedule)


def test_odd_letters_in_numbers_warn_nobody(recwarn):
    assert read("CosineDecay(0.001, 4000if 1else 2)") == read("CosineDecay(0.001, 4000)")
    message("CosineDecay(0.001, '\\d')")
    assert not recwarn.list


def test_a_pasted_schedule_is_the_document_s():
    steps = np.arange(0, 40_000, 500)
    pairs = [
        (f"{KERAS}CosineDecay(0.001,4000)", "cosine"),
        (f"{KERAS}ExponentialDecay(0.001, 4000, 0.9, staircase=False, name=None)", "exp"),
        (
            f"{KERAS}PiecewiseConstantDecay([10000, 20000,30000], [0.001, 0.0008, 0.0004,0.0001])",
            "piecewise",
        ),
    ]
    for pasted, short in pairs:
        np.testing.assert_array_equal(read(pasted).schedule()(steps), read(short).schedule()(steps))


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("torch.SequentialLR(opt, [None], [])", "None"),
        ("ChainedScheduler([0.1])", "0.1"),
        ("ChainedScheduler([StepLR(opt, 3), 1 + 2])", "'1 + 2'"),
        ("ChainedScheduler([lambda t: 0.1])", "'lambda t: 0.1'"),
        ("floor(1, 0)", "1"),
    ],
)
def test_what_is_no_schedule_inside_a_schedule_is_refused(word, shown):
    assert message(word).endswith(f"must be a schedule such as cosine, not {shown}")

"""A bare name that several frameworks have is that of the one that its arguments fit."""

import json
import re
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from golden.agree import compared

import lrplot
from lrplot.catalogue import find
from lrplot.errors import LrplotError

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = Counter(e.name for e in find.all_entries() if e.framework != "plain")
FILES = [json.loads(path.read_text()) for path in sorted(GOLDEN.glob("*.json"))]
CASES = [
    pytest.param(data, case, id=case["word"])
    for data in FILES
    for case in data["cases"]
    if (said := re.match(r"\w+\.(\w+)\(", case["word"])) and NAMES[said[1]] > 1
]
SGD = "torch.optim.SGD(params, lr=0.1)"


@pytest.mark.parametrize(("data", "case"), CASES)
def test_without_its_framework_a_case_is_right_or_a_word_is_said(data, case):
    bare = case | {"word": case["word"].partition(".")[2]}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            right = compared(data, bare)[1] <= 1
        except LrplotError as error:
            # a question says what to type
            right = bool(re.search(r"type \w+\.\w+", str(error)))
    assert right or any(" is read as " in str(warning.message) for warning in said)


def test_most_of_them_are_right():
    right = 0
    for data, case in (param.values for param in CASES):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                right += compared(data, case | {"word": case["word"].partition(".")[2]})[1] <= 1
            except LrplotError:
                continue
    assert right >= 0.9 * len(CASES)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        # each fits no other: by a name, by a number, by what an optimizer can be
        ("CosineScheduler(max_update=20, base_lr=0.3, final_lr=0.1)", "mxnet.CosineScheduler"),
        (f"WarmupLR({SGD}, warmup_steps=25000)", "espnet.WarmupLR"),
        (f"WarmupLR({SGD}, 25000)", "espnet.WarmupLR"),
        ("ExponentialDecay(learning_rate=0.5, gamma=0.9)", "paddle.ExponentialDecay"),
        ("constant(value=0.003)", "trax.constant"),
    ],
)
def test_what_fits_one_is_taken(word, title):
    with pytest.warns(lrplot.LrplotWarning, match=f"is read as {title}, for "):
        assert lrplot.read(word).entry.title == title


@pytest.mark.parametrize(
    "word",
    [f"NoamLR({SGD}, 512, 4000)", f"get_wsd_schedule({SGD}, 10, 50, 40)", f"WarmupLR({SGD})"],
)
def test_what_fits_several_is_a_question(word):
    with pytest.raises(LrplotError, match=r"is in several frameworks, .*: type \w+\.\w+ or \w+\."):
        lrplot.read(word)


def test_a_standard_library_goes_first_and_that_is_said():
    with pytest.warns(lrplot.LrplotWarning, match=r"^StepLR is read as torch.StepLR; colossalai"):
        assert lrplot.read(f"StepLR({SGD}, 30)").entry.title == "torch.StepLR"


def test_a_rate_that_can_be_none_is_refused_unless_the_framework_is_said():
    word = "PolyLR(torch.optim.SGD(params, lr=0.01), 30000, power=0.9)"
    with pytest.raises(LrplotError, match=r"^mmengine.PolyLR: eta_min is 30k, far above .* 0.01"):
        lrplot.read(word)
    with pytest.warns(lrplot.LrplotWarning, match="far above the optimizer's rate 0.01"):
        assert lrplot.read(f"mmengine.{word}").schedule()(np.array([0.0])) == 0.01


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("tinygrad.cosine_decay(1)", "no framework 'tinygrad'; lrplot list shows all"),
        ("tourch.StepLR(opt, 30)", "no framework 'tourch'; did you mean torch.StepLR?"),
        ("self.tools.StepLR(opt)", "no framework 'self.tools'; lrplot list shows all"),
    ],
)
def test_an_unknown_framework_is_not_another(word, message):
    with pytest.raises(LrplotError) as error:
        lrplot.read(word)
    assert str(error.value) == message


def test_the_warning_is_about_the_line_that_asks():
    with pytest.warns(lrplot.LrplotWarning, match="is read as torch.OneCycleLR") as caught:
        lrplot.compare(f"OneCycleLR({SGD}, 0.1, 1000)")
    assert [each.filename for each in caught] == [__file__]

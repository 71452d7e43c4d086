"""Numbers in a constructor that Python would work out."""

import pytest

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("MultiStepLR(opt, [int(0.5 * 100), 75])", "MultiStepLR(opt, [50, 75])"),
        ("MultiStepLR(opt, [i * 10 for i in range(1, 5)])", "MultiStepLR(opt, [10, 20, 30, 40])"),
        ("CosineDecay(0.1, max(50 - 5, 1) * 20)", "CosineDecay(0.1, 900)"),
        ("CosineDecay(3e-4, 10, alpha=3e-5 / 3e-4 if 3e-4 > 0 else 0.0)",
         f"CosineDecay(3e-4, 10, alpha={3e-5 / 3e-4!r})"),
    ],
)  # fmt: skip
def test_python_works_out_what_stands_in_a_constructor(word, same):
    assert read(word, lr=0.1) == read(same, lr=0.1)


def test_what_cannot_be_worked_out_is_named_once():
    with pytest.raises(LrplotError) as error:
        read("CosineDecay(0.1, total)")
    place = "keras.CosineDecay: decay_steps: "
    assert str(error.value) == f"{place}'total' cannot be read; write its number in its place"

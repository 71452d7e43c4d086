"""Numbers: how far counts go."""

import pytest

from lrplot.errors import LrplotError
from lrplot.parameters import Number
from lrplot.specs.grammar import read

STEPS, COUNT = Number("a", "", low=0.0, meta="STEPS"), Number("a", "", low=0, whole=True)


@pytest.mark.parametrize("role", [STEPS, COUNT])
def test_a_count_goes_as_far_as_float64_counts(role):
    assert float(2**53) + 1 == 2**53
    assert role.read(2**53) == 2**53
    assert role.schema()["anyOf"][0]["maximum"] == 2**53
    for many in (2**53 + 2, 1e18, "1e308", 10**400):
        with pytest.raises(LrplotError, match=r"^must be (at most 2\*\*53, the|a finite)"):
            role.read(many)


def test_what_is_no_count_goes_further():
    assert Number("a", "", low=0.0).read(1e18) == 1e18


@pytest.mark.parametrize("word", ["cosine:decay_steps=1e18", "CosineAnnealingLR(opt, 1e300)"])
def test_too_many_steps_are_refused(word):
    with pytest.raises(LrplotError, match=r"must be at most 2\*\*53"):
        read(word, lr=0.1)

"""Ranges of steps, and the round number of them that a picture shows."""

import math

import pytest

from lrplot.arithmetic.steps import nice
from lrplot.errors import LrplotError


@pytest.mark.parametrize("steps", [math.inf, math.nan, 2.0**54, 1e308])
def test_more_steps_than_can_be_told_apart_are_no_range(steps):
    with pytest.raises(LrplotError, match="--steps says how many to show"):
        nice(steps)

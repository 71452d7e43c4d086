"""Powers of arrays: numpy's own digits, without its cost where they are 0."""

import numpy as np
import pytest

from lrplot.arithmetic.arrays import powers


@pytest.mark.parametrize("base", [0.0, 1e-300, 0.1, 0.5, 0.9, 1 - 1e-9, 1.0, 1.5])
def test_powers_are_numpy_s_own(base):
    at = np.geomspace(1e-3, 1e13, 5000)
    x = np.concatenate([[0.0, np.nan, np.inf], at, -at[at < 300]])
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(powers(base, x), np.power(base, x))


@pytest.mark.parametrize("base", [0.1, 0.5, 0.99])
def test_the_least_powers_are_not_cut_off(base):
    """Down to the least number that float64 has, which is 2 ** -1074."""
    last = -1074 * np.log(2) / np.log(base)
    x = np.linspace(0.99 * last, 1.01 * last, 1000)
    np.testing.assert_array_equal(powers(base, x), np.power(base, x))
    assert (powers(base, x) == 0).any()
    assert (powers(base, x) == 5e-324).any()

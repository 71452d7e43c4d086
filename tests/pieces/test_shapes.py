"""Every interpolant goes from 0 to 1 and never turns back."""

import inspect
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from lrplot.pieces import shapes

# by their argument: u is progress from 0 to 1, x has no end
INTERPOLANTS = [
    shape
    for shape in vars(shapes).values()
    if inspect.isclass(shape)
    and is_dataclass(shape)
    and "u" in inspect.signature(shape.__call__).parameters
]


@pytest.mark.parametrize("value", [0.3, 2.0])
@pytest.mark.parametrize("shape", INTERPOLANTS, ids=lambda shape: shape.__name__)
def test_an_interpolant_goes_from_0_to_1(shape, value):
    interpolant = shape(*[value] * len(fields(shape)))
    done = interpolant(np.linspace(0.0, 1.0, 1001))
    assert done[0] == 0
    # the last digit of a quotient or a power
    assert abs(done[-1] - 1) <= 2.0**-52
    assert (np.diff(done) >= 0).all()


def test_they_are_found():
    assert {"Linear", "Cosine", "Rex"} <= {shape.__name__ for shape in INTERPOLANTS}

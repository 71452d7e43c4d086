"""How many steps of a formula are shown, and how far a product of its values is followed."""

import pytest

from lrplot.errors import LrplotError
from lrplot.plot.plan import whole_range
from lrplot.specs.grammar import read


@pytest.mark.parametrize(
    ("word", "stop"),
    [
        # 1e-4 * 10 ** (100 / 20) is 10
        ("LearningRateScheduler(lambda epoch: 1e-4 * 10 ** (epoch / 20))", 100),
        # a line does not run away: 40 at the end
        ("expr: 1e-3 * t", 40_000),
        # 1000 times the first rate: 1.1 ** 72 is 955, and 1.1 ** 73 is 1051; 72 is shown as 80
        ("expr: 1000 * 1.1 ** t", 80),
        ("MultiplicativeLR(torch.optim.SGD(params, lr=1), lambda e: 1.1)", 80),
        # 10 ** 1 is a rate of use, and 10 ** 3 is 1000 times the first; it falls as well as rises
        ("expr: -(10 ** t)", 3),
        # what comes back is shown to its end, step 1300, and somewhat further
        ("expr: max(0.1, 300 - abs(t - 1000))", 2000),
    ],
)
def test_a_formula_that_grows_is_shown_while_its_rates_are_of_use(word, stop):
    assert whole_range([read(word)]).stop == stop


@pytest.mark.usefixtures("within_a_second")
def test_a_product_that_is_too_long_is_refused_soon():
    """Its factors are ints beyond 2**53, which Python works out one by one."""
    factors = read("MultiplicativeLR(torch.optim.SGD(params, lr=1), lambda t: (t ** 9 + 1) ** 0)")
    assert factors.schedule()(1000) == 1
    with pytest.raises(LrplotError, match="to step 10M at most"):
        factors.schedule()(2**52)

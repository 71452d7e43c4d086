"""How many steps of a formula are shown, and how far a product of its values is followed."""

import pytest

from lrplot.errors import LrplotError
from lrplot.plots.plan import whole_range
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
@pytest.mark.parametrize(
    ("factor", "step", "message"),
    [
        # ints beyond 2**53, which Python works out one by one
        ("(t ** 9 + 1) ** 0", 2**52, "is not followed to step"),
        ("round(0.999999999, 5 + t % 3)", 9_000_000, "is not followed to step 8978432"),
        ("0.9999999 ** (t % 2)", 2**52, "to step 10M at most"),
    ],
)
def test_a_product_that_is_too_long_is_refused_soon(factor, step, message):
    factors = read(
        f"MultiplicativeLR(torch.optim.SGD(params, lr=1), lambda t: {factor})"
    ).schedule()
    assert factors(1000) > 0
    with pytest.raises(LrplotError, match=message):
        factors(step)


@pytest.mark.usefixtures("within_a_second")
def test_factors_that_python_works_out_are_worked_out_once():
    word = "MultiplicativeLR(torch.optim.SGD(params, lr=1), lambda t: t in (t ** t, t ** t, t))"
    factors = read(word).schedule()
    # 0 ** 0 is 1; every later step is among the three, so each factor is 1
    assert [factors(step) for step in range(100, 120)] == [1.0] * 20

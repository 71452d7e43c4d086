"""Schedulers that move one rate together: the same at any step, at any cost that is bounded."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from lrplot import LrplotError, read
from lrplot.pieces.chain.chain import MOST
from lrplot.pieces.schedule import BLOCK

WHOLE = st.integers(1, 40)
PART = st.floats(0.05, 1.0).map(lambda value: round(value, 4))
MEMBERS = st.one_of(
    st.builds("StepLR(opt, {}, {})".format, WHOLE, PART),
    st.builds("MultiStepLR(opt, [{}, {}], {})".format, WHOLE, WHOLE, PART),
    st.builds("ConstantLR(opt, {}, {})".format, PART, WHOLE),
    st.builds("LinearLR(opt, {}, {}, {})".format, PART, PART, WHOLE),
    st.builds("ExponentialLR(opt, {})".format, PART),
    st.builds("PolynomialLR(opt, {}, {})".format, WHOLE, PART),
    st.builds("CosineAnnealingLR(opt, {}, 0.02)".format, WHOLE),
    st.builds("SWALR(opt, 0.02, {})".format, WHOLE),
    st.just("cosine()"),
)
CHAINS = st.lists(MEMBERS, min_size=1, max_size=3).map(
    lambda members: f"ChainedScheduler([{', '.join(members)}])"
)


def chain(word):
    return read(word, lr=0.1).schedule()


def one_by_one(steps):
    """ExponentialLR(0.99) and CosineAnnealingLR(1000, 0.01) on 0.1, as torch steps them."""
    rate = 0.1
    yield rate
    for step in range(1, steps):
        rate *= 0.99
        if (step - 1001) % 2000 == 0:
            rate += 0.09 * (1 - math.cos(math.pi / 1000)) / 2
        else:
            ratio = (1 + math.cos(math.pi * step / 1000)) / (
                1 + math.cos(math.pi * (step - 1) / 1000)
            )
            rate = ratio * (rate - 0.01) + 0.01
        yield rate


def test_the_recursion_itself():
    word = "ChainedScheduler([ExponentialLR(opt, 0.99), CosineAnnealingLR(opt, 1000, 0.01)])"
    theirs = np.array(list(one_by_one(1001)))
    np.testing.assert_allclose(chain(word)(np.arange(1001)), theirs, rtol=0, atol=1e-13)


@given(word=CHAINS, steps=st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_a_step_is_a_step(word, steps):
    together = chain(word)(steps)
    np.testing.assert_array_equal(together, [chain(word)(step) for step in steps])
    every = chain(word)(np.arange(401))
    np.testing.assert_array_equal(together, every[steps])
    if "cosine" not in word:
        assert np.isfinite(every).all()


@given(word=CHAINS)
def test_huge_steps_cost_no_more(word):
    schedule = chain(word)
    assert schedule(1e12 + np.arange(100)).shape == (100,)
    assert schedule.breakpoints(np.linspace(0, 1e12, 65)).size < 20_000


@given(word=CHAINS)
def test_nothing_happens_after_the_end(word):
    schedule = chain(word)
    if math.isfinite(schedule.end):
        after = schedule(max(math.ceil(schedule.end), 0) + np.array([0, 1, 50, 1e6]))
        # the factors up to a step are multiplied in another order than those up to a later one
        np.testing.assert_allclose(after, after[0], rtol=2 * np.finfo(float).eps, atol=0)


def test_what_comes_again_is_the_same():
    word = "ChainedScheduler([ExponentialLR(opt, 0.999), CosineAnnealingLR(opt, 50, 0.01)])"
    first = chain(word)(50 + np.arange(100))
    np.testing.assert_array_equal(first, chain(word)(50 + 10**9 * 100 + np.arange(100)))


def test_blocks_agree():
    word = (
        "ChainedScheduler([ExponentialLR(opt, 0.9999), PolynomialLR(opt, 90000), "
        "SWALR(opt, 0.02, 80000)])"
    )
    rates = chain(word)(np.arange(80_001))
    assert np.abs(np.diff(rates)).max() < 1e-4
    some = [0, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1, 80_000]
    np.testing.assert_array_equal(rates[some], [chain(word)(step) for step in some])


def test_there_is_a_limit_and_it_is_said():
    word = f"ChainedScheduler([ExponentialLR(opt, 1.0), CosineAnnealingLR(opt, {10 * MOST})])"
    assert chain(word)(1000) == pytest.approx(0.1)
    with pytest.raises(LrplotError, match="followed for 4,194,304 steps only"):
        chain(word)(MOST + 1)


@pytest.mark.parametrize(
    "inside", ["ChainedScheduler([ConstantLR(opt)])", "SequentialLR(opt, [ConstantLR(opt)], [])"]
)
def test_torch_refuses_chains_that_come_later(inside):
    with pytest.raises(LrplotError, match="unless they come first"):
        chain(f"SequentialLR(opt, [StepLR(opt, 9), {inside}], [20])")

"""Parameters by the names that older versions had are read as what they were."""

import numpy as np
import pytest

from lrplot import LrplotError, read

# timm 0.4.12 itself, stepped once an epoch from 0.1
COSINE = [0.1, 0.08535533905932738, 0.05, 0.014644660940672627, 0.05, 0.04809698831278217]
TANH = [0.1, 0.09990889488055994, 0.08807970779778825, 0.004742587317756681, 0.049999692791269895]


@pytest.mark.parametrize(
    ("word", "rates"),
    [
        ("CosineLRScheduler(opt, t_initial=4, t_mul=2.0, decay_rate=0.5)", COSINE),
        ("TanhLRScheduler(opt, t_initial=4, t_mul=2.0, decay_rate=0.5)", TANH),
    ],
)
def test_a_scheduler_of_an_older_timm(word, rates):
    drawn = read(word, lr=0.1).schedule()(np.arange(len(rates)))
    np.testing.assert_allclose(drawn, rates, rtol=1e-12)


def test_cycles_without_an_end_were_the_default():
    # 0.4.12 goes on: 0.25 of the peak at the third cycle
    word = "CosineLRScheduler(opt, t_initial=4, t_mul=2.0, decay_rate=0.5)"
    np.testing.assert_allclose(read(word, lr=0.1).schedule()([12]), [0.025])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("t_mul=2.0, cycle_mul=3.0", "t_mul is cycle_mul since timm 0.5; both are given"),
        ("decay_rate=0.5, lr_min=0.01", "decay_rate acts on lr_min too"),
    ],
)
def test_what_is_not_the_same_is_refused(given, said):
    with pytest.raises(LrplotError, match=said):
        read(f"CosineLRScheduler(opt, t_initial=4, {given})", lr=0.1)


def test_info_says_since_when(run):
    told = run("info", "CosineLRScheduler:lr=0.1,t_initial=10").out.decode()
    assert "t_mul is cycle_mul" in told
    assert "timm 0.5" in told


@pytest.mark.parametrize("word", ["lr=0.1", "0.1, decay=0.01"])
def test_an_optimizer_of_an_older_keras_is_told(word):
    with pytest.warns(UserWarning, match=r"until.*2\.10"):
        read(f"keras.optimizers.SGD({word})").schedule()

"""torch's schedulers alone and in a chain: written twice, as a formula and as updates of a rate."""

import re

import numpy as np
import pytest
from hypothesis import given, strategies as st
from strategies import specs

from lrplot.analysis.info import info
from lrplot.catalogue import find, modules
from lrplot.errors import LrplotError
from lrplot.parameters import Metric, Nested
from lrplot.specs.grammar import read
from lrplot.specs.spec import make

CHAINED = find.entry("torch.ChainedScheduler")
# a chain of one takes no metric; schedulers made of schedulers have chains of their own in tests
ALONE = [
    entry
    for entry in modules.entries(modules.module("torch")).values()
    if not any(isinstance(param.role, Metric | Nested) for param in entry.params)
]


@pytest.mark.parametrize("entry", ALONE, ids=lambda entry: entry.title)
@given(data=st.data())
def test_a_chain_of_one_is_that_one(entry, data):
    """`ChainedScheduler([X])` steps X, and nothing else."""
    spec = data.draw(specs(entry))
    rate = dict(spec.values).get("optimizer", 0.1)
    chained = make(CHAINED, {"schedulers": (spec,)}, lr=rate).schedule()
    alone = spec.schedule(lr=rate)
    last = min(alone.span, 5000.0)
    steps = np.unique(np.floor(np.concatenate([np.arange(50), np.linspace(0, last, 200)])))
    rates = alone(steps)
    # torch's own sum over so many updates differs from its formula by as much
    within = 1e-11 * np.abs(rates).max()
    np.testing.assert_allclose(chained(steps), rates, rtol=1e-9, atol=within)


# the whole signatures of torch 1.13.1 (torch/optim/lr_scheduler.py), `verbose` last; 1.7 to 2.6
# have it there
VERBOSE = [
    "LambdaLR(opt, lambda t: 0.9 ** t, -1, True)",
    "MultiplicativeLR(opt, lambda t: 0.9, -1, True)",
    "StepLR(opt, 30, 0.1, -1, True)",
    "MultiStepLR(opt, [30, 80], 0.1, -1, True)",
    "ConstantLR(opt, 0.5, 5, -1, True)",
    "LinearLR(opt, 0.5, 1.0, 5, -1, True)",
    "ExponentialLR(opt, 0.9, -1, True)",
    "SequentialLR(opt, [ConstantLR(opt), ExponentialLR(opt, 0.9)], [5], -1, True)",
    "PolynomialLR(opt, 5, 1.0, -1, True)",
    "CosineAnnealingLR(opt, 100, 0, -1, True)",
    "CosineAnnealingWarmRestarts(opt, 10, 2, 0, -1, True)",
    "CyclicLR(opt, 0.01, 0.1, 20, 30, 'triangular', 1.0, None, 'cycle', False, 0.8, 0.9, -1, True)",
    "OneCycleLR(opt, 0.1, 100, None, None, 0.3, 'cos', True, 0.85, 0.95, 25, 10, False, -1, True)",
    "ReduceLROnPlateau(opt, 'min', 0.1, 1, 1e-4, 'rel', 0, 0, 1e-8, True, metrics=[3, 2, 2, 2, 2])",
]


@pytest.mark.parametrize("pasted", VERBOSE)
def test_verbose_only_prints(pasted):
    quiet = pasted.replace(", -1, True)", ")").replace("1e-8, True", "1e-8")
    spec = read(pasted, lr=0.1)
    assert spec.entry.framework == "torch"
    assert spec.schedule() == read(quiet, lr=0.1).schedule()
    for loud in ("True", "False", "args.verbose"):
        named = quiet.removesuffix(")") + f", verbose={loud})"
        assert read(named, lr=0.1).schedule() == spec.schedule()


@pytest.mark.parametrize("name", ["torch.ReduceLROnPlateau", "timm.PlateauLRScheduler"])
def test_verbose_where_older_releases_had_it(name):
    # torch up to 1.6, timm up to 0.9: before the threshold
    words = "'min', 0.1, 1" if name.startswith("torch") else "0.1, 1"
    with pytest.raises(LrplotError, match=r"threshold: must be a number, not True: .*verbose=True"):
        read(f"{name}(opt, {words}, True, metrics=[3, 2])", lr=0.1)
    read(f"{name}(opt, {words}, verbose=True, metrics=[3, 2])", lr=0.1)


@pytest.mark.parametrize("name", ["torch.OneCycleLR", "torch.CyclicLR", "deepspeed.OneCycle"])
def test_info_says_what_moves_the_momentum_alone(name):
    entry = find.entry(name)
    said = info(make(entry, entry.bind((), entry.example())))
    assert re.search(
        r"^Without effect.*\n(.*\n)*  cycle_momentum +moves the momentum, not", said, re.M
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, 0.056477503815071065),
        ({"anneal_strategy": "linear"}, -0.08571274285714292),
        ({"three_phase": True}, 0.0030008999999999973),
        ({"pct_start": 0.5}, 0.1036482362539545),
    ],
)
def test_one_cycle_goes_one_step_past_its_end(more, expected):
    """torch 2.13, after as many steps as there are in all; one more raises an error."""
    values = ",".join(f"{name}={value}" for name, value in more.items())
    schedule = read(f"torch.OneCycleLR:max_lr=0.3,total_steps=5,{values}".rstrip(",")).schedule()
    np.testing.assert_allclose(schedule([4, 5]), [1.2e-6, expected], rtol=1e-9)

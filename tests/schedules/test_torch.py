"""torch's schedulers alone and in a chain: written twice, as a formula and as updates of a rate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import specs

from lrplot.catalogue import find, modules
from lrplot.parameters import Metric, Nested
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

"""Training scripts, each run by its framework; lrplot reads what it has not run."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan

HERE = Path(__file__).parent
CASES = {case["script"]: case for case in json.loads((HERE / "torch.json").read_text())["cases"]}


def curves(path, let):
    """Return the rates of every curve that is read from a script, at every update."""
    plot = plan(str(path), let=let).plot()
    return [curve(np.arange(len(plot.steps))) for _, curve in plot.curves]


REFUSED = {
    "swa.py": "line 9: what SWALR and others make of a rate together is not read",
}
"""What runs, and is not read: never another curve."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused(name):
    with pytest.raises(LrplotError, match=REFUSED[name]):
        plan(str(HERE / "cases" / "torch" / name))


@pytest.mark.parametrize("name", sorted(CASES.keys() - REFUSED.keys()))
def test_a_script_is_read_as_it_runs(name):
    case = CASES[name]
    expected = case["rates"]
    found = curves(HERE / "cases" / "torch" / name, case["let"])
    if len(found) < len(expected):
        # groups that are alike in everything have one curve
        expected = [rates for place, rates in enumerate(expected) if rates not in expected[:place]]
    assert max(map(len, found)) == max(map(len, expected))
    for own, rates in zip(found, expected, strict=True):
        # one of two optimizers may make fewer updates than the other
        np.testing.assert_allclose(own[: len(rates)], rates, rtol=1e-9, atol=1e-12)

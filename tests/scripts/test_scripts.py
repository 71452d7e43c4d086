"""Training scripts, each run by its framework; lrplot reads what it has not run."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import plan

HERE = Path(__file__).parent
CASES = {case["script"]: case for case in json.loads((HERE / "torch.json").read_text())["cases"]}


def curves(path, let):
    """Return the rates of every curve that is read from a script, at every update."""
    plot = plan(str(path), let=let).plot()
    return [curve(np.arange(len(plot.steps))) for _, curve in plot.curves]


@pytest.mark.parametrize("name", CASES)
def test_a_script_is_read_as_it_runs(name):
    case = CASES[name]
    expected = case["rates"]
    found = curves(HERE / "torch" / name, case["let"])
    if len(found) < len(expected):
        # groups that are alike in everything have one curve
        expected = [rates for place, rates in enumerate(expected) if rates not in expected[:place]]
    assert [len(rates) for rates in found] == [len(rates) for rates in expected]
    for own, rates in zip(found, expected, strict=True):
        np.testing.assert_allclose(own, rates, rtol=1e-9, atol=1e-12)

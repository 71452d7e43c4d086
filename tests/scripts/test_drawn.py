"""Training scripts drawn at random, run by torch: lrplot reads each as it runs, or refuses it."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from drawn import COUNT, script

from lrplot import LrplotError, plan

CASES = json.loads((Path(__file__).parent / "drawn.json").read_text(encoding="utf-8"))["cases"]
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_a_drawn_script_is_read_as_it_runs_or_refused(part, tmp_path):
    path, read = tmp_path / "train.py", 0
    cases = [case for case in CASES[part::PARTS] if case["rates"]]
    for case in cases:
        text = script(case["seed"])
        assert hashlib.sha256(text.encode()).hexdigest()[:12] == case["digest"], "record it anew"
        path.write_text(text, encoding="utf-8")
        try:
            plot = plan(str(path)).plot()
        except LrplotError:
            continue
        assert len(plot.steps) == max(map(len, case["rates"])), f"drawn.py {case['seed']}"
        expected = case["rates"]
        if len(plot.curves) < len(expected):
            # groups that are alike in everything have one curve
            expected = [rates for n, rates in enumerate(expected) if rates not in expected[:n]]
        for (_, curve), rates in zip(plot.curves, expected, strict=True):
            found = curve(np.arange(len(rates)))
            np.testing.assert_allclose(
                found, rates, rtol=1e-9, atol=1e-12, err_msg=f"drawn.py {case['seed']}"
            )
        read += 1
    # most are ordinary scripts, which must be read
    assert read >= 0.7 * len(cases)


def test_all_are_recorded():
    assert [case["seed"] for case in CASES] == list(range(COUNT))

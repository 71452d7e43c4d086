"""Scripts of frameworks that loop themselves, or step otherwise than torch does.

What a script really did is recorded by `record_frameworks.py`, and read here without running it.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import plan

HERE = Path(__file__).parent
FRAMEWORKS = ("huggingface", "keras", "lightning", "optax", "timm", "warmup_scheduler")
RECORDED = {
    name: json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))["rates"]
    for name in FRAMEWORKS
}
CASES = [(name, script) for name, scripts in RECORDED.items() for script in scripts]


def test_every_script_is_recorded():
    for name in FRAMEWORKS:
        assert {path.stem for path in (HERE / "cases" / name).glob("*.py")} == set(RECORDED[name])


@pytest.mark.parametrize(("name", "script"), CASES)
def test_a_script_trains_as_it_did(name, script):
    plot = plan(str(HERE / "cases" / name / f"{script}.py")).plot()
    rates = RECORDED[name][script]
    many = len(plot.curves)
    if many > 1 and len(rates) == many * len(plot.steps):
        # optimizers that update in turn
        rates = np.sort(np.reshape(rates, (-1, many)), axis=1)
        drawn = np.sort([curve(np.arange(len(rates))) for _, curve in plot.curves], axis=0)
        np.testing.assert_allclose(drawn.T, rates, rtol=1e-12)
        return
    assert len(plot.steps) == len(rates)
    if many > 1:
        # groups that have one rate at that update
        rates = [each if isinstance(each, list) else [each] * many for each in rates]
    # Keras and optax work in float32
    tight = 2e-6 if name in ("keras", "optax") else 1e-12
    curves = [curve(np.arange(len(rates))) for _, curve in plot.curves]
    drawn = curves[0] if len(curves) == 1 else np.transpose(curves)
    np.testing.assert_allclose(drawn, rates, rtol=tight, atol=1e-12)

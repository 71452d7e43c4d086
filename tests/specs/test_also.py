"""What schedules do to the momentum and the weight decay, against the frameworks' own values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lrplot
from lrplot.errors import LrplotError

HERE = Path(__file__).parents[1] / "golden" / "companions"
CASES = [
    pytest.param(case, id=case["word"])
    for path in sorted(HERE.glob("*.json"))
    for case in json.loads(path.read_text())["cases"]
]


def shown(words: Any, name: str, **options: Any) -> Any:
    """Return what stands beneath the rates."""
    return lrplot.plan(words, also=name, **options).plot().others[0]


@pytest.mark.parametrize("case", CASES)
def test_they_are_the_frameworks_own(case: dict[str, Any]) -> None:
    steps = np.arange(case["updates"])
    for name, kinds in (("momentum", ("momentum", "beta1")), ("weight-decay", ("weight_decay",))):
        found = [(kind, case[kind]) for kind in kinds if kind in case]
        if not found:
            with pytest.raises(LrplotError, match=r"has no|is not known"):
                shown(case["word"], name)
            continue
        ((kind, expected),) = found
        said = shown(case["word"], name)
        assert ("beta1" in said.said) == (kind == "beta1")
        np.testing.assert_allclose(
            said.schedules[0](steps), np.broadcast_to(expected, steps.shape), rtol=1e-12, atol=1e-15
        )

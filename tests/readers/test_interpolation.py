"""References between the values of a configuration; the expected values are OmegaConf's."""

import pytest

from lrplot import LrplotError
from lrplot.readers.common.interpolation import filled

VALUES = {
    "lr": 3e-4,
    "optim": {"lr": "${lr}", "name": "adam-${lr}", "same": "${.lr}", "up": "${..steps}"},
    "steps": 100,
    "list": ["${steps}", {"a": "${list.0}"}],
    "env": "${oc.env:HOME}",
    "missing": "${nowhere.at.all}",
    "nested": "${optim}",
}


def test_references_are_filled_in():
    out = filled(VALUES)
    assert out["optim"] == {"lr": 3e-4, "name": "adam-0.0003", "same": 3e-4, "up": 100}
    assert out["list"] == [100, {"a": 100}]
    assert out["nested"] == out["optim"]
    assert (out["env"], out["missing"]) == (VALUES["env"], VALUES["missing"])


@pytest.mark.parametrize("values", [{"a": "${a}"}, {"a": "${b}", "b": "x${a}"}, {"a": "${.a}"}])
def test_a_circle_is_refused(values):
    with pytest.raises(LrplotError, match="refers to itself"):
        filled(values)

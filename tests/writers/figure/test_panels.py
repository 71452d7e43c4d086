"""What stands beneath the rates: a panel for each of what --also asks for."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from pictures import drawn, uncut

CYCLE = "OneCycleLR(torch.optim.Adam(params, lr=0.1), max_lr=0.1, total_steps=100)"
LEVEL = "level=StepLR(torch.optim.AdamW(params, lr=0.05), 30)"
HEAVY = "heavy=OneCycleLR(torch.optim.SGD(params, lr=0.1), max_lr=0.1, total_steps=100)"


def panels(*words: str, **settings: Any) -> list[Any]:
    return drawn(*words, **settings).figure.axes


def test_each_has_a_panel_with_the_curves_in_their_colours() -> None:
    rates, momentum, decay = panels(CYCLE, LEVEL, also=("momentum", "weight-decay"))
    assert momentum.get_ylabel() == "Momentum (beta1)"
    assert decay.get_ylabel() == "Weight Decay"
    for one, other in itertools.pairwise([rates, momentum, decay]):
        assert [line.get_color() for line in one.lines] == [x.get_color() for x in other.lines]
        assert one.get_xlim() == other.get_xlim()
        assert one.get_position().x0 == other.get_position().x0
        assert one.get_position().y0 > other.get_position().y1
    # those of PyTorch: 0.95 where the rate is low, 0.85 at its peak; Adam has 0.9, and no decay
    assert np.ptp(momentum.lines[0].get_ydata()) == pytest.approx(0.1, abs=1e-3)
    assert set(momentum.lines[1].get_ydata()) == {0.9}
    assert [line.get_ydata()[0] for line in decay.lines] == [0.0, 0.01]


def test_texts_of_the_steps_stand_beneath_the_last_alone() -> None:
    rates, momentum = panels(CYCLE, also=("momentum",), title="Said")
    assert (rates.get_xlabel(), momentum.get_xlabel()) == ("", "Train Step")
    assert (rates.get_title(), momentum.get_title()) == ("Said", "")
    assert not any(text.get_visible() and text.get_text() for text in rates.get_xticklabels())
    assert momentum.get_legend() is None


def test_what_an_optimizer_calls_it_is_said_where_all_agree() -> None:
    assert panels(CYCLE, HEAVY, also=("momentum",))[1].get_ylabel() == "Momentum"


def test_curves_are_one_only_if_they_are_in_every_panel() -> None:
    # at the same rates, the one's momentum stays
    still = "still=" + CYCLE.replace("100)", "100, cycle_momentum=False)")
    assert len(panels(CYCLE, still, also=("momentum",))[0].lines) == 2
    assert len(panels(CYCLE, still)[0].lines) == 1
    assert len(panels(CYCLE, HEAVY, also=("momentum",))[0].lines) == 1


@pytest.mark.parametrize("look", ["lrplot", "print", "dark"])
@pytest.mark.parametrize("size", [None, (6.4, 4.8), (3.0, 3.0)])
@pytest.mark.parametrize("legend", ["auto", "outside", "below"])
def test_nothing_is_cut_off(look: str, size: Any, legend: str) -> None:
    also = ("momentum", "weight-decay")
    axes = drawn(CYCLE, LEVEL, also=also, look=look, size=size, legend=legend, steps_per_epoch=10.0)
    assert uncut(axes)
    assert len(axes.figure.axes) == 3
    if size:
        assert tuple(axes.figure.get_size_inches()) == size

"""The steps that are shown when none are said."""

import numpy as np
import pytest

from lrplot.plots.plan import whole_range
from lrplot.specs.grammar import read


def stop(*words):
    return whole_range([read(word, lr=0.1) for word in words]).stop


def test_the_documents_figures_have_its_40_000_steps():
    assert stop("cosine", "exp", "piecewise", "warmup") == 40_000
    assert stop("noam:d_model=128") == 40_000
    assert stop("cosine", "noam") == 40_000


@pytest.mark.parametrize("name", ["noam", "warmup", "inverse-sqrt", "transformers.inverse_sqrt"])
def test_a_sweep_of_warmups_shows_each(name):
    key = "num_warmup_steps" if "." in name else "warmup_steps"
    warmups = [1000, 4000, 16_000]
    words = [f"{name}:{key}={warmup}" for warmup in warmups]
    # the longest takes two fifths, the shortest is as far from the left edge as it can be
    assert stop(*words) == 40_000
    for word, warmup in zip(words, warmups, strict=True):
        assert np.argmax(read(word, lr=0.1).schedule()(np.arange(40_000))) == warmup


def test_what_needs_more_steps_has_them():
    assert stop("noam:warmup_steps=100", "cosine:decay_steps=10k") == 12_000
    assert stop("noam:warmup_steps=100", "noam:warmup_steps=10k", "exp") == 40_000
    # neither falls only: one rises again, the other has stairs
    assert stop("CosineAnnealingLR(opt, 10)", "CosineAnnealingLR(opt, 100)") == 200
    assert stop("step:step_size=10", "step:step_size=1000") == 10_000


def test_a_rate_that_stays_the_same_is_a_line_and_asks_for_no_steps():
    assert stop("constant") == stop("expr: 1e-3") == 1000
    assert stop("constant", "torch.LinearLR") == 6
    assert stop("constant", "cosine") == 5000

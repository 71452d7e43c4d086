"""The generated pages say what the catalogue says, and every entry says where it is from."""

from pathlib import Path

import numpy as np
import pytest
from conftest import document

from lrplot.catalogue import find
from lrplot.plots.plan import whole_range
from lrplot.specs.grammar import example

DOCS = Path(__file__).parents[2] / "docs"
ENTRIES = find.all_entries()
LEVEL = {
    "constant", "compose.hold", "optax.constant_schedule", "transformers.get_constant_schedule",
    "diffusers.get_constant_schedule", "fastai.SchedNo", "fvcore.ConstantParamScheduler",
    "composer.ConstantScheduler", "olmo_core.ConstantScheduler", "olmo.ConstantScheduler",
    "levanter.ConstantLrSchedule", "allennlp.ConstantLearningRateScheduler",
    "flax.create_constant_learning_rate_schedule", "thinc.constant", "trax.constant",
}  # fmt: skip
"""Those whose rate never changes, whatever is given."""
NOTES = {"Formula", "Stepped", "Differs", "Renamed", "Source", "Example", "Keywords", "Where"}
"""The sections that a docstring may have."""
OWN = {"compose"}
"""The modules whose entries are lrplot's own: no framework has them."""


@pytest.fixture(scope="module")
def generate():
    return document("generate")


def test_the_pages_are_current(generate):
    pages = generate.pages()
    stale = [
        name
        for name, text in pages.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run python docs/generate.py"
    found = {str(path.relative_to(DOCS)) for path in (DOCS / "catalogue").rglob("*.*")}
    assert found == {name for name in pages if name.startswith("catalogue/")}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_an_entry_says_its_formula_and_its_source(entry):
    assert entry.notes.get("Formula") or entry.framework in OWN
    assert entry.notes.get("Source") or entry.framework in OWN
    assert set(entry.notes) <= NOTES


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_an_example_shows_what_the_schedule_does(entry):
    """A thumbnail of a flat line would say nothing."""
    spec = example(entry)
    steps = whole_range([spec])
    rates = spec.schedule()(np.linspace(0.0, steps.last, 500).round())
    assert np.isfinite(rates).all()
    assert (np.ptp(rates) == 0) == (entry.title in LEVEL)


@pytest.mark.parametrize(
    "title", ["fairseq.inverse_sqrt", "paddle.NoamDecay", "onmt.rsqrt", "trax.multifactor"]
)
def test_a_fall_without_a_scale_is_seen(title):
    """Nothing but the step that it begins at says how long it takes."""
    spec = example(find.entry(title))
    rates = spec.schedule()(np.arange(whole_range([spec]).stop))
    assert rates[-1] < rates.max() / 2


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("exponential_decay", "optax.exponential_decay"),
        ("natural_exp_decay", "tf1.natural_exp_decay"),
        ("inverse_time_decay", "tf1.inverse_time_decay"),
        ("polynomial_decay", "fairseq.polynomial_decay"),
        ("cosine_decay", "tf1.cosine_decay"),
        ("tf.train.cosine_decay", "tf1.cosine_decay"),
        ("paddle.optimizer.lr.cosine_decay", "paddle.cosine_decay"),
        ("fluid.layers.cosine_decay", "paddle.cosine_decay"),
        ("paddle.fluid.layers.learning_rate_scheduler.noam_decay", "paddle.noam_decay"),
        ("linear_lr_warmup", "paddle.linear_lr_warmup"),
    ],
)
def test_paddle_leaves_bare_names_that_others_have(name, title):
    assert find.entry(name).title == title

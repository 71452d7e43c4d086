"""Labels: those that a word gives, and those that tell curves apart."""

from dataclasses import replace

import pytest

from lrplot.catalogue import find
from lrplot.plots.labels import labels
from lrplot.specs.grammar import read
from lrplot.specs.spec import Spec
from lrplot.specs.sweep import sweep


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("A label=cosine", "A label"),
        ("lr = CosineDecay(0.001, 4000)", "lr"),
        (
            "cosine_learning_rate_schedule = tf.keras.optimizers.schedules.CosineDecay(0.001,4000)",
            "cosine_learning_rate_schedule",
        ),
        ("学习率=noam:d_model=256", "学习率"),
        ("cosine:alpha=0.1", None),
    ],
)
def test_label(word, label):
    assert read(word).label == label


@pytest.mark.parametrize("label", ["f(x)", "it's", "a, b", '5" disk', "1e-3 → 1e-5", "(a=b)"])
def test_labels_read_back(label):
    spec = Spec(find.entry("cosine"), (("alpha", 0.5),), label)
    assert read(spec.word()) == spec


def test_labels_say_what_differs():
    noam = find.entry("noam")
    one = sweep(noam, {"d_model": [128.0], "warmup_steps": [1000.0, 4000.0]})
    assert labels(one) == ["warmup_steps=1000", "warmup_steps=4000"]
    two = sweep(noam, {"d_model": [128.0, 256.0], "warmup_steps": [1000.0, 4000.0]})
    assert labels(two) == [
        "d_model=128 warmup_steps=1000",
        "d_model=128 warmup_steps=4000",
        "d_model=256 warmup_steps=1000",
        "d_model=256 warmup_steps=4000",
    ]
    assert labels([*one, read("cosine")]) == [
        "noam warmup_steps=1000",
        "noam warmup_steps=4000",
        "cosine",
    ]
    assert labels([read("noam"), read("a=noam:d_model=3")]) == ["noam", "a"]


def test_labels_are_never_the_same():
    found = labels([read(word) for word in ("cosine", "cosine", "a=cosine", "a=exp", "a (2)=exp")])
    assert len(set(found)) == 5


@pytest.mark.usefixtures("within_a_second")
def test_labels_of_many():
    assert len(set(labels([read("cosine:alpha=0.5")] * 500))) == 500


@pytest.mark.parametrize("label", ["a:b", "x=y", "a:b=c", " spaced ", "(", "\ud800"])
def test_a_label_that_no_word_can_have_is_left_out(label):
    spec = replace(read("cosine:alpha=0.1"), label=label)
    assert read(spec.word()).values == spec.values

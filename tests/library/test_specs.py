"""Specs print as their words, and come back from pickles and copies as they were."""

import copy
import pickle

import pytest
from hypothesis import given, strategies as st
from strategies import specs

import lrplot
from lrplot.catalogue import find

ENTRIES = find.all_entries()


@given(st.data())
@pytest.mark.parametrize("entry", ENTRIES[::7], ids=lambda entry: entry.title)
def test_reads_back_from_its_word(entry, data):
    spec = data.draw(specs(entry))
    assert lrplot.read(str(spec)) == spec
    assert eval(repr(spec), {"lrplot": lrplot}) == spec


@given(st.data())
@pytest.mark.parametrize("entry", ENTRIES[::7], ids=lambda entry: entry.title)
def test_pickles(entry, data):
    spec = data.draw(specs(entry))
    spec.schedule()
    for back in (pickle.loads(pickle.dumps(spec)), copy.deepcopy(spec), copy.copy(spec)):
        assert back == spec
        assert back.entry is spec.entry or back.entry == spec.entry
        assert back.schedule()([0, 10]).tolist() == pytest.approx(
            spec.schedule()([0, 10]).tolist(), rel=0, abs=0, nan_ok=True
        )


def test_the_rate_beside_a_word_is_printed():
    spec = lrplot.read("torch.StepLR:step_size=30", lr=0.1)
    assert repr(spec) == "lrplot.read('torch.StepLR:step_size=30', lr=0.1)"
    assert eval(repr(spec), {"lrplot": lrplot}) == spec
    assert pickle.loads(pickle.dumps(spec)) == spec


def test_a_schedule_inside_and_a_label_pickle():
    spec = lrplot.read(
        "mine=SequentialLR(opt, [LinearLR(opt), ExponentialLR(opt, 0.9)], [5], lr=0.1)"
    )
    assert pickle.loads(pickle.dumps(spec)) == spec
    assert copy.deepcopy(spec).label == "mine"


def test_a_schedule_that_was_there_pickles():
    plan = lrplot.compare(lrplot.read("noam").schedule())
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_what_is_in_a_file_does_not_pickle(write):
    write("own.py", "def down(step):\n    return 1 / (1 + step)\n")
    spec = lrplot.read("own.py:down")
    assert repr(spec) == "lrplot.read('own.py:down')"
    assert copy.deepcopy(spec) == spec
    with pytest.raises(TypeError, match=r"own\.py:down, which is in a file: pickle its word"):
        pickle.dumps(spec)

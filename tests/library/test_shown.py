"""What a notebook is shown of specs, schedules, curves, plans and figures."""

import base64
import io
import subprocess
import sys
import warnings
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import lrplot

PNG, SVG, TEXT = "image/png", "image/svg+xml", "text/plain"


def things():
    plan = lrplot.compare("cosine", "noam", steps="40k")
    spec = lrplot.read("noam")
    return {
        "spec": spec,
        "schedule": spec.schedule(),
        "curve": lrplot.sample("noam", spec.schedule(), lrplot.Range(0, 10**12)),
        "plan": plan,
        "figure": plan.figure(),
    }


@pytest.mark.parametrize(("name", "thing"), things().items(), ids=list(things()))
def test_is_shown_as_two_pictures_and_text(name, thing):
    data, sizes = thing._repr_mimebundle_()
    assert data[TEXT] == repr(thing)
    image = Image.open(io.BytesIO(base64.b64decode(data[PNG])))
    assert image.width > sizes[PNG]["width"] > 400
    root = ElementTree.fromstring(data[SVG])
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_only_what_is_asked_for_is_drawn():
    schedule = lrplot.read("cosine").schedule()
    assert set(schedule._repr_mimebundle_(include=[TEXT])[0]) == {TEXT}
    assert set(schedule._repr_mimebundle_(include={SVG})[0]) == {TEXT, SVG}
    assert set(schedule._repr_mimebundle_(exclude={SVG})[0]) == {TEXT, PNG}


def test_a_figure_is_in_no_list_of_pyplot():
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    figure = lrplot.plot("cosine", "noam", steps=100)
    assert plt.get_fignums() == before
    assert [line.get_label() for line in figure.axes[0].lines] == ["cosine", "noam"]
    assert figure.axes[0].lines[1].get_xdata()[-1] == 99


def test_a_figure_shows_what_was_drawn_onto_it_since():
    figure = lrplot.plot("cosine")
    before = figure._repr_mimebundle_()[0]
    figure.axes[0].axvline(1000)
    assert figure._repr_mimebundle_()[0][SVG] != before[SVG]


def test_a_figure_needs_no_backend():
    code = "import sys, lrplot; lrplot.plot('cosine')._repr_mimebundle_(); "
    code += "print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_what_cannot_be_drawn_is_told_as_text():
    endless = lrplot.read("noam:warmup_steps=8e15").schedule()
    data, _ = endless._repr_mimebundle_()
    assert set(data) == {TEXT}
    assert data[TEXT].startswith(repr(endless))
    assert "more than 2**53" in data[TEXT]


def test_rates_that_no_training_can_use_are_a_warning():
    with pytest.warns(lrplot.RateWarning, match="negative"):
        lrplot.plot("expr: 1 - t", steps=5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lrplot.plot("expr: 5 - t", steps=5)


def test_a_schedule_of_ones_own_is_a_word():
    own = lrplot.read("noam:d_model=512").schedule()
    plan = lrplot.compare(own, "cosine", steps=10)
    table = plan.arrays()
    assert [*table] == ["step", "Join", "cosine"]
    # the formula of the paper, up to its warmup of 4,000 steps
    steps = np.arange(10)
    np.testing.assert_allclose(table["Join"], 512**-0.5 * steps * 4000**-1.5)

"""Tables: every step asked for, and numbers that read back the same."""

import csv
import dataclasses
import io
import json
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from lrplot.arithmetic.steps import Range
from lrplot.plots.plan import Plan, Plot
from lrplot.plots.settings import Settings
from lrplot.specs.grammar import read
from lrplot.writers import csv as csv_writer, formats, suffixes, table

WORDS = ["cosine", "exp", 'a, "b"=noam:d_model=256', "学习率=wsd", "piecewise"]
TABLES = [name for name, form in formats().items() if form.table]
RANGES = [
    Range(0, 1),
    Range(0, 100),
    Range(5, 1000, 7),
    Range(10**12, 10**12 + 50),
    Range(0, table.ROWS),
    Range(0, table.ROWS + 1),
    Range(3, 5 * table.ROWS, 2),
]


def plot(words, steps) -> Plot:
    return Plan(tuple(map(read, words)), Settings(steps=steps)).plot()


def written(words, steps, form) -> bytes:
    stream = io.BytesIO()
    formats()[form].write(plot(words, steps), stream, lambda rows: None, 2)
    return stream.getvalue()


def expected(words, steps):
    at = np.arange(steps.start, steps.stop, steps.stride)
    return at, {name: schedule(at) for name, schedule in plot(words, steps).curves}


@pytest.mark.parametrize("steps", RANGES, ids=str)
def test_csv(steps):
    text = written(WORDS, steps, "csv").decode()
    assert text.endswith("\n")
    assert "\r" not in text
    header, *rows = csv.reader(io.StringIO(text))
    at, rates = expected(WORDS, steps)
    assert header == ["step", *rates]
    assert header == ["step", "cosine", "exp", 'a, "b"', "学习率", "piecewise"]
    values = np.array(rows, dtype=np.float64)
    assert [row[0] for row in rows] == [str(step) for step in at.tolist()]
    np.testing.assert_array_equal(values[:, 1:].T, list(rates.values()))


@pytest.mark.parametrize("steps", RANGES, ids=str)
def test_json(steps):
    data = json.loads(written(WORDS, steps, "json"))
    at, rates = expected(WORDS, steps)
    assert data == {
        "steps": at.tolist(),
        "rates": {name: values.tolist() for name, values in rates.items()},
    }


@pytest.mark.parametrize("steps", RANGES, ids=str)
def test_npz(steps):
    data = np.load(io.BytesIO(written(WORDS, steps, "npz")), allow_pickle=False)
    at, rates = expected(WORDS, steps)
    assert data.files == ["steps", *rates]
    np.testing.assert_array_equal(data["steps"], at)
    assert data["steps"].dtype == np.int64
    for name, values in rates.items():
        np.testing.assert_array_equal(data[name], values)
        assert data[name].dtype == np.float64


@pytest.mark.parametrize("label", ["a\rb", "\ud800", "\0", "\ufffe", "\x1b[31ma", "a\nb", "\u2028"])
def test_a_label_is_a_line_of_text_in_every_format(label):
    spec = dataclasses.replace(read("exp"), label=label)
    steps = Settings(steps=Range(0, 3))
    streams = {form: io.BytesIO() for form in [*suffixes(), "text"]}
    for form, stream in streams.items():
        formats()[form].write(Plan((spec, read("cosine")), steps).plot(), stream, repr, 1)
    header, *rows = csv.reader(io.StringIO(streams["csv"].getvalue().decode(), newline=""))
    assert len(header) == len(rows) == 3
    assert all(letter >= " " for letter in header[1])
    names = list(json.loads(streams["json"].getvalue())["rates"])
    assert names == header[1:]
    assert len(np.load(io.BytesIO(streams["npz"].getvalue())).files) == 3
    ElementTree.fromstring(streams["svg"].getvalue())


@pytest.mark.parametrize("form", TABLES)
def test_the_same_plot_gives_the_same_bytes(form):
    assert written(WORDS, Range(0, 100), form) == written(WORDS, Range(0, 100), form)


def test_csv_of_what_is_not_finite():
    rows = written(["cosine-restarts:t_mul=0.5,first_decay_steps=2"], Range(0, 6), "csv")
    values = np.genfromtxt(io.BytesIO(rows), delimiter=",", skip_header=1)[:, 1]
    schedule = read("cosine-restarts:t_mul=0.5,first_decay_steps=2").schedule()
    np.testing.assert_array_equal(values, schedule(np.arange(6)))


def test_json_of_what_is_not_finite():
    text = written(["cosine-restarts:t_mul=0.5,first_decay_steps=2"], Range(0, 6), "json")
    assert json.loads(text)["rates"]["cosine-restarts"][-1] is None


@pytest.mark.parametrize("label", ["steps", "step"])
def test_a_curve_may_be_called_steps(label):
    """The steps stay what they are, and the curve is there too."""
    words, steps = [f"{label}=exp", "cosine"], Range(0, 5)
    rates = read("exp").schedule()(np.arange(5))
    data = np.load(io.BytesIO(written(words, steps, "npz")))
    assert data["steps"].tolist() == [0, 1, 2, 3, 4]
    assert len(data.files) == 3
    assert any(data[name].tolist() == rates.tolist() for name in data.files)
    header = next(csv.reader(io.StringIO(written(words, steps, "csv").decode())))
    assert len(set(header)) == 3


def test_labels_that_are_no_file_names():
    words = ["a/b=cosine", "a_b=exp", "../../c=noam", "x" * 70_000 + "=wsd", "nul\0=piecewise"]
    steps = Range(0, 5)
    data = np.load(io.BytesIO(written(words, steps, "npz")))
    assert len(set(data.files)) == 6
    assert not any("/" in name for name in data.files)
    found = [data[name].tolist() for name in data.files[1:]]
    assert found == [values.tolist() for values in expected(words, steps)[1].values()]


@pytest.mark.parametrize("form", TABLES)
def test_a_label_of_bytes_that_are_not_utf_8(form):
    """As a shell hands them over; the table is written and the curve is in it."""
    assert written(["\udcff=cosine"], Range(0, 5), form)


@pytest.mark.parametrize("form", TABLES)
def test_progress_hears_of_every_row(form):
    heard = []
    steps = Range(0, 3 * table.ROWS + 5)
    formats()[form].write(plot(["cosine", "exp"], steps), io.BytesIO(), heard.append, 2)
    assert 0.99 * len(steps) <= sum(heard) <= 1.01 * len(steps)
    assert len(heard) >= 4


def test_memory_stays_flat():
    """However long the table is, no more than some blocks of it are held at a time."""
    import tracemalloc

    class Sink:
        def write(self, data):
            return len(data)

    def peak(blocks):
        asked = plot(["cosine", "exp"], Range(0, blocks * table.ROWS))
        tracemalloc.start()
        csv_writer.write(asked, Sink(), lambda rows: None, 2)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(2)
    assert peak(24) < 1.5 * peak(6)


def test_code_of_the_user_s_sees_every_step(folder):
    """It may print, or count: no copy of the process runs a part of it."""
    (folder / "mine.py").write_text(
        "seen = []\ndef lr(step):\n    seen.append(step)\n    return 0.001 * len(seen)\n"
    )
    rows = written(["mine.py:lr"], Range(0, 20 * table.ROWS), "csv").split()
    rates = [float(row.partition(b",")[2]) for row in rows[1:]]
    assert rates == sorted(rates)


@pytest.mark.parametrize("two", [True, False])
def test_many_blocks_are_what_a_few_are(two, monkeypatch):
    """Above some blocks two processes make the table, where they can."""
    monkeypatch.setattr(csv_writer, "able", lambda: two and sys.platform == "linux")
    words = ["cosine", "noam", "step:step_size=3", "exp"]
    many = written(words, Range(5, 20 * table.ROWS + 77), "csv")
    rest = many.partition(b"\n")[2]
    parts = []
    for start in range(0, 21 * table.ROWS, 4 * table.ROWS):
        steps = Range(max(start, 5), min(start + 4 * table.ROWS, 20 * table.ROWS + 77))
        parts.append(written(words, steps, "csv").partition(b"\n")[2])
    assert rest == b"".join(parts)

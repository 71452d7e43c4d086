"""Configurations in the manner of each format, held to the rates that their frameworks gave.

Beside `cases/FORMAT/NAME.SUFFIX` stands `NAME.json`: the options that were given, what recorded it
(`record/FORMAT.py`), and the rates at every update, by parameter group.
"""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from lrplot.cli import cli
from lrplot.readers.common.tried import tried
from lrplot.readers.configs import formats
from lrplot.readers.words import plan

CASES = Path(__file__).parent / "cases"
RECORDS = sorted(path for path in CASES.glob("*/*.record.json"))


def configuration(record):
    """Return the file that a record is of."""
    name = record.name.removesuffix(".record.json")
    (found,) = (path for path in record.parent.glob(f"{name}.*") if path != record)
    return found


def drawn(path, options):
    """Return the rates at every update of each group."""
    asked = plan(path, **options)
    plot = asked.plot()
    steps = np.arange(plot.steps.start, plot.steps.stop)
    groups = [spec.origin.group for spec in asked.specs]
    curves = [curve for _, curve in plot.curves]
    return {group: curve(steps) for group, curve in zip(groups, curves, strict=True)}


@pytest.fixture
def untouched(monkeypatch):
    """Hold every reader to leave the values of a file as they are: it may read them again."""
    seen = []

    def kept(form, keys, *args):
        before = repr(keys.data)
        found = tried(form, keys, *args)
        seen.append((before, repr(keys.data)))
        return found

    monkeypatch.setattr("lrplot.readers.common.tried.tried", kept)
    yield
    assert seen
    assert all(before == after for before, after in seen)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "record", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name[:-12]}"
)
def test_every_update_is_the_recorded_one(record, recwarn):
    path, said = configuration(record), json.loads(record.read_text())
    rates = drawn(path, said["options"])
    assert set(rates) == set(said["rates"])
    for group, expected in said["rates"].items():
        assert len(rates[group]) == len(expected), group
        # the last digits: frameworks multiply in another order, some in float32
        np.testing.assert_allclose(rates[group], expected, rtol=said.get("rtol", 1e-12), atol=1e-18)


WITH_OTHERS = [
    path
    for path in RECORDS
    # a group may have this name
    if '"others"' in (text := path.read_text()) and "others" in json.loads(text)
]
NAMES = {"momentum": "momentum", "beta1": "momentum", "weight_decay": "weight-decay"}


@pytest.mark.parametrize(
    "record", WITH_OTHERS, ids=lambda path: f"{path.parent.name}/{path.name[:-12]}"
)
def test_what_else_the_optimizer_has_is_the_recorded_one(record, recwarn):
    path, said = configuration(record), json.loads(record.read_text())
    kinds = {kind for own in said["others"].values() for kind in own}
    asked = plan(path, **said["options"], also=[*{NAMES[kind] for kind in kinds}])
    plot = asked.plot()
    steps = np.arange(plot.steps.start, plot.steps.stop)
    shown = {others.name: others for others in plot.others}
    for place, spec in enumerate(asked.specs):
        for kind, expected in said["others"][spec.origin.group].items():
            found = shown[NAMES[kind]]
            assert ("beta1" in found.said) == (kind == "beta1")
            np.testing.assert_allclose(
                found.schedules[place](steps), np.broadcast_to(expected, steps.shape), rtol=1e-12
            )


@pytest.mark.parametrize(
    "record", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name[:-12]}"
)
def test_it_is_recognised_by_its_keys(record):
    path, said = configuration(record), json.loads(record.read_text())
    if not said["options"].get("as_format"):
        told = plan(path, **said["options"]).specs[0].told[0]
        assert told.startswith(formats()[record.parent.name].what)


@pytest.mark.parametrize("name", formats())
def test_a_format_has_five_recorded_cases(name):
    assert Counter(path.parent.name for path in RECORDS)[name] >= 5


@pytest.mark.parametrize("name", formats())
def test_a_format_is_listed(name):
    said = CliRunner().invoke(cli, ["list", "--formats"]).stdout
    assert f"{name} " in said
    assert formats()[name].what in said

"""A key or a section that decides the curve, misspelt: one line says which would be read."""

import copy
import json
import re
import warnings
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan
from lrplot.errors import LrplotWarning
from lrplot.readers.common import data
from lrplot.readers.configs import formats

CASES = Path(__file__).parent / "cases"
MOST = 100
"""The most slips that are tried for a format: every one of so many, evenly."""


@pytest.mark.parametrize(
    ("name", "key", "slip"),
    [
        ("deepspeed/cosine.json", "scheduler", "schedulre"),
        ("timm/rest.yaml", "lr", "LR"),
        ("deepspeed/log.json", "params", "parasm"),
        ("lightning/cosine.yaml", "lr_scheduler", "lr_schedulre"),
        ("nemo/cosine.yaml", "sched", "schde"),
        ("torchtune/lora.yaml", "lr_scheduler", "lr_schedulre"),
        ("torchtitan/level.toml", "lr", "lrr"),
        ("gpt_neox/hyphens.yml", "lr-decay-style", "lr-decay-styel"),
        ("kohya/part.toml", "learning_rate", "learning_raet"),
        ("megatron/fraction.yaml", "--lr-decay-iters", "--lr-decay-itesr"),
        ("megatron/root.yaml", "model_parallel", "model_parallels"),
        ("allennlp/noam.json", "learning_rate_scheduler", "learning_rate_schedule"),
        ("allennlp/groups.json", "lr", "lrs"),
        ("nemo/cosine.yaml", "name", "nmae"),
        ("ultralytics/cosine.yaml", "lrf", "lf"),
        ("kohya/part.toml", "train_batch_size", "trainBatchSize"),
        ("timm/steps.yaml", "seed", "seeds"),
    ],
)
def test_a_slip_in_a_key_that_decides_the_curve_is_said(name, key, slip, tmp_path):
    file = CASES / name
    options = json.loads(file.with_suffix(".record.json").read_text())["options"]
    text = file.read_text()
    *_, found = re.finditer(rf"(?<![\w-])({key})(?=\W*[:=])", text)
    other = tmp_path / file.name
    other.write_text(text[: found.start(1)] + slip + text[found.end(1) :])
    with pytest.warns(LrplotWarning, match=f"{slip} is not read; .* would be"):
        plan(other, **options, as_format=name.partition("/")[0])


def test_a_slip_over_a_base_that_has_the_key_is_said(tmp_path):
    (tmp_path / "base.yaml").write_text("SOLVER: {BASE_LR: 0.1, MAX_ITER: 20}\n")
    other = tmp_path / "own.yaml"
    other.write_text("_BASE_: base.yaml\nSOLVRE: {BASE_LR: 0.2}\n")
    with pytest.warns(LrplotWarning, match="SOLVRE is not read; SOLVER is"):
        plan(other, as_format="detectron2")


def test_a_slip_in_the_name_of_a_base_is_said(tmp_path):
    other = tmp_path / "own.yaml"
    other.write_text("_BSAE_: base.yaml\nSOLVER: {BASE_LR: 0.2}\n")
    with pytest.warns(LrplotWarning, match="_BSAE_ is not read; _BASE_ would be"):
        plan(other, as_format="detectron2")


def test_a_group_that_hydra_cannot_change_is_refused(tmp_path):
    (tmp_path / "trainer").mkdir()
    (tmp_path / "trainer" / "one.yaml").write_text("max_epochs: 3\n")
    (tmp_path / "own.yaml").write_text("defaults:\n- trainer: one\n- override trianer: two\n")
    with pytest.raises(LrplotError, match="override trianer: no group to change; it is trainer"):
        plan(tmp_path / "own.yaml", as_format="hydra")


def slipped(key):
    """Yield a key with a slip of each kind: hands slip, and other programs write keys otherwise."""
    front = len(key) - len(key.lstrip("-"))
    middle = (front + len(key)) // 2
    yield key[:middle] + key[middle + 1 :]
    yield key[:middle] + key[middle:front:-1][:1] + key[middle:]
    yield key[: middle - 1] + key[middle] + key[middle - 1] + key[middle + 1 :]
    yield key.replace("_", "-") if "_" in key else key.replace("-", "_")
    yield key.removesuffix("s") if key.endswith("s") else f"{key}s"
    yield re.sub("_([a-z])", lambda found: found[1].upper(), key)


def renamed(values, key, other):
    """Return the values with a key under another name."""
    out = copy.deepcopy(values)
    *outer, last = key
    inner = out
    for part in outer:
        inner = inner[part]
    inner[other] = inner.pop(last)
    return out


def paths(values, path=()):
    for key, value in values.items() if isinstance(values, dict) else enumerate(values):
        if isinstance(values, dict):
            yield (*path, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*path, key))


def outcome(file, options):
    """Return the rates, or why there are none, and what was warned of."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            plot = plan(file, **options).plot()
        except LrplotError as error:
            return str(error), []
    steps = np.linspace(plot.steps.start, plot.steps.stop - 1, 50).round()
    curves = sorted(tuple(curve(steps).tolist()) for _, curve in plot.curves)
    return (plot.steps.stop, curves), [str(one.message) for one in said]


@pytest.mark.parametrize("name", formats())
def test_no_slip_changes_a_curve_without_a_word(name, monkeypatch):
    tried = []
    for record in sorted((CASES / name).glob("*.record.json")):
        (file,) = set(record.parent.glob(f"{record.name[:-12]}.*")) - {record}
        options = {**json.loads(record.read_text())["options"], "as_format": name}
        found = data.load(str(file))
        for path in paths(found.values):
            tried += [(file, options, found, path, slip) for slip in slipped(str(path[-1]))]
    assert tried
    load, changed, right = data.load, {}, {}
    monkeypatch.setattr(data, "load", lambda at: changed.get(at) or load(at))
    for file, options, found, path, slip in tried[:: max(1, len(tried) // MOST)]:
        if not slip or slip == path[-1]:
            continue
        if file not in right:
            right[file], _ = outcome(file, options)
        changed[str(file)] = data.Data(found.path, found.kind, renamed(found.values, path, slip))
        rates, said = outcome(file, options)
        changed.clear()
        if not isinstance(rates, str) and rates != right[file]:
            assert any(f"{slip} is not read" in one for one in said), (file.name, path, slip)


@pytest.mark.parametrize("record", sorted(CASES.glob("*/*.record.json")), ids=str)
def test_nothing_is_said_of_the_keys_of_a_right_file(record):
    (file,) = set(record.parent.glob(f"{record.name[:-12]}.*")) - {record}
    options = json.loads(record.read_text())["options"]
    _, said = outcome(file, options)
    assert not [one for one in said if "is not read" in one]


def test_files_of_maxtext_that_name_each_other_are_refused(tmp_path):
    for own, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{own}.yml").write_text(f"base_config: {other}.yml\nsteps: 10\n")
    with pytest.raises(LrplotError, match="files that name each other"):
        plan(tmp_path / "a.yml", as_format="maxtext")

"""The rates at chosen steps: `--at` and `--every`; expected from the schedules' equations."""

import json
import math

import pytest
from click.testing import CliRunner

import lrplot
from lrplot.cli import cli


def said(*words, status=0):
    found = CliRunner().invoke(cli, list(words))
    assert found.exit_code == status or isinstance(found.exception, lrplot.LrplotError)
    return found.stdout or str(found.exception)


def cells(text):
    return [line.split("\t") for line in text.splitlines()]


def test_rates_at_steps_with_their_part_of_the_peak():
    # linear: 1e-3 at 0, 0 at 100
    rows = cells(said("compare", "linear:peak_lr=1e-3,total_steps=100", "--at", "0,25,50%,-1"))
    assert rows[0] == ["step", "linear", "of peak"]
    assert [int(row[0]) for row in rows[1:]] == [0, 25, 50, 99]
    for (_, rate, part), expected in zip(rows[1:], [1e-3, 7.5e-4, 5e-4, 1e-5], strict=True):
        assert float(rate) == pytest.approx(expected)
        assert float(part) == pytest.approx(expected * 1e3)


@pytest.mark.parametrize("last", ["-1", "last"])
def test_every_training_has_its_own_last_step(write, last):
    for name, steps in (("a", 10), ("b", 30)):
        write(f"{name}.yaml", "learning_rate: 1.0\nlr_scheduler_type: linear\n"
                              f"max_steps: {steps}\n")  # fmt: skip
    rows = cells(said("compare", "a.yaml", "b.yaml", "--at", last))
    # linear: 1 - t / steps; behind the end of a there is nothing
    assert [row[0] for row in rows[1:]] == ["9", "29"]
    assert [float(row[1]) for row in rows[1:]] == pytest.approx([0.1, math.nan], nan_ok=True)
    assert [float(row[3]) for row in rows[1:]] == pytest.approx([0.7, 1 / 30])
    second = cells(said("compare", "a.yaml", "b.yaml", "--at", "-2"))
    assert [row[0] for row in second[1:]] == ["8", "28"]


def test_named_steps():
    # noam: highest at its warmup, half of that at twice the square of two
    rows = cells(said("noam", "--warmup-steps", "1000", "--at", "peak,half,last,warmup-end"))
    assert [int(row[0]) for row in rows[1:]] == [1000, 4000, 9999]
    assert [float(row[2]) for row in rows[1:]] == pytest.approx([1, 0.5, math.sqrt(1 / 9.999)])


def test_steps_of_an_epoch_and_one_in_many():
    rows = cells(
        said("compare", "linear:total_steps=100", "--steps-per-epoch", "20", "--every", "50",
             "--at", "2ep")
    )  # fmt: skip
    assert [row[:2] for row in rows[1:]] == [["0", "0.0"], ["40", "2.0"], ["50", "2.5"]]


def test_every_curve_has_its_columns():
    rows = cells(said("compare", "a=linear:total_steps=10", "b=cosine:decay_steps=10", "--at", "0"))
    assert rows[0] == ["step", "a", "a / peak", "b", "b / peak"]


def test_other_forms():
    words = ("compare", "linear:peak_lr=1,total_steps=4", "--at", "1")
    assert said(*words, "--format", "md").splitlines() == [
        "| step | linear | of peak |",
        "| --: | --: | --: |",
        "| 1 | 0.75 | 75.0% |",
    ]
    assert said(*words, "--format", "csv") == "step,linear,of peak\n1,0.75,0.75\n"
    assert json.loads(said(*words, "--format", "json")) == [
        {"step": 1, "linear": 0.75, "of peak": 0.75}
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--at", "pek"], "--at: no step 'pek'; did you mean peak?"),
        (["--at", "1.5"], "--at: 1.5: steps are whole numbers"),
        (["--at", "-100k"], "--at: -100k: there is no such step"),
        (["--at", "2ep"], "--at: 2ep wants --steps-per-epoch N"),
        (["--at", "warmup-end"], "--at: warmup-end: no curve's warmup ends in steps 0 to 4999"),
        (["--steps", "9", "--at", "half"], "--at: half: no curve falls to half its peak in steps"),
        (["--at", "1", "--format", "png"], "--at: rows are no png; --format tsv, md, csv or json"),
        (["--format", "md"], "--format md is for the rows of --at or --every"),
        (["--every", "0"], "must be"),
        (["--steps", "1T", "--every", "1"], "more than 100,000 rows"),
    ],
    ids=str,
)
def test_refused(words, message):
    found = CliRunner().invoke(cli, ["compare", "cosine", *words])
    assert message in f"{found.exception}{found.output}"


def test_a_figure_may_be_written_too(tmp_path):
    name = tmp_path / "a.svg"
    assert said("compare", "cosine", "--at", "0", "-o", str(name)).startswith("step\tcosine")
    assert name.read_text().startswith("<?xml")


def test_rows_are_not_printed_where_the_picture_beside_them_is_refused(tmp_path):
    asked = ("cosine", "--at", "1", "-o", str(tmp_path / "a.png"))
    assert "no look 'nix'" in said(*asked, "--look", "nix", status=2)
    assert said(*asked).startswith("step\tcosine")

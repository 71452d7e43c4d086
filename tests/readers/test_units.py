"""What the x axis counts: `--x epochs`, `samples`, `tokens`."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from click.testing import CliRunner

from lrplot import LrplotError, plan
from lrplot.cli import cli
from lrplot.writers.figure.draw import draw

CASES = Path(__file__).parent / "configs" / "cases"
PRETRAIN = CASES / "litgpt" / "pretrain.yaml"


def rows(*words):
    done = CliRunner().invoke(cli, ["compare", *map(str, words), "--format", "csv"])
    return [line.split(",") for line in done.stdout.splitlines()]


def test_a_table_has_a_column_of_it():
    # by the file: 12 samples an update, 16 tokens each
    table = rows(PRETRAIN, "--x", "tokens")
    assert table[0][:2] == ["step", "tokens"]
    assert [float(row[1]) for row in table[1:4]] == [0, 12 * 16, 2 * 12 * 16]
    assert [float(row[1]) for row in rows(PRETRAIN, "--x", "samples")[1:4]] == [0, 12, 24]
    epochs = rows("linear", "--steps", "9", "--steps-per-epoch", "4", "--x", "epochs")
    assert [float(row[1]) for row in epochs[1:]] == [step / 4 for step in range(9)]


def test_a_picture_counts_it_below():
    asked = plan("linear", steps=1000, steps_per_epoch=100, x="epochs").plot()
    _, axes = plt.subplots()
    from lrplot import sample

    draw(axes, [sample("a", asked.curves[0][1], asked.steps)], asked.settings)
    axes.figure.canvas.draw()
    ticks = dict(
        zip(axes.get_xticks(), (t.get_text() for t in axes.get_xticklabels()), strict=True)
    )
    assert axes.get_xlabel() == "Epoch"
    assert not axes.child_axes
    assert {step: text for step, text in ticks.items() if text} == {
        step: f"{step / 100:g}" for step in np.arange(0, 1001, 200.0)
    }
    plt.close()


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (["cosine"], {"x": "epochs"}, "--x epochs wants --steps-per-epoch N"),
        (["cosine"], {"x": "tokens"}, "--x tokens: nothing says how many a step has"),
        ([PRETRAIN, "cosine"], {"x": "tokens"}, "--x tokens: nothing says how many a step has"),
        (["cosine"], {"x": "batches"}, "x: no choice 'batches'"),
    ],
    ids=str,
)
def test_refused(words, options, message):
    with pytest.raises(LrplotError) as error:
        plan(words, **options).plot()
    assert message.partition(":")[0] in str(error.value)

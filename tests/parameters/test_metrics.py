"""What was measured: a column of a file, and the schedules that follow it."""

import os

import numpy as np
import pytest

from lrplot.errors import LrplotError
from lrplot.parameters import Metric, MetricValues
from lrplot.plots.plan import whole_range
from lrplot.specs.grammar import read

ROLE = Metric("metrics", "")
TORCH = "ReduceLROnPlateau(torch.optim.SGD(params, lr=0.1), patience=0, metrics={})"


def test_a_column_is_read(folder):
    (folder / "run.csv").write_text("epoch, val_loss ,lr\n0,0.5,1\n1, 1e-3,1\n2,nan,1\n")
    trace = ROLE.read("run.csv:val_loss")
    np.testing.assert_array_equal(trace.values, [0.5, 0.001, np.nan])
    assert str(trace) == "run.csv:val_loss"


def test_rows_without_a_value_are_no_measurements(folder):
    """As some loggers write: a row for each step, and the loss of the validation in a few."""
    (folder / "run.csv").write_text("step,val_loss,loss\n0,,3\n1,0.5,2\n2\n3, ,2\n4,0.25\n")
    assert ROLE.read("run.csv:val_loss").values == (0.5, 0.25)


def test_a_file_of_tabs_and_one_with_a_mark(folder):
    (folder / "run.tsv").write_text("a\tb,c\n1\t2\n")
    assert ROLE.read("run.tsv:b,c").values == (2.0,)
    (folder / "run.csv").write_bytes(b"\xef\xbb\xbfloss,b\r\n1,2\r\n")
    assert ROLE.read("'run.csv:loss'").values == (1.0,)


def test_a_colon_in_the_path_and_in_the_name(folder):
    (folder / "a:b.csv").write_text("val:loss\n1\n")
    assert ROLE.read("a:b.csv:val:loss").values == (1.0,)


@pytest.mark.parametrize(
    ("content", "asked", "text"),
    [
        (b"loss\n1\n", "run.csv:los", "run.csv: no column 'los'; did you mean loss?"),
        (b"loss\n1\n", "run.csv:zzzz", "run.csv: no column 'zzzz'; it has loss"),
        (b"", "run.csv:loss", "run.csv: no column 'loss'; the file is empty"),
        (b"loss\n", "run.csv:loss", "run.csv: column 'loss' is empty"),
        (b"loss,loss\n1,2\n", "run.csv:loss", "run.csv: 2 columns are called 'loss'"),
        (b"loss\n1\nx\n", "run.csv:loss", "run.csv: line 3: 'x' is not a number"),
        (b"loss\n\xff\n", "run.csv:loss", "run.csv: it is not text in UTF-8"),
        (b"loss\n\x00\n", "run.csv:loss", "run.csv: "),
        (b"loss\n" + b"1" * 200_000, "run.csv:loss", "run.csv: it cannot be read: field larger"),
        (b"", "none.csv:loss", "none.csv: there is no such file"),
        (b"", ".csv:loss", "must be FILE.csv:COLUMN or a list of numbers, not '.csv:loss'"),
        (b"", "run.json:loss", "must be FILE.csv:COLUMN or a list of numbers, not 'run.json:loss'"),
        (b"", "run.csv", "must be FILE.csv:COLUMN or a list of numbers, not 'run.csv'"),
        (b"", "[]", "must be a list of at least one number"),
        (b"", "[1,x]", "'x' is not a number"),
    ],
)
def test_what_cannot_be_read_is_one_line(folder, content, asked, text):
    (folder / "run.csv").write_bytes(content)
    with pytest.raises(LrplotError) as error:
        ROLE.read(asked)
    assert str(error.value).startswith(text)
    assert "\n" not in str(error.value)


def test_a_folder_is_no_file(folder):
    (folder / "run.csv").mkdir()
    with pytest.raises(LrplotError, match=r"run\.csv: Is a directory"):
        ROLE.read("run.csv:loss")


@pytest.mark.parametrize("name", ["pipe.csv", "zero.csv", "large.csv", "nul\0.csv", "\ud800.csv"])
def test_only_a_regular_file_of_some_size_is_read(folder, name):
    os.mkfifo("pipe.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    with open("large.csv", "wb") as large:
        large.truncate(10**11)
    reasons = r"pipe or a device|larger than 100,000,000 bytes|no file can have this name"
    with pytest.raises(LrplotError, match=reasons):
        ROLE.read(f"{name}:loss")


def test_the_names_of_columns_are_shown_as_text(folder):
    (folder / "run.csv").write_text("epoch,\x1b[31mloss\n1,2\n")
    with pytest.raises(LrplotError) as error:
        ROLE.read("run.csv:zzzz")
    assert str(error.value) == r"run.csv: no column 'zzzz'; it has epoch, \x1b[31mloss"
    (folder / "run.csv").write_text(f"{','.join(map(str, range(10_000)))}\n")
    with pytest.raises(LrplotError) as error:
        ROLE.read("run.csv:zzzz")
    assert len(str(error.value)) <= 400


def test_every_form_gives_the_same(folder, run):
    (folder / "run.csv").write_text("loss\n1\n2\n0.5\n")
    (folder / "plot.yaml").write_text(
        "schedules:\n  - {schedule: torch.ReduceLROnPlateau, lr: 0.1, patience: 0, "
        "metrics: run.csv:loss}\n"
    )
    words = [
        TORCH.format("[1, 2, 0.5]"),
        TORCH.format("'run.csv:loss'"),
        "torch.ReduceLROnPlateau:lr=0.1,patience=0,metrics=run.csv:loss",
        "torch.ReduceLROnPlateau:lr=0.1,patience=0,metrics=[1,2,0.5]",
    ]
    ways = [("compare", word) for word in words] + [
        ("torch.ReduceLROnPlateau", "--lr=0.1", "--patience=0", "--metrics=run.csv:loss"),
        ("compare", "plot.yaml"),
    ]
    tables = {run(*way, "-o", "-", "--format=csv").out.split(b"\n", 1)[1] for way in ways}
    assert len(tables) == 1
    # as many rates as are known: one more than values
    assert tables.pop().split() == [b"0,0.1", b"1,0.1", b"2,0.010000000000000002",
                                    b"3,0.010000000000000002"]  # fmt: skip


def test_without_a_metric_the_reason_is_said(run):
    done = run("torch.ReduceLROnPlateau", "--lr=0.1")
    assert done.status == 2
    assert "metrics must be given: the rate follows what is measured" in done.err


def test_after_the_last_value_nothing_is_known():
    schedule = read(TORCH.format("[1, 1, 1]")).schedule()
    rates = schedule([0, 1, 2, 3, 4, 1e12])
    np.testing.assert_allclose(rates, [0.1, 0.1, 0.01, 0.001, np.nan, np.nan])
    np.testing.assert_array_equal(schedule.breakpoints([0.0, 10.0]), [2.0, 3.0, 4.0])


def test_nan_is_never_better(folder):
    (folder / "run.csv").write_text("loss\n1\nnan\ninf\n0.5\n")
    schedule = read(TORCH.format("'run.csv:loss'")).schedule()
    np.testing.assert_allclose(schedule(np.arange(5)), [0.1, 0.1, 0.01, 0.001, 0.001])


@pytest.mark.parametrize(
    "word",
    [
        f"SequentialLR(opt, [ConstantLR(opt), {TORCH.format([1, 2])}], milestones=[5])",
        f"ChainedScheduler([{TORCH.format([1, 2])}])",
    ],
)
def test_torch_takes_none_inside_another(word):
    with pytest.raises(LrplotError, match="torch refuses ReduceLROnPlateau here"):
        read(word, lr=0.1)


def test_mmengine_s_stands_in_a_list():
    word = "mmengine.param_scheduler([ExponentialLR(opt, 0.5), {}], epoch_length=10)"
    plateau = "ReduceOnPlateauLR(opt, patience=0, factor=0.1, metrics=[1, 2, 3])"
    spec = read(word.format(plateau), lr=1.0)
    np.testing.assert_allclose(
        spec.schedule()([0, 9, 10, 19, 20, 29, 30, 39, 40]),
        [1, 1, 0.5, 0.5, 0.025, 0.025, 0.00125, 0.00125, np.nan],
    )
    # as many updates as are known
    assert len(whole_range([spec])) == 40
    with pytest.raises(LrplotError, match="that follow a metric, only ReduceOnPlateauLR"):
        read(word.format(f"torch.{TORCH.format([1, 2])}"), lr=1.0)


def test_a_bare_name_is_torch_s_and_the_framework_s_own_is_its():
    given = "lr=0.1,metrics=[1,2]"
    assert read(f"ReduceLROnPlateau:{given}").entry.framework == "torch"
    assert read(f"keras.ReduceLROnPlateau:{given}").entry.framework == "keras"
    path = "tf.keras.callbacks.ReduceLROnPlateau('val_loss', lr=0.1, metrics=[1, 2])"
    assert read(path).entry.framework == "keras"
    path = "fastai.callback.tracker.ReduceLROnPlateau(comp=np.less, lr=0.1, metrics=[1, 2])"
    assert read(path).entry.framework == "fastai"


def test_a_trace_is_a_value():
    assert (
        MetricValues((1.0, 2.0)) == ROLE.read([1, 2]) == ROLE.read("[1,2]") == ROLE.read("[1, 2,]")
    )
    assert str(ROLE.read([1, 2])) == "[1,2]"


def test_a_file_inside_another_schedule_is_written_as_it_is_read(folder):
    (folder / "run.csv").write_text("loss\n0.5\n0.6\n0.7\n")
    inside = "keras.ReduceLROnPlateau(lr=0.1, patience=0, metrics='run.csv:loss')"
    spec = read(f"compose.scale({inside}, 0.5)")
    assert read(spec.word()) == spec == read(spec.constructor())

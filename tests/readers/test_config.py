"""A training configuration as a word: what is asked, what overrides it, what is told of it."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from lrplot import LrplotError, plan
from lrplot.cli import cli

FILE = """\
learning_rate: 2.0e-4
lr_scheduler_type: linear
warmup_steps: 10
per_device_train_batch_size: 8
gradient_accumulation_steps: 4
num_train_epochs: 3
"""


@pytest.fixture
def file(write):
    return write("train.yaml", FILE)


def said(*words):
    """Return what the command line says on standard output."""
    found = CliRunner().invoke(cli, list(words), catch_exceptions=False)
    return found.stdout


def test_all_that_is_missing_is_asked_for_at_once(write):
    path = write("a.yaml", "num_train_epochs: 2\nper_device_train_batch_size: 4\n")
    with pytest.raises(LrplotError) as error:
        plan(path)
    assert "learning_rate" in str(error.value)
    assert "how many examples an epoch has" in str(error.value)
    assert error.value.asks == ("--set", "learning_rate=…", "--dataset-size", "N")


def test_the_range_is_the_training(file):
    asked = plan(file, dataset_size=52_002, gpus=8)
    assert len(asked.settings.steps) == 612
    assert asked.plot().settings.steps_per_epoch == 204
    assert asked.plot().curves[0][0] == "train"


@pytest.mark.parametrize(
    ("options", "updates"),
    [
        ({"total_steps": 77}, 77),
        ({"epochs": 1}, 204),
        ({"epochs": "0.5"}, 102),
        ({"batch_size": 16}, 306),
        ({"grad_accum": 1}, 2439),
        ({"drop_last": True}, 609),
        ({"steps_per_epoch": 10}, 30),
        ({"set": ["num_train_epochs=2", "gradient_accumulation_steps=8"]}, 204),
    ],
    ids=str,
)
def test_options_go_before_the_file(file, options, updates):
    # by hand: 52,002 / (8 · 8) is 812.5 batches, by 4 203.1 updates, three times
    needless = {"total_steps", "steps_per_epoch"} & {*options}
    size = {} if needless else {"dataset_size": 52_002, "gpus": 8}
    asked = plan(file, **size, **options)
    assert len(asked.settings.steps) == updates


def test_a_key_is_set_as_its_program_would_read_it(file):
    rates = plan(file, total_steps=100, set=["learning_rate=1e-3"]).plot().curves[0][1]
    # linear: up to the rate at update 10, down to 0 at 100
    np.testing.assert_allclose(rates([0, 5, 10, 55]), [0, 5e-4, 1e-3, 5e-4])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"set": ["warmup_stepz=3"]}, "no key 'warmup_stepz'; did you mean warmup_steps"),
        ({"set": ["warmup_steps"]}, "--set 'warmup_steps': it is KEY=VALUE"),
        ({"set": ["warmup_steps.a=3"]}, "warmup_steps is no section"),
        ({"as_format": "hugging"}, "no format 'hugging'; did you mean huggingface?"),
        ({"warmup_steps": 5}, "--warmup-steps: a file trains with what it says"),
        ({"set": ["max_steps=x"]}, "max_steps must be a number, not 'x'"),
        ({"set": ["max_steps=.inf"]}, "max_steps must be a number from -1, not inf"),
        ({"set": ["warmup_ratio=2"]}, "warmup_ratio must be a number from 0 to 1, not 2"),
        ({"set": ["max_steps=0"]}, "max_steps: 0 is no training"),
        ({"set": ["lr_scheduler_type=cosin"]}, "cosin"),
        ({"set": ["lr_scheduler_type=reduce_lr_on_plateau"]}, "follows what is measured"),
        ({"set": ["dataloader_drop_last=3"]}, "dataloader_drop_last must be true or false"),
    ],
    ids=str,
)
def test_refused(file, options, message):
    with pytest.raises(LrplotError) as error:
        plan(file, **{"dataset_size": 100, **options})
    assert message in str(error.value)
    assert str(error.value).startswith(("train.yaml", "--"))


@pytest.mark.parametrize(
    ("option", "value"), [("epochs", 3), ("gpus", 2), ("set", ["a=1"]), ("drop_last", True)]
)
def test_what_nothing_reads_is_refused(option, value):
    with pytest.raises(LrplotError, match=f"--{option.replace('_', '-')}"):
        plan("cosine", **{option: value})


def test_a_slip_in_a_key_is_said(write):
    path = write("a.yaml", FILE.replace("warmup_steps", "warmup_step"))
    with pytest.warns(match="warmup_step is not read; warmup_steps would be"):
        plan(path, total_steps=100)


def test_labels_and_names(file, write):
    other = write("other.json", json.dumps({"learning_rate": 1e-3, "num_train_epochs": 1}))
    asked = plan([f"base={file}", other], dataset_size=640, set=["warmup_steps=2"])
    assert [label for label, _ in asked.plot().curves] == ["base", "other"]
    # the longer one: 80 batches of 8, by 4, three times; and once
    assert len(asked.settings.steps) == 80


def test_it_is_explained(file):
    text = said("info", file, "--dataset-size", "52002", "--gpus", "8")
    for part in (
        "Hugging Face TrainingArguments (per_device_train_batch_size and num_train_epochs)",
        "52,002 examples / (8 × 8 GPUs × 4) → 204 updates an epoch",
        "204 updates × 3 epochs = 612 updates",
        "learning_rate: 0.0002",
        "lr_scheduler_type: linear",
        "dataloader_drop_last: False (default)",
        "num_warmup_steps=10, num_training_steps=612",
    ):
        assert part in text


def test_what_an_option_says_is_told_as_that(file):
    text = said("info", file, "--total-steps", "100", "--set", "warmup_steps=3")
    assert "max_steps: 100 (--total-steps)" in text
    assert "warmup_steps: 3 (--set)" in text


BROKEN = {
    "toml": b"a = [1,",
    "json": b'{"learning_rate": 1e-4',
    "yaml": b"learning_rate: [1, {",
    "cfg": b"[a\nb",
    "sh": b"echo nothing\n",
    "ini": b"a = 1\n",
    "args": b"\xff\xfe\x00",
    "yml": b"a: !!python/object/apply:os.system ['touch run']\n",
}


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("suffix", BROKEN)
def test_what_is_broken_is_one_line(folder, suffix):
    path = folder / f"a.{suffix}"
    path.write_bytes(BROKEN[suffix])
    with pytest.raises(LrplotError) as error:
        plan(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)
    assert not (folder / "run").exists()


HOSTILE = {
    "bomb.yaml": "\n".join(
        ["a0: &a0 [1, 2]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    ),
    "merge.yaml": "\n".join(
        ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 40))]
    ),
    "deep.yaml": "a: " + "[" * 5_000,
    "deep.json": '{"a": ' + "[" * 200_000,
    "deep.toml": "a = " + "[" * 5_000,
    "self.yaml": "a: &a [*a]",
    "long.sh": "python train.py " + "--a $A " * 50_000,
    "wide.sh": "A=" + "$A" * 1000 + "\n" + "python t.py --a $A" * 100,
    "number.yaml": FILE + "max_steps: 1e300\n",
    "digits.yaml": FILE + f"max_steps: {'9' * 5000}\n",
    "huge.yaml": FILE + "num_train_epochs: 1.0e+300\n",
    "nan.yaml": FILE + "num_train_epochs: .nan\n",
    "list.yaml": FILE + "learning_rate: [1, 2]\n",
    "escape.yaml": "learning_rate: '\\x1b[31m'\nlr_scheduler_type: \"\\x1b[31mred\"\n",
}


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_one_line_too(write, name):
    with pytest.raises(LrplotError) as error:
        plan(write(name, HOSTILE[name]), dataset_size=100)
    assert str(error.value).isprintable()


@pytest.mark.parametrize("name", ["trainrun", "args.txt", "run.conf", "TRAIN.YAML"])
def test_whatever_it_is_called(write, name):
    assert len(plan(write(name, FILE), total_steps=50).settings.steps) == 50


def test_the_configuration_that_a_tracker_keeps(write):
    # the form of Weights & Biases: config.yaml in the files of a run
    lines = ["wandb_version: 1", "_wandb:", "  desc: null", "  value: {cli_version: 0.19}"]
    for line in FILE.splitlines():
        key, _, value = line.partition(": ")
        lines += [f"{key}:", "  desc: null", f"  value: {value}"]
    path = write("config.yaml", "\n".join(lines))
    assert len(plan(path, dataset_size=52_002, gpus=8).settings.steps) == 612


def test_a_plan_stays_a_plan(write):
    path = write("plan.yaml", "learning_rate: 3\nnum_train_epochs: 2\nschedules: [cosine]\n")
    with pytest.raises(LrplotError, match="no key 'learning_rate'"):
        plan(path)


def test_a_tag_of_a_program_is_no_hindrance(write):
    path = write("a.yaml", FILE + "model: !Mine {a: 1}\nwhen: 2024-01-01\nother: !!set {a}\n")
    assert len(plan(path, total_steps=50).settings.steps) == 50


def test_what_is_given_again_is_a_sweep(file):
    table = said("compare", file, "cosine", "--format", "csv", "--total-steps", "50",
                 "--total-steps", "70", "--set", "learning_rate=1", "--set", "learning_rate=2",
                 "--steps", "3")  # fmt: skip
    header = table.splitlines()[0]
    assert header == ",".join(
        ["step", "train total_steps=50 learning_rate=1", "cosine decay_steps=50",
         "train total_steps=70 learning_rate=1", "cosine decay_steps=70",
         "train total_steps=50 learning_rate=2", "train total_steps=70 learning_rate=2"]
    )  # fmt: skip


def test_a_table_has_a_column_for_each_of_many_files(folder):
    for number in range(150):
        (folder / f"{number}.yaml").write_text(FILE)
    names = [f"{number}.yaml" for number in range(150)]
    table = said("compare", *names, "--total-steps", "20", "--format", "csv")
    assert len(table.splitlines()[0].split(",")) == 151
    with pytest.raises(LrplotError, match=r"150 curves are too many for a picture \(at most 100\)"):
        CliRunner().invoke(cli, ["compare", *names, "--total-steps", "20"], catch_exceptions=False)


def test_a_slip_in_a_section_is_said_too(write):
    text = "[training]\nstpes = 10\nseq_len = 8\n[optimizer]\nlr = 1e-3\n"
    with pytest.warns(match=r"training.stpes is not read; steps would be"):
        plan(write("a.toml", text))


def test_what_matters_most_stands_beside_the_picture(file):
    told = plan(file, dataset_size=640).specs[0].told[0]
    assert told.endswith("60 updates, 20 an epoch; one GPU is assumed: --gpus N")
    told = plan(file, dataset_size=640, gpus=1, set=["max_steps=7"], epochs=3).specs[0].told[0]
    assert told.endswith("--epochs changes nothing: nothing here depends on num_train_epochs")


def test_a_key_is_said_in_one_way(file):
    with pytest.raises(LrplotError, match="--set num_train_epochs and --epochs are one thing"):
        plan(file, dataset_size=9, epochs=3, set=["num_train_epochs=2"])


def test_text_for_a_number_is_said_with_what_to_write(write):
    path = write("a.yaml", FILE.replace("2.0e-4", "3e-4"))
    assert "write 3.0e-4" in "".join(plan(path, total_steps=5).specs[0].told)


def test_two_lengths_of_an_epoch_are_no_axis(file, write):
    other = write("b.yaml", FILE.replace("_size: 8", "_size: 4"))
    asked = plan([file, other], dataset_size=640, x="epochs")
    with pytest.raises(LrplotError, match="an epoch has 20 and 40 updates in these files"):
        asked.plot()


def test_the_last_of_two_values_is_said_or_asked_for(write):
    with pytest.warns(match="'learning_rate' is given twice from line 1 on; the last one counts"):
        plan(write("a.yaml", FILE + "learning_rate: 1.0e-3\n"), total_steps=50)
    megatron = "--lr-decay-style cosine --micro-batch-size 2 --train-iters 20 --min-lr 0"
    for text in (
        f"python a.py {megatron} --lr 1e-3\npython a.py {megatron} --lr 2e-3\n",
        f"if $BIG; then\nLR=1e-3\nelse\nLR=2e-3\nfi\npython a.py {megatron} --lr $LR\n",
    ):
        with pytest.raises(LrplotError, match="lr must be a number"):
            plan(write("a.sh", text))
        rates = plan(write("a.sh", text), set=["lr=1"]).plot().curves[0][1]
        assert rates([0])[0] == 1


def test_a_null_is_not_the_default_of_a_number(write):
    text = "base_model: a\nlearning_rate: 1e-3\nmicro_batch_size: 2\nnum_epochs:\n"
    with pytest.raises(LrplotError, match="num_epochs: null is no value here; leave it out for 1"):
        plan(write("a.yaml", text), dataset_size=40)
    # axolotl has its own schedule for a null, as for none
    text = text.replace("num_epochs:", "lr_scheduler:")
    assert plan(write("a.yaml", text), dataset_size=40).specs

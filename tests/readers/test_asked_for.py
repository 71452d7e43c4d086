"""What a configuration leaves out is asked for, after what is wrong in it is refused."""

import pytest

from lrplot import LrplotError, plan
from lrplot.readers.common.data import load

HALF = "num_train_epochs: 2\nper_device_train_batch_size: 4\n"
PRETRAIN = "out_dir: out\ntrain:\n  global_batch_size: 8\n  micro_batch_size: 2\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("warmup_steps: 5\nwarmup_ratio: 0.1\n", "warmup_steps and warmup_ratio: which"),
        ("lr_scheduler_type: cosin\n", "no schedule 'cosin'; did you mean cosine?"),
        ("optim: layerwise_adam\n", "optim: a layerwise optimizer"),
        ("warmup_ratio: 3\n", "warmup_ratio must be a number from 0 to 1, not 3"),
    ],
)
def test_what_is_wrong_is_refused_before_what_is_missing_is_asked_for(write, lines, message):
    with pytest.raises(LrplotError) as error:
        plan(write("a.yaml", HALF + lines))
    assert message in str(error.value)
    assert not error.value.asks


def test_of_other_formats_too(write):
    with pytest.raises(LrplotError, match=r"train\.min_lr must be a number from 0"):
        plan(write("a.yaml", PRETRAIN + "  min_lr: -1\n"))
    # 1 step and 1,000 steps are refused in other words: neither is the file's
    with pytest.raises(LrplotError, match="this does not say"):
        plan(write("a.yaml", PRETRAIN + "  max_tokens: 100\n"))


def test_a_key_that_is_set_is_checked_first(write):
    with pytest.raises(LrplotError, match="no key 'lerning_rate'; did you mean learning_rate"):
        plan(write("a.yaml", HALF), set=["lerning_rate=1e-4"])


def test_a_slip_of_what_is_missing_is_said_with_it(write):
    with pytest.raises(LrplotError, match="learning_rat is not read; learning_rate would be") as e:
        plan(write("a.yaml", HALF + "learning_rat: 1.0e-3\n"))
    assert e.value.asks[:2] == ("--set", "learning_rate=…")


TWICE = {
    "json": '{"learning_rate": 1, "learning_rate": 2, "max_steps": 4, "num_train_epochs": 1}',
    "yaml": "learning_rate: 1\nlearning_rate: 2\nmax_steps: 4\nnum_train_epochs: 1\n",
    "toml": "[training]\nsteps = 4\nsteps = 5\n",
    "cfg": "[training]\nmax_steps = 4\nmax_steps = 5\n",
    "jsonnet": "{trainer: {num_epochs: 1, num_epochs: 2}}",
}


@pytest.mark.parametrize("suffix", TWICE)
def test_a_key_that_is_given_twice_is_what_its_language_makes_of_it(write, suffix):
    path = write(f"a.{suffix}", TWICE[suffix])
    if suffix in ("json", "yaml"):
        # Python's json and PyYAML keep the last
        with pytest.warns(match="'learning_rate' is given twice"):
            assert plan(path).plot().curves[0][1]([0])[0] == 2
        return
    # tomllib, configparser and Jsonnet stop there
    with pytest.raises(LrplotError, match=r"overwrite|already exists|given twice"):
        plan(path)


def test_omegaconf_refuses_a_key_that_is_given_twice(write):
    # OmegaConf 2.4: ConstructorError, found duplicate key
    lines = "stage: sft\nfinetuning_type: lora\nlearning_rate: 1e-4\nlearning_rate: 2e-4\n"
    with pytest.raises(LrplotError, match="'learning_rate' is given twice from line 1 on, which"):
        plan(write("a.yaml", lines), dataset_size=40)


@pytest.mark.usefixtures("within_a_second")
def test_many_that_are_given_twice_take_no_time(write):
    text = ", ".join(f'"a{n % 3000}": 1' for n in range(6000))
    for name in ("a.json", "a.yaml"):
        assert len(load(write(name, "{" + text + "}")).twice) == 5

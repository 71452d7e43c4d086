"""What a configuration leaves out is asked for, after what is wrong in it is refused."""

import pytest

from lrplot import LrplotError, plan

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

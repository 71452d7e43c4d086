"""Flags of diffusers' scripts, and mlx_lm's files: what counts, and what is refused."""

import pytest

from lrplot import LrplotError, plan

FLAGS = """\
accelerate launch --num_processes=2 {script}.py --pretrained_model_name_or_path=base \\
  --checkpointing_steps=10 --dataset_name=mine --train_batch_size=2 --lr_scheduler=linear \\
  --lr_warmup_steps=3 --max_train_steps=40
"""
LORA = """\
iters: 100
num_layers: 8
adapter_path: out
lr_schedule: {name: cosine_decay, warmup: 5, arguments: [1e-4, 90]}
"""


def said(path, **options):
    with pytest.raises(LrplotError) as error:
        plan(path, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("script", "options", "updates"),
    [
        ("train_text_to_image", {}, 40),
        ("train_text_to_image", {"total_steps": 7}, 7),
        ("train_dreambooth", {"epochs": 3, "dataset_size": 10}, 40),
        ("train_dreambooth", {"set": ["max_train_steps=null"], "dataset_size": 10}, 3),
        ("train_text_to_image", {"set": ["max_train_steps=null"], "dataset_size": 10}, 300),
        (
            "train_text_to_image",
            {"set": ["max_train_steps=null"], "dataset_size": 10, "gpus": 1},
            500,
        ),
    ],
    ids=str,
)
def test_how_long_a_script_trains(write, script, options, updates):
    assert (
        len(plan(write("a.sh", FLAGS.format(script=script)), **options).settings.steps) == updates
    )


@pytest.mark.parametrize(
    ("script", "change", "message"),
    [
        ("mine", "lr_warmup_steps=0", "no script 'mine'"),
        ("train_dreambooth", "lr_scheduler=piecewise_constant", "no 'piecewise_constant'"),
        ("train_dreambooth_lora_flux", "optimizer=prodigy", "its own estimate"),
        ("train_dreambooth_lora_flux2", "max_train_steps=null", "max_train_steps"),
        ("train_dreambooth", "train_batch_size=0", "from 1"),
        ("train_dreambooth", "script=train_cat.py", "no script 'train_cat'"),
    ],
    ids=str,
)
def test_what_a_script_does_not_take_is_refused(write, script, change, message):
    assert message in said(write("a.sh", FLAGS.format(script=script)), set=[change])


def test_the_script_is_asked_for(write):
    flags = FLAGS.format(script="train_text_to_image").replace("train_text_to_image.py", "")
    path = write("a.sh", flags)
    assert "which of diffusers' scripts" in said(path)
    assert plan(path, set=["script=train_dreambooth.py"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("lr_schedule.name=join_schedules", "no 'join_schedules'"),
        ("lr_schedule.arguments=[0.1]", "takes init, decay_steps, end"),
        ("lr_schedule.arguments=[0.1, ten]", "must be a number"),
        ("lr_schedule.arguments=[0.1, 0.5]", "decay_steps"),
        ("lr_schedule.warmup=2.5", "whole number"),
        ("grad_accumulation_steps=200", "less than the 200"),
        ("optimizer=adafactor", "sets its own rate"),
    ],
    ids=str,
)
def test_what_mlx_lm_does_not_take_is_refused(write, change, message):
    assert message in said(write("a.yaml", LORA), set=[change])

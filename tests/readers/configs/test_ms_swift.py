"""ms-swift's arguments: what its defaults make of a file, and what is asked or refused."""

import json

import pytest

import lrplot
from lrplot.readers.words import plan

PLAIN = {"tuner_type": "lora", "model": "a/b", "dataset": "one"}


def read(folder, values, **said):
    file = folder / "train.json"
    file.write_text(json.dumps({**PLAIN, **values}))
    return plan(file, **said)


@pytest.mark.parametrize(
    ("more", "said", "updates"),
    [
        # by hand: 16 by 1, three epochs; of 2 by 4 processes 2 are gathered
        ({}, {"dataset_size": 160}, 30),
        ({"per_device_train_batch_size": 2}, {"dataset_size": 163, "gpus": 4}, 30),
        ({"split_dataset_ratio": 0.1}, {"dataset_size": 160}, 27),
        ({"split_dataset_ratio": 0.1, "eval_strategy": "no"}, {"dataset_size": 160}, 30),
        ({"split_dataset_ratio": 0.1, "val_dataset": "x"}, {"dataset_size": 160}, 30),
        # 16 by 1: of what a data set has, what is taken, one of two held out, each of three once
        ({"dataset": "a#48"}, {}, 9),
        ({"dataset": "a#48"}, {"dataset_size": 160}, 9),
        ({"dataset": ["a#48", "b#49"], "split_dataset_ratio": 0.01}, {}, 18),
        ({"dataset": ["a#48", "b"]}, {"dataset_size": 160}, 30),
        ({"max_epochs": 1}, {"dataset_size": 160}, 10),
        ({"rlhf_type": "grpo", "max_steps": 9}, {}, 9),
    ],
)
def test_how_long_it_trains(tmp_path, more, said, updates):
    assert len(read(tmp_path, more, **said).settings.steps) == updates


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"rlhf_type": "grpo"}, "how long it trains"),
        ({"rlhf_type": "ppo"}, "ppo trains on what the model writes"),
        ({"streaming": True}, "how long it trains"),
        ({"optimizer": "muon"}, "--set optimizer=null"),
        ({"use_galore": True}, "its optimizer is not read"),
        ({"split_dataset_ratio": 0.1, "dataset": ["a", "b"]}, "each of 2 data sets"),
        ({"split_dataset_ratio": 0.5, "dataset": "a#1"}, "1 of 1 leave none"),
        ({"vit_lr": 1e-5, "freeze_llm": True}, "nothing to train"),
        ({"use_swift_lora": True}, "groups of parameters are not read"),
        ({"deepspeed": "gone.json"}, "--set deepspeed=false"),
        ({"max_steps": 5, "max_epochs": 1}, "how many examples an epoch has"),
    ],
)
def test_what_is_asked_or_refused(tmp_path, more, said):
    size = {} if "max_epochs" in more else {"dataset_size": 40}
    with pytest.raises(lrplot.LrplotError, match=said):
        read(tmp_path, more, **size)


def test_what_is_frozen_is_not_drawn_and_said(tmp_path):
    specs = read(tmp_path, {"vit_lr": 1e-5}, dataset_size=160).specs
    assert [spec.origin.group for spec in specs] == ["llm"]
    assert "vit is frozen, whatever its rate: freeze_vit=false trains it" in specs[0].told
    named = read(tmp_path, {"vit_lr": 1e-5, "target_modules": ["q_proj"]}, dataset_size=160).specs
    assert [spec.origin.group for spec in named] == ["llm", "vit", "aligner"]


@pytest.mark.parametrize("more", [
    {"tuner_type": "full"}, {"tuner_type": "adalora"}, {"tuner_backend": "unsloth"},
])  # fmt: skip
def test_lora_plus_of_what_has_no_b_is_plain(tmp_path, more):
    # create_optimizer_param_groups gives None for them
    specs = read(tmp_path, {"lorap_lr_ratio": 16, **more}, dataset_size=160).specs
    assert [spec.origin.group for spec in specs] == [""]
    assert any("LoRA+ does nothing" in line for line in specs[0].told)


def test_several_data_sets_of_a_command_are_read(write):
    text = (
        "swift sft --model a --tuner_type lora --dataset x#480 'y#320' \\\n"
        "    --split_dataset_ratio 0.01 --num_train_epochs 2 | tee log\n"
    )
    # 476 and 317 are left, 16 make an update
    assert len(plan(write("train.sh", text)).settings.steps) == 100

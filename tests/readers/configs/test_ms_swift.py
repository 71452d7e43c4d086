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
        ({"deepspeed": "gone.json"}, "--set deepspeed=false"),
        ({"max_steps": 5, "max_epochs": 1}, "how many examples an epoch has"),
    ],
)
def test_what_is_asked_or_refused(tmp_path, more, said):
    size = {} if "max_epochs" in more else {"dataset_size": 40}
    with pytest.raises(lrplot.LrplotError, match=said):
        read(tmp_path, more, **size)

"""LLaMA-Factory's configurations: what is refused since its rates are not those of a Trainer."""

import json

import pytest

import lrplot
from lrplot.readers.words import plan

PLAIN = {"stage": "sft", "finetuning_type": "lora", "learning_rate": 1e-4, "dataset": "one,two"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"max_samples": 10}, "it leaves 20 examples at most of 2 data sets"),
        ({"val_size": 1.0}, "neither a part nor a whole number"),
        ({"do_train": False}, "do_train: false is no training"),
        ({"stage": "stf"}, "no 'stf'; it is sft"),
        ({"tensor_model_parallel_size": 4}, "Megatron's own trainer"),
        ({"val_size": 64}, "leave none to train on"),
        ({"stage": "ppo"}, "ppo trains on what the model writes"),
        ({"streaming": True}, "max_steps says the length"),
    ],
)
def test_what_a_trainer_does_not_do_is_refused(tmp_path, more, said):
    file = tmp_path / "train.json"
    file.write_text(json.dumps({**PLAIN, **more}))
    with pytest.raises(lrplot.LrplotError, match=said):
        plan(file, dataset_size=40)


@pytest.mark.parametrize(
    ("more", "updates"),
    [
        # 40 examples are what is left of both data sets, the cut being made
        ({"max_samples": 20}, 15),
        ({"val_size": 1}, 15),
        ({"val_size": 1e-7}, 15),
        ({"val_size": 8.9}, 12),
        ({"packing": True, "val_size": 0.5}, 15),
    ],
)
def test_what_is_trained_on(tmp_path, more, updates):
    file = tmp_path / "train.json"
    file.write_text(json.dumps({**PLAIN, **more}))
    assert len(plan(file, dataset_size=40).settings.steps) == updates


def test_packed_sequences_are_asked_for(tmp_path):
    file = tmp_path / "train.json"
    file.write_text(json.dumps({**PLAIN, "stage": "pt"}))
    with pytest.raises(lrplot.LrplotError, match="how many packed sequences") as raised:
        plan(file)
    assert raised.value.asks == ("--dataset-size", "N")

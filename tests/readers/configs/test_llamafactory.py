"""LLaMA-Factory's configurations: what is refused since its rates are not those of a Trainer."""

import json

import pytest

import lrplot
from lrplot.readers.words import plan

PLAIN = {"stage": "sft", "finetuning_type": "lora", "learning_rate": "1e-4", "dataset": "one,two"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"max_samples": 10}, "it cuts each of 2 data sets"),
        ({"val_size": 64}, "leave none to train on"),
        ({"stage": "ppo"}, "ppo trains on what the model writes"),
        ({"lr_scheduler_type": "warmup_stable_decay"}, "is not read; type"),
        ({"loraplus_lr_ratio": 16.0}, "--set loraplus_lr_ratio=false"),
        ({"streaming": True}, "max_steps says the length"),
    ],
)
def test_what_a_trainer_does_not_do_is_refused(tmp_path, more, said):
    file = tmp_path / "train.json"
    file.write_text(json.dumps({**PLAIN, **more}))
    with pytest.raises(lrplot.LrplotError, match=said):
        plan(file, dataset_size=40)

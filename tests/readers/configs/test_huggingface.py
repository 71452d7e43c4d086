"""The Trainer's arguments: held to real runs on arguments drawn at random, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

import lrplot
from lrplot.readers.words import plan

DRAWN = json.loads((Path(__file__).parent / "arguments.json").read_text())["cases"]

PLAIN = {
    "learning_rate": 1e-3,
    "lr_scheduler_type": "cosine",
    "num_train_epochs": 2,
    "per_device_train_batch_size": 4,
}


def read(folder, values, **said):
    file = folder / "train.json"
    file.write_text(json.dumps(values))
    return plan(file, **said)


def test_arguments_drawn_at_random_give_the_rates_of_real_runs(tmp_path):
    assert {case["gpus"] for case in DRAWN} == {1, 2}
    for case in DRAWN:
        asked = read(
            tmp_path, case["values"], dataset_size=case["examples"], gpus=case["gpus"]
        ).plot()
        rates = asked.curves[0][1](np.arange(asked.steps.start, asked.steps.stop))
        assert len(rates) == len(case["rates"]), case
        np.testing.assert_allclose(
            rates, case["rates"], rtol=1e-12, atol=1e-18, err_msg=str(case["values"])
        )


def test_a_dump_of_all_arguments_is_read(tmp_path):
    dump = {
        **PLAIN, "learning_rate": "1e-3", "lr_scheduler_type": "SchedulerType.COSINE",
        "max_steps": -1, "warmup_ratio": None, "warmup_steps": 0, "deepspeed": None,
        "lr_scheduler_kwargs": None, "auto_find_batch_size": False, "packing": None,
    }  # fmt: skip
    spec = read(tmp_path, dump, dataset_size=40).specs[0]
    assert "20 updates" in spec.told[0]
    assert spec.schedule()(10) == pytest.approx(5e-4, rel=1e-12)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"num_generations": 8}, "batches are of what the model writes"),
        ({"lr_scheduler_type": ["cosine"]}, "lr_scheduler_type must be text"),
        ({"lr_scheduler_kwargs": [1]}, "lr_scheduler_kwargs must be names"),
        ({"warmup_steps": 3, "warmup_ratio": 0.1}, "which of them counts"),
        ({"warmup_steps": "some"}, "warmup_steps must be a number"),
        ({"deepspeed": "gone.json"}, "--set deepspeed=false"),
        ({"deepspeed": {"scheduler": {"type": "Other-1"}}}, "none that can be drawn"),
        ({"deepspeed": 3}, "deepspeed must name a file"),
    ],
)
def test_what_changes_the_curve_and_is_not_known_is_asked_or_refused(tmp_path, more, said):
    with pytest.raises(lrplot.LrplotError, match=said):
        read(tmp_path, {**PLAIN, **more}, dataset_size=40)


def test_packed_sequences_are_asked_for(tmp_path):
    with pytest.raises(lrplot.LrplotError, match="how many packed sequences") as raised:
        read(tmp_path, {**PLAIN, "packing": True})
    assert raised.value.asks == ("--dataset-size", "N")


def test_no_file_of_deepspeed_may_be_said(tmp_path):
    values = {**PLAIN, "deepspeed": "gone.json"}
    for said in ("false", "null"):
        asked = read(tmp_path, values, dataset_size=40, set=[f"deepspeed={said}"])
        assert "20 updates" in asked.specs[0].told[0]


def test_the_rest_that_older_versions_leave_out_is_told(tmp_path):
    values = {**PLAIN, "gradient_accumulation_steps": 3}
    told = read(tmp_path, values, dataset_size=40).specs[0].told
    assert any("before 4.52 has 3 updates" in line for line in told)


@pytest.mark.parametrize("key", [
    "num_train_epochs", "max_steps", "warmup_steps", "lr_scheduler_type", "dataloader_drop_last",
    "per_device_train_batch_size", "gradient_accumulation_steps",
])  # fmt: skip
def test_null_is_refused_as_the_trainer_stops_at_it(tmp_path, key):
    # each of them ends a run of transformers 5.24 in a TypeError or a ValueError
    with pytest.raises(lrplot.LrplotError, match=f"{key}: null is no value here; leave it out"):
        read(tmp_path, {**PLAIN, key: None}, dataset_size=40)
    with pytest.raises(lrplot.LrplotError, match=f"{key}: null"):
        read(tmp_path, {**PLAIN, "max_steps": 4, key: None})
    said = "linear" if key == "lr_scheduler_type" else "true" if "drop" in key else "2"
    assert read(tmp_path, {**PLAIN, key: None}, dataset_size=40, set=[f"{key}={said}"])


def test_numbers_that_are_text_are_said(write):
    lines = 'learning_rate: 1e-3\nnum_train_epochs: "2"\nper_device_train_batch_size: 4\n'
    told = plan(write("a.yaml", lines), dataset_size=40).specs[0].told
    assert "transformers takes this learning_rate for text: write 1.0e-3" in told
    assert "transformers takes this num_train_epochs for text: write 2 without quotes" in told
    lines = "python t.py --num_train_epochs .5 --learning_rate 1e-3 --max_steps 4"
    told = plan(write("a.sh", lines), as_format="huggingface").specs[0].told
    assert not any("for text" in line for line in told)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lr_scheduler_type": "cosin"}, "lr_scheduler_type: no schedule 'cosin'; did you mean c"),
        (
            {
                "lr_scheduler_type": "cosine_with_min_lr",
                "lr_scheduler_kwargs": {"min_rl": 0.1},
            },
            "lr_scheduler_kwargs: no parameter 'min_rl'; did you mean min_lr?",
        ),
        (
            {"lr_scheduler_type": "warmup_stable_decay"},
            "lr_scheduler_kwargs: transformers.get_wsd_schedule: num_decay_steps must be given$",
        ),
    ],
)
def test_what_is_wrong_with_the_schedule_is_said_of_its_key(tmp_path, values, said):
    with pytest.raises(lrplot.LrplotError, match=said):
        read(tmp_path, {**PLAIN, **values}, dataset_size=40)

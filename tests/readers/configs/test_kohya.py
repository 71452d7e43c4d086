"""Arguments of sd-scripts and its GUI: what counts, and what is refused."""

import pytest

from lrplot import LrplotError, plan

FILE = """\
pretrained_model_name_or_path = "base"
network_module = "networks.lora"
save_model_as = "safetensors"
learning_rate = 1e-4
lr_scheduler = "cosine"
lr_warmup_steps = 10
max_train_steps = 100
"""


@pytest.mark.parametrize(
    ("options", "updates"),
    [
        ({}, 100),
        ({"total_steps": 30}, 30),
        ({"epochs": 3, "dataset_size": 21, "batch_size": 2}, 33),
        ({"epochs": 3, "dataset_size": 21, "batch_size": 2, "gpus": 2, "grad_accum": 2}, 9),
        ({"epochs": 3, "total_steps": 50}, 50),
    ],
    ids=str,
)
def test_how_long_it_trains(write, options, updates):
    assert len(plan(write("a.toml", FILE), **options).settings.steps) == updates


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("lr_scheduler=constant", "takes none"),
        ("lr_scheduler=reduce_lr_on_plateau", "it is constant, "),
        ("lr_scheduler=adafactor:1e-3", "sets its own rate"),
        ("optimizer_type=Adafactor", "relative_step=False"),
        ("lr_scheduler_args=[num_cycles]", "no NAME=VALUE"),
        ("lr_scheduler_args=[num_cycles=a]", "no literal of Python"),
        ("lr_scheduler_args=[num_training_steps=5]", "given twice"),
        ("lr_scheduler_args=[cycles=5]", "no parameter 'cycles'"),
        ("lr_scheduler_type=OneCycleLR", "OneCycleLR"),
        ("network_args=[loraplus_lr_ratio=16]", "loraplus_lr_ratio"),
        ("text_encoder_lr=[1.0e-4, 2.0e-4]", "text encoders"),
        ("initial_epoch=3", "in its midst"),
        ("max_train_epochs=2", "how many examples"),
        ("learning_rate=0", "nothing has a rate"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused(write, change, message):
    changes = [change, *["lr_warmup_steps=0"] * change.startswith("lr_scheduler_type")]
    text = FILE.replace('networks.lora"', 'networks.lora_flux"') if "encoder" in change else FILE
    with pytest.raises(LrplotError) as error:
        plan(write("a.toml", text), set=changes)
    assert message in str(error.value)


def test_a_file_that_flags_name_stands_under_them(write, folder):
    (folder / "base.toml").write_text(FILE)
    flags = "python train_network.py --config_file base --network_module x --save_precision 3\n"
    assert len(plan(write("a.sh", flags), as_format="kohya").settings.steps) == 100
    outside = write("a.sh", flags.replace(" base", " ../base"))
    with pytest.raises(LrplotError, match="leads out of this file's folder"):
        plan(outside, as_format="kohya")

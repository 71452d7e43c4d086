"""axolotl's configurations: what is counted in its own way, and what is refused."""

import json
import math

import pytest

import lrplot

PLAIN = {"base_model": "own/tiny", "micro_batch_size": 2, "num_epochs": 3, "learning_rate": "1e-3"}


def updates(folder, **options):
    """Return how many updates a training has."""
    more = options.pop("more", {})
    file = folder / "train.yaml"
    file.write_text(json.dumps({**PLAIN, **more}))
    return lrplot.plan(file, **options).settings.steps.stop


@pytest.mark.parametrize(
    ("more", "options", "expected"),
    [
        ({}, {"dataset_size": 33}, math.ceil(33 * 3 / 2)),
        ({}, {"dataset_size": 33, "gpus": 4}, math.ceil(33 * 3 / 8)),
        ({"dataloader_drop_last": True}, {"dataset_size": 33}, 50),
        ({"val_set_size": 7}, {"dataset_size": 33}, 39),
        # 33 // 2 packed batches an epoch, and one less of each that drops its last
        ({"sample_packing": True}, {"dataset_size": 33}, 48),
        ({"sample_packing": True, "dataloader_drop_last": True}, {"dataset_size": 33}, 45),
        ({"max_steps": 12}, {}, 12),
    ],
)
def test_the_updates_are_of_the_whole_run(tmp_path, more, options, expected):
    assert updates(tmp_path, more=more, **options) == expected


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"warmup_steps": 3, "warmup_ratio": 0.1}, "axolotl takes one of them"),
        ({"optimizer": "dion"}, "the rates of 'dion'"),
        ({"lr_scheduler": "reduce_lr_on_plateau"}, "follows what is measured"),
        ({"sample_packing": True, "sample_packing_eff_est": 0.9}, "type --total-steps N"),
        ({"deepspeed": {"scheduler": {"type": "WarmupLR"}}}, "runs instead of lr_scheduler"),
        ({"val_set_size": 40}, "leaves no example"),
        ({"lr_groups": [{"name": "a", "modules": ["x"], "lr": 1}] * 2}, "'a' is there twice"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path, more, said):
    with pytest.raises(lrplot.LrplotError, match=said):
        updates(tmp_path, more=more, dataset_size=33)


def test_what_is_held_back_of_packed_rows_is_said(write):
    text = "base_model: a\nlearning_rate: 1.0e-3\nmicro_batch_size: 2\nsample_packing: true\n"
    with pytest.raises(lrplot.LrplotError, match=r"packed rows an epoch has\n"):
        lrplot.plan(write("a.yaml", text))
    path = write("b.yaml", text + "val_set_size: 0.1\n")
    with pytest.raises(lrplot.LrplotError, match=r"without what val_set_size \(0\.1\) holds back"):
        lrplot.plan(path)
    told = lrplot.plan(path, dataset_size=20).specs[0].told
    assert "the packed rows are taken to be without what val_set_size (0.1) holds back" in told


def test_a_rate_of_embeddings_that_lora_plus_does_not_use_is_said(tmp_path):
    file = tmp_path / "train.yaml"
    file.write_text(json.dumps({**PLAIN, "loraplus_lr_ratio": 16, "loraplus_lr_embedding": "1e-5"}))
    specs = lrplot.plan(file, dataset_size=33).specs
    assert [spec.origin.group for spec in specs] == ["A", "B"]
    said = "embeddings have the rate of A; loraplus_lr_embedding (1e-05) from peft 0.21 on"
    assert said in specs[0].told


def test_one_cycle_that_stops_at_its_end_is_said(tmp_path):
    file = tmp_path / "train.yaml"
    more = {"lr_scheduler": "one_cycle", "warmup_steps": 5, "jagged_restart_steps": 20}
    file.write_text(json.dumps({**PLAIN, **more}))
    told = lrplot.plan(file, dataset_size=33).specs[0].told
    assert any("stops in an error" in line for line in told)

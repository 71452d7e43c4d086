"""DeepSpeed's file beside a Trainer's arguments is one training; alone it is one of its own."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lrplot
from lrplot import cli as main

TRAINER = {
    "learning_rate": 1e-3, "num_train_epochs": 2, "per_device_train_batch_size": 4,
    "lr_scheduler_type": "cosine", "warmup_steps": 5,
}  # fmt: skip
AUTO = {
    "train_batch_size": "auto", "train_micro_batch_size_per_gpu": "auto",
    "gradient_accumulation_steps": "auto", "zero_optimization": {"stage": 2},
    "optimizer": {"type": "AdamW", "params": {"lr": "auto"}},
}  # fmt: skip
DECAY = {
    "type": "WarmupDecayLR",
    "params": {
        "warmup_min_lr": "auto", "warmup_max_lr": "auto", "warmup_num_steps": "auto",
        "total_num_steps": "auto", "warmup_type": "linear",
    },
}  # fmt: skip


def files(folder, engine, **more):
    """Return the paths of a Trainer's file and of DeepSpeed's, both written."""
    train, own = folder / "train.yaml", folder / "ds.json"
    train.write_text(json.dumps({**TRAINER, **more}))
    own.write_text(json.dumps(engine))
    return [str(train), str(own)]


def drawn(words, **options):
    plot = lrplot.plan(words, dataset_size=40, **options).plot()
    steps = np.arange(plot.steps.start, plot.steps.stop)
    return {label: curve(steps) for label, curve in plot.curves}


def decayed(peak=1e-3, warmup=5, total=20):
    """The schedule of `lr_schedules.py`, whose counter is a step behind."""
    counts = [max(0, step - 1) for step in range(total)]
    return [peak * (i / warmup if i < warmup else (total - i) / (total - warmup)) for i in counts]


def test_two_words_are_one_training(tmp_path):
    words = files(tmp_path, {**AUTO, "scheduler": DECAY})
    found = drawn(words)
    assert [*found] == ["train"]
    np.testing.assert_allclose(found["train"], decayed(), rtol=1e-12)
    told = lrplot.plan(words, dataset_size=40).specs[0].told
    assert "DeepSpeed's scheduler WarmupDecayLR replaces lr_scheduler_type" in told


def test_a_key_leads_to_the_file(tmp_path):
    train, _ = files(tmp_path, {**AUTO, "scheduler": DECAY}, deepspeed="ds.json")
    np.testing.assert_allclose(drawn([train])["train"], decayed(), rtol=1e-12)


def test_a_label_goes_before_both(tmp_path):
    train, own = files(tmp_path, {**AUTO, "scheduler": DECAY})
    assert [*drawn([f"mine={train}", own])] == ["mine"]


def test_without_a_scheduler_the_own_one_runs(tmp_path):
    words = files(tmp_path, AUTO)
    np.testing.assert_array_equal(drawn(words)["train"], drawn(words[:1])["train"])


def test_two_trainings_stay_two(tmp_path):
    train, _ = files(tmp_path, AUTO)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(TRAINER))
    assert [*drawn([train, str(other)])] == ["train", "other"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"gradient_accumulation_steps": 2}, "gradient_accumulation_steps is 2.* 1"),
        ({"optimizer": {"type": "Adam", "params": {"lr": 0.5}}}, "learning_rate 0.001"),
        ({"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": 9}}}, "warmup 5"),
    ],
)
def test_what_contradicts_the_arguments_is_refused(tmp_path, more, said):
    with pytest.raises(lrplot.LrplotError, match=said):
        drawn(files(tmp_path, {**AUTO, **more}))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"scheduler": DECAY}, "auto: name the Trainer's file before this one"),
        ({"optimizer": {"type": "Adam", "params": {"lr": 0.5}}}, "how long it trains"),
        ({"scheduler": {"type": "ReduceLROnPlateau"}}, "none that can be drawn"),
        ({"scheduler": {"type": 3}}, "scheduler.type must be text"),
    ],
)
def test_alone_it_is_asked_for_the_rest(tmp_path, more, said):
    length = {} if said.startswith("how") else {"total_steps": 20}
    with pytest.raises(lrplot.LrplotError, match=said):
        lrplot.plan(files(tmp_path, {**AUTO, **more})[1], **length)


def test_the_peak_that_decays_is_not_the_optimizers(tmp_path):
    decay = {"type": "WarmupDecayLR", "params": {"total_num_steps": 20, "warmup_num_steps": 5,
             "warmup_type": "linear"}}  # fmt: skip
    own = {**AUTO, "optimizer": {"type": "Adam", "params": {"lr": 0.5}}, "scheduler": decay}
    plot = lrplot.plan(files(tmp_path, own)[1]).plot()
    np.testing.assert_allclose(plot.curves[0][1](np.arange(20)), decayed(), rtol=1e-12)


def test_batches_that_do_not_fit_are_refused(tmp_path):
    sizes = {"train_batch_size": 10, "train_micro_batch_size_per_gpu": 4,
             "gradient_accumulation_steps": 2}  # fmt: skip
    with pytest.raises(lrplot.LrplotError, match="10 is not 4 × 2 × 1 GPUs"):
        drawn([files(tmp_path, {**AUTO, **sizes})[1]], epochs=2)


def info(*words):
    return CliRunner().invoke(main.cli, ["info", *words], catch_exceptions=True)


def test_info_explains_the_pair(tmp_path):
    train, own = files(tmp_path, {**AUTO, "scheduler": DECAY})
    text = info(train, own, "--dataset-size", "40").stdout
    assert f"{train} {own}" in text
    assert "deepspeed: a section" in text or "ds.json" in text
    assert "DeepSpeed's scheduler WarmupDecayLR replaces lr_scheduler_type" in text
    assert "20 updates, 10 an epoch" in text


@pytest.mark.parametrize(
    ("other", "said"), [("gone.json", "there is no such file"), ("", "completes no")]
)
def test_info_tells_of_one_word_otherwise(tmp_path, other, said):
    train, _ = files(tmp_path, AUTO)
    assert said in str(info(train, other or train, "--dataset-size", "40").exception)


@pytest.mark.parametrize("own", [
    {"tuner_type": "full", "model": "a"}, {"base_model": "a", "micro_batch_size": 4},
])  # fmt: skip
def test_others_that_hand_it_on_are_completed_too(tmp_path, own):
    train, engine = files(tmp_path, AUTO, **own)
    asked = lrplot.plan([train, engine], dataset_size=320)
    assert len(asked.specs) == 1


@pytest.mark.parametrize("more", [
    {"tuner_type": "lora", "model": "a", "dataset": "b", "lorap_lr_ratio": 16},
    {"base_model": "a", "micro_batch_size": 4, "adapter": "lora", "loraplus_lr_ratio": 16},
])  # fmt: skip
def test_an_optimizer_of_its_own_has_one_group(tmp_path, more):
    train, engine = files(tmp_path, AUTO, **more)
    (spec,) = lrplot.plan([train, engine], dataset_size=320).specs
    assert "DeepSpeed's optimizer has one group: one rate for all parameters" in spec.told
    assert spec.schedule()(5) == 1e-3


def test_an_accumulation_that_the_trainer_takes_for_one_is_refused(tmp_path):
    # accelerate's plugin has 1, and DeepSpeed's assertion fails
    engine = {key: value for key, value in AUTO.items() if key != "gradient_accumulation_steps"}
    with pytest.raises(lrplot.LrplotError, match="gradient_accumulation_steps is not said beside"):
        drawn(files(tmp_path, engine, gradient_accumulation_steps=2))
    assert drawn(files(tmp_path, engine))

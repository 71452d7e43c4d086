"""Of which format a configuration is: a slip in the key that decides is said, with the format."""

import json

import pytest

from lrplot import LrplotError, plan


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.yaml", "lr_scheduler_typ: cosine\n", "lr_scheduler_typ would be lr_scheduler_type in"),
        ("a.yaml", "per_device_train_batchsize: 2\n", "--as huggingface"),
        ("a.yaml", "base_modle: a\nmicro_batch_size: 2\n", "base_modle would be base_model in"),
        ("a.yaml", "sced: cosine\nlr_base: 1\n", "sced would be sched in timm"),
        ("a.toml", "[training]\nstesp = 9\n[optimizer]\nlr = 1\n", "stesp would be training.steps"),
        ("a.yml", "train-itrs: 9\npipe_parallel_size: 1\noptimizer: {params: {lr: 1}}\n", "NeoX"),
        ("a.yaml", "learning: 1\nother: cosine\n", "no configuration that lrplot knows"),
    ],
)  # fmt: skip
def test_a_slip_in_the_key_that_decides_is_said(write, name, text, message):
    with pytest.raises(LrplotError) as error:
        plan(write(name, text))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [("hugingface", "did you mean huggingface"), ("hf", "by its keys it is huggingface")],
)
def test_a_slip_of_a_format(write, name, said):
    with pytest.raises(LrplotError, match=f"no format '{name}'; {said}"):
        plan(write("a.yaml", "num_train_epochs: 2\n"), as_format=name)


def test_what_is_said_to_be_typed_reads_it(write):
    path = write("a.yaml", "per_device_train_batchsize: 2\nlearning_rate: 1.0e-3\n")
    with pytest.warns(match="per_device_train_batchsize is not read"):
        assert plan(path, as_format="huggingface", dataset_size=80).specs


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("values", [
    {f"lr_scheduler_{n}": n for n in range(50_000)}, {"k" * 100_000: 1, "lr_scheduler_" * 9_000: 1},
])  # fmt: skip
def test_many_keys_and_long_ones_take_no_time(write, values):
    with pytest.raises(LrplotError, match="no configuration that lrplot knows"):
        plan(write("a.json", json.dumps(values)))


def test_sections_in_each_other_are_no_hindrance(write):
    with pytest.raises(LrplotError, match="no configuration that lrplot knows"):
        plan(write("a.json", '{"a":' * 900 + "1" + "}" * 900))


@pytest.mark.parametrize(
    "more", ["", "hf_path: a\n", "run_name: a\n", "base_config: ../base.yml\nmodel_name: a\n"]
)
def test_few_keys_over_the_base_of_maxtext(write, more):
    text = more if "base_config" in more else f"base_config: base.yml\n{more}"
    spec = plan(write("a.yml", text), total_steps=50).specs[0]
    assert spec.told[0].startswith("MaxText configuration")


def test_reinforcement_learning_of_maxtext_is_known_and_refused(write):
    text = "trainer_devices_fraction: 0.5\nsampler_devices_fraction: 0.5\nrl: {algo: a}\n"
    with pytest.raises(LrplotError, match="rl: its training makes another schedule"):
        plan(write("a.yml", text))

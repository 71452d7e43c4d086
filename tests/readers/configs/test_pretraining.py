"""The formats of pretraining programs: what they refuse, what options stand for, what is said."""

import pytest

from lrplot import LrplotError, plan

FILES = {
    "m.args": "--lr 1e-3 --train-iters 50 --min-lr 1e-4 --global-batch-size 4",
    "samples.args": "--lr 1e-3 --train-samples 500 --min-lr 0 --global-batch-size 4",
    "litgpt.yaml": "checkpoint_dir: a\ntrain: {global_batch_size: 8, micro_batch_size: 4}\n",
    "pretrain.yaml": "train: {global_batch_size: 8, micro_batch_size: 4, max_tokens: 64000}\n",
    "titan.toml": "[optimizer]\nlr = 1e-3\n[training]\nsteps = 50\n",
    "neox.yml": "optimizer: {params: {lr: 1.0e-3}}\ntrain_iters: 50\npipe_parallel_size: 1\n",
    "nanotron.yaml": "tokens: {train_steps: 50}\noptimizer:\n  learning_rate_scheduler:\n"
    "    {learning_rate: 1.0e-3, lr_warmup_style: linear}\n",
    "olmo.yaml": "optimizer: {learning_rate: 1.0e-3}\nscheduler: {name: constant}\n",
    "maxtext.yml": "base_config: base.yml\nsteps: 50\n",
}


@pytest.mark.parametrize(
    ("name", "changed", "message"),
    [
        ("m.args", ["train_samples=3"], "Megatron takes one of them"),
        ("m.args", ["lr_decay_samples=3"], "this training counts in train_iters"),
        ("m.args", ["lr_decay_style=WSD"], "this does not say lr_wsd_decay_iters"),
        ("m.args", ["lr_warmup_fraction=.1", "lr_warmup_iters=3"], "Megatron takes one of them"),
        ("m.args", ["rampup_batch_size=[2, 1, 30]"], "with train_samples only"),
        ("m.args", ["step_batch_size_schedule=0:8"], "only a batch that grows by rampup"),
        ("samples.args", ["rampup_batch_size=[2, 3, 30]"], "in whole increments"),
        ("samples.args", ["rampup_batch_size=[0, 1, 30]"], "rampup_batch_size"),
        ("samples.args", ["global_batch_size=501"], "less than an update's 501"),
        ("litgpt.yaml", ["train.lr_warmup_steps=0"], "divides by it"),
        ("litgpt.yaml", ["train.max_tokens=9"], "fine-tuning takes none"),
        ("litgpt.yaml", ["train.global_batch_size=3"], "are less than 1 × 4"),
        ("pretrain.yaml", [], "this does not say train.max_seq_length"),
        ("pretrain.yaml", ["train.lr_warmup_fraction=.1", "train.max_seq_length=8"],
         "train.lr_warmup_steps to be 0 then"),
        ("titan.toml", ["lr_scheduler.lr_min=0", "lr_scheduler.min_lr_factor=0"], "leave one out"),
        ("titan.toml", ["training.warmup_steps=3", "lr_scheduler.warmup_steps=3"], "move it"),
        ("neox.yml", ["optimizer.type=OneBitAdam"], "OneBitAdam"),
        ("neox.yml", ["use_mup=true"], "the model's widths"),
        ("neox.yml", ["min_lr=1"], "min_lr must be at most"),
        ("nanotron.yaml", ["optimizer.learning_rate_scheduler.lr_warmup_style=exp"], "no 'exp'"),
        ("nanotron.yaml", ["model.init_method.use_mup=true"], "the model's widths"),
        ("olmo.yaml", ["max_duration=3 days"], "max_duration must be steps"),
        ("olmo.yaml", ["max_duration=2ep"], "how many examples an epoch has"),
        ("maxtext.yml", ["use_grpo=true"], "another schedule"),
        ("maxtext.yml", ["steps=-1"], "one of them must be 1 or more"),
    ],
    ids=str,
)  # fmt: skip
def test_refused(name, changed, message, write):
    size = {"dataset_size": 100} if name == "litgpt.yaml" else {}
    with pytest.raises(LrplotError) as error:
        plan(write(name, FILES[name]), set=changed, **size)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "options", "updates"),
    [
        ("m.args", {"total_steps": 70}, 70),
        # 500 // (3 · 8)
        ("samples.args", {"set": ["global_batch_size=null", "micro_batch_size=3"], "gpus": 8}, 20),
        # 100 / 4 batches by 2, for twice
        ("litgpt.yaml", {"dataset_size": 100, "epochs": 2}, 25),
        # 64000 // 2 // (4 · 8) micro-batches, by 8 // 2 // 4
        ("pretrain.yaml", {"gpus": 2, "set": ["train.max_seq_length=8"]}, 1000),
        ("titan.toml", {"total_steps": 9}, 9),
        ("neox.yml", {"total_steps": 9}, 9),
        ("nanotron.yaml", {"total_steps": 9}, 9),
        # the loop goes on for ten
        ("olmo.yaml", {"total_steps": 9}, 19),
        # ceil(9 / 4) epochs of 17 // 4
        ("olmo.yaml", {"total_steps": 9, "dataset_size": 17,
                       "set": ["global_train_batch_size=4"]}, 12),
        ("maxtext.yml", {"total_steps": 9}, 9),
    ],
    ids=str,
)  # fmt: skip
def test_options_stand_for_keys(name, options, updates, write):
    assert len(plan(write(name, FILES[name]), **options).settings.steps) == updates


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("olmo.yaml", "the run goes on for 10 updates after max_duration"),
        ("nanotron.yaml", "without min_decay_lr nothing decays"),
        ("neox.yml", "is not rounded"),
        ("maxtext.yml", "that of MaxText's base.yml"),
    ],
)
def test_what_would_surprise_is_said(name, said, write):
    told = plan(write(name, FILES[name])).specs[0].told
    assert any(said in line for line in told)

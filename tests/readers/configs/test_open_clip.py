"""OpenCLIP's arguments: what is counted in its own way, and what is asked or refused."""

import pytest
from click.testing import CliRunner

from lrplot import LrplotError, cli, plan

DUMP = (
    "accum_freq: 1\nbatch_size: 4\ndataset_type: webdataset\nepochs: 2\nlr: 0.001\nmodel: a\n"
    "train_data: None\ntrain_num_samples: 50\nwarmup: 2\nworkers: 3\nworld_size: 2\n"
)


@pytest.mark.parametrize(
    ("options", "updates"),
    [
        # ceil(50 / 8) = 7 batches, rounded up to 9 for 3 workers, twice
        ({}, 18),
        ({"gpus": 1}, 30),
        ({"dataset_size": 80}, 24),
        ({"set": ["workers=0"]}, 14),
        ({"grad_accum": 2}, 8),
        # a sampler deals 25 to each of 2, of which 6 batches are full
        ({"set": ["dataset_type=synthetic"]}, 12),
        ({"steps_per_epoch": 5}, 10),
    ],
    ids=str,
)
def test_updates(write, options, updates):
    asked = plan(write("params.txt", DUMP), **options)
    assert len(asked.settings.steps) == updates


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (["dataset_type=csv"], "how many examples an epoch has"),
        (["dataset_type=auto"], "this does not say what its data is"),
        (["opt=timm/lamb"], "this does not say lr"),
        (["lr_scheduler=const-cooldown"], "this does not say epochs_cooldown"),
        (["lr_scheduler=cosin"], "no 'cosin'; it is cosine"),
        (["accum_freq=100"], "not one update of 100 × 4"),
    ],
)
def test_asked_or_refused(write, changes, message):
    with pytest.raises(LrplotError) as error:
        plan(write("params.txt", DUMP.replace("lr: 0.001", "lr: None")), set=changes)
    assert message in str(error.value)
    assert len(error.value.asks) in (0, 2)


def test_info_explains_a_file_of_any_name(write):
    said = CliRunner().invoke(cli.cli, ["info", write("params.txt", DUMP)]).stdout
    assert "50 samples / 8 → 7 batches, rounded up to 9 for 3 workers" in said


def test_a_flag_may_be_the_last_of_a_command(write):
    command = "python -m open_clip_train.main --model a --train-data a.csv --lock-image --warmup 0"
    path = write("a.sh", f"{command} --skip-scheduler\n")
    assert plan(path, dataset_size=640).plot().curves[0][1]([0, 9]).tolist() == [5e-4, 5e-4]

"""Settings of a LightningCLI by chance, and what is asked or refused."""

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from lrplot import LrplotError, plan

RUNS = json.loads(Path(__file__).with_name("random_lightning.json").read_text())["runs"]


@pytest.mark.parametrize("place", range(len(RUNS)))
def test_a_run_by_chance_is_drawn_as_it_was(write, place):
    run = RUNS[place]
    asked = plan(write("a.yaml", yaml.safe_dump(run["values"])), dataset_size=run["examples"])
    assert len(asked.settings.steps) == len(run["rates"])
    rates = asked.plot().curves[0][1](np.arange(len(run["rates"])))
    np.testing.assert_allclose(rates, run["rates"], rtol=1e-12, atol=1e-18)


FILE = """\
trainer: {max_epochs: 5}
data: {batch_size: 4}
optimizer: {class_path: torch.optim.SGD, init_args: {lr: 0.1}}
lr_scheduler: {class_path: torch.optim.lr_scheduler.StepLR, init_args: {step_size: 2}}
"""


@pytest.mark.parametrize(
    ("options", "updates"),
    [
        ({"dataset_size": 20}, 25),
        ({"dataset_size": 20, "gpus": 2}, 15),
        ({"steps_per_epoch": 3}, 15),
        ({"dataset_size": 20, "epochs": 2}, 10),
        ({"dataset_size": 20, "total_steps": 99}, 99),
        ({"dataset_size": 20, "set": ["trainer.devices=5"]}, 5),
        ({"dataset_size": 20, "set": ["trainer.devices='0,1'", "trainer.num_nodes=2"]}, 10),
        ({"set": ["trainer.limit_train_batches=3"]}, 15),
    ],
    ids=str,
)
def test_how_long_it_trains(write, options, updates):
    assert len(plan(write("a.yaml", FILE), **options).settings.steps) == updates


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("lr_scheduler.class_path=torch.optim.lr_scheduler.StepLr", "did you mean"),
        ("lr_scheduler.class_path=mine.Own", "no schedule 'mine.Own'"),
        ("lr_scheduler.class_path=mine.py:Own", "must be the path of a class"),
        ("lr_scheduler.class_path=lightning.pytorch.cli.ReduceLROnPlateau", "what is measured"),
        ("lr_scheduler.init_args.stepsize=2", "no parameter 'stepsize'"),
        ("lr_scheduler.init_args.step_size={class_path: A}", "a class inside a class"),
        ("lr_scheduler=[1]", "lr_scheduler must be a section"),
        ("optimizer.class_path=mine.Own", None),
        ("optimizer.init_args={learning_rate: 1}", "it is lr"),
        ("optimizer.init_args.lr=fast", "must be a number"),
        ("trainer.max_epochs=-1", "trains without end"),
        ("trainer.max_steps=0", "0 is no training"),
        ("trainer.max_epochs=2.5", "must be a whole number"),
        ("trainer.limit_train_batches=0", "has none"),
        ("trainer.limit_train_batches=2.5", "whole number or a part"),
        ("trainer.devices=many", "devices cannot be 'many'"),
        ("trainer.callbacks=[{class_path: a.StochasticWeightAveraging}]", "of its own"),
        ("trainer.callbacks=3", "must be a list"),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused(write, change, message):
    path = write("a.yaml", FILE)
    if message is None:
        assert plan(path, dataset_size=20, set=[change])
        return
    with pytest.raises(LrplotError, match=message):
        plan(path, dataset_size=20, set=[change])


def test_a_lambda_runs_no_python(write):
    code = write("evil.py", "raise SystemExit\n")
    lambdas = FILE.replace("StepLR", "LambdaLR").replace("step_size: 2", f"lr_lambda: '{code}:f'")
    with pytest.raises(LrplotError, match="would run Python code"):
        plan(write("a.yaml", lambdas), dataset_size=20)


def test_an_optimizer_without_a_rate_is_asked_for(write):
    own = FILE.replace("torch.optim.SGD, init_args: {lr: 0.1}", "mine.Lion")
    with pytest.raises(LrplotError, match=r"optimizer\.init_args\.lr.*batch"):
        plan(write("a.yaml", own.replace("batch_size: 4", "")))


def test_a_model_that_makes_its_optimizer_is_pointed_to(write):
    with pytest.raises(LrplotError, match=r"optimizer\.class_path .*draw that: FILE\.py"):
        plan(write("a.yaml", "trainer: {max_epochs: 3}\nmodel: {class_path: mine.Model}\n"))

"""What trainers that count epochs refuse or ask, and how options change their length."""

from pathlib import Path

import pytest

from lrplot import LrplotError, plan

CASES = Path(__file__).parent / "cases"

REFUSED = {
    "timm/base.yaml": [
        ("sched=plateau", "what is measured"),
        ("sched=cosin", "no 'cosin'; it is cosine"),
        ("start_epoch=3", "a run goes on"),
        ("train_img_sizes=[224, 160]", "batches of several sizes"),
        ("batch_size=300", "not one full batch"),
        ("lr_base_scale=cube", "linear or sqrt"),
        ("lr=0.1 layer_decay=0.7", "how many layers timm counts"),
    ],
    "torchtune/lora.yaml": [
        ("lr_scheduler.num_training_steps=9", "the recipe fills this in"),
        ("lr_scheduler._component_=torchtune.get_cosine", "no schedule 'torchtune.get_cosine'"),
        ("lr_scheduler={name: cosine}", "only a class by its _component_"),
        ("grpo_samples=4", "reinforcement learning"),
        ("tensor_parallel_dim=3", "one model takes 3 GPUs"),
        ("batch_size=60", "has no update"),
    ],
    "nemo/noam.yaml": [
        ("model.optim.sched.name=NoamAnealing", "no 'NoamAnealing'; it is NoamAnnealing"),
        ("model.optim.sched.name=ReduceLROnPlateau", "what is measured"),
        ("model.optim.sched._target_=a.B", "read by its name"),
        ("model.optim.sched.warmup_step=3", "no parameter 'warmup_step'"),
        ("model.optim.lr=null", "this does not say model.optim.lr"),
        ("trainer.max_epochs=-1", "without end"),
        ("model.train_ds={use_lhotse: true}", "batches of so many seconds"),
    ],
    "llm_foundry/epochs.yaml": [
        ("scheduler.name=cosine_with_warmups", "it is cosine_with_warmup"),
        ("max_duration=3eps", "must be a time as 1000ba"),
        ("max_duration=1.5ep", "must be a whole number"),
        ("max_duration=20sp", "the last batch of an epoch has fewer samples"),
        ("global_train_batch_size=7", "does not share out"),
        ("scheduler.t_warmup=0.2epochs", "t_warmup"),
        ("optimizer.name=adalr_lion", "by what it measures"),
    ],
    "detectron2/based.yaml": [
        ("SOLVER.LR_SCHEDULER_NAME=WarmupCosine", "it is WarmupCosineLR"),
        ("SOLVER.BASE_LRS=1", "detectron2 has no such key; it is BASE_LR"),
        ("SOLVER.STEPS=[9, 3]", "STEPS must go up"),
        ("SOLVER.MAX_ITER=0", "is no training"),
        ("SOLVER.REFERENCE_WORLD_SIZE=7", "must share out"),
        (
            "SOLVER.LR_SCHEDULER_NAME=WarmupStepWithFixedGammaLR SOLVER.NUM_DECAYS=1000000000",
            "at most 100,000",
        ),
    ],
    "paddledetection/cosine.yml": [
        ("LearningRate.schedulers=[{name: Cosine}]", "it is CosineDecay"),
        ("LearningRate.schedulers=[{name: CosineDecay}]", "must be a decay and its LinearWarmup"),
        ("LearningRate.schedulers=[{name: CosineDecay, max_epoch: 3}]", "it is max_epochs"),
        ("LearningRate.schedulers=[]", "must be a decay"),
        ("TrainReader={batch_size: 90, drop_last: true}", "not one full batch"),
    ],
    "paddleclas/cosine.yaml": [
        ("Optimizer.lr.name=Cosin", "it is Cosine"),
        ("Optimizer.lr.name=ReduceOnPlateau", "no 'ReduceOnPlateau'"),
        ("Optimizer.lr.warmup_epochs=2", "it is warmup_epoch"),
        ("Optimizer.lr.warmup_epoch=1.5", "Paddle wants a whole number"),
        ("DataLoader.Train.sampler.name=PKSampler", "is not known here"),
    ],
}


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [(name, *pair) for name, pairs in REFUSED.items() for pair in pairs],
)
def test_what_is_not_understood_is_refused(name, changes, message):
    sets = [changes] if changes.count("=") == 1 else changes.split(" ")
    gpus = {} if name.startswith("nemo") else {"gpus": 2}
    with pytest.raises(LrplotError) as error:
        plan(CASES / name, dataset_size=50, set=sets, **gpus)
    assert message in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("name", "options", "updates"),
    [
        # 50 examples by 8 are 6 full batches, by 4 two updates, in 6 + 2 epochs
        ("timm/base.yaml", {"dataset_size": 50}, 16),
        ("timm/base.yaml", {"dataset_size": 50, "grad_accum": 1, "epochs": 3}, 30),
        ("timm/base.yaml", {"steps_per_epoch": 4}, 32),
        # 50 by 2 are 25 batches, by 4 six updates, in 4 epochs
        ("torchtune/lora.yaml", {"dataset_size": 50}, 24),
        ("torchtune/lora.yaml", {"dataset_size": 50, "batch_size": 5, "epochs": 1}, 2),
        ("torchtune/capped.yaml", {}, 18),
        ("nemo/noam.yaml", {"dataset_size": 50, "epochs": 1}, 4),
        ("nemo/noam.yaml", {"dataset_size": 50, "grad_accum": 1, "total_steps": 9}, 9),
        ("llm_foundry/batches.yaml", {}, 40),
        ("llm_foundry/epochs.yaml", {"dataset_size": 50, "batch_size": 10}, 15),
        ("llm_foundry/epochs.yaml", {"dataset_size": 50, "drop_last": True}, 18),
        ("detectron2/based.yaml", {"total_steps": 33}, 33),
        ("paddledetection/cosine.yml", {"dataset_size": 10, "epochs": 1}, 3),
        ("paddleclas/cosine.yaml", {"dataset_size": 10, "grad_accum": 1}, 24),
    ],
    ids=str,
)
def test_how_long_it_trains(name, options, updates):
    assert len(plan(CASES / name, **options).settings.steps) == updates


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("timm/base.yaml", "how many examples"),
        ("torchtune/lora.yaml", "how many examples"),
        ("nemo/noam.yaml", "how many examples"),
        ("llm_foundry/epochs.yaml", "how many examples"),
        ("paddledetection/cosine.yml", "how many examples"),
        ("paddleclas/cosine.yaml", "how many examples"),
    ],
)
def test_what_a_file_does_not_say_is_asked_for(name, asks):
    with pytest.raises(LrplotError, match=asks):
        plan(CASES / name)


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("a.yaml", "name each other"),
        ("../up.yaml", "leads out of this file's folder"),
        ("none.yaml", "none.yaml"),
        ("[1]", "must be the name of a file"),
    ],
)
def test_a_base_is_checked(write, base, message):
    path = write("a.yaml", f"_BASE_: {base}\nSOLVER: {{BASE_LR: 0.1, MAX_ITER: 9}}\n")
    with pytest.raises(LrplotError) as error:
        plan(path)
    assert message in str(error.value)

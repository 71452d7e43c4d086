"""Habits of public training scripts: what is read, what is asked for, and what is refused."""

import numpy as np
import pytest
from reading import HEAD, rates

from lrplot import LrplotError, plan
from lrplot.specs.script import timeline


@pytest.fixture
def script(tmp_path):
    return tmp_path / "train.py"


OUT_OF_SIGHT = """
from model import GPT
optimizer = GPT().configure_optimizers(0.1)
scaler = torch.amp.GradScaler()
for step in range(4):
    for group in optimizer.param_groups:
        group["lr"] = 0.1 * (step + 1)
    MOVES
"""


@pytest.mark.parametrize("moves", ["optimizer.step()", "scaler.step(optimizer)"])
def test_an_optimizer_of_another_file_is_asked_for_by_what_makes_one(script, moves):
    text = OUT_OF_SIGHT.replace("MOVES", moves)
    with pytest.raises(LrplotError, match="optimizer is made by what is not read") as caught:
        rates(script, text)
    assert caught.value.asks == ("--let", "optimizer=torch.optim.SGD(params, lr=…)")
    (found,) = rates(script, text, let=["optimizer=torch.optim.SGD(params, lr=0.5)"])
    np.testing.assert_allclose(found, [0.1, 0.2, 0.3, 0.4], rtol=1e-12)


def test_each_process_that_torch_starts_trains_alike(script):
    text = """
import torch.multiprocessing as mp
def main(rank, epochs):
    opt = torch.optim.SGD(model.parameters(), lr=0.2)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
    for epoch in range(epochs):
        opt.step()
        scheduler.step()
mp.spawn(main, args=(4,), nprocs=torch.cuda.device_count())
"""
    (found,) = rates(script, text)
    np.testing.assert_allclose(found, 0.2 * 0.5 ** np.arange(4), rtol=1e-12)


def test_the_end_of_a_long_loop_is_looked_for_as_far_as_there_is_room(script, monkeypatch):
    monkeypatch.setattr(timeline, "LARGEST", 20_000)
    text = """
opt = torch.optim.SGD(model.parameters(), lr=0.2)
count = 0
while True:
    opt.step()
    count += 1
    if count > LAST:
        break
"""
    (found,) = rates(script, text.replace("LAST", "12000"))
    assert found.size == 12001
    with pytest.raises(LrplotError, match="what ends this loop cannot be read"):
        rates(script, text.replace("LAST", "30000"))


def test_an_argument_that_is_a_keyword_by_now_is_read(script):
    text = """
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    x = torch.ones(1, 2).cuda(async=True)
    opt.step()
"""
    assert rates(script, text)[0].tolist() == [0.1] * 3
    with pytest.raises(LrplotError, match="line 9: Missing parentheses in call to 'print'"):
        rates(script, text + "print 'done'\n")


DIFFUSERS = """
from diffusers.optimization import get_scheduler
opt = torch.optim.AdamW(model.parameters(), lr=0.01)
scheduler = get_scheduler("cosine", optimizer=opt, num_warmup_steps=2, num_training_steps=8)
for step in range(8):
    opt.step()
    scheduler.step()
"""


def test_a_schedule_from_a_module_called_optimization_is_no_optimizer(script):
    steps = np.arange(8.0)
    wanted = np.where(steps < 2, steps / 2, 0.5 * (1 + np.cos(np.pi * (steps - 2) / 6)))
    (found,) = rates(script, DIFFUSERS)
    np.testing.assert_allclose(found, 0.01 * wanted, rtol=1e-12)


HELD = """
from trainer import Trainer
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
trainer = Trainer(model, opt, scheduler)
trainer.train(10)
"""


def test_a_schedule_that_an_object_of_another_file_has_is_stepped_as_is_said(script):
    with pytest.raises(LrplotError, match="when it steps it is not seen: say --interval step or"):
        rates(script, HELD)
    script.write_text(HEAD + HELD)
    found = plan(str(script), interval="epoch", steps_per_epoch=4)
    assert (
        "once an epoch of 4 updates, after the last update, as --interval says"
        in found.specs[0].told[0]
    )
    ((_, curve),) = found.plot().curves
    assert curve([0, 3, 4, 8]).tolist() == [0.1, 0.1, 0.05, 0.025]


JAX = """
open("ran", "w")
import optax
state = optimizer.init(params)
for step in range(10):
    updates, state = optimizer.update(grads, state)
    params = optax.apply_updates(params, updates)
"""

ELSEWHERE = """
open("ran", "w")
from engine import train_one_epoch
optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
for epoch in range(10):
    train_one_epoch(model, optimizer)
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (JAX, "no schedule is made here that trains"),
        (ELSEWHERE, r"no update of optimizer \(line 7\) is seen, which another file may make"),
    ],
)
def test_what_trains_is_not_run(script, tmp_path, monkeypatch, text, said):
    monkeypatch.chdir(tmp_path)
    script.write_text(HEAD + text)
    with pytest.raises(LrplotError, match=said):
        plan(str(script))
    assert not (tmp_path / "ran").exists()


ARGUMENTS = """
from transformers import TrainingArguments
IMPORT
args = TrainingArguments("out", num_train_epochs=2, per_device_train_batch_size=4)
"""


@pytest.mark.parametrize("imports", ["from flax import jax_utils", "import jax.numpy as jnp"])
def test_arguments_in_a_script_of_jax_describe_no_trainer(script, imports):
    """Its own loops leave out the rest of an epoch, which the Trainer does not."""
    with pytest.raises(LrplotError, match="no schedule is made here that trains"):
        rates(
            script, ARGUMENTS.replace("IMPORT", f"{imports}\nimport optax") + MADE, dataset_size=9
        )
    (found,) = rates(script, ARGUMENTS.replace("IMPORT", ""), dataset_size=9)
    assert found.size == 6


MADE = """
opt = optax.adamw(args.learning_rate)
params = optax.apply_updates(params, updates)
"""

TRAINER = """
from transformers import HfArgumentParser, Trainer, TrainingArguments
(args,) = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
trainer = Trainer(model=model, args=args, train_dataset=data)
if args.do_train:
    if unknown():
        raise ValueError("nothing to train on")
    trainer.train()
"""


def test_a_trainer_that_is_asked_to_train_trains(script):
    (found,) = rates(script, TRAINER, dataset_size=16, let=["args.per_device_train_batch_size=8"])
    np.testing.assert_allclose(found, 5e-5 * (1 - np.arange(6) / 6), rtol=1e-12)


PREPARED = """
from transformers import AdamW
names = ["bias"]
parts = [
    {"params": [p for n, p in model.named_parameters() if n not in names], "weight_decay": 0.1},
    {"params": [p for n, p in model.named_parameters() if n in names], "weight_decay": 0.0},
]
opt = AdamW(parts, lr=0.01)
scheduler = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)
for step in range(3):
    opt.step()
    scheduler.step()
"""


def test_the_optimizer_of_transformers_is_one(script):
    assert rates(script, PREPARED)[0].tolist() == [0.01, 0.005, 0.0025]


IMPORTED = """
import config
from settings import DEBUG, Train as of
epochs = 5
if config.DEBUG:
    epochs = 1
if DEBUG is not None:
    epochs = 2
opt = torch.optim.SGD(model.parameters(), lr=of.rate * 2)
for epoch in range(epochs):
    opt.step()
"""


def test_what_another_file_says_is_asked_for_as_it_stands(script):
    """A flag from another file was held to be true: one update, without a word."""
    said = r"not known before it runs: DEBUG \(line 6\), config.DEBUG \(line 8\)"
    with pytest.raises(LrplotError, match=said):
        rates(script, IMPORTED)
    let = ["config.DEBUG=False", "DEBUG=None"]
    with pytest.raises(LrplotError, match=r"not known before it runs: of.rate \(line 12\)"):
        rates(script, IMPORTED, let=let)
    assert rates(script, IMPORTED, let=[*let, "of.rate=0.1"])[0].tolist() == [0.2] * 5
    assert rates(script, IMPORTED, let=["config.DEBUG=True", let[1], "of.rate=0.1"])[0].size == 1


SPANS = """
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for start in range(2, data.size(1), STEP):
    opt.step()
"""


def test_a_loop_by_steps_asks_for_its_end(script):
    for end in (10, 11, 12):
        (found,) = rates(script, SPANS.replace("STEP", "3"), let=[f"data.size(1)={end}"])
        assert found.size == len(range(2, end, 3))
    with pytest.raises(LrplotError, match=r"not known before it runs: data.size\(1\) \(line 6\)"):
        rates(script, SPANS.replace("STEP", "3"))
    text = SPANS.replace("STEP", "size()")
    said = "len(range(2, data.size(1), size()))"
    with pytest.raises(LrplotError) as caught:
        rates(script, text)
    assert caught.value.asks == ("--let", f"{said}=…")
    assert rates(script, text, let=[f"{said}=4"])[0].size == 4


STATE = """
state = kept()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(4):
    if epoch in (1, 3):
        state["lr"] *= 0.1
        for group in opt.param_groups:
            group["lr"] = state["lr"]
    opt.step()
"""


def test_one_value_is_not_taken_for_what_a_loop_changes(script):
    said = (
        r"line 9: state\['lr'\] changes from round to round of a loop, so that one value does not"
    )
    with pytest.raises(LrplotError, match=said):
        rates(script, STATE, let=["state['lr']=0.01"])

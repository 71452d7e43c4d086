"""What sets a rate beside the framework that trains is refused, with its line."""

import textwrap

import numpy as np
import pytest

from lrplot import LrplotError, plan

KERAS = """
import keras
class Warm(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        {}
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(x, steps_per_epoch=5, epochs=2, callbacks=[Warm()])
"""
LIGHTNING = """
import lightning as L
import torch
class Lit(L.LightningModule):
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)
    {}
class Cut(L.Callback):
    def on_validation_end(self, trainer, module):
        trainer.optimizers[0].param_groups[0]["lr"] *= 0.5
L.Trainer(max_steps=5, callbacks=[]).fit(Lit(), loader)
"""
TRAINER = """
from transformers import Trainer, TrainerCallback, TrainingArguments
import torch
class Own(Trainer):
    def compute_loss(self, model, inputs):
        return model(inputs)
    {}
Own(model=model, args=TrainingArguments("out", max_steps=5)).train()
"""
ACCELERATE = """
import torch
from accelerate import Accelerator
accelerator = Accelerator(gradient_accumulation_steps=4)
optimizer = torch.optim.SGD(params, lr=0.1)
scheduler = torch.optim.lr_scheduler.{}
loader = torch.utils.data.DataLoader(list(range(11)))
optimizer, loader, scheduler = accelerator.prepare(optimizer, loader, scheduler)
for epoch in range(3):
    for step, batch in enumerate(loader):
        {}
        with accelerator.accumulate(model):
            optimizer.step()
            scheduler.step()
"""
OPTAX = """
import optax
from flax.training.train_state import TrainState
tx = optax.sgd(optax.cosine_decay_schedule(0.1, 30))
state = tx.init(params)
for epoch in range(3):
    {}
    for step in range(10):
        updates, state = tx.update(grads, state)
"""
OWN = "in its own way"


def hook(name, body):
    return f"def {name}:\n        {body}"


CASES = [
    (KERAS, ["o = self.model.optimizer; o.learning_rate = 0.1"], OWN),
    (KERAS, ["self.model.optimizer.lr = float(logs['loss'])"], "logs['loss']"),
    (KERAS, ["setattr(self.model.optimizer, name, 0.1)"], OWN),
    (KERAS, ["self.model.optimizer.iterations.assign(0)"], OWN),
    (LIGHTNING, ["automatic_optimization = False"], "training_step of its own class steps no"),
    (LIGHTNING, [hook("on_before_zero_grad(self, o)", "self.lr_schedulers().step()")], OWN),
    (
        LIGHTNING,
        [hook("on_train_batch_start(self, batch, batch_idx)", "return -1")],
        "line 8: on_train_batch_start may leave out the rest of an epoch",
    ),
    (
        LIGHTNING,
        [hook("optimizer_step(self, *args)", "pass")],
        "optimizer_step of its own class steps no optimizer",
    ),
    (
        LIGHTNING,
        [hook("training_step(self, batch)", "self.optimizers().param_groups[0]['lr'] = 1")],
        OWN,
    ),
    (LIGHTNING.replace("callbacks=[]", "callbacks=[Cut()]"), ["pass"], "line 10"),
    (LIGHTNING.replace("callbacks=[]", "callbacks=given"), ["pass"], "given"),
    (
        TRAINER,
        [hook("training_step(self)", "self.optimizer.param_groups[0]['lr'] = 1")],
        OWN,
    ),
    (TRAINER, [hook("create_scheduler(self, *args)", "pass")], "create_scheduler"),
    (TRAINER, [hook("__init__(self, **k)", "super().__init__(optimizers=o, **k)")], "optimizers"),
    (ACCELERATE, ["StepLR(optimizer, 2)", "if step > 5: break"], "accumulation unfinished"),
    (ACCELERATE, ["StepLR(optimizer, 2)", "if step % 2: continue"], "leaves out batches"),
    (ACCELERATE, ["OneCycleLR(optimizer, 0.3, 9)", "pass"], "OneCycleLR"),
    (OPTAX, ["state = tx.init(params)"], "begins anew"),
    (OPTAX, ["s = TrainState.create(apply_fn=f, params=p, tx=tx)"], "begins anew"),
]


@pytest.mark.parametrize(("script", "parts", "said"), CASES)
def test_what_sets_a_rate_beside_it_is_refused(tmp_path, script, parts, said):
    for part in parts:
        script = script.replace("{}", part, 1)
    path = tmp_path / "train.py"
    path.write_text(script)
    with pytest.raises(LrplotError, match=r"line \d|before it runs") as error:
        plan(str(path))
    assert said in str(error.value)


def test_what_only_reads_the_rate_is_no_hindrance(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(KERAS.replace("{}", "logs['lr'] = float(self.model.optimizer.learning_rate)"))
    assert len(plan(str(path)).plot().steps) == 10


@pytest.mark.parametrize(
    "set_",
    [
        "self.model.optimizer.learning_rate.assign(0.1 / (epoch + 1))",
        "self.model.optimizer.lr = 0.1 / (1 + epoch)",
        "keras.backend.set_value(self.model.optimizer.lr, 0.1 / (epoch + 1))",
        "setattr(self.model.optimizer, 'learning_rate', 0.1 / (epoch + 1))",
    ],
)
def test_a_callback_sets_the_rate_in_any_way(tmp_path, set_):
    path = tmp_path / "train.py"
    path.write_text(KERAS.replace("{}", set_))
    ((_, curve),) = plan(str(path)).plot().curves
    np.testing.assert_allclose(curve(np.arange(10)), [0.1] * 5 + [0.05] * 5)


def test_parts_of_the_parameters_have_curves_of_their_own(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(
        textwrap.dedent(
            """
            import optax
            parts = {"body": optax.adam(1e-3), "head": optax.sgd(optax.linear_schedule(0.1, 0, 10))}
            tx = optax.chain(optax.clip(1.0), optax.multi_transform(parts, labels))
            state = tx.init(params)
            for step in range(5):
                updates, state = tx.update(grads, state)
            """
        )
    )
    curves = dict(plan(str(path)).plot().curves)
    np.testing.assert_allclose(curves["body"]([0, 4]), [1e-3, 1e-3])
    np.testing.assert_allclose(curves["head"]([0, 4]), [0.1, 0.06])

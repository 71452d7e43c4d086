"""What cannot be read of a framework's training is refused, or asked for: never another curve."""

import textwrap

import numpy as np
import pytest

from lrplot import LrplotError, plan

KERAS = """
import keras
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.1, 30)), "mse")
{}
"""
LIGHTNING = """
import lightning as L
import torch
class Lit(L.LightningModule):
    def configure_optimizers(self):
        opt = torch.optim.SGD(self.parameters(), lr=0.1)
        {}
L.Trainer(max_epochs=3).fit(Lit(), loader)
"""
OPTAX = """
import optax
tx = optax.inject_hyperparams(optax.sgd)(learning_rate=0.1)
state = tx.init(params)
for step in range(10):
    {}
    updates, state = tx.update(grads, state)
"""
TRAINER = """
from transformers import Trainer, TrainingArguments
args = {}
Trainer(model, args, train_dataset=data).train()
"""
CASES = [
    (KERAS, "model.fit(x, y, epochs=3)", "len(x)"),
    (KERAS, "model.fit(x, y, epochs=n, steps_per_epoch=5)", "n (line 5)"),
    (KERAS, "model.fit(x, steps_per_epoch=5); model.compile('sgd')", "compiled again"),
    (KERAS, "model.fit(x, steps_per_epoch=5, callbacks=given)", "given (line 5)"),
    (KERAS, "model.fit(x, steps_per_epoch=5, initial_epoch=n)", "n (line 5)"),
    (
        KERAS,
        "model.fit(x, steps_per_epoch=5, callbacks=[keras.callbacks.ReduceLROnPlateau()])",
        "follows what is measured",
    ),
    (
        KERAS,
        "model.fit(x, steps_per_epoch=5, callbacks=[keras.callbacks.LearningRateScheduler("
        "lambda epoch: 0.1)])",
        "Keras refuses this callback beside a schedule",
    ),
    (
        KERAS,
        "model.optimizer.learning_rate.assign(0.5); model.fit(x, steps_per_epoch=5)",
        "line 5: the rate is set by hand",
    ),
    (
        KERAS,
        "model.optimizer.learning_rate = 0.5; model.fit(x, steps_per_epoch=5)",
        "line 5: the rate is set by hand",
    ),
    (LIGHTNING, "return [opt, opt], []", "several optimizers"),
    (LIGHTNING, "return opt", "len(loader)"),
    (LIGHTNING, "return {'optimizer': opt, 'lr_scheduler': made()}", "made() (line 7)"),
    (
        LIGHTNING,
        "return [opt], [{'scheduler': torch.optim.lr_scheduler.StepLR(opt, 1), 'interval': when}]",
        "when (line 7)",
    ),
    (LIGHTNING, "return opt\n    def optimizer_step(self, *args):\n        pass", "optimizer_step"),
    (OPTAX, "state.hyperparams['learning_rate'] = 0.2", "line 6: the rate is set by hand"),
    (
        LIGHTNING,
        "return [opt], [torch.optim.lr_scheduler.ReduceLROnPlateau(opt)]",
        "line 7: ReduceLROnPlateau follows what is measured",
    ),
    (
        "from lightning.pytorch.cli import LightningCLI\n{}",
        "LightningCLI(Model, Data)",
        "line 2: LightningCLI takes",
    ),
    (TRAINER, "parse()", "TrainingArguments"),
    (TRAINER, "TrainingArguments('out', max_steps=5).set_training(1e-3)", "line 3: a set_…"),
    (
        "from transformers import *\n{}\nt.optimizer = opt\nt.train()",
        "from transformers import Trainer, TrainingArguments\n"
        "t = Trainer(model, TrainingArguments('out', max_steps=5))",
        "optimizer is set on the Trainer",
    ),
    (
        TRAINER.replace("data)", "data, optimizers=(None, torch.optim.lr_scheduler.StepLR(o, 2)))"),
        "TrainingArguments('out', max_steps=5)\nimport torch\no = torch.optim.SGD(p, lr=0.1)",
        "another optimizer",
    ),
    (
        TRAINER.replace("data)", "[1], callbacks=given)"),
        "TrainingArguments('out', max_steps=5)",
        "given (line 4)",
    ),
    (
        TRAINER.replace("data)", "[1])"),
        "TrainingArguments('out', per_device_train_batch_size=5, dataloader_drop_last=True)",
        "no batch of 5",
    ),
    (TRAINER, "TrainingArguments('out', max_steps=5, deepspeed='ds.json')", "deepspeed"),
    (
        "import deepspeed\n{}\nfor batch in range(9):\n    engine.step()",
        "engine, *_ = deepspeed.initialize(model=model, config='ds.json')",
        "line 2: the engine of deepspeed.initialize steps as its configuration says, which is not "
        "read here: type lrplot compare ds.json --as deepspeed",
    ),
    (
        "import torch\nfrom timm.scheduler import CosineLRScheduler\n"
        "o = torch.optim.SGD([{'params': a, 'lr_scale': 0.5}, {'params': b}], lr=0.1)\n"
        "s = CosineLRScheduler(o, t_initial=5)\n"
        "for epoch in range(5):\n    o.step()\n    {}",
        "s.step(epoch + 1)",
        "line 4: timm gives the groups of o their lr_scale times the rate",
    ),
    (
        "import torch\nfrom ignite.engine import Engine, Events\n"
        "o = torch.optim.SGD(params, lr=0.1)\ns = torch.optim.lr_scheduler.StepLR(o, 1)\n"
        "trainer = Engine(update)\n@trainer.on(Events.EPOCH_COMPLETED)\n"
        "def step(engine):\n    {}\ntrainer.run(loader, max_epochs=3)",
        "s.step()",
        "@trainer.on(Events.EPOCH_COMPLETED) is given s; when it steps it is not seen: say "
        "--interval step",
    ),
    (
        KERAS,
        "class Two(keras.Model):\n    def train_step(self, data):\n"
        "        for part in data:\n            self.optimizer.apply_gradients(part)\n"
        "two = Two(); two.compile('sgd'); two.fit(x, steps_per_epoch=5)",
        "whether train_step of its own class updates once a batch is not read",
    ),
    (TRAINER, "TrainingArguments('out', num_train_epochs=2)", "len(data)"),
    (TRAINER, "TrainingArguments('out', max_steps=5, learning_rate=rate)", "rate (line 3)"),
    (
        TRAINER,
        "TrainingArguments('out', max_steps=5, lr_scheduler_type='reduce_lr_on_plateau')",
        "follows what is measured",
    ),
]


def written(tmp_path, text):
    path = tmp_path / "train.py"
    path.write_text(textwrap.dedent(text))
    return str(path)


@pytest.mark.parametrize(("script", "part", "said"), CASES)
def test_what_cannot_be_read_is_refused(tmp_path, script, part, said):
    path = written(tmp_path, script.replace("{}", part, 1))
    with pytest.raises(LrplotError) as error:
        plan(path)
    assert said in str(error.value)


TUNED = """
import lightning as L
import torch
from lightning.pytorch.tuner import Tuner
class Lit(L.LightningModule):
    def __init__(self, lr=0.1):
        super().__init__()
        self.lr = lr
        {}
    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.hparams.lr if self.held else self.lr)
module = Lit()
trainer = L.Trainer(max_epochs=2)
{}
trainer.fit(module, torch.utils.data.DataLoader([1] * 5))
"""


@pytest.mark.parametrize(
    ("held", "tunes", "asked"),
    [
        ("self.held = False", "Tuner(trainer).lr_find(module)", "self.lr"),
        ("self.held = True; self.save_hyperparameters()", "Tuner(trainer).lr_find(module)",
         "self.hparams.lr"),
    ],
)  # fmt: skip
def test_the_rate_that_a_tuner_finds_is_asked_for(tmp_path, held, tunes, asked):
    path = written(tmp_path, TUNED.replace("{}", held, 1).replace("{}", tunes, 1))
    with pytest.raises(LrplotError, match=f"{asked} "):
        plan(path)
    plot = plan(path, let=[f"{asked}=0.25"]).plot()
    np.testing.assert_allclose(plot.curves[0][1](np.arange(10)), [0.25] * 10)
    kept = tunes.replace("(module)", "(module, update_attr=False)")
    path = written(tmp_path, TUNED.replace("{}", held, 1).replace("{}", kept, 1))
    np.testing.assert_allclose(plan(path).plot().curves[0][1]([0]), [0.1])


def test_each_process_of_accelerate_steps_the_scheduler(tmp_path):
    text = """
        from accelerate import Accelerator
        from torch.optim import SGD
        from torch.optim.lr_scheduler import ExponentialLR
        from torch.utils.data import DataLoader
        accelerator = Accelerator()
        optimizer = SGD(model.parameters(), lr=1.0)
        scheduler = ExponentialLR(optimizer, 0.5)
        loader = DataLoader(data, batch_size=4)
        loader, optimizer, scheduler = accelerator.prepare(loader, optimizer, scheduler)
        for epoch in range(2):
            for batch in loader:
                accelerator.backward(loss(batch))
                optimizer.step()
                scheduler.step()
    """
    path = written(tmp_path, text)
    # 5 batches of 4, of which each of two processes has 3; update k is at step 2 k
    plot = plan(path, dataset_size=20, gpus=2).plot()
    assert len(plot.steps) == 6
    np.testing.assert_allclose(plot.curves[0][1](np.arange(3)), [1, 0.25, 0.0625])
    assert len(plan(path, dataset_size=20).plot().steps) == 10

"""Pasted text whose arguments are variables: all of them are asked for at once, as they stand."""

import numpy as np
import pytest

from lrplot import LrplotError, plan

WARM = "get_linear_schedule_with_warmup"
ASKED = {
    f"{WARM}(opt, num_warmup_steps=cfg.warmup, num_training_steps=len(loader) * cfg.n)": (
        *("cfg.warmup", "len(loader)", "cfg.n"),
    ),
    f"{WARM}(self.optimizer, self.warmup, total)": ("self.warmup", "total"),
    f"self.scheduler = {WARM}(self.optimizer, 10, self.total_steps)": ("self.total_steps",),
    "StepLR(torch.optim.SGD(model.parameters(), lr=args.lr), args.step)": ("args.lr", "args.step"),
    "OneCycleLR(self.optimizers(), max_lr=self.hparams.lr, total_steps=steps())": (
        *("self.hparams.lr", "steps()"),
    ),
    "optax.cosine_decay_schedule(init_value, steps)": ("init_value", "steps"),
    "LambdaLR(opt, lambda epoch: decay**epoch)": ("decay",),
    "SequentialLR(optimizer, [warmup, cosine], milestones=[args.warmup])": (
        *("warmup", "cosine", "args.warmup"),
    ),
}


@pytest.mark.parametrize("word", ASKED)
def test_what_pasted_text_leaves_open_is_asked_for(word):
    with pytest.raises(LrplotError) as error:
        plan(word, lr=0.1)
    assert error.value.asks == tuple(x for name in ASKED[word] for x in ("--let", f"{name}=…"))


@pytest.mark.parametrize("word", list(ASKED)[:3])
def test_what_is_said_of_it_is_drawn(word):
    values = {"cfg.n": 3, "len(loader)": 10}
    let = [f"{name}={values.get(name, 10 if 'warmup' in name else 30)}" for name in ASKED[word]]
    found = plan(word, lr=0.1, let=let).plot().curves[0][1](np.arange(30))
    steps = np.arange(30)
    np.testing.assert_allclose(found, 0.1 * np.minimum(steps / 10, (30 - steps) / 20))

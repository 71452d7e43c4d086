"""What steps a schedule where it is not followed: refused, never left out."""

import pytest

from lrplot import LrplotError, plan

HEAD = """
import contextlib
import torch
model = torch.nn.Linear(2, 1)
loader = torch.utils.data.DataLoader(torch.randn(20, 2), batch_size=3)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sch = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
"""

REFUSED = {
    "a closure that an optimizer calls": (
        """
def closure():
    loss = model(torch.randn(1, 2)).sum()
    loss.backward()
    sch.step()
    return loss
for epoch in range(3):
    for batch in loader:
        opt.step(closure)
""",
        r"line 16: what opt.step\(closure\) does to the rate is not known",
    ),
    "a method that is called at the end of a block": (
        """
for epoch in range(3):
    with contextlib.ExitStack() as stack:
        stack.callback(sch.step)
        for batch in loader:
            opt.step()
""",
        r"line 11: what stack.callback\(sch.step\) does to the rate is not known",
    ),
    "functions in a list": (
        """
import ignite
engine = ignite.Engine(model)
engine.attach([lambda engine: sch.step()])
for batch in loader:
    opt.step()
""",
        r"line 11: what engine.attach\(.*\) does to the rate is not known",
    ),
    "a list of one's own class": (
        """
class Hooks(list):
    def call(self):
        for hook in self:
            hook()
hooks = Hooks([sch.step])
for epoch in range(3):
    for batch in loader:
        opt.step()
        hooks.call()
""",
        "line 11: what self does to the rate is not known",
    ),
    "a generator": (
        """
def train():
    for batch in loader:
        opt.step()
        sch.step()
        yield batch
for epoch in range(3):
    next(train())
""",
        r"line 15: train\(\) is given sch; when it steps it is not seen",
    ),
    "a generator in a call": (
        """
def train_step(batch):
    opt.step()
    return 1.0
for epoch in range(3):
    any(train_step(batch) for batch in loader)
    sch.step()
""",
        "line 13: this generator trains, and when it goes on is not followed",
    ),
    "an answer that is worked out where a loop is left": (
        """
def epoch():
    for i, batch in enumerate(loader):
        opt.step()
        if i == 4:
            return model(batch).sum()
    return 0
for _ in range(5):
    if epoch():
        sch.step()
""",
        r"not known before it runs: model\(batch\).sum\(\) \(line 13\)",
    ),
    "an error that is caught in the same round": (
        """
for epoch in range(6):
    try:
        if epoch == 2:
            raise ValueError
        for batch in loader:
            opt.step()
    except ValueError:
        print("no data")
    sch.step()
""",
        "line 15: what is done after line 12 fails is not read",
    ),
    "a rate of the scheduler's last step": (
        """
for epoch in range(3):
    for batch in loader:
        lr = sch.get_last_lr()[0]
        opt.param_groups[0]["lr"] = lr * 0.1
        opt.step()
    sch.step()
""",
        "line 11: this depends on the rate at that moment, which is not read",
    ),
    "a name that nothing binds": (
        """
for epoch in range(3):
    for batch in loader:
        opt.step()
    for callback in callbacks:
        callback()
""",
        r"line 7: sch is never stepped; callbacks \(line 12\) is not defined",
    ),
    "one of several functions": (
        """
steps = [lambda: None, sch.step]
for i, batch in enumerate(loader):
    opt.step()
    steps[i % 2]()
""",
        r"line 12: what steps\[i % 2\]\(\) does to the rate is not known",
    ),
    "a function that is decorated by nobody knows what": (
        """
import functools
@functools.singledispatch
def advance(batch):
    sch.step()
for batch in loader:
    opt.step()
    advance(batch)
""",
        r"line 15: what advance\(batch\) does to the rate is not known",
    ),
    "functions that are kept for later": (
        """
later = []
for i, batch in enumerate(loader):
    opt.step()
    later.append(sch.step)
    if i % 2:
        for one in later:
            one()
""",
        r"line 12: what later.append\(sch.step\) does to the rate is not known",
    ),
    "what is used up in the first round": (
        """
batches = enumerate(loader)
for epoch in range(3):
    for i, batch in batches:
        opt.step()
    sch.step()
""",
        r"line 11: enumerate\(loader\) of line 9 is gone through once, not in every round",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_followed_is_refused(kind, tmp_path):
    text, message = REFUSED[kind]
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    with pytest.raises(LrplotError, match=message):
        plan(str(path)).plot()

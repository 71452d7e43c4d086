"""Scripts that cannot be understood, each of another kind: line, reason, what to type."""

import pytest

from lrplot import LrplotError, plan

HEAD = """import torch
from torch.optim.lr_scheduler import LRScheduler, LinearLR, ReduceLROnPlateau, StepLR
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
"""
STEP = "s = StepLR(opt, 3)\n"
LOOP = """for epoch in range(9):
    opt.step()
    s.step()
"""


CASES = {
    "a length that nothing says": (
        STEP
        + """for epoch in range(9):
    for x in loader:
        opt.step()
    s.step()
""",
        "not known before it runs: len(loader) (line 7); loader (line 7) is not defined",
        ("--let", "len(loader)=…"),
    ),
    "a rate from a configuration": (
        """opt = torch.optim.SGD(model.parameters(), lr=cfg.optim.lr)
"""
        + STEP
        + LOOP,
        "not known before it runs: cfg.optim.lr (line 5); cfg (line 5) is not defined",
        ("--let", "cfg.optim.lr=…"),
    ),
    "a condition on what is measured": (
        STEP
        + """for epoch in range(9):
    opt.step()
    if accuracy() > 0.9:
        s.step()
""",
        "not known before it runs: accuracy() (line 8); accuracy (line 8) is not defined",
        ("--let", "accuracy()=…"),
    ),
    "a plateau": (
        """s = ReduceLROnPlateau(opt)
for epoch in range(9):
    opt.step()
    loss = evaluate(model)
    s.step(loss)
""",
        "line 9: s follows loss, measured in training; say --let 'loss=FILE.csv:COLUMN', or a l"
        "ist of numbers; evaluate (line 8) is not defined",
        ("--let", "loss=FILE.csv:COLUMN"),
    ),
    "a rate that was read before": (
        STEP
        + """for epoch in range(9):
    rate = opt.param_groups[0]['lr']
    opt.step()
    s.step()
    opt.param_groups[0]['lr'] = rate * 0.5
""",
        "line 10: this rate is made of one that was read before it changed, which is not read",
        (),
    ),
    "a condition on the rate": (
        """for epoch in range(9):
    if opt.param_groups[0]['lr'] > 0.01:
        opt.param_groups[0]['lr'] *= 0.5
    opt.step()
""",
        "line 6: this depends on the rate at that moment, which is not read",
        (),
    ),
    "what is not followed beside another": (
        """w = torch.optim.lr_scheduler.MultiplicativeLR(opt, lambda e: 0.9)
s = StepLR(opt, 3)
for epoch in range(9):
    opt.step()
    w.step()
    s.step()
""",
        "line 5: what MultiplicativeLR and others make of a rate together is not read",
        (),
    ),
    "a rate set beside a scheduler": (
        STEP
        + """opt.param_groups[0]['lr'] = 0.01
"""
        + LOOP,
        "line 6: the rate is set beside a scheduler",
        (),
    ),
    "a scheduler for some rounds": (
        STEP
        + """w = LinearLR(opt, 0.1)
for epoch in range(9):
    opt.step()
    one = w if epoch < 3 else s
    one.step()
""",
        "line 10: what is stepped here changes with the round",
        (),
    ),
    "a scheduler made in each round": (
        """for epoch in range(9):
    s = StepLR(opt, 3)
    opt.step()
    s.step()
""",
        "line 6: s is made anew in every round of the loop of line 5",
        (),
    ),
    "a checkpoint": (
        STEP
        + """s.load_state_dict(torch.load('last.pt'))
"""
        + LOOP,
        "line 6: what s.load_state_dict(torch.load('last.pt')) does to the rate is not known; s"
        "ay --let \"s.load_state_dict(torch.load('last.pt'))\"=None if it does nothing",
        (),
    ),
    "what another file does": (
        """from helpers import adjust
for epoch in range(9):
    adjust(opt, epoch)
    opt.step()
""",
        "line 7: what adjust(opt, epoch) does to the rate is not known; say --let 'adjust(opt, "
        "epoch)'=None if it does nothing",
        (),
    ),
    "a scheduler of another file": (
        """from helpers import make
s = make(opt)
"""
        + LOOP,
        "line 6: what make(opt) does to the rate is not known; say --let 'make(opt)'=None if it"
        " does nothing",
        (),
    ),
    "a class of another file": (
        """from helpers import Base
class Mine(Base):
    pass
s = Mine(opt)
"""
        + LOOP,
        "line 11: what step() of s does is not known: Mine (line 6) has it from another file",
        (),
    ),
    "a step of a class's own": (
        """class Mine(LRScheduler):
    def step(self, epoch=None):
        super().step(epoch)
    def get_lr(self):
        return self.base_lrs
s = Mine(opt)
"""
        + LOOP,
        "line 10: s has a step of its own (line 6), which is not read",
        (),
    ),
    "a get_lr that multiplies": (
        """class Mine(LRScheduler):
    def get_lr(self):
        return [g['lr'] * 0.9 for g in self.optimizer.param_groups]
s = Mine(opt)
"""
        + LOOP,
        "line 6: get_lr of s makes a rate of the one before it, which is not read; what it make"
        "s of self.base_lrs is",
        (),
    ),
    "a get_lr that counts": (
        """class Mine(LRScheduler):
    def __init__(self, optimizer):
        self.n = 0
        super().__init__(optimizer)
    def get_lr(self):
        self.n += 1
        return [b / self.n for b in self.base_lrs]
s = Mine(opt)
"""
        + LOOP,
        "line 10: get_lr keeps self.n from one call to the next",
        (),
    ),
    "a hook": (
        STEP
        + """opt.register_step_post_hook(lambda *a: s.step())
for epoch in range(9):
    opt.step()
""",
        "line 6: what opt.register_step_post_hook(lambda *a: s.step()) does to the rate is not "
        "known; say --let 'opt.register_step_post_hook(lambda *a: s.step())'=None if it does no"
        "thing",
        (),
    ),
    "text that is run": (
        STEP
        + """for epoch in range(9):
    opt.step()
    exec(open("more.py").read())
""",
        "line 8: what exec(open('more.py').read()) does to the rate is not known; say --let "
        "\"exec(open('more.py').read())\"=None if it does nothing",
        (),
    ),
    "what happens where something fails": (
        STEP
        + """for epoch in range(9):
    opt.step()
    try:
        check()
    except ValueError:
        s.step()
""",
        "line 11: whether this trains depends on what fails",
        (),
    ),
    "a rate that is set where something fails": (
        """for epoch in range(9):
    opt.step()
    try:
        known[epoch]
    except KeyError:
        opt.param_groups[0]["lr"] *= 0.5
""",
        "line 10: whether the rate is set here depends on what fails",
        (),
    ),
    "a class that another has made": (
        """class Meta(type):
    def __init__(cls, name, bases, names):
        cls.lr = 0.5
class Base(metaclass=Meta):
    pass
class Settings(Base):
    lr = 0.1
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=Settings().lr)
for epoch in range(9):
    opt.step()
""",
        "not known before it runs: Settings().lr (line 12)",
        ("--let", "Settings().lr=…"),
    ),
    "a class that one of its own parts changes": (
        """class Rate:
    def __set_name__(self, owner, name):
        owner.lr = 0.7
class Settings:
    x = Rate()
    lr = 0.1
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=Settings.lr)
for epoch in range(9):
    opt.step()
""",
        "not known before it runs: Settings.lr (line 11)",
        ("--let", "Settings.lr=…"),
    ),
    "a property by its functions": (
        """class Settings:
    def _get(self):
        return 0.5
    lr = property(_get)
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=Settings().lr)
for epoch in range(9):
    opt.step()
""",
        "not known before it runs: Settings().lr (line 9)",
        ("--let", "Settings().lr=…"),
    ),
    "all attributes at once": (
        """class Settings:
    lr = 0.1
settings = Settings()
settings.__dict__ = {"lr": 0.9}
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=settings.lr)
for epoch in range(9):
    opt.step()
""",
        "line 8: settings.__dict__ is set, which is not read",
        (),
    ),
    "an error in what another is caught by": (
        STEP
        + """for epoch in range(9):
    try:
        raise ValueError
    except ValueError:
        try:
            raise KeyError
        except KeyError:
            pass
    opt.step()
""",
        "line 9: what is done after line 8 fails is not read",
        (),
    ),
    "an attribute that a loop has set": (
        STEP
        + """class Base:
    x = 2
thing = Base()
for epoch in range(4):
    opt.step()
    thing.x = [4, 3][0]
for epoch in range(getattr(thing, "x", 1)):
    opt.step()
""",
        "not known before it runs: thing.x (line 9)",
        ("--let", "thing.x=…"),
    ),
    "a loop without an end": (
        STEP
        + """while True:
    opt.step()
    s.step()
""",
        "line 6: what ends this loop cannot be read",
        (),
    ),
    "a number carried from round to round": (
        """lr = 0.1
for epoch in range(9):
    lr = lr * 0.9
    opt.param_groups[0]['lr'] = lr
    opt.step()
""",
        "line 6: what lr has changes from round to round of a loop, in a way that is not read; "
        "a formula of the round would be",
        (),
    ),
    "an array made before": (
        """rates = load('rates.npy')
for epoch in range(9):
    opt.param_groups[0]['lr'] = rates[epoch]
    opt.step()
""",
        "line 7: the rate is rates[epoch], and what that holds is not read; FILE.py:NAME runs a"
        " function that makes it; load (line 5) is not defined",
        (),
    ),
    "a training that goes on": (
        """class Mine(LRScheduler):
    def get_lr(self):
        return self.base_lrs
s = Mine(opt, last_epoch=5)
"""
        + LOOP,
        "line 8: s goes on from an epoch before (last_epoch), which is not read",
        (),
    ),
    "an optimizer that moves its own rate": (
        """class Mine(torch.optim.SGD):
    def step(self):
        self.param_groups[0]['lr'] *= 0.9
        super().step()
opt = Mine(model.parameters(), lr=0.1)
"""
        + STEP
        + LOOP,
        "line 7: Mine moves its own rate, which is not read",
        (),
    ),
    "an iterator that is used up after an epoch": (
        STEP
        + """loader = torch.utils.data.DataLoader(range(8), batch_size=2)
batches = iter(loader)
for epoch in range(9):
    for x in batches:
        opt.step()
        s.step()
""",
        "line 9: iter(loader) of line 7 is gone through once, not in every round",
        (),
    ),
    "an update that is never seen": (
        STEP
        + """for epoch in range(9):
    train(epoch)
    s.step()
""",
        "line 8: s is stepped here, but no update of opt is seen: say --interval step, or --int"
        "erval epoch with --steps-per-epoch N; train (line 7) is not defined",
        (),
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_script_that_cannot_be_understood_says_where_and_why(kind, tmp_path):
    text, message, asks = CASES[kind]
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    with pytest.raises(LrplotError) as error:
        plan(str(path))
    assert str(error.value) == f"{path}: {message}"
    assert tuple(error.value.asks) == asks

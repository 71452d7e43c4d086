"""What gives each item once, or keeps what it gave: refused where it cannot be followed."""

import pytest

from lrplot import LrplotError, plan

HEAD = """import functools
import torch
model = torch.nn.Linear(2, 1)
loader = torch.utils.data.DataLoader(torch.randn(20, 2), batch_size=3)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sch = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
"""

REFUSED = {
    "a generator that changes something, and is stopped early": (
        """seen = []
def known(x):
    seen.append(x)
    return x > 1
any(known(x) for x in range(6))
for epoch in range(len(seen)):
    opt.step()
    sch.step()
""",
        r"line 11: what is gone through here changes something, and how far any goes is not fol",
    ),
    "values of a mapping, which are equal to themselves alone": (
        """known = {"a": 1}
for epoch in range(3 if known.values() == known.values() else 6):
    opt.step()
    sch.step()
""",
        "not known before it runs: known.values",
    ),
    "a loader's batches, gone through before": (
        """batches = enumerate(loader)
for i, batch in batches:
    opt.step()
for i, batch in batches:
    opt.step()
    sch.step()
""",
        r"line 10: enumerate\(loader\) of line 7 has been gone through before",
    ),
    "a loader's batches, of which one is taken": (
        """batches = iter(loader)
next(batches)
for batch in batches:
    opt.step()
    sch.step()
""",
        r"line 9: iter\(loader\) of line 7 has been gone through before, or begun",
    ),
    "a generator that changes what the loop reads": (
        """class Config:
    factor = 1.0
def epochs():
    for i in range(4):
        Config.factor *= 0.5
        yield i
for epoch in epochs():
    opt.param_groups[0]["lr"] = Config.factor
    opt.step()
""",
        r"not known before it runs: Config.factor",
    ),
    "an object that changes as it is gone through": (
        """class Data:
    size = 4
    def __iter__(self):
        for i in range(4):
            self.size -= 1
            yield i
data = Data()
for i in data:
    opt.step()
for i in range(data.size):
    opt.step()
    sch.step()
""",
        "not known before it runs: self.size",
    ),
    "a generator expression over what the loop changes": (
        """factor = 1
for rate in (0.1 * factor for i in range(4)):
    opt.param_groups[0]["lr"] = rate
    factor += 1
    opt.step()
""",
        r"line 8: what \(0.1 \* factor for i in range\(4\)\) gives may change as this loop goes on",
    ),
    "a generator expression that steps": (
        """for epoch in range(4):
    opt.step()
    (each.step() for each in [sch])
""",
        "line 9: this generator trains, and when it goes on is not followed; a loop is",
    ),
    "a list that is changed after its iterator is made": (
        """many = [1, 2]
each = iter(many)
many.append(4)
for epoch in range(sum(each)):
    opt.step()
    sch.step()
""",
        r"not known before it runs: sum\(each\)",
    ),
    "a cached function that steps": (
        """@functools.cache
def advance():
    sch.step()
for batch in loader:
    opt.step()
    advance()
""",
        "line 12: advance keeps what it has given, and which of its calls is the first is not",
    ),
    "a cached function that is called under a condition, and later": (
        """scale = 1.0
@functools.cache
def rate():
    return scale
if warm:
    rate()
scale = 2.0
opt.param_groups[0]["lr"] = rate()
for epoch in range(4):
    opt.step()
""",
        "line 14: rate keeps what it has given, and which of its calls is the first is not",
    ),
    "a cached function that reads what the loop changes": (
        """scale = 1.0
@functools.lru_cache(maxsize=None)
def rate():
    return scale
for epoch in range(4):
    opt.param_groups[0]["lr"] = rate()
    opt.step()
    scale *= 0.5
""",
        "line 12: rate keeps what it has given, and which of its calls is the first is not",
    ),
    "a cached property that is asked in a loop": (
        """class Rate:
    epoch = 0
    @functools.cached_property
    def value(self):
        return 0.1 * (self.epoch + 1)
rate = Rate()
for epoch in range(4):
    rate.epoch = epoch
    opt.param_groups[0]["lr"] = rate.value
    opt.step()
""",
        "not known before it runs: rate.value",
    ),
    "a cached property that steps": (
        """class Stepping:
    @functools.cached_property
    def once(self):
        sch.step()
stepping = Stepping()
for epoch in range(4):
    opt.step()
    stepping.once
""",
        "line 9: once keeps what it has given, and when it is asked first is not followed",
    ),
    "a cache that is emptied": (
        """@functools.lru_cache
def rate():
    return 0.1
rate.cache_clear()
for epoch in range(4):
    opt.step()
    sch.step()
""",
        "line 10: rate.cache_clear is not read",
    ),
    "an object that steps where it is deleted": (
        """class Stepping:
    def __del__(self):
        sch.step()
for epoch in range(4):
    stepping = Stepping()
    opt.step()
    del stepping
""",
        r"line 11: what Stepping\(\) does to the rate is not known",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_used_up_or_kept_is_refused_where_it_is_not_followed(kind, tmp_path):
    text, message = REFUSED[kind]
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    with pytest.raises(LrplotError, match=message):
        plan(str(path)).plot()

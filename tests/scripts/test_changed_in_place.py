"""Lists and mappings that are changed otherwise than by their methods: what they have is asked."""

import pytest

from lrplot import LrplotError, plan

SCRIPT = """import bisect, heapq, operator, random, torch
some, both = [1, 2, 3], {{"a": 1}}
other = some
{change}
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=0.1 * {of})
for epoch in range(3):
    opt.step()
"""


@pytest.mark.parametrize(
    ("change", "of", "asked"),
    [
        ("some.__iadd__([4])", "len(other)", "len(other)"),
        ("some.__setitem__(0, 9)", "some[0]", "some[0]"),
        ("both.__setitem__('a', 2)", "both['a']", "both['a']"),
        ("operator.iadd(some, [4])", "len(some)", "len(some)"),
        ("operator.setitem(both, 'a', 2)", "both['a']", "both['a']"),
        ("heapq.heappush(some, 0)", "len(some)", "len(some)"),
        ("bisect.insort(some, 2)", "len(other)", "len(other)"),
        ("random.shuffle(some)", "some[0]", "some[0]"),
        ("some[0:1] += [4, 5]", "len(other)", "len(other)"),
    ],
)
def test_what_is_changed_by_another_name_is_asked_for(write, change, of, asked):
    path = write("train.py", SCRIPT.format(change=change, of=of))
    with pytest.raises(LrplotError) as error:
        plan(path)
    assert error.value.asks == ("--let", f"{asked}=…")
    plot = plan(path, let=[f"{asked}=4"]).plot()
    assert plot.curves[0][1]([0, 1, 2]).tolist() == [0.4] * 3


def test_whether_an_object_has_what_its_own_method_gives_is_asked_for(write):
    text = """import torch
class Settings:
    def __getattr__(self, name):
        raise AttributeError
lr = 0.1 if hasattr(Settings(), "lr") else 0.2
opt = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=lr)
for epoch in range(3):
    opt.step()
"""
    with pytest.raises(LrplotError, match="not known before it runs: hasattr"):
        plan(write("train.py", text))

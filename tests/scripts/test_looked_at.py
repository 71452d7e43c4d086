"""What a round of a loop puts into a mapping, a list or a set that the next round looks at."""

import pytest

from lrplot import LrplotError, plan

SCRIPT = """import torch
from collections import Counter
from functools import cached_property
class A:
    base = 0.1
    @cached_property
    def kept(self):
        return self.base
a, d, xs, s, c = A(), {}, [3, 1], set(), Counter()
same, keys, also = d, d.keys(), xs
opt = torch.optim.SGD(torch.nn.Linear(2, 1).parameters(), lr=0.1)
for epoch in range(6):
    opt.step()
    if TEST:
        opt.param_groups[0]["lr"] *= 0.5
    PUT
"""
"""Each of these trains otherwise than with what is there before the loop."""

CASES = {
    "a key that is looked for": ("'x' not in d", "d['x'] = 1", "'x' not in d"),
    "a default for it": ("d.get('n', 0) == 3", "d['n'] = d.get('n', 0) + 1", "d.get('n', 0)"),
    "how many there are": ("len(d) == 0", "d['x'] = 1", "len(d)"),
    "whether there are any": ("not d", "d['x'] = 1", "d"),
    "the same by another name": ("len(same) == 3", "d[epoch] = 1", "len(same)"),
    "its keys": ("len(keys) == 3", "d[epoch] = 1", "len(keys)"),
    "a copy": ("{**d} == {}", "d['x'] = 1", "{**d}"),
    "an attribute": ("not hasattr(a, 'n')", "a.n = 1", "hasattr(a, 'n')"),
    "its default": ("getattr(a, 'n', 0) == 0", "a.n = 1", "getattr(a, 'n', 0)"),
    "a count": ("c['n'] == 3", "c['n'] += 1", "c['n']"),
    "what is kept of the first round": ("a.kept > 2", "a.base = epoch", "a.kept"),
    "a list by another name": ("len(also) == 4", "xs.append(1)", "len(also)"),
    "its order": ("also[0] == 3", "xs.sort()", "also[0]"),
    "a set": ("len(s) == 3", "s.add(epoch)", "len(s)"),
    "one that is joined": ("len(s) == 3", "s |= {epoch}", "len(s)"),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_a_round_before_has_put_there_is_asked_for(kind, write):
    test, put, asked = CASES[kind]
    with pytest.raises(LrplotError) as error:
        plan(write("train.py", SCRIPT.replace("TEST", test).replace("PUT", put))).plot()
    assert str(error.value).startswith("train.py: not known before it runs: ")
    assert f"{asked} (line " in str(error.value)


@pytest.mark.parametrize(
    ("test", "put", "last"),
    [
        ("'x' in d", "pass", 0.1),
        ("d.get('y', 1) == 1", "d['x'] = 1", 0.1 * 0.5**5),
        ("len(xs) == 2", "ys = [1]; ys.append(2)", 0.1 * 0.5**5),
        ("epoch == 2", "d['x'] = 1; xs.append(epoch); s.add(1)", 0.05),
    ],
)
def test_what_nothing_puts_there_is_known(test, put, last, write):
    text = SCRIPT.replace("TEST", test).replace("PUT", put)
    ((_, curve),) = plan(write("train.py", text)).plot().curves
    assert curve(5) == pytest.approx(last, rel=1e-12)

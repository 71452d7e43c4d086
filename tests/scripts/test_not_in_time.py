"""Scripts whose rates depend on what happens in between, as drawn ones showed: line and reason."""

import pytest

from lrplot import LrplotError, plan

HEAD = """import torch
from torch.optim.lr_scheduler import *
opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
"""
LOOP = """for epoch in range(6):
    opt.step()
    s.step()
"""
TWO = (
    "opt = torch.optim.SGD("
    "[{'params': [torch.nn.Parameter(torch.zeros(1))]} for _ in range(2)], lr=0.1)\n"
)
OWN = """class Own(LRScheduler):
    def get_lr(self):
        return [base * factor() for base in self.base_lrs]
s = Own(opt)
"""

CASES = {
    "a scheduler made after training": (
        "s = StepLR(opt, 2)\n" + LOOP + "s = LinearLR(opt, 0.1)\n" + LOOP,
        "line 8: this scheduler is made after line 6 has moved the rate on, which is not read",
    ),
    "a scheduler made after one that sets where others begin": (
        "c = OneCycleLR(opt, 0.5, total_steps=9)\ns = CosineAnnealingLR(opt, 4)\n" + LOOP,
        "line 4: a scheduler that is made after OneCycleLR begins from its rate, which is not read",
    ),
    "a cycle made after another scheduler": (
        "s = StepLR(opt, 2)\nc = CyclicLR(opt, 0.01, 0.1, 2, cycle_momentum=False)\n"
        "for epoch in range(6):\n    opt.step()\n    c.step()\n",
        "line 5: CyclicLR begins otherwise after another scheduler is made, which is not read",
    ),
    "a scheduler whose optimizer another loop leaves alone": (
        "s = StepLR(opt, 2)\nb = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)\n"
        "for epoch in range(3):\n    b.step()\nelse:\n    s.step()\n",
        "line 9: s is stepped here, but no update of opt is seen",
    ),
    "what fails by the step": (
        "def f(s):\n    try:\n        return [1.0, 0.5][s]\n    except IndexError:\n"
        "        return 0.1\ns = LambdaLR(opt, f)\n" + LOOP,
        "line 6: what is done where this fails is not read",
    ),
    "an error raised by the step": (
        "def f(s):\n    try:\n        if s > 2:\n            raise ValueError\n        return 1.0\n"
        "    except ValueError:\n        return 0.1\ns = LambdaLR(opt, f)\n" + LOOP,
        "line 7: what is done after this fails is not read",
    ),
    "a list that a rate changes": (
        "seen = [1]\ndef factor():\n    seen[0] += 1\n    return 1 / seen[0]\n" + OWN + LOOP,
        "not known before it runs: seen[0] (line 7)",
    ),
    "a default that a rate changes": (
        "def factor(seen=[]):\n    seen.append(1)\n    return 1 / len(seen)\n" + OWN + LOOP,
        "from one call to the next",
    ),
    "a group by the round": (
        TWO + "for epoch in range(4):\n    opt.step()\n"
        "    opt.param_groups[epoch % 2]['lr'] = 0.01\n",
        "line 7: what opt.param_groups[epoch % 2]['lr'] does to the rate is not known",
    ),
    "a group that nothing names": (
        TWO.replace("opt = torch.optim.SGD(", "parts = ").replace(", lr=0.1)", "")
        + "parts[which()]['lr'] = 0.5\nopt = torch.optim.SGD(parts, lr=0.1)\n"
        "for epoch in range(4):\n    opt.step()\n",
        "not known before it runs: parts[which()]['lr'] (line 5)",
    ),
    "a list changed nobody knows how often": (
        "rates = [0.1]\nfor x in unknown():\n    rates.append(0.5)\n"
        "s = LambdaLR(opt, lambda e: len(rates))\n" + LOOP,
        "not known before it runs",
    ),
    "an else of a loop nobody knows the end of": (
        "n = 3\nfor x in unknown():\n    if x:\n        break\nelse:\n    n = 5\n"
        "s = StepLR(opt, n)\n" + LOOP,
        "line 5: whether this loop goes on is not known",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_happens_in_between_is_not_drawn_as_another_curve(name, tmp_path):
    text, said = CASES[name]
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    with pytest.raises(LrplotError) as error:
        plan(str(path))
    assert said in str(error.value)

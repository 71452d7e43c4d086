"""What a script sets before it leaves a loop holds behind it: asked for, where it is no flag."""

import pytest

from lrplot import LrplotError, plan

HEAD = "import torch\nopt = torch.optim.SGD(params, lr=0.1)\nlast = 7\n"
CASES = {
    "a length": """n = 0
while True:
    n += 1
    if n > 10:
        last = 2
        break
    opt.step()
for i in range(last):
    opt.step()
""",
    "a rate": """for epoch in range(5):
    for i in range(4):
        if i == 2:
            last = last * 0.5
            break
        opt.step()
    opt.param_groups[0]["lr"] = last
""",
}


@pytest.mark.parametrize("kind", CASES)
def test_what_is_set_before_a_break_is_not_what_it_was(kind, tmp_path):
    path = tmp_path / "train.py"
    path.write_text(HEAD + CASES[kind])
    with pytest.raises(LrplotError, match="not known before it runs: last") as error:
        plan(str(path))
    assert error.value.asks == ("--let", "last=…")

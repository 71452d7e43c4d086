"""What a script does where its training ends with an error, as far as it is read."""

import pytest

from lrplot import LrplotError, plan

HEAD = """import torch
opt = torch.optim.SGD(params, lr=0.1)
s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)
for epoch in range(4):
    try:
        for i in range(10):
            if i == 4 and epoch > 0:
                raise ValueError
            opt.step()
            s.step()
"""
CASES = {
    "a handler that leaves another loop": (
        "    except ValueError:\n        break\n",
        "line 11: what is done after line 8 fails is not read",
    ),
    "more that trains in the try": (
        "        opt.step()\n    except Exception:\n        pass\n",
        "line 5: whether line 11 is reached depends on an error of line 8, which is not read",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_an_error_leads_to_is_refused_where_it_is_not_read(kind, tmp_path):
    text, message = CASES[kind]
    path = tmp_path / "train.py"
    path.write_text(HEAD + text)
    with pytest.raises(LrplotError, match=message):
        plan(str(path))


def test_an_error_that_nothing_catches_ends_the_training(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(HEAD + "    except KeyboardInterrupt:\n        break\n")
    assert len(plan(str(path)).plot().steps) == 14  # 10 of the first epoch, 4 of the second

"""What grows while a script is read: lists in loops of unknown length, groups, expressions."""

import pytest
from reading import rates

from lrplot import LrplotError


@pytest.fixture
def script(tmp_path):
    return tmp_path / "train.py"


GROWN = {
    "append": """
import os
data = []
for name in os.listdir("images"):
    data.append(name)
""",
    "extend": """
import os
data = [0]
for name in os.listdir("images"):
    data.extend([name, name])
""",
    "while": """
data = []
while more():
    data.append(1)
""",
    "attribute": """
import os
class Data:
    def __init__(self):
        self.names = []
        for name in os.listdir("images"):
            self.names.append(name)
    def __len__(self):
        return len(self.names)
data = Data()
""",
}

LOADED = """
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for batch in torch.utils.data.DataLoader(data, batch_size=1):
    opt.step()
"""


@pytest.mark.parametrize("how", GROWN)
def test_what_grows_in_a_loop_of_unknown_length_has_no_known_length(script, how):
    with pytest.raises(LrplotError, match=r"not known before it runs: len\(data\)"):
        rates(script, GROWN[how] + LOADED)


GROUPS = """
parts = []
for name, parameter in model.named_parameters():
    one = {"params": [parameter], RATE}
    HOW
opt = torch.optim.SGD(parts, lr=0.1)
for step in range(3):
    opt.step()
"""


@pytest.mark.parametrize("how", ["parts.append(one)", "parts += [one]"])
def test_groups_with_rates_of_their_own_from_such_a_loop_are_refused(script, how):
    text = GROUPS.replace("HOW", how)
    said = "what groups parts has is not known; say --let 'parts=None' if all have the optim"
    with pytest.raises(LrplotError, match=said):
        rates(script, text.replace("RATE", '"lr": 0.2 if "bias" in name else 0.1'))
    (found,) = rates(script, text.replace("RATE", '"weight_decay": 0.0'))
    assert found.tolist() == [0.1, 0.1, 0.1]
    (found,) = rates(script, text.replace("RATE", '"lr": 0.1'), let=["parts=None"])
    assert found.tolist() == [0.1, 0.1, 0.1]


LARGE = """
last = read()
for place in range(200):
    last = last * (1.0 - last) + place
opt = torch.optim.SGD(model.parameters(), lr=RATE)
for step in range(5):
    opt.step()
"""


def test_what_grows_too_large_is_refused_where_the_rate_needs_it_alone(script):
    (found,) = rates(script, LARGE.replace("RATE", "0.1"))
    assert found.tolist() == [0.1] * 5
    with pytest.raises(LrplotError, match="grows too large to be read, and the rate depends on it"):
        rates(script, LARGE.replace("RATE", "last"))

"""Values that Python's own functions make: what is assumed of the environment, what stays open."""

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan

TRAINS = """
import torch
from model import params
opt = torch.optim.SGD(params, lr=lr)
for epoch in range(4):
    opt.step()
"""


@pytest.fixture
def rate(write):
    """Return the rate that a script trains with throughout."""

    def drawn(text, **said):
        path = write("train.py", text + TRAINS)
        ((_, curve),) = plan(path, **said).plot().curves
        found = curve(np.arange(4))
        assert (found == found[0]).all()
        return found[0]

    return drawn


ASKED = "import os\nlr = float(os.environ.get('LR', 0.1)) * int(os.getenv('WORLD_SIZE', '2'))\n"


def test_a_default_of_the_environment_is_taken_and_said(rate):
    with pytest.warns(LrplotWarning) as said:
        assert rate(ASKED) == 0.2
    (one,) = said
    assert str(one.message) == (
        "os.environ.get('LR', 0.1) (line 2) is taken to be 0.1, os.getenv('WORLD_SIZE', '2') "
        "(line 2) is taken to be '2', by default: say --let \"os.environ['LR']=…\" and "
        "--let \"os.environ['WORLD_SIZE']=…\" where it is another"
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"let": ["os.environ['LR']=0.5"]}, 1.0),
        ({"let": ["os.environ.get('LR', 0.1)=0.5"]}, 1.0),
        ({"let": ["os.environ['LR']=0.5", "os.environ['WORLD_SIZE']=3"]}, 1.5),
        ({"gpus": 4}, 0.4),
        ({"let": ["lr=7"]}, 7.0),
    ],
)
def test_what_the_environment_has_is_said_beside_the_script(rate, said, expected):
    assert rate(ASKED, **said) == expected


def test_what_changes_no_curve_is_not_said(rate, recwarn):
    assert rate("import os\nif int(os.environ.get('RANK', 0)) == 0:\n    print(1)\nlr = 0.5") == 0.5
    assert not [one for one in recwarn if one.category is LrplotWarning]


def test_a_script_may_set_the_environment_itself(rate):
    text = "import os\nos.environ['LR'] = '0.25'\nlr = float(os.environ.get('LR', 1))\n"
    assert rate(text) == 0.25


OPEN = {
    "a variable without a default": (
        "import os\nlr = float(os.environ['LR'])\n",
        "not known before it runs: os.environ['LR'] (line 2)",
        ("--let", "os.environ['LR']=…"),
    ),
    "one that is None by default": (
        "import os\nlr = float(os.environ.get('LR') or 0.1)\n",
        "not known before it runs: os.environ.get('LR') (line 2)",
        ("--let", "os.environ.get('LR')=…"),
    ),
    "how many processes there are": (
        "import os\nlr = 0.1 * int(os.environ['WORLD_SIZE'])\n",
        "not known before it runs: how many processes train (line 2)",
        ("--gpus", "N"),
    ),
    "a generator whose names have changed": (
        "k = 2\ng = (x * k for x in [0.1])\nk = 3\nlr = sum(g)\n",
        "not known before it runs: sum(g) (line 4)",
        ("--let", "sum(g)=…"),
    ),
    "an iterator that a loop has left": (
        "g = iter([1, 2, 3])\nfor x in g:\n    break\nlr = next(g)\n",
        "not known before it runs: next(g) (line 4)",
        ("--let", "next(g)=…"),
    ),
    "an array that is changed in its place": (
        "import numpy as np\na = np.array([0.1, 0.2])\nb = a[1:]\na[1] = 3\nlr = b[0]\n",
        "not known before it runs: lr (line 5)",
        ("--let", "lr=…"),
    ),
    "an array of single precision": (
        "import numpy as np\nlr = np.array([0.1], dtype=np.float32)[0]\n",
        "not known before it runs: lr (line 2)",
        ("--let", "lr=…"),
    ),
    "a case that nobody knows": (
        "match settings():\n    case {'lr': lr}:\n        pass\n",
        "not known before it runs: settings() (line 1); settings (line 1) is not defined",
        ("--let", "settings()=…"),
    ),
    "YAML with anchors": (
        "import yaml\nlr = yaml.safe_load('a: &a 1\\nlr: *a')['lr']\n",
        "not known before it runs: lr (line 2)",
        ("--let", "lr=…"),
    ),
    "a kind of which a value may be": (
        "import enum\nclass M(enum.Enum):\n    A = 'a'\nlr = 0.1 if M.A.value is other else 0.2\n",
        "not known before it runs: other (line 4)",
        ("--let", "other=…"),
    ),
}


@pytest.mark.parametrize("kind", OPEN)
def test_what_stays_open_is_asked_for(kind, rate):
    text, message, asks = OPEN[kind]
    with pytest.raises(LrplotError) as error:
        rate(text)
    assert str(error.value) == f"train.py: {message}"
    assert error.value.asks[: len(asks)] == asks


WHOLE = {
    "numbers of the epoch in a list": ("[epoch, 1] == [2, 1]", [1, 1, 0.5, 0.5]),
    "any of several": ("any(epoch == n for n in (1, 3))", [1, 0.5, 0.5, 0.25]),
    "all of several": ("all(epoch > n for n in (0, 1))", [1, 1, 0.5, 0.25]),
    "a list that is another": ("(epoch, 1) != (2, 1)", [0.5, 0.25, 0.25, 0.125]),
    "lists of other lengths": ("[epoch] == [2, 1]", [1, 1, 1, 1]),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_condition_may_look_at_lists(kind, write):
    test, expected = WHOLE[kind]
    text = TRAINS.replace("    opt.step", f"    if {test}:\n        lower(opt)\n    opt.step")
    text = f"lr = 1.0\ndef lower(o):\n    o.param_groups[0]['lr'] *= 0.5\n{text}"
    ((_, curve),) = plan(write("train.py", text)).plot().curves
    np.testing.assert_array_equal(curve(np.arange(4)), expected)

"""What a script imports from files of its own project is read with it, and never run."""

import os

import numpy as np
import pytest

import lrplot
from lrplot import LrplotError, plan

LOOP = """
optimizer = torch.optim.SGD(params, lr=LR)
scheduler = build(optimizer)
for epoch in range(4):
    optimizer.step()
    scheduler.step()
"""
BUILD = """
from torch.optim.lr_scheduler import StepLR
LR = 0.1
def build(optimizer):
    return StepLR(optimizer, 2, 0.5)
"""
HALVED = [0.1, 0.1, 0.05, 0.05]


@pytest.fixture
def project(tmp_path):
    """Write files, and return a function that draws one of them."""

    def made(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

        def drawn(name="train.py", **given):
            return plan(str(tmp_path / name), **given).plot().curves[0][1](np.arange(4))

        return drawn

    return made


WAYS = {
    "a name": "from parts import build, LR",
    "another name": "from parts import build as made, LR\nbuild = made",
    "a module": "import parts\nbuild, LR = parts.build, parts.LR",
    "a module by another name": "import parts as p\nbuild, LR = p.build, p.LR",
    "all names": "from parts import *",
    "a relative name": "from .parts import build, LR",
    "either": "try:\n    from .parts import build, LR\nexcept ImportError:\n"
    "    from parts import build, LR",
    "in a function": "def get():\n    from parts import build, LR\n    return build, LR\n"
    "build, LR = get()",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", ["parts.py", "parts/__init__.py"])
def test_what_a_script_imports_is_read(project, way, file):
    drawn = project({"train.py": f"import torch\n{WAYS[way]}{LOOP}", file: BUILD})
    np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)


PLACES = {
    "a folder without a file of its own": ("train.py", "lib/parts.py", "lib.parts"),
    "above the package": ("lib/train.py", "lib/parts.py", "lib.parts"),
    "in the project": ("tools/train.py", "lib/parts.py", "lib.parts"),
    "in its sources": ("tools/train.py", "src/lib/parts.py", "lib.parts"),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_where_python_finds_it(project, place):
    script, file, module = PLACES[place]
    text = f"import torch\nfrom {module} import build, LR{LOOP}"
    files = {script: text, file: BUILD, "pyproject.toml": ""}
    if place == "above the package":
        files = {script: text, file: BUILD, "lib/__init__.py": ""}
    np.testing.assert_allclose(project(files)(script), HALVED, rtol=1e-15)
    np.testing.assert_allclose(project(files)(script, let=["LR=0.4"]), np.array(HALVED) * 4)


def test_a_package_that_is_installed_goes_before_a_folder_of_its_name(project):
    text = """import torch
from timm.scheduler import StepLRScheduler
optimizer = torch.optim.SGD(params, lr=0.1)
scheduler = StepLRScheduler(optimizer, decay_t=2, decay_rate=0.5)
for epoch in range(4):
    for batch in range(1):
        optimizer.step()
    scheduler.step(epoch + 1)
"""
    drawn = project({"train.py": text, "timm/scheduler.py": "raise SystemExit"})
    np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)


def test_a_file_of_its_own_goes_before_a_name_that_a_framework_has(project):
    # T5X's own module is called utils, too
    text = "import torch\nfrom utils import create_learning_rate_scheduler as build\nLR = 0.1"
    own = BUILD.replace("build", "create_learning_rate_scheduler")
    drawn = project({"train.py": text + LOOP, "utils.py": own})
    np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)


def test_files_that_import_each_other_are_read_once(project):
    files = {
        "train.py": f"import torch\nfrom one import LR\nfrom two import build{LOOP}",
        "one.py": "rates = []\nimport two\nrates.append(0.1)\nLR = rates[0]",
        "two.py": f"import one\n{BUILD}\none.rates.append(0.1 if not one.rates else 0.7)",
    }
    np.testing.assert_allclose(project(files)(), HALVED, rtol=1e-15)


def test_lines_say_of_which_file_they_are(project):
    build = "def build(optimizer):\n    from torch.optim import lr_scheduler\n"
    build += "    return lr_scheduler.StepLR(optimizer, size)\nLR = 0.1"
    drawn = project({"train.py": f"import torch\nfrom lib.parts import build, LR{LOOP}",
                     "lib/parts.py": build})  # fmt: skip
    with pytest.raises(LrplotError, match=r"train.py: .*size \(line 3 of lib/parts.py\)") as error:
        drawn()
    assert error.value.asks == ("--let", "size=…")
    np.testing.assert_allclose(drawn(let=["size=1"]), 0.1 ** np.arange(1, 5), rtol=1e-12)


def test_a_file_that_cannot_be_read_is_said(project):
    text = f"import torch\nfrom parts import build, LR{LOOP}"
    drawn = project({"train.py": text, "parts.py": "LR = 0.1\ndef build(optimizer:\n"})
    with pytest.raises(LrplotError, match=r"build\(optimizer\).*; parts.py is not read: line 2: "):
        drawn()


def test_what_was_read_is_told(project, tmp_path):
    project({"train.py": f"import torch\nfrom parts import build, LR{LOOP}", "parts.py": BUILD})
    short, *told = plan(str(tmp_path / "train.py")).specs[0].told
    assert short.startswith("scheduler of line 5 of parts.py, once an update; 4 updates")
    assert short.endswith("; with parts.py")
    assert told[-1] == "with parts.py"


def test_none_of_it_is_run(project, tmp_path):
    mark = tmp_path / "mark"
    leaves = f"open({str(mark)!r}, 'w').write('x')\n__import__('os').mkdir({str(mark)!r})\n"
    text = f"import torch\nfrom parts import build, LR\n{LOOP}"
    drawn = project({"train.py": text, "parts.py": leaves + BUILD})
    np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)
    assert not mark.exists()


@pytest.mark.parametrize("many", [3, 400])
def test_a_long_chain_of_files_ends(project, many):
    files = {f"m{i}.py": f"from m{i + 1} import LR, build" for i in range(many)}
    text = f"import torch\nfrom m0 import LR, build{LOOP}"
    drawn = project({"train.py": text, **files, f"m{many}.py": BUILD})
    if many < 100:
        np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)
        return
    with pytest.raises(LrplotError, match=r"is not read: more than 100 files are imported"):
        drawn()


def test_names_of_modules_are_bounded(project):
    name = ".".join(["a"] * 3000)
    drawn = project({"train.py": f"import torch\nfrom {name} import LR, build{LOOP}"})
    with pytest.raises(LrplotError, match="not known"):
        drawn()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file_of_a_project(project, tmp_path):
    os.mkfifo(tmp_path / "parts.py")
    drawn = project({"train.py": f"import torch\nfrom parts import build, LR{LOOP}"})
    with pytest.raises(LrplotError, match=r"what build\(optimizer\) does to the rate"):
        drawn()


WALKS = """
def walk(module):
    for child in module.children():
        walk(child)
"""
GROWS = """
class Net:
    def __init__(self, many):
        self.table = [[place / (1 + each) for place in range(many)] for each in range(many)]
"""
CHANGES = """
class Settings:
    lr = 0.1
def update(settings, path):
    for each in read(path):
        update(settings, each)
    settings.lr = read(path)
"""


@pytest.mark.parametrize(
    ("own", "use"),
    [
        (WALKS, "import torch\nfrom own import walk\nwalk(torch.nn.Linear(1, 1))"),
        (GROWS, "import torch\nfrom own import Net\nmodel = Net(500)\nmodel.train()"),
    ],
    ids=["calls itself", "too large"],
)
def test_what_moves_no_rate_need_not_be_followed(project, own, use):
    text = f"{use}\nfrom parts import build, LR{LOOP}"
    drawn = project({"train.py": text, "own.py": own, "parts.py": BUILD})
    np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)


def test_what_changes_what_it_is_given_is_followed_or_refused(project):
    text = "import torch\nfrom own import Settings, update\nsettings = Settings()\n"
    text += f"update(settings, 'a.yaml')\nLR = settings.lr\nfrom parts import build{LOOP}"
    drawn = project({"train.py": text, "own.py": CHANGES, "parts.py": BUILD})
    with pytest.raises(LrplotError, match=r"line \d of own.py: "):
        drawn()


def test_where_a_script_ends_is_said(project):
    text = "import torch\nfrom parts import build, LR\noutput = None\nif not output:\n    raise"
    drawn = project({"train.py": f"{text} ValueError{LOOP}", "parts.py": BUILD})
    with pytest.raises(LrplotError, match="no schedule is made here that trains; line 5 ends it"):
        drawn()
    np.testing.assert_allclose(drawn(let=["output=out"]), HALVED, rtol=1e-15)


def test_processes_are_those_that_are_said(project):
    own = """import torch.distributed as dist
def processes():
    if not dist.is_available() or not dist.is_initialized():
        return 1
    return dist.get_world_size()
"""
    text = "import torch\nfrom own import processes\nfrom parts import build\n"
    text += f"LR = 0.1 * processes(){LOOP}"
    drawn = project({"train.py": text, "own.py": own, "parts.py": BUILD})
    with pytest.warns(lrplot.LrplotWarning, match=r"is_initialized\(\) .line 3 of own.py. is ta"):
        np.testing.assert_allclose(drawn(), HALVED, rtol=1e-15)
    np.testing.assert_allclose(drawn(gpus=8), np.array(HALVED) * 8, rtol=1e-15)


MANY = "self.table = [[i * j for i in range(many)] for j in range(many)]"
LARGE = f"""
class Base:
    lr = 0.2
    def __init__(self):
        self.lr = 0.7
class Settings(Base):
    drop = 0.1
    def __init__(self, many):
        super().__init__()
        {MANY}
        self.drop = 3
"""


@pytest.mark.parametrize("attribute", ["lr", "drop"])
def test_what_an_object_is_given_that_is_not_followed_is_asked_for(project, attribute):
    text = "import torch\nfrom own import Settings\nfrom parts import build\n"
    text += f"LR = Settings(400).{attribute}"
    drawn = project({"train.py": text + LOOP, "own.py": LARGE, "parts.py": BUILD})
    with pytest.raises(LrplotError, match="not known before it runs: LR"):
        drawn()


def test_what_its_own_functions_change_is_known_where_the_script_seems_to_say_all(project):
    own = "def change(rates):\n    again = rates\n    again[0] = 0.5\n"
    text = "import torch\nfrom own import change\nrates = [0.1]\nchange(rates)\n"
    text += "opt = torch.optim.SGD(params, lr=rates[0])\nfor epoch in range(2):\n    opt.step()\n"
    np.testing.assert_array_equal(project({"train.py": text, "own.py": own})(), [0.5] * 4)


def test_a_warning_says_that_its_own_functions_cannot_be_followed(project):
    table = "[[i * j for i in range(900)] for j in range(900)]"
    own = f"def change(rates):\n    rates[0] = len({table})\n"
    text = "import torch\nfrom own import change\nchange([0.1])\n"
    text += "opt = torch.optim.SGD(params, lr=0.1)\n"
    drawn = project({"train.py": f"{text}for epoch in range(4):\n    opt.step()\n", "own.py": own})
    with pytest.warns(lrplot.LrplotWarning, match="drawn as if what it imports from its project"):
        assert drawn().tolist() == [0.1] * 4

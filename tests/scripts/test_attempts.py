"""A `try` that may fail, as the import of what is not there: asked where it matters."""

import warnings

import numpy as np
import pytest

from lrplot import LrplotError, LrplotWarning, plan

TAIL = """
opt = torch.optim.SGD(params, lr=lr)
s = torch.optim.lr_scheduler.ExponentialLR(opt, gamma)
for epoch in range(4):
    opt.step()
    s.step()
"""
TRIES = {
    "another rate": """
try:
    import apex.optimizers
    lr = 0.3
except ImportError:
    lr = 0.1
""",
    "a flag": """
try:
    from apex import amp
    fast = True
except (ImportError, ModuleNotFoundError) as error:
    print(error)
    fast = False
lr = 0.3 if fast else 0.1
""",
    "set before": """
lr = 0.1
try:
    import apex
except ImportError:
    pass
else:
    lr = 0.3
""",
    "inside a function": """
def rate():
    try:
        import apex
        return 0.3
    except Exception:
        pass
    return 0.1
lr = rate()
""",
    "by return": """
def rate():
    try:
        import apex
    except ImportError as error:
        return 0.1
    return 0.3
lr = rate()
""",
    "an error that is raised at times": """
strict = False
try:
    import apex
    lr = 0.3
except ImportError:
    if strict:
        raise
    lr = 0.1
""",
    "None in its place": """
try:
    import apex
except ImportError:
    apex = None
lr = 0.1 if apex is None else 0.3
""",
    "behind what is there": """
lr = 0.1
try:
    import math, json
    print(math.pi)
    import apex, os
    lr = 0.3
except ImportError:
    pass
""",
    "suppressed": """
import contextlib
lr = 0.1
with contextlib.suppress(ImportError):
    import apex
    lr = 0.3
""",
    "one in another": """
try:
    import apex
    lr = 0.3
except ImportError:
    try:
        import bitsandbytes
        lr = 0.1
    except ImportError:
        lr = 0.1
""",
}


def drawn(tmp_path, text, **given):
    path = tmp_path / "train.py"
    path.write_text(f"import torch\ngamma = 0.9\n{text}{TAIL}")
    return plan(str(path), **given).plot().curves[0][1](np.arange(4))


def rates(lr):
    return lr * 0.9 ** np.arange(4)


@pytest.mark.parametrize("kind", TRIES)
def test_what_makes_another_curve_is_asked_for(kind, tmp_path):
    text = TRIES[kind]
    with pytest.raises(LrplotError, match=r"where (import|from) apex.* fails") as error:
        drawn(tmp_path, text)
    option, said = error.value.asks
    assert (option, said.partition("=")[2]) == ("--let", "False")
    np.testing.assert_allclose(drawn(tmp_path, text, let=[said]), rates(0.1), rtol=1e-12)
    for there in (said.replace("False", "True"), "apex=True"):
        np.testing.assert_allclose(drawn(tmp_path, text, let=[there]), rates(0.3), rtol=1e-12)


def test_a_value_that_is_said_holds_either_way(tmp_path):
    found = drawn(tmp_path, TRIES["another rate"], let=["lr=2"])
    np.testing.assert_allclose(found, rates(2.0), rtol=1e-12)


SAME = {
    "no rate": "try:\n    import wandb\nexcept ImportError:\n    wandb = None\nlr = 0.3\n",
    "no way on": "import sys\ntry:\n    import apex\n    lr = 0.3\nexcept ImportError:\n"
    "    lr = 0.1\n    sys.exit('apex, please')\n",
    "an error after all": "try:\n    import apex\n    lr = 0.3\nexcept ImportError:\n"
    "    lr = 0.1\n    raise\n",
    "Python's own": "try:\n    import json\n    lr = 0.3\nexcept ImportError:\n    lr = 0.1\n",
    "another error": "try:\n    import apex\n    lr = 0.3\nexcept KeyError:\n    lr = 0.1\n",
    "nothing may fail": "try:\n    lr = 0.3\nexcept ValueError:\n    lr = 0.1\n",
    "torch": "try:\n    import torch\nexcept ImportError:\n    print('none')\nlr = 0.3\n",
}


@pytest.mark.parametrize("kind", SAME)
def test_what_makes_no_other_curve_is_not(kind, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_allclose(drawn(tmp_path, SAME[kind]), rates(0.3), rtol=1e-12)


LOADED = """
try:
    state = torch.load("last.pt")
    lr = 0.3
except FileNotFoundError:
    lr = 0.1
"""


def test_what_else_may_fail_is_asked_for_by_what_it_sets(tmp_path):
    with pytest.raises(
        LrplotError, match=r"line 4: where state = torch.load\('last.pt'\) fails"
    ) as e:
        drawn(tmp_path, LOADED)
    assert e.value.asks == ("--let", "lr=…")
    np.testing.assert_allclose(drawn(tmp_path, LOADED, let=["lr=2"]), rates(2.0), rtol=1e-12)


def test_what_is_said_of_it_does_not_fail(tmp_path):
    text = """import os
try:
    lr = float(os.environ["LR"])
except KeyError:
    lr = 0.1
"""
    found = drawn(tmp_path, text, let=["os.environ['LR']=0.3"])
    np.testing.assert_allclose(found, rates(0.3), rtol=1e-12)


def test_the_first_that_matters_is_asked_for(tmp_path):
    text = SAME["no rate"] + TRIES["another rate"]
    with pytest.raises(LrplotError, match=r"line 9: where import apex\.optimizers fails"):
        drawn(tmp_path, text)


FALLBACK = """
lr = 0.3
try:
    import torch
except ImportError:
    from own import torch
"""


def test_what_cannot_be_read_where_it_fails_is_said(tmp_path):
    with pytest.warns(LrplotWarning, match=r"import torch \(line 5\): taken not to fail"):
        np.testing.assert_allclose(drawn(tmp_path, FALLBACK), rates(0.3), rtol=1e-12)


def test_a_handler_that_trains_is_refused(tmp_path):
    text = """
lr = 0.1
try:
    import apex
except ImportError:
    other = torch.optim.SGD(params, lr=lr)
    other.step()
"""
    with pytest.raises(LrplotError, match="line 9: whether this trains depends on what fails"):
        drawn(tmp_path, text)


MANY = "i = 0\ntry:\n    import x{}\nexcept ImportError:\n    {}\n"
LOOP = "for j in range({}):\n        i += j\n"


@pytest.mark.usefixtures("within_a_second")
def test_many_that_matter_are_one_question(tmp_path):
    text = "lr = 0.3\n" + "".join(MANY.format(i, "lr += 0.1") for i in range(100))
    with pytest.raises(LrplotError, match="line 5: where import x0 fails"):
        drawn(tmp_path, text + LOOP.format(10_000))


@pytest.mark.usefixtures("within_a_second")
def test_many_that_cannot_be_read_are_one_warning(tmp_path):
    inside = LOOP.format(2500) + "    from own import torch"
    text = "lr = 0.3\n" + "".join(MANY.format(i, inside) for i in range(100))
    with pytest.warns(LrplotWarning, match=r"import x0 \(line 5\), .*taken not to fail") as found:
        np.testing.assert_allclose(drawn(tmp_path, text), rates(0.3), rtol=1e-12)
    assert len(found) == 1


IN_LOOP = """
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.StepLR(opt, 1, 0.5)
for epoch in range(3):
    opt.step()
    try:
        import apex
{body}
    except ImportError:
        pass
"""


@pytest.mark.parametrize("body", ["sched.step()", "opt.param_groups[0]['lr'] = 0.3"])
def test_an_import_that_may_fail_in_a_loop_that_trains_is_asked_for(body, tmp_path):
    path = tmp_path / "train.py"
    path.write_text("import torch" + IN_LOOP.format(body=f"        {body}"))
    with pytest.raises(LrplotError, match="where import apex fails another curve"):
        plan(str(path)).plot()


NEWER = """
try:
    made = torch.compile_not_there
    lr = 0.3
except AttributeError:
    lr = 0.1
"""


def test_what_another_version_may_not_have_is_asked_for(tmp_path):
    path = tmp_path / "train.py"
    path.write_text(f"import torch\ngamma = 0.5{NEWER}{TAIL}")
    with pytest.raises(LrplotError, match=r"where made = .* fails another"):
        plan(str(path)).plot()

"""Inputs that are plans, and Python files of one's own."""

from __future__ import annotations

import yaml
from fuzz.beside import looks, metrics
from fuzz.front import Case
from fuzz.texts import mutated, odd
from fuzz.words import GOOD, Draw, drawable, plain, seldom, shown
from hypothesis import strategies as st

from lrplot.parameters import roles_of
from lrplot.plots.settings import Settings
from lrplot.specs.request import Request
from lrplot.specs.spec import Spec

scalars = odd | st.booleans() | st.none() | st.integers() | st.floats()
trees = st.recursive(
    scalars | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd, inner, max_size=3),
    max_leaves=5,
)

PLANS = (
    "", "x", "[]", "schedules:", "schedules: []", "schedules: [cosine]\n---\nschedules: [exp]\n",
    "&a schedules: [cosine]\n", "schedules: &a [*a]\n", "schedules: [cosine, *b]\n",
    "a: &a [x, x]\nb: &b [*a, *a]\nschedules: [*b, *b]\n", "<<: {schedules: [cosine]}\n",
    "schedules: !!python/object/apply:os.getcwd []\n", "schedules: [!!binary aGk=]\n",
    "schedules: [!include plan.yaml]\n", "schedules: [plan.yaml]\n", "schedules: ['x.py:f']\n",
    "schedules: [!!str cosine]\n", "schedules: !!set {cosine}\n",
    "%YAML 9.9\n---\nschedules: [cosine]\n", "\ufeffschedules: [cosine]\n",
    "schedules:\n\t- cosine\n", "schedules: [cosine]\noutput: ../x.png\n",
    "schedules: [cosine]\noutput: [/dev/full, x.svg]\n", "schedules: [cosine]\noutput: a.png\n",
    'schedules: ["\\0", "\\x1b[31m=cosine"]\n', "? [a]\n: b\n", "schedules: [{schedule: cosine}]\n",
    "schedules: [{schedule: exp, sweep: {decay_rate: [0.5, 0.9]}, label: x}]\nsteps: 300\n",
    "request: {peak_lr: 1e-3, total_steps: 1k}\nschedules: [linear, cosine]\nsteps_per_epoch: 7\n",
    "schedules: [cosine]\nlook: no.mplstyle\ntitle: |\n  a\n  b\n", "{" * 300, "- " * 3000,
)  # fmt: skip


@st.composite
def mapped(draw: Draw) -> object:
    """Return a schedule of a plan, as a word or as a mapping with values of its own."""
    if draw(st.booleans()):
        return draw(plain)
    spec: Spec = draw(drawable)
    item: dict[str, object] = {"schedule": spec.entry.title}
    item |= {p.key: spec.text(p) for p in spec.given()}
    for key in draw(st.lists(st.sampled_from([*item, "label", "sweep"]), max_size=1)):
        item[key] = draw(trees)
    return item


@st.composite
def trees_of_plans(draw: Draw) -> str:
    """Return the YAML of a plan that may have anything in one place."""
    plan: dict[object, object] = {"schedules": draw(st.lists(mapped(), min_size=1, max_size=2))}
    settings = [*roles_of(Settings), "output", "request"]
    for key in draw(st.lists(st.sampled_from(settings), max_size=2)):
        role = roles_of(Settings).get(key)
        plan[key] = draw(st.just(GOOD.get(key, True)) | trees if role else trees)
    if draw(st.booleans()):
        request = st.dictionaries(st.sampled_from([*roles_of(Request)]), scalars, max_size=2)
        plan["request"] = draw(request)
    if seldom(draw):
        plan[draw(odd)] = draw(trees)
    return yaml.safe_dump(plan, allow_unicode=True, default_flow_style=draw(st.booleans()))


@st.composite
def plans(draw: Draw) -> Case:
    """Return a plan, and the command that draws it."""
    trees = trees_of_plans()
    text = draw(trees | trees | trees | mutated(trees) | st.sampled_from(PLANS))
    data = text.encode("utf-8", "surrogatepass")
    # what it names itself would be written too
    asked, output = draw(shown().filter(lambda x: x[1] or "--format" in x[0]))
    return Case(("compare", *asked, "plan.yaml"), (("plan.yaml", data),), ("plan.yaml",), output)


SOUND = (
    "return 0.1", "return 0.1 * 0.9 ** step", "return 0.1 if step % 2 else 0.2",
    "return step ** 0.5", "global n; n = n + 1; return n", "return np.cos(step)",
    "return np.where(step < 9, 1, 0)",
)  # fmt: skip
BODIES = (
    "return 1 / step", "return None", "return 'x'", "return [1]", "return float('nan')",
    "return -step", "return 10 ** 400", "return 1j", "raise ValueError('a\\nb\\x1b')",
    "raise KeyError", "raise SystemExit(3)", "raise MemoryError",
    "raise ImportError('x', name=None)", "assert False", "return f(step)",
    "return step if step < 50 else None", "if step > 20: raise ValueError\n    return 1", "yield 1",
    "print('said'); return 1.0", "import sys; sys.stderr.write('said\\n'); return 1.0", "return a",
    "return math.exp(-step)", "return np.float32(0.1)", "return np.array([1.0, 2.0])",
    "return True", "return step[0]", "warnings.warn('x'); return 1.0", "return UNKNOWN",
)  # fmt: skip
HEADS = (
    "step", "t, a=0.1", "epoch, lr", "*args", "step, /, peak_lr", "", "step, *, a=1",
    "step: int = 0",
)  # fmt: skip
TOPS = (
    "import math, warnings\nimport numpy as np\nn = 0\n", "import no_such_module\n",
    "1 / 0\n", "raise SystemExit\n", "raise Exception('a\\nb')\n", "print('said')\n",
    "# coding: latin-1\n", "\x00", "# coding: none\n", "\ufeff",
    "from lrplot import schedule\n@schedule\n", "import lrplot\n", "@staticmethod\n",
    "class f:\n    pass\n", "import functools\n@functools.cache\n", "f = 3\n", "    x\n", "def\n",
    "__all__ = 3\n", "from torch import nn\n", "f" + "(" * 300 + "\n",
    "x = lambda step: 0.1\n",
)  # fmt: skip
FILE_WORDS = (
    "x.py:f", "x.py:f", "x.py:f(0.1)", "x.py:f:a=0.2", "x.py:C", "x.py:C(a=1)", "x.py:", "x.py",
    "x.py:g", "LambdaLR(torch.optim.SGD(p, lr=0.1), 'x.py:f')", "A=x.py:f", "x.py:f.g",
    "x.py:C:a=b", "./x.py:f", "keras.LearningRateScheduler('x.py:f')", "x.py:x", "folder.py:f",
    "no.py:f", "expr:x.py:f", "x.py:f(f)",
    "SequentialLR(opt, [LambdaLR(opt, 'x.py:f'), ConstantLR(opt)], [9])",
)  # fmt: skip


@st.composite
def sources(draw: Draw) -> str:
    """Return a Python file, harmless, with a function and a class that are right or wrong."""
    head, body = (
        draw(st.sampled_from([*["step"] * 9, *HEADS])),
        draw(st.sampled_from([*SOUND * 5, *BODIES])),
    )
    top = TOPS[0] + (draw(st.sampled_from(TOPS)) if seldom(draw) else "")
    name = draw(st.sampled_from(["step", "t", "epoch"]))
    call = f"    def __call__(self, {name}):\n        step = {name}\n        {body}".replace(
        "\n    ret", "\n        ret"
    )
    made = draw(
        st.sampled_from(
            ["", f"class C:\n    def __init__(self, a=1):\n        self.a = a\n{call}\n"]
        )
    )
    return f"{top}def f({head}):\n    {body}\n{made}"


@st.composite
def users(draw: Draw) -> Case:
    """Return a Python file, and the command that draws what is in it."""
    data = draw(sources()).encode("utf-8", "surrogatepass")
    files = (("x.py", data), ("folder.py/x", b""))
    asked, output = draw(shown(1))
    # past its steps a function is called longer than a test may last
    asked = tuple(
        "300" if text in ("1M", "1e12", "9007199254740992", "1B:1T:7") else text for text in asked
    )
    word = draw(st.sampled_from(FILE_WORDS))
    return Case(("compare", *asked, "--", word), files, (word,), output)


FILES = {"plans": plans(), "looks": looks(), "files": users(), "metrics": metrics()}

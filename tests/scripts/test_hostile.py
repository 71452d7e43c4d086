"""Scripts that nobody means well with: each is refused, or read, within a second; none is run."""

import contextlib
import random
import time

import pytest

from lrplot import LrplotError, plan

LOOP = """
import torch
optimizer = torch.optim.SGD(params, lr={rate})
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, {size})
for epoch in range({epochs}):
    for i in range({batches}):
        optimizer.step()
        {inside}
    scheduler.step()
"""

NUMBERS = ("9**9**9", "10**400", "-1", "0", "1e400", "float('nan')", "2**10000", "'9' * 10**9",
           "[0] * 10**9", "range(10**12)", "sum(range(10**9))", "10**10", "None", "1 << 10**9",
           "f'{10**5000}'", "max([])", "(lambda: (yield))()", "int('9' * 5000)",
           "len('a' * 10**10)", "math.factorial(10**6)", "pow(10, 10**9)",
           "float('1'.zfill(10**10))", "float(f'{1:>1000000000}')", "len('%*d' % (10**9, 1))",
           "float('{:>{}}'.format(1, 10**9))", "sorted([float('nan'), 1])[0]")  # fmt: skip

INSIDE = ("pass", "i = 10**9", "if i > epoch: break", "while True: i += 1", "return 5",
          "scheduler.step(i ** epoch)", "for j in range(10**9): optimizer.step()",
          "optimizer.param_groups[0]['lr'] = epoch ** i ** epoch", "continue",
          "if hash(i): scheduler.step()", "del scheduler", 
          "optimizer, scheduler = scheduler, optimizer",
          "global epoch", "exec('x')")  # fmt: skip

WHOLE = (
    "def f(): return f()\nf()",
    "def f(n): return f(n + 1) + f(n + 2)\nlr = f(0)",
    "f = lambda g: g(g)\nf(f)",
    "class M(type):\n    def __call__(c): open('ran', 'w')\nclass A(metaclass=M): pass\nA()",
    "class A:\n    def __getattr__(self, n): return A()\nlr = A().b.c.d",
    "class A(A): pass",
    "len = range = int = open = print = None\nlr = len(range(5))",
    "while True: pass",
    "x = []\nx.append(x)\ny = [x, x]\nprint(x == y)",
    "d = {}\nd['d'] = d\nfor k in d: d[k] = [d, d]",
    "x = 'a'\nfor _ in range(100): x += x",
    "x = [1]\nfor _ in range(100): x = x + x",
    "x = 1\nfor _ in range(10000): x = x * x + 1",
    "x = " + "(" * 90 + "1" + ")" * 90,
    "x = " + "[" * 90 + "]" * 90,
    "x = " + "-" * 5000 + "1",
    "x = " + "+".join(["1"] * 20000),
    "x = " + ".a" * 0 + "y" + ".a" * 5000,
    "x = y" + "[0]" * 3000,
    "if a:\n    x = 1\n" * 300 + "lr = x",
    "".join(f"if c{i}:\n    x{i} = {i}\nelse:\n    x{i} = x\n" for i in range(200)),
    "def f(x):\n" + "".join(f"    if x > {i}: return x\n" for i in range(400)) + "f(q)",
    "def f(x):\n" + "".join(f"    if a{i}: x = x + {i}\n    else: x = x * {i}\n" for i in range(60))
    + "    return x\nlr = f(q)",
    "".join("  " * i + f"for i{i} in range(9):\n" for i in range(18)) + "  " * 18 + "x = 1",
    "".join("  " * i + f"for i{i} in q:\n" for i in range(15)) + "  " * 15 + "opt.step()",
    "".join("  " * i + f"while c{i}:\n" for i in range(15)) + "  " * 15 + "x += 1",
    "@property\ndef f(x): return x\nf(1)",
    "import os; os.system('touch ran')",
    "__import__('os').system('touch ran')",
    "exec('open(\"ran\", \"w\")')",
    "from lrplot import *\nopen('ran', 'w')",
    "x = [[j for j in range(999)] for i in range(999)]",
    "x = {i: {j: k for j in range(99) for k in range(99)} for i in range(99)}",
    "x = '%s' * 10**8 % 5",
    "\0", "x = \x0c1", "def", "é = 1\nlr = é", "match q:\n    case [*a, {'b': c}]: pass",
    "async def f():\n    async for x in y:\n        await z\nf()",
    "try:\n    1 / 0\nfinally:\n    open('ran', 'w')",
    "lr = eval('1')",
    "s = 'a' * 20000\nt = s.replace('a', s)",
    "s = 'a' * 20000\nt = s.join(s)",
    "import itertools\nx = list(itertools.product(range(1000), repeat=900))",
    "import itertools\nx = list(itertools.combinations(range(20000), 10000))",
    "import itertools\nx = list(itertools.repeat(1))",
    "import itertools\nx = list(itertools.accumulate(range(1, 900), lambda a, b: a * b))[-1]",
    "import numpy as np\nx = np.zeros((10**6, 10**6))[0]",
    "import numpy as np\nx = np.full(shape=10**11, fill_value=1)[0]",
    "import numpy as np\na = np.arange(5000)\nfor i in range(10**5): a = np.cumsum(a) * 2",
    "import json\nx = json.loads('[' * 9000 + ']' * 9000)",
    "import ast\nx = ast.literal_eval('-' * 15000 + '1')",
    "import yaml\nx = yaml.safe_load('- ' * 9000 + '1')",
    "import yaml\nt = 'a: 1\\n' * 4000\nfor i in range(10**5): x = yaml.safe_load(t)",
    "import yaml\nx = yaml.load('!!python/object/apply:os.system [touch ran]', yaml.Loader)",
    "xs = [*range(20000)]\nfor i in range(10**5): ys = sorted(xs, key=lambda x: -x)",
    "s = 'ab' * 9000\nfor i in range(10**5): t = s.upper()",
    "x = list(map(lambda x: [x] * 20000, range(20000)))",
    "x = [1]\nfor i in range(50): x = (x, x)\ny = x in [1]\nz = sum(x, ())",
    "from collections import defaultdict\ndef f(): return f()\nx = defaultdict(f)[1]",
    "from functools import reduce\nx = reduce(lambda a, b: a + a, range(20000), 'ab')",
    "import copy\nx = [1]\nfor i in range(50): x = [x, x]\ny = copy.deepcopy(x)\nlr = y == x",
)  # fmt: skip


def scripts():
    """Yield two hundred scripts, the same every time."""
    yield from WHOLE
    draw = random.Random(7)
    for _ in range(200 - len(WHOLE)):
        rate, size, epochs, batches = (
            draw.choice((*NUMBERS, "0.1", "5", "3", "7")) for _ in range(4)
        )
        inside = draw.choice(INSIDE)
        yield LOOP.format(rate=rate, size=size, epochs=epochs, batches=batches, inside=inside)


@pytest.mark.parametrize("text", [pytest.param(t, id=str(i)) for i, t in enumerate(scripts())])
def test_a_hostile_script_ends_soon_and_is_not_run(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "train.py"
    # what only defines things is run as a file of one's own: this one trains
    path.write_text(text + "\nimport torch\no = torch.optim.SGD(p)\no.step()\n")
    began = time.process_time()
    with contextlib.suppress(LrplotError):
        plan(str(path)).plot()
    assert time.process_time() - began < 1
    assert not (tmp_path / "ran").exists()

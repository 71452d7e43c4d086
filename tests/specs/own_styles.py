"""Functions of the step in the styles that users write, for `test_in_file.py`.

`READ` can be read; `RUN` cannot, each for the reason beside it.
"""

HEAD = """
import bisect
import functools
import math
import numpy as np

WARMUP, TOTAL = 10, 200
PEAK = 6e-4
FLOOR = PEAK / 10
TABLE = {0: 0.1, 30: 0.01, 60: 0.001}
BOUNDS = [30, 60, 90]
RATES = [0.1, 0.05, 0.01, 0.001]
CONFIG = {"lr": 0.1, "gamma": 0.95, "milestones": [30, 80]}
"""

READ = {
    "get_lr": """
def get_lr(it):
    if it < WARMUP:
        return PEAK * (it + 1) / (WARMUP + 1)
    if it > TOTAL:
        return FLOOR
    ratio = (it - WARMUP) / (TOTAL - WARMUP)
    coeff = 0.5 * (1.0 + math.cos(math.pi * ratio))
    return FLOOR + coeff * (PEAK - FLOOR)
""",
    "noam": """
def noam(step, d_model=512, warmup=4000):
    step = max(step, 1)
    return d_model ** -0.5 * min(step ** -0.5, step * warmup ** -1.5)
""",
    "warmup(100)": """
def warmup(total):
    def f(step):
        return min(1.0, (step + 1) / total)
    return f
""",
    "cosine(5, total=50)": """
def cosine(warm, total=100, cycles=0.5):
    def lr_lambda(current_step):
        if current_step < warm:
            return float(current_step) / float(max(1, warm))
        progress = float(current_step - warm) / float(max(1, total - warm))
        return max(0.0, 0.5 * (1.0 + math.cos(math.pi * float(cycles) * 2.0 * progress)))
    return lr_lambda
""",
    "by_bisect": """
def by_bisect(step):
    return RATES[bisect.bisect_right(BOUNDS, step)]
""",
    "last_of": """
def last_of(epoch):
    lr = 0.0
    for start, value in TABLE.items():
        if epoch >= start:
            lr = value
    return lr
""",
    "first_of": """
def first_of(epoch):
    for start, value in zip(BOUNDS, RATES):
        if epoch < start:
            return value
    return RATES[-1]
""",
    "broken_off": """
def broken_off(epoch):
    lr = 1.0
    for start in BOUNDS:
        if start == 90:
            break
        lr = lr * (0.1 if epoch >= start else 1.0)
    return lr
""",
    "configured": """
def configured(step):
    lr = CONFIG["lr"]
    for milestone in CONFIG["milestones"]:
        if step >= milestone:
            lr *= CONFIG["gamma"]
    return lr
""",
    "by_where": """
def by_where(step):
    return np.where(step < 50, 0.1 * step / 50, 0.1 * np.exp(-0.01 * (step - 50)))
""",
    "halved": """
def halved(step):
    n = 0
    while n < 3:
        n += 1
    return 0.5 ** n * step
""",
    "nested": """
def nested(step):
    if PEAK > 0:
        if step < 10:
            return 1.0
        if step < 20:
            if step % 2:
                return 0.5
    return 0.25
""",
    "default": """
def default(step, lr=PEAK * 2, every=30, drop=0.5):
    return lr * drop ** (step // every)
""",
    "helper": """
def line(a, b, x):
    return a + (b - a) * x

def helper(step):
    x = min(step / TOTAL, 1)
    return line(1e-3, b=1e-5, x=x)
""",
    "factorial": """
def power(x, n):
    return 1.0 if n == 0 else x * power(x, n - 1)

def factorial(step):
    return power(0.9, 3) * step
""",
    "lam": "lam = lambda step: 0.95 ** step\n",
    "part": "part = functools.partial(lambda rate, step: rate / (1 + step), 0.1)\n",
    "bent": """
def bent(step):
    scale = lambda x: x * 2.0
    return scale(step) if step < 5 or 50 <= step < 60 else scale(5)
""",
    "triangle": """
def triangle(it, step_size=20, low=1e-4, high=1e-2):
    cycle = math.floor(1 + it / (2 * step_size))
    x = abs(it / step_size - 2 * cycle + 1)
    return low + (high - low) * max(0, (1 - x))
""",
    "listed": """
def listed(epoch):
    passed = [b for b in BOUNDS if b < 80]
    return 0.1 ** max([0.0] + [1.0 * (epoch >= b) for b in passed])
""",
    "Poly(0.1, power=2)": """
class Poly:
    end = 1e-4
    def __init__(self, base, power=1.0):
        self.base = base
        self.power = power
    def part(self, step):
        return (1 - min(step, TOTAL) / TOTAL) ** self.power
    def __call__(self, step):
        return self.end + (self.base - self.end) * self.part(step)
""",
    "Warm(0.1)": """
class Base:
    def __init__(self, base):
        self.base = base
    def rate(self, step):
        return self.base
class Warm(Base):
    def __init__(self, base):
        super().__init__(base)
        self.steps = WARMUP
    def __call__(self, step):
        return self.rate(step) * min(1.0, step / self.steps)
""",
    "obj": """
class Flat:
    def __init__(self, rate=0.1):
        self.rate = rate
    def __call__(self, step):
        return self.rate
obj = Flat(0.5)
""",
    "both": """
def both(step):
    return step and 5
""",
    "guarded": """
def guarded(step):
    return (step > 3 and 0.5) or 0.25 * (not step)
""",
    "whole": """
def whole(step):
    return -step // 3 + step % -4 + round(step / 2)
""",
    "late": """
def late(step):
    k = 1.0
    scaled = lambda x: x * k
    k = 2.0
    return scaled(step) + [lambda x: x + i for i in range(3)][0](step)
""",
    "skipped": """
def skipped(step):
    total = 0.0
    for bound in BOUNDS:
        if step < bound:
            continue
        total += bound
    return total
""",
    "from_the_end": """
def from_the_end(step):
    return RATES[-(step % 3) - 1]
""",
    "raises": """
def raises(step):
    if step < 0:
        raise ValueError("step")
    return 1.0 / (step + 1)
""",
    "chosen": """
def chosen(step, kind="exp"):
    if kind == "exp":
        return 0.9 ** step
    elif kind == "line":
        return 1 - step / 100
    raise ValueError(kind)
""",
}

COUNTED = (
    "calls = 0\ndef counted(step):\n    global calls\n    calls += 1\n    return 1.0 / calls\n"
)

RUN = {
    "counted": (COUNTED, "line 16: global is not read here"),
    "stateful": (
        "class Stateful:\n    def __init__(self):\n        self.n = 0\n"
        "    def __call__(self, step):\n        self.n += 1\n        return 1.0 / self.n\n"
        "stateful = Stateful()\n",
        "augassign is not read here",
    ),
    "cached": (
        "@functools.lru_cache\ndef cached(step):\n    return 0.5 * step\n",
        "cached has a decorator",
    ),
    "changed": ("LR = 1.0\ndef changed(step):\n    return LR\nLR = 2.0\n", "LR is bound more than"),
    "patched": ("D = {'a': 1}\ndef patched(step):\n    return D['a']\nD['a'] = 2\n", "D is "),
    "grown": ("L = [1.0]\ndef grown(step):\n    return L[-1]\nL.append(2.0)\n", "L may be"),
    "aliased": ("L = [1.0]\nM = L\ndef aliased(step):\n    return L[-1]\nM.append(2.0)\n", "L may"),
    "handed": ("def handed(step):\n    return math.exp(-step)\nmath.exp = math.cos\n", "math is"),
    "tried": ("def tried(step):\n    try:\n        return 1 / step\n    except ZeroDivisionError:\n"
              "        return 0.0\n", "line 15: try is not read"),
    "dynamic": ("globals()['X'] = 3\ndef dynamic(step):\n    return X\n", "globals may bind"),
    "executed": ("exec('Y = 3')\ndef executed(step):\n    return Y\n", "exec may bind"),
    "starred": ("from math import *\ndef starred(step):\n    return cos(step)\n", "an import of *"),
    "drawn": ("import random\nrandom.seed(0)\ndef drawn(step):\n"
              "    return random.Random(step).random()\n", "what random has is not read"),
    "timed": ("import time\ndef timed(step):\n    return 0.0 * time.time() + 1.0\n", "what time"),
    "printed": ("def printed(step):\n    print(step)\n    return 1.0\n", "expr is not read"),
    "summed": ("def summed(step):\n    return sum([0.1] * 10) * step\n", "sum() is not read"),
    "looped": ("def looped(step):\n    n = 0\n    while n < step // 30:\n        n += 1\n"
               "    return 0.5 ** n\n", "how often this loop goes round"),
    "ranged": ("def ranged(step):\n    for _ in range(step // 30):\n        return 0.5\n"
               "    return 1.0\n", "line 15: range is not read"),
    "typed": ("def typed(step):\n    return 1.0 if isinstance(step, int) else 2.0\n", "isinstance"),
    "recursive": ("def recursive(step):\n    return 1 if step < 1 else 2 * recursive(step // 2)\n",
                  "nested too deep"),
    "twice": ("def twice(step):\n    pairs = zip(BOUNDS, RATES)\n    a = [x for x, _ in pairs]\n"
              "    return 1.0 * len([x for x, _ in pairs])\n", "zip() is not read"),
    "inplace": ("def inplace(step):\n    a = [1.0]\n    b = a\n    b += [2.0]\n"
                "    return a[-1]\n",
                "b is changed in place"),
    "maybe": ("def maybe(step):\n    if step >= 0:\n        x = 1.0\n    return x\n", "x may"),
    "overridden": ("def overridden(step):\n    return 1.0\ndef overridden(step):\n    return 2.0\n",
                   "overridden is bound more than once"),
    "conditional": ("if PEAK > 1:\n    RATE = 1.0\nelse:\n    RATE = 2.0\ndef conditional(step):\n"
                    "    return RATE\n", "RATE is bound more than once"),
    "generated": ("def generated(step):\n    it = (x for x in BOUNDS)\n"
                  "    return 1.0 * max(it)\n", "is not read"),
}  # fmt: skip

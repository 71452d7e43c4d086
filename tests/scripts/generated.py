"""Draw training scripts from a grammar, run each by torch, and hold lrplot's curves to it.

    python tests/scripts/generated.py [--minutes N] [--seed N]
    python tests/scripts/generated.py --show N

`rules.txt` has the grammar. lrplot may refuse a script, ask or warn; what it draws without a word
must be what torch does at every update, in every group. A script that fails is not compared, nor
one that makes more than `MOST` updates. A finding is made smaller, statement by statement; exit
status 1 if there are any. It needs an interpreter that has torch and lrplot.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import itertools
import secrets
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]

import numpy as np  # noqa: E402
from grammar import Grammar  # noqa: E402
from record import torch_rates  # noqa: E402

from lrplot import LrplotError, plan  # noqa: E402

MOST = 200
"""Updates of all optimizers together, after which a script is taken not to end."""

PATIENCE = 3.0
"""Seconds for torch, after which it is taken not to end."""

SLOW = 5.0
"""Seconds of the processor for lrplot, above which a script is a finding."""

SMALLER = 30.0
"""Seconds for which a finding is made smaller."""


class EndlessError(BaseException):
    """A script makes too many updates, or takes too long; it is none that a script catches."""


@contextmanager
def limited() -> Iterator[None]:
    """End what takes too long, or makes too many updates."""
    from torch.optim.optimizer import register_optimizer_step_pre_hook

    def end(*args: Any) -> None:
        raise EndlessError

    counted = itertools.count()
    hook = register_optimizer_step_pre_hook(lambda *args: end() if next(counted) >= MOST else None)
    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        hook.remove()


def drawn(path: Path) -> tuple[int, list[Any]] | str:
    """Return how many updates lrplot draws of a script, and its curves; else what it says."""
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            plot = plan(str(path)).plot()
            many = len(plot.steps)
            curves = [curve(np.arange(many)) for _, curve in plot.curves]
    except LrplotError:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__} in {traceback.extract_tb(error.__traceback__)[-1].name}"
    return "warned" if said else (many, curves)


def compared(many: int, curves: list[Any], rates: list[list[float]]) -> str:
    """Return what is other in lrplot's curves than in torch's rates; "" if nothing is."""
    if many != max(map(len, rates)):
        return f"{many} updates, not {max(map(len, rates))}"
    # groups that are alike in everything may have one curve
    apart = [one for place, one in enumerate(rates) if one not in rates[:place]]
    if not len(apart) <= len(curves) <= len(rates):
        return f"{len(curves)} curves"
    # the digits of a closed form, as in test_scripts.py
    near = [[np.allclose(c[: len(r)], r, 1e-9, 1e-12, True) for r in rates] for c in curves]
    return "" if np.any(near, axis=0).all() and np.any(near, axis=1).all() else "rates"


def tried(text: str, path: Path) -> tuple[str, bool]:
    """Return what becomes of a script, and whether that is a finding."""
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    found = drawn(path)
    if (seconds := time.process_time() - started) > SLOW:
        return f"slow: {seconds:.0f} s", True
    if isinstance(found, str):
        return found, found not in ("refused", "warned")
    try:
        with limited(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rates = torch_rates(path)
    except EndlessError:
        return "endless", False
    except Exception:
        return "fails", False
    if not rates or len({len(one) for one in rates}) > 4:
        return "trains nothing", False
    said = compared(*found, rates)
    return (f"other {said}", True) if said else ("same", False)


def smaller(text: str, path: Path) -> str:
    """Return a script without the statements that a finding does not need."""
    kind = tried(text, path)[0].partition(":")[0][:9]
    until = time.monotonic() + SMALLER
    tree, place = ast.parse(text), 0
    while time.monotonic() < until:
        other = copy.deepcopy(tree)
        places = [(block, n) for block in blocks(other) for n in reversed(range(len(block)))]
        if place >= len(places):
            return ast.unparse(tree)
        block, n = places[place]
        block[n : n + 1] = [] if len(block) > 1 else [ast.Pass()]
        said, finding = tried(ast.unparse(other), path)
        if finding and said.startswith(kind) and ast.dump(other) != ast.dump(tree):
            tree = other
        else:
            place += 1
    return ast.unparse(tree)


def blocks(tree: ast.AST) -> list[list[Any]]:
    """Return the lists of statements in a script."""
    every = [getattr(node, "body", None) for node in ast.walk(tree)]
    return [block for block in every if isinstance(block, list)]


def main() -> int:
    """Run the check; return the exit status."""
    parser = argparse.ArgumentParser(description="Hold lrplot to torch by scripts drawn at random.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (10)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="the first seed")
    parser.add_argument("--show", type=int, metavar="N", help="show the script of a seed")
    given = parser.parse_args()
    if given.show is not None:
        print(Grammar(given.show).text())
        return 0
    sys.dont_write_bytecode = True
    # torch does so for the first optimizer, which a time limit may not interrupt
    importlib.import_module("torch._dynamo")
    counted: Counter[str] = Counter()
    findings = 0
    until = time.monotonic() + 60 * given.minutes
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.py"
        for seed in itertools.count(1_000_000 * given.seed):
            if time.monotonic() > until:
                break
            text = Grammar(seed).text()
            try:
                compile(text, "train.py", "exec")
            except SyntaxError:
                # what was moved may stand where Python has no place for it
                continue
            said, finding = tried(text, path)
            counted[said.partition(":")[0] if not finding else "finding"] += 1
            if finding:
                findings += 1
                print(f"# seed {seed}: {said}\n{smaller(text, path)}\n", flush=True)
    print(f"seed {given.seed}: {counted.total():,} scripts", dict(counted.most_common()))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

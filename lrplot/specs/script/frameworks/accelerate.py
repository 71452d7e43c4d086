"""accelerate: what it prepares, and updates that `accumulate` puts off."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.specs.script.beats import TIMES
from lrplot.specs.script.run import Framework, Run
from lrplot.specs.script.schedules import is_optimizer, is_schedule
from lrplot.specs.script.trees import leaf, tree
from lrplot.specs.script.values import MISSING, Made, Open

ACCUMULATE = "accelerate.accumulate"

PREPARED = "(prepared)"
"""The attribute of what has been prepared, which nothing of a script's can have."""


class Accelerate(Framework):
    """What an Accelerator's methods do."""

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if not _accelerator(owner):
            return MISSING
        if name == "sync_gradients":
            test = _last(run, owner)
            return True if test is None else Open(test)
        if name in ("num_processes", "gradient_accumulation_steps"):
            return run.sizes.processes() if name == "num_processes" else _every(owner)
        if name in ("is_main_process", "is_local_main_process"):
            return True
        return MISSING

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if name == "step" and isinstance(owner, Made) and PREPARED not in owner.attributes:
            return self._unprepared(run, owner, args, words, node)
        if not _accelerator(owner):
            return MISSING
        if name == "accumulate":
            return Made(ACCUMULATE, [owner], {}, node.lineno)
        if name == "prepare" and args:
            prepared = [_prepared(run, owner, value) for value in args]
            return prepared[0] if len(prepared) == 1 else tuple(prepared)
        return MISSING

    def _unprepared(
        self, run: Run, owner: Made, args: list[Any], words: dict[str, Any], node: ast.Call
    ) -> Any:
        """Step what was not prepared in every round, whatever `accumulate` puts off."""
        kept = tuple(test for test in run.tests if not hasattr(test, "accumulates"))
        if kept == run.tests or not (is_optimizer(owner) or is_schedule(owner)):
            return MISSING
        tests, run.tests = run.tests, kept
        run.event("step", owner, node, args, words)
        run.tests = tests
        return None

    def entered(self, run: Run, value: Any) -> ast.expr | None:
        if isinstance(value, Made) and value.path == ACCUMULATE:
            return _last(run, value.args[0])
        return None


def _accelerator(value: Any) -> bool:
    return isinstance(value, Made) and value.path in (
        "accelerate.Accelerator",
        "accelerate.accelerator.Accelerator",
    )


def _every(accelerator: Made) -> Any:
    """Return in how many batches one update is made."""
    plugin = accelerator.keywords.get("gradient_accumulation_plugin")
    if isinstance(plugin, Made):
        return plugin.argument("num_steps", 0) or 1
    return accelerator.keywords.get("gradient_accumulation_steps", 1)


def _last(run: Run, accelerator: Made) -> ast.expr | None:
    """Return the test of a batch that ends an accumulation; None if each does."""
    every = _every(accelerator)
    if every == 1 or not run.loops:
        return None
    loop = run.loops[-1]
    count = ast.BinOp(leaf(loop.variable, loop.line, loop=True), ast.Add(), ast.Constant(1))
    rest = ast.BinOp(count, ast.Mod(), tree(every))
    tests: list[ast.expr] = [ast.Compare(rest, [ast.Eq()], [ast.Constant(0)])]
    if loop.times is not None:
        tests.append(ast.Compare(count, [ast.Eq()], [tree(loop.times)]))
    test = ast.BoolOp(ast.Or(), tests)
    test.accumulates = True  # type: ignore[attr-defined]
    return test


def _prepared(run: Run, accelerator: Made, value: Any) -> Any:
    """Return something as it is prepared for each process."""
    if not isinstance(value, Made):
        return value
    value.attributes[PREPARED] = accelerator
    processes = run.sizes.processes()
    if processes > 1 and accelerator.keywords.get("split_batches") is not True:
        if is_schedule(value):
            value.attributes[TIMES] = processes
        elif value.path.endswith("DataLoader"):
            return Made("of dataset.shard", [value, processes], {}, value.line)
    return value


FRAMEWORK = Accelerate()

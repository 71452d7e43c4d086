"""Where an accumulation of accelerate ends: at every so many batches, and with its loader."""

from __future__ import annotations

import ast
from copy import copy
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.iterated import BARS
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.trees import counts, leaf, leaves, tree
from lrplot.specs.script.values import Made, Opaque, Scope

ENDS = "(ends)"
"""The attribute of an accelerator with the loops whose last round ends an accumulation."""


PREPARED = "(prepared)"
"""The attribute of what has been prepared, which nothing of a script's can have."""

SYNC = "(sync)"
"""The attribute of an accelerator with the loops, and the test, of its last `accumulate`."""

COUNT = "batches"
"""The attribute of an accelerator that counts the batches of its accumulations."""


def plugin(accelerator: Made, name: str, place: int, default: Any) -> Any:
    """Return an argument of the plugin that says how gradients are accumulated."""
    plugin = accelerator.keywords.get("gradient_accumulation_plugin")
    found = plugin.argument(name, place) if isinstance(plugin, Made) else None
    return default if found is None else found


def every(accelerator: Made) -> Any:
    """Return in how many batches one update is made."""
    name = "gradient_accumulation_steps"
    given = accelerator.attributes.get(name, accelerator.argument(name, 3))
    return plugin(accelerator, "num_steps", 0, 1 if given is None else given)


def last(run: Run, accelerator: Made, line: int) -> ast.expr | None:
    """Return the test of a batch that ends an accumulation; None if each does."""
    each = every(accelerator)
    if each == 1 or not run.loops:
        return None
    loop = run.loops[-1]
    if any(is_prepared(accelerator, outer.over) for outer in run.loops[:-1]):
        raise LrplotError(f"line {line}: an accumulation inside a loop over batches is not read")
    ends = is_prepared(accelerator, loop.over)
    if not ends and not isinstance(loop.over, Made | list) and accelerator.attributes.get(LOADERS):
        raise LrplotError(
            f"line {line}: whether the prepared loader ends with this loop is not known"
        )
    if ends and plugin(accelerator, "sync_with_dataloader", 2, True) is True:
        if any(True for test in run.tests for _ in counts(test)):
            raise LrplotError(f"line {line}: an accumulation that leaves out batches is not read")
        count: ast.expr = ast.BinOp(
            leaf(loop.variable, loop.line, loop=True), ast.Add(), ast.Constant(1)
        )
        tests = [_whole(count, each)]
        if loop.times is not None:
            tests.append(ast.Compare(count, [ast.Eq()], [tree(loop.times)]))
        test: ast.expr = ast.BoolOp(ast.Or(), tests)
        accelerator.attributes[ENDS] = {*accelerator.attributes.get(ENDS, ()), loop}
    else:
        # nothing begins it anew: it counts on from epoch to epoch
        scope = Scope({"accelerator": accelerator})
        more = ast.parse(f"accelerator.{COUNT} += 1").body
        run.follow(run, [ast.increment_lineno(node, line - 1) for node in more], scope)
        test = _whole(tree(accelerator.attributes[COUNT]), each)
    test.accumulates = True  # type: ignore[attr-defined]
    accelerator.attributes[SYNC] = run.loops, test
    # the same once more, apart from what the script itself asks of it
    within = copy(test)
    within.within = True  # type: ignore[attr-defined]
    return within


def _whole(count: ast.expr, every: Any) -> ast.expr:
    return ast.Compare(ast.BinOp(count, ast.Mod(), tree(every)), [ast.Eq()], [ast.Constant(0)])


def unfinished(run: Run, event: Event) -> bool:
    """Tell whether a `break` may leave a loop elsewhere than where an accumulation ends."""
    if len(event.loops) < 2:
        return False
    names = {name for test in event.tests for name in _beside(test)}
    counters = {run.counters[name].name for name in names & run.counters.keys()}
    added = [each for each in run.events if each.kind == "count" and each.of in counters]
    ends = [any(hasattr(test, "accumulates") for test in each.tests) for each in added]
    return event.loops[-1].variable in names or not all(ends)


def _beside(node: ast.AST) -> set[str]:
    """Return the leaves of a test but those that say whether an accumulation ends."""
    if hasattr(node, "accumulates"):
        return set()
    own = {each.id for each in leaves(node) if each is node}
    return own.union(*(_beside(part) for part in ast.iter_child_nodes(node)))


LOADERS = "(loaders)"
"""The attribute of an accelerator with what loaders are called that it has prepared."""


def is_prepared(accelerator: Made, over: Any) -> bool:
    """Tell whether a loop goes through a loader that an accelerator has prepared."""
    if isinstance(over, Opaque):
        return over.text in accelerator.attributes.get(LOADERS, ())
    if not isinstance(over, Made):
        return False
    through = over.path.rpartition(".")[2] in ("enumerate", "zip", *BARS)
    inner = over.args if through or over.path == "of dataset.skip" else []
    return PREPARED in over.attributes or any(is_prepared(accelerator, arg) for arg in inner)

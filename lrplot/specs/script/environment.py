"""What a script asks of the environment: what it has where that does not say anything else."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Opaque, Path

WHOLE = "os.environ"

ASKING = ("os.environ.get", "os.getenv", "os.environ.setdefault")

PROCESSES = ("WORLD_SIZE", "LOCAL_WORLD_SIZE")
"""Variables that say how many processes train."""

RANKS = ("RANK", "LOCAL_RANK")
"""Variables that say which of them this one is; what is drawn is what the first one does."""

WORLD = "torch.distributed.get_world_size"

JOINED = "torch.distributed.is_initialized"

ALWAYS = {"torch.distributed.is_available": True, "torch.distributed.get_rank": 0}
"""What torch says of processes to the first of them, however many there are."""


def asked(run: Run, name: str, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Return what a call gives that asks the environment; `MISSING` for another, or if open."""
    if name == WORLD and not args and run.sizes.gpus is not None:
        return run.sizes.processes()
    if name in ALWAYS and not args:
        return ALWAYS[name]
    if name == JOINED and run.sizes.gpus is not None:
        return run.sizes.processes() > 1
    if name == JOINED and -node.lineno not in run.fails:
        run.assumed[source(node)] = (node.lineno, "--gpus N", False)
        return False
    if name not in ASKING or not args or not isinstance(args[0], str):
        return MISSING
    if (found := variable(run, args[0])) is not MISSING:
        return found
    default = args[1] if len(args) > 1 else words.get("default", MISSING)
    if not isinstance(default, PLAIN):
        return default
    if -node.lineno in run.fails:
        return MISSING
    run.assumed[source(node)] = (
        node.lineno,
        f'--let "{WHOLE}[{args[0]!r}]=…"',
        default,
    )
    return default


def variable(run: Run, name: str) -> Any:
    """Return the text of a variable; `MISSING` where nothing says it."""
    if (said := run.said(f"{WHOLE}[{name!r}]")) is not MISSING:
        return str(said)
    if name in run.environment:
        return run.environment[name]
    if run.sizes.gpus is not None and name in PROCESSES:
        return str(run.sizes.processes())
    return "0" if run.sizes.gpus is not None and name in RANKS else MISSING


def has(run: Run, op: ast.cmpop, key: Any, of: Any, node: ast.expr) -> bool | None:
    """Return whether a variable is there, as `in` asks; None where nothing of the kind is asked."""
    if not isinstance(op, ast.In | ast.NotIn) or not isinstance(key, str):
        return None
    if not isinstance(of, Path) or of.name != WHOLE:
        return None
    there = variable(run, key) is not MISSING
    if not there and -node.lineno in run.fails:
        return None
    if not there:
        said = "--gpus N" if key in (*PROCESSES, *RANKS) else f'--let "{WHOLE}[{key!r}]=…"'
        run.assumed[source(node)] = (node.lineno, said, isinstance(op, ast.NotIn))
    return there is isinstance(op, ast.In)


def place(run: Run, of: Any, key: Any, node: ast.expr) -> Any:
    """Return a variable that is looked up by its name; `MISSING` for what is no environment."""
    if not isinstance(of, Path) or of.name != WHOLE or not isinstance(key, str):
        return MISSING
    if (found := variable(run, key)) is not MISSING:
        return found
    return Opaque("--gpus" if key == PROCESSES[0] else source(node), node.lineno)

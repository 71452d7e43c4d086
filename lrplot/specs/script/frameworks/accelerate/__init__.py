"""accelerate: what it prepares, and updates that `accumulate` puts off."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.beats import TIMES
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.frameworks.accelerate.accumulation import (
    COUNT,
    ENDS,
    LOADERS,
    PREPARED,
    SYNC,
    every,
    last,
    plugin,
    unfinished,
)
from lrplot.specs.script.run import Run
from lrplot.specs.script.schedules import Stepped, is_optimizer, is_schedule
from lrplot.specs.script.values import MISSING, Made, Opaque, Open

ACCUMULATE = "accelerate.accumulate"

PREPARE = ("prepare", "prepare_model", "prepare_optimizer", "prepare_data_loader",
           "prepare_scheduler")  # fmt: skip


class Accelerate(Framework):
    """What an Accelerator's methods do."""

    def made(self, run: Run, value: Made) -> Any:
        if _accelerator(value):
            value.attributes[COUNT] = 0
        elif value.path.endswith("skip_first_batches") and len(value.args) > 1:
            return _skipped(value.args, value.line)
        head, _, name = value.path.rpartition(".")
        if name in PREPARE and value.args and head.lower().endswith("accelerator"):
            # one that another file makes, or that is not pasted
            owner = Made("accelerate.Accelerator", [], {}, value.line, head)
            return _all_prepared(run, owner, name, value.args)
        return MISSING

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if not _accelerator(owner):
            return MISSING
        if name == "sync_gradients":
            loops, test = owner.attributes.get(SYNC, ((), None))
            if test is None or run.loops[: len(loops)] != loops:
                return True
            return Open(test)
        if name in ("num_processes", "gradient_accumulation_steps"):
            return run.sizes.processes() if name == "num_processes" else every(owner)
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
        if name == "step" and isinstance(owner, Made) and (
            is_optimizer(owner) or is_schedule(owner)
        ):  # fmt: skip
            return _stepped(run, owner, args, words, node)
        if not _accelerator(owner):
            return MISSING
        if name == "accumulate":
            return Made(ACCUMULATE, [owner], {}, node.lineno)
        if name == "skip_first_batches" and len(args) > 1:
            return _skipped(args, node.lineno)
        if name in PREPARE and args:
            return _all_prepared(run, owner, name, args)
        return MISSING

    def entered(self, run: Run, value: Any) -> ast.expr | None:
        if isinstance(value, Made) and value.path == ACCUMULATE:
            return last(run, value.args[0], value.line)
        return None

    def trained(self, run: Run) -> list[Stepped]:
        ends = [
            loop for one in run.made if _accelerator(one) for loop in one.attributes.get(ENDS, ())
        ]
        for event in run.events:
            if event.kind == "break" and event.loops[-1] in ends and unfinished(run, event):
                raise LrplotError(
                    f"line {event.line}: this leaves an accumulation unfinished; how the next "
                    "round goes on with it is not read"
                )
        for one in run.made:
            owner = one.attributes.get(PREPARED) if isinstance(one, Made) else None
            if owner is None or not one.path.endswith("OneCycleLR") or SYNC not in owner.attributes:
                continue
            if plugin(owner, "adjust_scheduler", 1, True) is True:
                raise LrplotError(
                    f"line {one.line}: accelerate stops a OneCycleLR once it has seen its "
                    "total_steps in batches, those that are put off too; this is not read"
                )
        return []


def _accelerator(value: Any) -> bool:
    return isinstance(value, Made) and value.path in (
        "accelerate.Accelerator",
        "accelerate.accelerator.Accelerator",
    )


def _stepped(run: Run, owner: Made, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Step what is prepared where an accumulation ends, and what is not in every round."""
    accelerator = owner.attributes.get(PREPARED)
    within = [test for test in run.tests if hasattr(test, "within")]
    tests = run.tests
    if accelerator is None:
        if not within:
            return MISSING
        tests = tuple(test for test in tests if not hasattr(test, "within"))
    elif not within:
        loops, test = accelerator.attributes.get(SYNC, ((), None))
        if test is None or loops[: len(run.loops)] != run.loops:
            return MISSING
        if loops == run.loops:
            tests = (*tests, test)
        elif loops[-1] not in accelerator.attributes.get(ENDS, ()):
            raise LrplotError(
                f"line {node.lineno}: whether an accumulation has ended here is not known"
            )
    before, run.tests = run.tests, tests
    run.event("step", owner, node, args, words)
    run.tests = before
    return None


def _skipped(args: list[Any], line: int) -> Made:
    return Made("of dataset.skip", list(args[:2]), {}, line)


def _all_prepared(run: Run, accelerator: Made, name: str, args: list[Any]) -> Any:
    many = args if name == "prepare" else args[:1]
    prepared = [_prepared(run, accelerator, value) for value in many]
    return prepared[0] if len(prepared) == 1 else tuple(prepared)


def _prepared(run: Run, accelerator: Made, value: Any) -> Any:
    """Return something as it is prepared for each process."""
    for name in ("deepspeed_plugin", "megatron_lm_plugin"):
        if accelerator.keywords.get(name) is not None:
            raise LrplotError(f"line {accelerator.line}: what {name} does to the rate is not read")
    loader = isinstance(value, Opaque) or getattr(value, "path", "").endswith("DataLoader")
    if loader:
        name = getattr(value, "text", "") or getattr(value, "name", "")
        accelerator.attributes[LOADERS] = {*accelerator.attributes.get(LOADERS, ()), name}
        many, own = run.sizes.gpus or 1, getattr(value, "name", "") or name
        if many > 1 and not _splits(accelerator) and run.said(f"len({own})") is not MISSING:
            warn(
                f"line {accelerator.line}: len({own}) is taken for what each of {many} processes "
                "has, before prepare() and behind it"
            )
    if not isinstance(value, Made):
        return value
    if is_schedule(value) and accelerator.keywords.get("step_scheduler_with_optimizer") is False:
        return value
    value.attributes[PREPARED] = accelerator
    processes = run.sizes.processes()
    if is_schedule(value) and run.sizes.gpus is None:
        warn(f"line {accelerator.line}: read with one process; --gpus says how many there are")
    if processes > 1 and not _splits(accelerator):
        if is_schedule(value):
            value.attributes[TIMES] = processes
        elif loader:
            shard = Made("of dataset.shard", [value, processes], {}, value.line)
            shard.attributes[PREPARED] = accelerator
            return shard
    return value


def _splits(accelerator: Made) -> bool:
    """Tell whether a batch of a loader is divided among the processes."""
    config = accelerator.keywords.get("dataloader_config")
    own = config.argument("split_batches", 0) if isinstance(config, Made) else None
    return own is True or accelerator.argument("split_batches", 1) is True


FRAMEWORK = Accelerate()

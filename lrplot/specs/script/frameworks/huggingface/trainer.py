"""A Trainer: what it is given, and what in a class of one's own takes the rate out of its hands."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError, warn
from lrplot.specs.script.frameworks.huggingface.described import ROOTS, argument, of_own
from lrplot.specs.script.frameworks.huggingface.overridden import SHUFFLES, made, overrides
from lrplot.specs.script.frameworks.huggingface.training import described
from lrplot.specs.script.kinds import optimizer_of
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.setting import methods, sets_rate
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import root
from lrplot.specs.script.values import MISSING, Class, Function, Instance, Made, Opaque, Path

TRAINS = ("train", "_inner_training_loop", "get_optimizer_cls_and_kwargs", "get_batch_samples")

COUNTS = ("get_train_dataloader", "_get_train_sampler", "get_total_train_batch_size")
"""Methods on which the length of an epoch depends."""

GIVEN = ("args", "optimizers", "optimizer_cls_and_kwargs", "callbacks")
"""What a Trainer is given that decides the rate."""

MOVING = ("lr", "learning_rate", "learningrate", "schedul", "warmup")


def is_trainer(value: Any) -> bool:
    """Tell whether something is a Trainer, or of a class derived from one."""
    if isinstance(value, Made):
        own = value.path.partition(".")[0] in ROOTS
        return own and value.path.rpartition(".")[2].endswith("Trainer")
    if isinstance(value, Instance) and root(value) & ROOTS and value.of:
        return any(name.rpartition(".")[2].endswith("Trainer") for name in value.of.roots())
    return False


def _given(value: Any, name: str, place: int) -> Any:
    """Return what a Trainer, or an object of a class of one's own, was made with."""
    if isinstance(value, Made):
        return value.argument(name, place)
    for key in (name, f"({name})", f"({place})"):
        if key in value.attributes:
            return value.attributes[key]
    return None


def _asked(test: ast.expr) -> bool:
    """Tell whether a condition is that the arguments ask for training, as `args.do_train` does."""
    return isinstance(test, ast.Name) and test.id.endswith(".do_train")


def trained(run: Run, event: Event) -> list[Stepped]:
    """Return what a Trainer trains with."""
    of = event.of
    tests = [test for test in event.tests if not _asked(test)]
    if unknown := [test for test in tests if any(opaque(test))]:
        raise UnknownError(unknown)
    if event.loops or tests:
        raise LrplotError(f"line {event.line}: how often this trains cannot be read")
    args = _given(of, "args", 1)
    if args is None or isinstance(args, Opaque):
        name = args.text if isinstance(args, Opaque) else "args"
        raise LrplotError(
            f"line {event.line}: {name} is not made here; paste these TrainingArguments(…)"
        )
    if (found := of_own(args)) is None:
        raise LrplotError(f"line {event.line}: these are no TrainingArguments that can be read")
    long = argument(run, found, "max_steps", -1)
    _whole(run, of, type(long) is int and long > 0)
    given = _given(of, "optimizers", 6 if isinstance(of, Made) else 99)
    if given is None and (own := _given(of, "optimizer_cls_and_kwargs", 99)) is not None:
        given = _made(own, event.line)
    if isinstance(given, Opaque):
        raise UnknownError([tree(given)])
    together = _together(given, event.line)
    data = _given(of, "train_dataset", 3)
    if overrides(of):
        return described(run, found, data, lambda total: made(run, of, found, together, total))
    return described(run, found, data, lambda total: together)


def _made(own: Any, line: int) -> Any:
    """Return the optimizer that a class and its arguments make."""
    kind, words = own if isinstance(own, tuple) and len(own) == 2 else (None, None)
    if not isinstance(kind, Path) or not isinstance(words, dict):
        raise LrplotError(f"line {line}: optimizer_cls_and_kwargs cannot be read")
    return Made(kind.name, [], dict(words), line), None


def _together(given: Any, line: int) -> tuple[Any, Any]:
    """Return the optimizer and the scheduler that a Trainer is given, each None for its own."""
    if not isinstance(given, tuple | list) or len(given) != 2:
        return None, None
    optimizer, scheduler = given
    if isinstance(scheduler, Made) and optimizer_of(scheduler) is not optimizer:
        raise LrplotError(
            f"line {line}: the scheduler is of another optimizer than the Trainer updates"
        )
    return optimizer, scheduler


def _whole(run: Run, of: Any, long: bool) -> None:
    """Raise `LrplotError` where more than its arguments moves the rate of a Trainer."""
    for event in run.events:
        if event.kind in ("rate", "set"):
            raise LrplotError(f"line {event.line}: the rate is set by hand beside the Trainer's")
        if event.kind.removeprefix("trainer ") in SHUFFLES and event.of is of:
            raise LrplotError(f"line {event.line}: {event.kind[8:]} called by hand is not read")
        if event.kind == "trainer add_callback" and event.of is of:
            for one in (*event.args, *event.keywords.values()):
                _harmless(one)
    for name in ("optimizer", "lr_scheduler"):
        if name in of.attributes:
            raise LrplotError(f"line {of.line}: {name} is set on the Trainer by hand")
    callbacks = _given(of, "callbacks", 99)
    for one in callbacks if isinstance(callbacks, list | tuple) else [callbacks]:
        _harmless(one)
    if not isinstance(of, Instance) or not of.of:
        return
    for method in (*TRAINS, *(() if long else COUNTS)):
        if of.of.lookup(method) is not MISSING:
            more = "; max_steps=… says how long it trains" if method in COUNTS else ""
            raise LrplotError(f"line {of.line}: {method} of its own class is not read{more}")
    if line := sets_rate(of):
        raise LrplotError(f"line {line}: this Trainer sets its rate in its own way")
    if isinstance(own := of.of.lookup("__init__"), Function):
        _handed_on(own.node)


def _handed_on(node: ast.AST) -> None:
    """Raise `LrplotError` where a constructor hands on something else than it is given."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "super().__init__":
            for word in part.keywords:
                own = isinstance(word.value, ast.Name) and word.value.id == word.arg
                if word.arg in GIVEN and not own:
                    raise LrplotError(
                        f"line {part.lineno}: the {word.arg} that this class hands on are not read"
                    )
            second = part.args[1] if len(part.args) > 1 else None
            if second is not None and ast.unparse(second) != "args":
                raise LrplotError(f"line {part.lineno}: what this class hands on is not read")


def _harmless(one: Any) -> None:
    """Raise `LrplotError` for a callback that moves the rate, or may."""
    if one is None or isinstance(one, Path):
        return
    if isinstance(one, Opaque):
        raise UnknownError([tree(one)])
    if line := sets_rate(one):
        raise LrplotError(f"line {line}: this callback moves the rate in its own way")
    name = getattr(one, "path", "").rpartition(".")[2]
    own = isinstance(one, Made) and one.path.partition(".")[0] in ROOTS
    if isinstance(one, Made) and not own and any(part in name.lower() for part in MOVING):
        raise LrplotError(f"line {one.line}: whether {name} moves the rate is not known")
    kind: Any = one.of if isinstance(one, Instance) else one
    stops = isinstance(kind, Class) and any(
        "should_training_stop" in ast.unparse(node) for node in methods(kind)
    )
    if stops or name == "EarlyStoppingCallback":
        line = getattr(one, "line", 0) or kind.node.lineno
        warn(f"line {line}: this callback may end the training before its time")

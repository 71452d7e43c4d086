"""How long the training that arguments describe is, and with which schedule."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lrplot.errors import LrplotError, warn, where
from lrplot.specs.script.frameworks.huggingface.described import GENERATING, argument
from lrplot.specs.script.frameworks.huggingface.slips import check
from lrplot.specs.script.groups import groups
from lrplot.specs.script.kinds import is_optimizer
from lrplot.specs.script.run import Run
from lrplot.specs.script.schedules import Stepped, is_schedule
from lrplot.specs.script.sizes import batches, examples
from lrplot.specs.script.stepped import called, of_groups
from lrplot.specs.script.training import UnknownError, number
from lrplot.specs.script.trees import opaque, tree, worked_out
from lrplot.specs.script.values import Made, Opaque, Path
from lrplot.specs.trainer import DEFAULTS, MEASURED, RATES, warmup


def described(
    run: Run, args: Made, dataset: Any, given: Callable[[Any], tuple[Any, Any]]
) -> list[Stepped]:
    """Return the training that arguments describe.

    `given` tells its optimizer and its scheduler, for so many updates in all.
    """
    if "(own)" not in args.attributes:
        check(args)
    kind = args.path.rpartition(".")[2]

    def said_(name: str, default: Any = None) -> Any:
        return argument(run, args, name, DEFAULTS.get(name, default))

    if said_("deepspeed", None) is not None:
        raise LrplotError(f"line {args.line}: the scheduler may stand in deepspeed's own file")
    total, epoch = _length(run, args, kind, dataset, said_)
    missing: list[ast.expr] = [tree(total)] if any(opaque(tree(total))) else []
    try:
        found = _schedules(run, args, kind, total, given(total), said_)
    except UnknownError as error:
        raise UnknownError([*missing, *error.trees]) from None
    if missing:
        raise UnknownError(missing)
    length = int(number(total, f"line {args.line}: the length of this training")), epoch
    return [replace(one, length=length) for one in found]


def _length(run: Run, args: Made, kind: str, dataset: Any, said_: Any) -> tuple[Any, float | None]:
    """Return how many updates are made in all, and in an epoch where that is known."""
    steps, epochs = said_("max_steps"), said_("num_train_epochs")
    whole = type(steps) is int and steps > 0
    if kind in GENERATING and not whole:
        raise LrplotError(f"line {args.line}: {kind} is read where max_steps says its length")
    if said_("packing", False) and not run.sizes.dataset_size:
        dataset = Opaque("packed_dataset", args.line)
    if whole and kind in GENERATING:
        return steps, None
    if whole and dataset is None and run.sizes.dataset_size is None:
        return steps, None
    many = run.sizes.examples() if dataset is None else examples(run, dataset)
    if many is None:
        many = Opaque("--dataset-size", args.line)
    if whole and not isinstance(many, int):
        return steps, None
    processes, size = run.sizes.processes(), said_("per_device_train_batch_size")
    per = operated(size, ast.Mult(), processes)
    rounds = batches(many, per, said_("dataloader_drop_last") is True)
    if rounds == 0:
        raise LrplotError(f"line {args.line}: an epoch of {many} examples has no batch of {per}")
    updates = batches(rounds, said_("gradient_accumulation_steps"))
    if isinstance(updates, int):
        updates = max(1, updates)
    epoch = float(updates) if isinstance(updates, int) else None
    if whole:
        return steps, epoch
    every = ast.UnaryOp(ast.USub(), ast.BinOp(tree(epochs), ast.Mult(), tree(updates)))
    less = worked_out(ast.UnaryOp(ast.USub(), ast.BinOp(every, ast.FloorDiv(), ast.Constant(1))))
    return (int(less) if isinstance(less, float) else less), epoch


def operated(left: Any, op: ast.operator, right: Any) -> Any:
    """Return what an operator makes of two values."""
    return worked_out(ast.BinOp(tree(left), op, tree(right)))


def _schedules(
    run: Run, args: Made, kind: str, total: Any, given: tuple[Any, Any], said_: Any
) -> list[Stepped]:
    """Return what the Trainer trains with: a curve for each group of its optimizer."""
    optimizer, scheduler = given
    for one in given:
        if isinstance(one, Opaque):
            raise UnknownError([tree(one)])
    if optimizer is not None and not is_optimizer(optimizer):
        raise LrplotError(f"line {args.line}: the optimizer of this Trainer cannot be read")
    if scheduler is not None:
        if not is_schedule(scheduler):
            raise LrplotError(f"line {args.line}: the scheduler of this Trainer cannot be read")
        return of_groups(run, scheduler, groups(run, optimizer))
    name = args.name or kind
    if optimizer is None:
        rate = said_("learning_rate", RATES.get(kind))
        if rate is None:
            raise LrplotError(f"line {args.line}: the default rate of {kind} is not known")
        call = _schedule(args, "torch.optim.AdamW", rate, total, said_)
        return [Stepped(call, name, args.line, args)]
    found = [
        Stepped(
            _schedule(args, optimizer.path, group["lr"], total, said_),
            name,
            args.line,
            args,
            group=called(group),
        )
        for group in groups(run, optimizer)
    ]
    alike = all(one.word() == found[0].word() for one in found)
    return [replace(found[0], group="")] if alike else found


def _schedule(args: Made, optimizer: str, rate: Any, total: Any, said_: Any) -> ast.Call:
    """Return the scheduler that the arguments name, for a rate."""
    name = said_("lr_scheduler_type")
    name = name.last.lower() if isinstance(name, Path) else name
    params = ast.Name("params", ast.Load())
    lr = ast.keyword("lr", tree(rate))
    made = ast.Call(ast.Name(optimizer, ast.Load()), [params], [lr])
    if name in MEASURED:
        raise LrplotError(f"line {args.line}: {name} follows what is measured in training")
    words = [
        ast.keyword("num_warmup_steps", tree(warmup_of(args, total, said_))),
        ast.keyword("num_training_steps", tree(total)),
    ]
    if more := said_("lr_scheduler_kwargs", None):
        words.append(ast.keyword("scheduler_specific_kwargs", tree(more)))
    call = ast.Call(ast.Name("transformers.get_scheduler", ast.Load()), [tree(name), made], words)
    if any(opaque(call)):
        raise UnknownError([call])
    return call


def warmup_of(args: Made, total: Any, said_: Any) -> Any:
    """Return how many updates the warmup has."""
    steps, ratio = said_("warmup_steps"), said_("warmup_ratio", 0.0)
    for value in (steps, ratio):
        if any(opaque(tree(value))):
            raise UnknownError([tree(value)])
    with where(f"line {args.line}"):
        part = warmup(steps or 0, ratio or 0.0)
    if ratio:
        warn(f"line {args.line}: warmup_ratio is read as transformers does before 5.15")
    if isinstance(part, int):
        return part
    less = ast.UnaryOp(ast.USub(), ast.BinOp(tree(total), ast.Mult(), tree(part)))
    found = worked_out(ast.UnaryOp(ast.USub(), ast.BinOp(less, ast.FloorDiv(), ast.Constant(1))))
    return int(found) if isinstance(found, float) else found

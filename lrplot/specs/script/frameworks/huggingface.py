"""Hugging Face: the training that `TrainingArguments` describe, and a `Trainer` that is given them.

Rounding is that of transformers since 4.52: the rest of an accumulation is an update of its own.
"""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.arguments import check
from lrplot.specs.script.functions import constructor
from lrplot.specs.script.run import Event, Framework, Run
from lrplot.specs.script.schedules import Stepped, is_schedule, said
from lrplot.specs.script.sizes import batches, examples
from lrplot.specs.script.training import UnknownError, number
from lrplot.specs.script.trees import opaque, tree, worked_out
from lrplot.specs.script.updates import root
from lrplot.specs.script.values import MISSING, Instance, Made, Opaque, Path

ROOTS = {"transformers", "trl", "sentence_transformers", "optimum", "setfit"}

RATES = {
    "TrainingArguments": 5e-5,
    "Seq2SeqTrainingArguments": 5e-5,
    "SentenceTransformerTrainingArguments": 5e-5,
    "SFTConfig": 2e-5,
    "DPOConfig": 1e-6,
    "RewardConfig": 1e-4,
}
"""The rate of each kind of arguments if none is given."""

GENERATING = ("GRPOConfig", "RLOOConfig", "PPOConfig", "OnlineDPOConfig")
"""Those whose updates are of what the model itself writes."""

SHUFFLES = ("create_scheduler", "create_optimizer", "create_optimizer_and_scheduler")
"""Methods of a Trainer by which a class of one's own makes its optimizer and scheduler."""


class HuggingFace(Framework):
    """What the calls of a Trainer do."""

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if describes(owner) and name in owner.keywords:
            return owner.keywords[name]
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
        if name == "train" and _trainer(owner):
            run.event("trainer train", owner, node)
            return Opaque("metrics", node.lineno)
        return MISSING

    def trained(self, run: Run) -> list[Stepped]:
        events = [event for event in run.events if event.kind == "trainer train"]
        if len(events) > 1:
            line = events[-1].line
            raise LrplotError(f"line {line}: this is a second training; its rates cannot be told")
        if events:
            return [_trained(run, events[0])]
        described = [value for value in run.made if isinstance(value, Made) and describes(value)]
        trains = [e for e in run.events if e.kind in ("step", "update")]
        return [] if trains else [_described(run, value, None) for value in described]


def describes(value: Any) -> bool:
    """Tell whether something made are the arguments of a training."""
    if not isinstance(value, Made):
        return False
    last = value.path.rpartition(".")[2]
    alone = "." not in value.path and (last in RATES or last in GENERATING)
    of_package = value.path.partition(".")[0] in ROOTS
    return alone or (of_package and (last in RATES or last.endswith(("Config", "Arguments"))) and (
        last in RATES or last.endswith("TrainingArguments") or value.path.startswith("trl.")
    ))  # fmt: skip


def _trainer(value: Any) -> bool:
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


def _trained(run: Run, event: Event) -> Stepped:
    of = event.of
    if event.loops or event.tests:
        raise LrplotError(f"line {event.line}: how often this trains cannot be read")
    if isinstance(of, Instance) and of.of:
        for method in SHUFFLES:
            if of.of.lookup(method) is not MISSING:
                raise LrplotError(f"line {of.line}: {method} of its own class is not read")
    args = _given(of, "args", 1)
    if args is None or isinstance(args, Opaque):
        name = args.text if isinstance(args, Opaque) else "args"
        raise LrplotError(
            f"line {event.line}: {name} is not made here; paste these TrainingArguments(…)"
        )
    if not describes(args):
        raise LrplotError(f"line {event.line}: these are no TrainingArguments that can be read")
    given = _given(of, "optimizers", 6 if isinstance(of, Made) else 99)
    return _described(run, args, _given(of, "train_dataset", 3), given)


def _described(run: Run, args: Made, dataset: Any, given: Any = None) -> Stepped:
    """Return the training that arguments describe; `given` are its optimizer and scheduler."""
    check(args)
    kind = args.path.rpartition(".")[2]

    def said_(name: str, default: Any) -> Any:
        if name not in args.keywords:
            return default
        value = args.keywords[name]
        if isinstance(value, Opaque):
            raise UnknownError([tree(value)])
        return value

    if said_("deepspeed", None) is not None:
        raise LrplotError(f"line {args.line}: the scheduler may stand in deepspeed's own file")
    total, epoch = _length(run, args, kind, dataset, said_)
    missing: list[ast.expr] = [tree(total)] if any(opaque(tree(total))) else []
    optimizer, scheduler = given if isinstance(given, tuple) and len(given) == 2 else (None, None)
    try:
        found = _schedule(run, args, kind, total, optimizer, scheduler, said_)
    except UnknownError as error:
        raise UnknownError([*missing, *error.trees]) from None
    if missing:
        raise UnknownError(missing)
    node, name, line, value = found
    length = int(number(total, f"line {args.line}: the length of this training")), epoch
    return Stepped(node, name, line, value, length=length)


def _length(run: Run, args: Made, kind: str, dataset: Any, said_: Any) -> tuple[Any, float | None]:
    """Return how many updates are made in all, and in an epoch where that is known."""
    steps, epochs = said_("max_steps", -1), said_("num_train_epochs", 3.0)
    whole = type(steps) is int and steps > 0
    if kind in GENERATING and not whole:
        raise LrplotError(f"line {args.line}: {kind} is read where max_steps says its length")
    if said_("packing", False) and not run.sizes.dataset:
        dataset = Opaque("packed_dataset", args.line)
    if whole and kind in GENERATING:
        return steps, None
    if whole and dataset is None and run.sizes.dataset is None:
        return steps, None
    many = run.sizes.examples() if dataset is None else examples(run, dataset)
    if many is None:
        many = Opaque("--dataset-size", args.line)
    if whole and not isinstance(many, int):
        return steps, None
    processes, size = run.sizes.processes(), said_("per_device_train_batch_size", 8)
    per = operated(size, ast.Mult(), processes)
    rounds = batches(many, per, said_("dataloader_drop_last", False) is True)
    updates = batches(rounds, said_("gradient_accumulation_steps", 1))
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


def _schedule(
    run: Run, args: Made, kind: str, total: Any, optimizer: Any, scheduler: Any, said_: Any
) -> tuple[ast.expr, str, int, Any]:
    if isinstance(scheduler, Opaque):
        raise UnknownError([tree(scheduler)])
    if scheduler is not None:
        if not is_schedule(scheduler):
            raise LrplotError(f"line {args.line}: the scheduler of this Trainer cannot be read")
        one = said(run, scheduler)
        return one.tree, one.name, one.line, scheduler
    name = said_("lr_scheduler_type", "linear")
    name = name.last.lower() if isinstance(name, Path) else name
    rate = said_("learning_rate", RATES.get(kind))
    made: ast.expr
    if optimizer is not None:
        made = constructor(run, optimizer)
    elif rate is None:
        raise LrplotError(f"line {args.line}: the default rate of {kind} is not known")
    else:
        words = [ast.keyword("lr", tree(rate))]
        made = ast.Call(ast.Name("torch.optim.AdamW", ast.Load()), [_params()], words)
    if name in ("reduce_lr_on_plateau", "greedy"):
        raise LrplotError(f"line {args.line}: {name} follows what is measured in training")
    words = [
        ast.keyword("num_warmup_steps", tree(_warmup(args, total, said_))),
        ast.keyword("num_training_steps", tree(total)),
    ]
    if more := said_("lr_scheduler_kwargs", None):
        words.append(ast.keyword("scheduler_specific_kwargs", tree(more)))
    call = ast.Call(ast.Name("transformers.get_scheduler", ast.Load()), [tree(name), made], words)
    if any(opaque(call)):
        raise UnknownError([call])
    return call, args.name or kind, args.line, args


def _params() -> ast.expr:
    return ast.Name("params", ast.Load())


def _warmup(args: Made, total: Any, said_: Any) -> Any:
    """Return how many updates the warmup has."""
    steps, ratio = said_("warmup_steps", 0), said_("warmup_ratio", 0.0)
    for value in (steps, ratio):
        if any(opaque(tree(value))):
            raise UnknownError([tree(value)])
    steps, ratio = steps or 0, ratio or 0.0
    if steps and ratio:
        raise LrplotError(
            f"line {args.line}: warmup_steps and warmup_ratio: which of them counts differs "
            "between versions of transformers; write one"
        )
    if isinstance(steps, int | float) and steps >= 1:
        return int(steps)
    less = ast.UnaryOp(ast.USub(), ast.BinOp(tree(total), ast.Mult(), tree(steps or ratio)))
    found = worked_out(ast.UnaryOp(ast.USub(), ast.BinOp(less, ast.FloorDiv(), ast.Constant(1))))
    return int(found) if isinstance(found, float) else found


FRAMEWORK = HuggingFace()

"""Lightning's training as the loop that it is, where a module's own methods move its rates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.frameworks.lightning.length import Training
from lrplot.specs.script.frameworks.lightning.module import OWN, ROOTS, usual
from lrplot.specs.script.run import Run
from lrplot.specs.script.setting import methods, sets_rate
from lrplot.specs.script.updates import root
from lrplot.specs.script.values import MISSING, Function, Instance, Made, Opaque, Scope

HOOKS = {
    "on_train_epoch_start": "",
    "on_train_batch_start": "batch, batch_idx",
    "on_train_batch_end": "None, batch, batch_idx",
    "on_train_epoch_end": "",
}
"""Methods that are followed where they stand in the loop, and what they are given."""

KEPT = ("(optimizers)", "(schedulers)")
"""Where a module keeps what `configure_optimizers` gave."""

CALLED = (
    "on_before_optimizer_step", "on_before_zero_grad", "on_before_backward", "on_after_backward",
    "on_validation_epoch_end", "on_validation_epoch_start", "on_validation_start",
    "on_validation_end", "validation_step", "on_fit_start", "on_train_start", "on_train_end",
    "configure_gradient_clipping", "backward", "optimizer_zero_grad", "on_validation_batch_end",
)  # fmt: skip
"""Methods that Lightning calls elsewhere, which are not followed."""


def manual(run: Run, module: Instance) -> bool:
    """Tell whether a module optimizes by hand."""
    found = module.attributes.get("automatic_optimization", MISSING)
    if found is MISSING and module.of:
        found = module.of.lookup("automatic_optimization")
    return found not in (MISSING, True)


def own_way(run: Run, module: Instance, callbacks: list[Any], schedulers: list[Any]) -> bool:
    """Tell whether more than the rules of one scheduler moves the rates of a module."""
    if manual(run, module) or len(schedulers) > 1:
        return True
    for name in OWN:
        own = module.of.lookup(name) if module.of else MISSING
        if own is not MISSING and not (name == OWN[1] and usual(own)):
            return True
    return any(sets_rate(one) for one in (module, *callbacks))


def followed(
    run: Run,
    module: Instance,
    callbacks: list[Any],
    optimizers: list[Made],
    schedulers: list[dict[str, Any]],
    training: Training,
    line: int,
) -> None:
    """Follow the training of a module, round by round."""
    by_hand = manual(run, module)
    _refuse_others(module, callbacks, by_hand)
    _refuse_stepless(module, by_hand)
    if by_hand and training.steps is not None:
        raise LrplotError(f"line {line}: with max_steps, what optimizes by hand is not read")
    # an epoch has at least one update
    epochs = training.steps if training.epochs is None else training.epochs
    trainer = module.attributes["trainer"]
    trainer.attributes |= {"optimizers": optimizers, "global_step": 0}
    trainer.attributes["lr_scheduler_configs"] = [
        Instance(None, {"scheduler": config["scheduler"]}, line) for config in schedulers
    ]
    module.attributes[KEPT[0]] = optimizers
    module.attributes[KEPT[1]] = [config["scheduler"] for config in schedulers]
    module.attributes |= {"global_step": 0}
    scope = Scope({"module": module, "trainer": trainer, "epochs": epochs})
    scope.names |= {"batches": training.batches, "every": training.accumulated}
    scope.names |= {"closure": Opaque("closure", line), "batch": Opaque("batch", line)}
    scope.names |= {f"callback_{place}": one for place, one in enumerate(callbacks)}
    scope.names |= {f"scheduler_{n}": one["scheduler"] for n, one in enumerate(schedulers)}
    if not by_hand:
        scope.names["optimizer"] = optimizers[0]
    if training.steps is not None:
        scope.names["most"] = training.steps
    text = "\n".join(_lines(module, callbacks, schedulers, by_hand, training.steps is not None))
    nodes = ast.parse(text).body
    for part in (part for node in nodes for part in ast.walk(node) if hasattr(part, "lineno")):
        part.lineno = line
    run.follow(run, nodes, scope)


def _refuse_stepless(module: Instance, by_hand: bool) -> None:
    """Raise `LrplotError` where a method that should step an optimizer of a module steps none."""
    name = "training_step" if by_hand else "optimizer_step"
    if not by_hand and not _has(module, name):
        return
    own = module.of.lookup(name) if module.of else MISSING
    nodes = [*methods(module.of), *([own.node] if isinstance(own, Function) else [])]
    parts = [part for node in nodes for part in ast.walk(node) if isinstance(part, ast.Call)]
    names = [part.func.attr for part in parts if isinstance(part.func, ast.Attribute)]
    if {"step", "optimizer_step"} & {*names}:
        return
    raise LrplotError(f"line {module.line}: {name} of its own class steps no optimizer here")


def _lines(
    module: Instance,
    callbacks: list[Any],
    schedulers: list[dict[str, Any]],
    by_hand: bool,
    limited: bool,
) -> Iterator[str]:
    """Yield the lines of the loop, as Lightning 2.6 goes through it."""

    def hooks(name: str, indent: str) -> Iterator[str]:
        given = HOOKS[name]
        for place, one in enumerate(callbacks):
            if _has(one, name):
                more = f"trainer, module{', ' * bool(given)}{given}"
                yield f"{indent}callback_{place}.{name}({more})"
        if _has(module, name):
            yield f"{indent}module.{name}({given})"

    yield "for epoch in range(epochs):"
    yield "    module.current_epoch = trainer.current_epoch = epoch"
    yield from hooks("on_train_epoch_start", "    ")
    yield "    for batch_idx in range(batches):"
    yield "        trainer.is_last_batch = batch_idx + 1 == batches"
    yield from hooks("on_train_batch_start", "        ")
    if by_hand:
        yield "        module.training_step(batch, batch_idx)"
    else:
        yield "        if (batch_idx + 1) % every == 0 or batch_idx + 1 == batches:"
        own = "module.optimizer_step(epoch, batch_idx, optimizer, closure)"
        plain = "optimizer.step()"
        yield f"            {own if _has(module, 'optimizer_step') else plain}"
        yield "            trainer.global_step += 1"
        yield "            module.global_step += 1"
        yield from _stepped(module, schedulers, "step", "batch_idx", "            ")
    yield from hooks("on_train_batch_end", "        ")
    if limited:
        yield "        if trainer.global_step >= most:"
        yield "            break"
    if not by_hand:
        yield from _stepped(module, schedulers, "epoch", "epoch", "    ")
    yield from hooks("on_train_epoch_end", "    ")
    if limited:
        yield "    if trainer.global_step >= most:"
        yield "        break"


def _stepped(
    module: Instance, schedulers: list[dict[str, Any]], interval: str, count: str, indent: str
) -> Iterator[str]:
    """Yield the lines that step the schedulers of an interval."""
    own = module.of.lookup(OWN[1]) if module.of else MISSING
    for place, config in enumerate(schedulers):
        when, every = paced(config, config["scheduler"].line)
        if when != interval:
            continue
        name = f"scheduler_{place}"
        step = f"module.{OWN[1]}({name}, None)" if own is not MISSING else f"{name}.step()"
        yield f"{indent}if ({count} + 1) % {every} == 0:"
        yield f"{indent}    {step}"


def paced(config: dict[str, Any], line: int) -> tuple[str, int]:
    """Return the interval and the frequency with which a scheduler is stepped."""
    interval, every = config.get("interval", "epoch"), config.get("frequency", 1)
    if interval not in ("epoch", "step") or type(every) is not int or every < 1:
        raise LrplotError(f"line {line}: the interval or frequency of the scheduler is not known")
    return interval, every


def _has(of: Any, name: str) -> bool:
    return isinstance(of, Instance) and bool(of.of) and of.of.lookup(name) is not MISSING  # type: ignore[union-attr]


def _refuse_others(module: Instance, callbacks: list[Any], by_hand: bool) -> None:
    """Raise `LrplotError` for a rate that is moved where the loop does not lead."""
    for one in (module, *callbacks):
        of = one.of if isinstance(one, Instance) else None
        for node in methods(of):
            inside = node.name == "training_step" and not by_hand
            own = sets_rate(Function(node, of.scope)) if of else None
            if own and (inside or node.name in CALLED):
                raise LrplotError(f"line {own}: {node.name} moves the rate in its own way")


def asked(
    run: Run, owner: Any, name: str, args: list[Any], words: dict[str, Any], node: ast.Call
) -> Any:
    """Return what a module's own methods of Lightning's give; `MISSING` for another."""
    if name == "optimizer_step" and isinstance(owner, Opaque) and owner.text == "super()":
        optimizer = words.get("optimizer", args[2] if len(args) > 2 else None)
        if isinstance(optimizer, Made):
            run.event("step", optimizer, node)
            return None
    if not isinstance(owner, Instance) or not root(owner) & ROOTS:
        return MISSING
    if name in ("optimizers", "lr_schedulers") and KEPT[0] in owner.attributes:
        found = owner.attributes[KEPT[name != "optimizers"]]
        return (found[0] if len(found) == 1 else list(found)) if found else None
    if name in HARMLESS:
        return Opaque(name, node.lineno)
    return MISSING


HARMLESS = ("toggle_optimizer", "untoggle_optimizer", "manual_backward", "clip_gradients", "log",
            "log_dict", "print", "all_gather")  # fmt: skip
"""Methods of a module's that move no rate."""

"""timm: its schedulers are told the epoch, or the update, after which they are asked."""

from __future__ import annotations

import ast
import math
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.groups import groups
from lrplot.specs.script.kinds import is_optimizer, is_schedule, optimizer_of
from lrplot.specs.script.run import Run
from lrplot.specs.script.trees import tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.values import MISSING, Instance, Made, Opaque

FACTORY = "timm.scheduler.create_scheduler_v2"

OLD_FACTORY = "timm.scheduler.create_scheduler"

GIVEN = {
    "sched": ("sched", "cosine"),
    "num_epochs": ("epochs", 100),
    "decay_epochs": ("decay_epochs", 30),
    "decay_milestones": ("decay_milestones", [30, 60]),
    "warmup_epochs": ("warmup_epochs", 5),
    "cooldown_epochs": ("cooldown_epochs", 0),
    "patience_epochs": ("patience_epochs", 10),
    "decay_rate": ("decay_rate", 0.1),
    "min_lr": ("min_lr", 0.0),
    "warmup_lr": ("warmup_lr", 1e-5),
    "warmup_prefix": ("warmup_prefix", False),
    "noise": ("lr_noise", None),
    "noise_pct": ("lr_noise_pct", 0.67),
    "noise_std": ("lr_noise_std", 1.0),
    "noise_seed": ("seed", 42),
    "cycle_mul": ("lr_cycle_mul", 1.0),
    "cycle_decay": ("lr_cycle_decay", 0.1),
    "cycle_limit": ("lr_cycle_limit", 1),
    "k_decay": ("lr_k_decay", 1.0),
}
"""What the factory's arguments are called in timm's own settings, and their defaults there."""

CYCLED = ("cosine", "tanh", "poly")
"""What the factory's schedulers are called whose cycles lengthen the training."""

OTHERS = ("step", "multistep", "plateau", "none", "wsd", "rsqrt", "constant")

WARMED = ("wsd", "rsqrt")
"""Those with a warmup in front of them, and a length of their own."""


SCALERS = ("timm.utils.NativeScaler", "timm.utils.ApexScaler")
"""What is called with a loss and an optimizer, which it updates."""


class Timm(Framework):
    """What timm's factory and its schedulers do."""

    def made(self, run: Run, value: Made) -> Any:
        if value.path.startswith("timm.scheduler."):
            # wherever in it the name is imported from
            value.path = f"timm.scheduler.{value.path.rpartition('.')[2]}"
        if value.path == "timm.scheduler.scheduler_kwargs" and value.args:
            found = _settings(value.args[0])
            return MISSING if found is None else found
        if value.path.startswith("timm.optim."):
            return _optimizer(run, value)
        if value.path == OLD_FACTORY and len(value.args) > 1:
            settings = _settings(value.args[0])
            if settings is None:
                return MISSING
            value.path, value.args = FACTORY, value.args[1:2]
            value.keywords = {**settings, **value.keywords}
        if value.path != FACTORY:
            return MISSING
        run.made.append(value)
        return value, _epochs(value)

    def called(
        self,
        run: Run,
        owner: Any,
        name: str,
        args: list[Any],
        words: dict[str, Any],
        node: ast.Call,
    ) -> Any:
        if isinstance(owner, Made) and owner.path in SCALERS and name == "__call__":
            return _scaled(run, args, words, node)
        ours = isinstance(owner, Made) and owner.path.startswith("timm.scheduler.")
        if ours and name == "get_cycle_length":
            return _cycles(owner, args)
        if not ours or name not in ("step", "step_update") or not is_schedule(owner):
            return MISSING
        _unscaled(run, owner)
        by_epoch = owner.keywords.get("t_in_epochs", owner.keywords.get("step_on_epochs", True))
        if by_epoch is (name == "step"):
            told = args[:1] or [words.get("epoch" if name == "step" else "num_updates")]
            run.event("step", owner, node, told)
        return None


def _optimizer(run: Run, value: Made) -> Any:
    """Return what timm's factories of optimizers make, or the settings that they are made with."""
    name = value.path.rpartition(".")[2]
    cfg = value.argument("cfg", 0) if name == "optimizer_kwargs" else value.argument("args", 0)
    if name != "create_optimizer_v2" and not isinstance(cfg, Instance):
        return MISSING
    have = cfg.attributes if isinstance(cfg, Instance) else {}
    own = {key: have.get(key) for key in ("lr", "layer_decay")}
    if name == "optimizer_kwargs":
        return own
    if name == "create_optimizer":
        model, given = value.argument("model", 1), own
    elif name == "create_optimizer_v2":
        model, given = value.argument("model_or_params", 0), dict(value.keywords)
        given.setdefault("lr", value.argument("lr", 2))
    else:
        return MISSING
    if given.get("layer_decay") is not None:
        raise LrplotError(
            f"line {value.line}: with layer_decay timm gives each layer a rate of its own, which "
            "is not read"
        )
    value.args = [model]
    value.keywords = {} if given.get("lr") is None else {"lr": given["lr"]}
    run.made.append(value)
    return value


def _scaled(run: Run, args: list[Any], words: dict[str, Any], node: ast.Call) -> Any:
    """Note the update that a scaler makes of its loss, if it is told to."""
    optimizer = args[1] if len(args) > 1 else words.get("optimizer")
    needed = words.get("need_update", args[6] if len(args) > 6 else True)
    known = truth(needed)
    if not is_optimizer(optimizer):
        return MISSING
    if known is False:
        return None
    tests = run.tests
    run.tests = tests if known else (*tests, tree(needed))
    run.event("step", optimizer, node)
    run.tests = tests
    return None


def _unscaled(run: Run, of: Made) -> None:
    """Raise `LrplotError` where a group has a part of the rate, as its `lr_scale` says."""
    optimizer = optimizer_of(of)
    for group in groups(run, optimizer) if optimizer is not None else ():
        if group.get("lr_scale", 1) not in (1, 1.0):
            raise LrplotError(
                f"line {of.line}: timm gives the groups of {optimizer.name or 'the optimizer'} "
                "their lr_scale times the rate, which is not read; without lr_scale it is drawn"
            )


def _epochs(of: Made) -> Any:
    """Return how many epochs the factory says that are to be trained."""
    kind = of.argument("sched", 1) or "cosine"
    many = of.argument("num_epochs", 2)
    given = {
        "num_epochs": 300 if many is None else many,
        "warmup_epochs": of.keywords.get("warmup_epochs", 0),
        "cooldown_epochs": of.keywords.get("cooldown_epochs", 0),
        "cycle_limit": of.keywords.get("cycle_limit", 1),
    }
    stretch = of.keywords.get("cycle_mul", 1.0)
    known = all(type(value) is int for value in given.values()) and len(of.args) <= 3
    if not known or not isinstance(stretch, int | float) or kind not in (*CYCLED, *OTHERS):
        return Opaque("num_epochs", of.line)
    total, cycles = given["num_epochs"], max(1, given["cycle_limit"])
    before = given["warmup_epochs"] if of.keywords.get("warmup_prefix") is True else 0
    if kind in OTHERS:
        return total + before + (given["cooldown_epochs"] if kind in WARMED else 0)
    return _long(total, cycles, stretch) + before + given["cooldown_epochs"]


def _settings(of: Any) -> dict[str, Any] | None:
    """Return the arguments of the factory as timm's own settings say them."""
    if not isinstance(of, Instance):
        return None
    own = of.attributes
    found = {name: own.get(said, default) for name, (said, default) in GIVEN.items()}
    return {**found, "step_on_epochs": not own.get("sched_on_updates", False)}


def _cycles(of: Made, args: list[Any]) -> Any:
    """Return how long the cycles of a scheduler are together, with a warmup in front of them."""
    first, limit = of.argument("t_initial", 1), of.keywords.get("cycle_limit", 1)
    stretch, warmup = of.keywords.get("cycle_mul", 1.0), of.keywords.get("warmup_t", 0)
    many = args[0] if args else 0
    whole = all(type(one) is int for one in (first, limit, warmup, many))
    if len(of.args) > 2 or not whole or not isinstance(stretch, int | float):
        return Opaque(f"{of.name}.get_cycle_length()", of.line)
    if of.path.endswith("WSDLRScheduler"):
        return first + warmup
    before = warmup if of.keywords.get("warmup_prefix") is True else 0
    return _long(first, max(1, many or limit), stretch) + before


def _long(first: int, cycles: int, stretch: float) -> int:
    if stretch == 1.0:
        return first * cycles
    return math.floor(-first * (stretch**cycles - 1) / (1 - stretch))


FRAMEWORK = Timm()

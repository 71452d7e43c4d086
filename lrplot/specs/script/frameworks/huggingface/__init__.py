"""Hugging Face: the training that `TrainingArguments` describe, and a `Trainer` that is given them.

Rounding is that of transformers since 4.52: the rest of an accumulation is an update of its own.
"""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script.framework import Framework
from lrplot.specs.script.frameworks.huggingface.described import argument, copied, describes
from lrplot.specs.script.frameworks.huggingface.overridden import INNER, SHUFFLES
from lrplot.specs.script.frameworks.huggingface.parsed import parsed
from lrplot.specs.script.frameworks.huggingface.trainer import is_trainer, trained
from lrplot.specs.script.frameworks.huggingface.training import described, warmup_of
from lrplot.specs.script.kinds import is_optimizer, is_schedule
from lrplot.specs.script.run import Run
from lrplot.specs.script.schedules import Stepped
from lrplot.specs.script.values import MISSING, Made, Opaque, Path
from lrplot.specs.trainer import DEFAULTS, RATES

JAX = ("jax", "flax", "optax")
"""Modules with which a script trains in loops of its own; the Trainer is torch's."""

COPIES = ("dataclasses.replace", "copy.copy", "copy.deepcopy")


class HuggingFace(Framework):
    """What the calls of a Trainer do."""

    def made(self, run: Run, value: Made) -> Any:
        first: Any = value.args[0] if value.args else None
        if value.path.endswith("is_sagemaker_mp_enabled"):
            return False
        if value.path.endswith("Trainer.get_optimizer_cls_and_kwargs") and describes(first):
            return Path("torch.optim.AdamW"), {"lr": self.attribute(run, first, "learning_rate")}
        if value.path in COPIES and describes(first):
            found = copied(first, value)
            run.made.append(found)
            return found
        return MISSING

    def attribute(self, run: Run, owner: Made, name: str) -> Any:
        if describes(owner):
            kind = owner.path.rpartition(".")[2]
            own = {**DEFAULTS, "learning_rate": RATES.get(kind) or MISSING}
            return owner.keywords.get(name, own.get(name, MISSING))
        if name == "args" and is_trainer(owner) and describes(given := owner.argument("args", 1)):
            return given
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
        if isinstance(owner, Made) and owner.path.endswith(("HfArgumentParser", "TrlParser")):
            return parsed(run, owner, name, args, words, node)
        if name in SHUFFLES and isinstance(owner, Opaque) and owner.text == "super()":
            run.event(INNER, owner, node)
            return None
        if describes(owner) and name == "get_warmup_steps" and args:
            return warmup_of(
                owner,
                args[0],
                lambda name, default=None: argument(run, owner, name, DEFAULTS.get(name, default)),
            )
        if describes(owner) and name.startswith("set_"):
            # it changes several arguments at once
            owner.attributes["(set)"] = node.lineno
            return owner
        if not is_trainer(owner):
            return MISSING
        if name == "train":
            run.event("trainer train", owner, node)
            return Opaque("metrics", node.lineno)
        if name in ("add_callback", *SHUFFLES):
            run.event(f"trainer {name}", owner, node, args, words)
            return None
        return MISSING

    def trained(self, run: Run) -> list[Stepped]:
        events = [event for event in run.events if event.kind == "trainer train"]
        if len(events) > 1:
            line = events[-1].line
            raise LrplotError(f"line {line}: this is a second training; its rates cannot be told")
        if events:
            return trained(run, events[0])
        made = [value for value in run.made if isinstance(value, Made) and describes(value)]
        trains = any(e.kind in ("step", "update") for e in run.events)
        trains |= any(name.partition(".")[0] in JAX for name in run.imported)
        if trains or any(map(_own, run.made)):
            # it trains by itself, and only takes its values from there
            return []
        every = [described(run, value, None, lambda total: (None, None)) for value in made]
        return [one for each in every for one in each]


def _own(value: Any) -> bool:
    """Tell whether something made is an optimizer, or a schedule, of the script's own."""
    optax = isinstance(value, Made) and value.path.startswith("optax.")
    return optax or is_optimizer(value) or is_schedule(value)


FRAMEWORK = HuggingFace()

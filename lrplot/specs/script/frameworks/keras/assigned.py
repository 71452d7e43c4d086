"""Loops of the script's own that set the rate of a Keras optimizer: `learning_rate.assign(…)`."""

from __future__ import annotations

import ast
from dataclasses import replace

from lrplot.specs.script.frameworks.keras.callbacks import level
from lrplot.specs.script.frameworks.keras.looped import twin
from lrplot.specs.script.frameworks.keras.rewritten import RATES
from lrplot.specs.script.groups import groups
from lrplot.specs.script.run import Event, Run
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.updates import rate
from lrplot.specs.script.values import Bound, Made


def assigned(run: Run, updates: list[Event]) -> bool:
    """Put an optimizer with a group in the place of one whose rate is set; whether it is done.

    Not where its rate is a schedule, is set in another way too, or is made of the one before.
    """
    of = updates[0].of
    sets = [e for e in run.events if e.kind == "set" and _of_rate(e, of)]
    writes = isinstance(of, Made) and any(w.within is of.attributes for w in run.writes)
    others = [e for e in run.events if e.kind in ("set", "rate", "given") and e not in sets]
    alike = isinstance(of, Made) and all(event.of is of for event in updates)
    if not sets or writes or others or not alike or not all(map(_known, sets)):
        return False
    first = level(rate(run, of))
    if not isinstance(first, ast.Constant) or "gradient_accumulation_steps" in of.keywords:
        return False
    stand_in = twin(of, first.value)
    group = groups(run, stand_in)[0]
    for place, event in enumerate(run.events):
        if event in updates:
            run.events[place] = replace(event, kind="step", of=stand_in, args=(), keywords={})
        elif event in sets:
            run.events[place] = replace(event, kind="rate", of=group)
    return True


def _of_rate(event: Event, of: object) -> bool:
    bound = event.of
    return isinstance(bound, Bound) and bound.of is of and bound.method in RATES


def _known(event: Event) -> bool:
    """Tell whether what is set is not made of the rate before."""
    if len(event.args) != 1:
        return False
    names = [each.id for each in opaque(tree(event.args[0]))]
    return not any(name.endswith(RATES) or "learning_rate" in name for name in names)
